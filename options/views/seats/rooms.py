"""What the room answered, shown to its seats: everything but the reader's own marks is made once and kept."""

from collections.abc import Callable
from typing import Any, Final

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from options.models import Exercise, Phase, Reason, Seat, Snapshot
from options.models.seminar.phases import RATE, RATE_AGAIN
from options.pages.seminar import reveal as made
from options.pages.seminar.reveal import Cell, Moved
from options.pictures.axis import NARROW, Axis
from options.pictures.dots import PictureWords, dots, own_mark
from options.pictures.movement import MovementWords
from options.pictures.movement import movement as drawn
from options.views.seats.ballots import response_of

KEPT_FOR: Final = 3600


def reveal(request: HttpRequest, seat: Seat, phase: Phase) -> dict[str, Any]:
    """The round before, most disputed first, with the reader's own answers and the reasons that were picked."""
    exercise = seat.exercise
    asked = phase.before(RATE, RATE_AGAIN)
    taken = Snapshot.objects.newest(asked) if asked else None
    if asked is None or taken is None:
        return {"cells": (), "few": (), "reasons": (), "silent": ()}
    room, pictures = cells_of(exercise, asked, taken)
    response = response_of(seat, asked)
    own = dict(response.answers) if response else {}
    given = [(cell, own.get(cell.item)) for cell in room.cells]
    rows = [(cell, pictures[cell.item], answer, mark(cell, answer, room)) for cell, answer in given]
    reasons = Reason.objects.shown(asked)
    return {"cells": rows, "few": room.few, "silent": room.silent, "reasons": reasons}


def who_moved(request: HttpRequest, seat: Seat, phase: Phase) -> dict[str, Any]:
    """Both rounds side by side."""
    exercise = seat.exercise
    asked = phase.before(RATE_AGAIN)
    taken = Snapshot.objects.newest(asked) if asked else None
    if asked is None or taken is None:
        return {"moves": ()}
    first = response_of(seat, asked.before(RATE))
    second = response_of(seat, asked)
    own: dict[str, Any] = {}
    if first and second:
        own = {item: (first.answers.get(item), value) for item, value in second.answers.items()}
    every = moves_of(exercise, asked, taken)
    return {"moves": [(moved, picture, own.get(moved.question.item)) for moved, picture in every]}


KINDS: Final[dict[str, Callable[[HttpRequest, Seat, Phase], dict[str, Any]]]] = {
    "reveal": reveal, "who-moved": who_moved,
}  # fmt: skip


def cells_of(exercise: Exercise, phase: Phase, taken: Snapshot) -> tuple[made.Reveal, dict[str, str]]:
    """What a snapshot shows, and a picture for each cell in it: the same for everybody, made once a process."""
    key = f"room:{taken.pk}:{exercise.dossier.redactions}:{get_language()}"
    found: tuple[made.Reveal, dict[str, str]] | None = cache.get(key)
    if found is None:
        room = made.reveal(exercise.reading(), phase.options, phase.criteria, taken.counts, exercise.scale)
        found = room, {cell.item: picture(cell, room) for cell in room.cells}
        cache.set(key, found, KEPT_FOR)
    return found


def moves_of(exercise: Exercise, phase: Phase, taken: Snapshot) -> tuple[tuple[Moved, str], ...]:
    key = f"moves:{taken.pk}:{exercise.dossier.redactions}:{get_language()}"
    found: tuple[tuple[Moved, str], ...] | None = cache.get(key)
    if found is None:
        pairs = {item: taken.pairs(item) for item in taken.moves}
        moved = made.who_moved(exercise.reading(), phase.options, phase.criteria, pairs, exercise.scale)
        axis = Axis(1 if exercise.scale == 7 else 0, exercise.scale, _("worse"), _("better"))
        found = tuple((each, move_picture(each, axis)) for each in moved)
        cache.set(key, found, KEPT_FOR)
    return found


def axis_of(cell: Cell, room: made.Reveal) -> Axis:
    return Axis(room.low, room.high, cell.question.worst, cell.question.best)


def picture(cell: Cell, room: made.Reveal) -> str:
    words = PictureWords(f"{cell.question.option.title}: {cell.question.criterion.title}", said(cell))
    return str(dots(cell.values, axis_of(cell, room), words, width=NARROW))


def mark(cell: Cell, own: Any, room: made.Reveal) -> str:
    if own is None:
        return ""
    return str(own_mark(own, axis_of(cell, room), _("Your answer: %(n)s") % {"n": own}, width=NARROW))


def said(cell: Cell) -> str:
    found = cell.spread
    return _("%(n)s answers, median %(median)g, middle half %(lower)g to %(upper)g.") % {
        "n": found.n, "median": found.median, "lower": found.lower, "upper": found.upper,
    }  # fmt: skip


def move_picture(moved: Moved, axis: Axis) -> str:
    found = moved.movement
    title = f"{moved.question.option.title}: {moved.question.criterion.title}"
    description = _("%(up)s up, %(down)s down, %(same)s the same.") % {
        "up": found.up, "down": found.down, "same": found.same,
    }  # fmt: skip
    words = MovementWords(title, description, _("first"), _("second"))
    return str(drawn(moved.pairs, axis, words, width=NARROW))
