"""What the whole room reads on the wall: the phase, the time, how many are in. No names ever, no answers while open."""

from datetime import datetime
from math import ceil
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from options.analysis.room import FEW
from options.jinja import url
from options.models import Artifact, Exercise, Inject, Phase, Reason, Snapshot
from options.models.seminar.phases import COMPARE, DIRECTIVE, INJECT, RATE_AGAIN, REVEAL, VOTE, WHO_MOVED
from options.pages.seminar import board
from options.pages.seminar.ballot import Question
from options.pages.seminar.codes import spaced
from options.pages.seminar.reveal import votes
from options.pages.seminar.side_by_side import Line, side_by_side
from options.pages.seminar.written import Written
from options.pictures.qr import qr
from options.views.parts import render
from options.views.seats.rooms import cells_of, moves_of
from options.views.seminar.scope import exercise_of, instructing
from options.views.seminar.watching import last_round

LEFT: Final = "X-Seconds-Left"
Wall = dict[str, Any]


@require_safe
@instructing
def exercise_projector(request: HttpRequest, link: UUID) -> HttpResponse:
    exercise = exercise_of(request, link)
    return timed(render(request, "seminar/projector.html", None, shown(request, exercise)), exercise)


@require_safe
@instructing
def exercise_projector_fresh(request: HttpRequest, link: UUID) -> HttpResponse:
    """204 when nothing on the wall has changed since version `v`."""
    exercise = exercise_of(request, link)
    context = shown(request, exercise)
    if request.GET.get("v") == context["version"]:
        return timed(HttpResponse(status=204), exercise)
    return timed(render(request, "seminar/_wall.html", None, context), exercise)


def timed(response: HttpResponse, exercise: Exercise) -> HttpResponse:
    response.headers[LEFT] = str(left(exercise, timezone.now()))
    return response


def left(exercise: Exercise, now: datetime) -> int:
    return ceil(exercise.current.left(exercise, now)) if exercise.current else 0


def shown(request: HttpRequest, exercise: Exercise) -> dict[str, Any]:
    """`wall` is all that is shown but the seconds, which the page counts down; the version is told from it."""
    wall = frame(request, exercise)
    if exercise.current:
        wall |= inside(exercise, exercise.current)
    return {
        "exercise": exercise, "wall": wall, "version": board.version(sorted(wall.items())), "countdown": board.clock,
        "left": left(exercise, timezone.now()), "few": FEW, "fresh": url("exercise-projector-fresh", exercise.link),
        "qr": qr(wall["address"]),
    }  # fmt: skip


def frame(request: HttpRequest, exercise: Exercise) -> Wall:
    current = exercise.current
    done, of = current.progress() if current else (0, exercise.seats.present().count())
    return {
        "state": exercise.state, "title": current.title if current else exercise.title, "of": of, "done": done,
        "phases": exercise.phases.count(), "number": current.number if current else 0,
        "kind": current.kind if current else "", "is_closed": bool(current and current.closed_at),
        "is_answered": bool(current and current.is_answered), "task": task(current) if current else "",
        "code": spaced(exercise.code), "join": request.build_absolute_uri("/join/").partition("://")[2],
        "address": request.build_absolute_uri(f"/join/{exercise.code}/"),
    }  # fmt: skip


def task(phase: Phase) -> str:
    """What to do. The text of an inject is its news, which is told apart, and not to everybody."""
    return "" if phase.kind == INJECT else phase.instructions


def inside(exercise: Exercise, current: Phase) -> Wall:
    """What the phase is about, once it may be seen."""
    found: Wall = {"told": told(exercise, current)}
    if current.kind == REVEAL:
        found |= reveal(exercise)
    elif current.kind == WHO_MOVED:
        found |= moved(exercise)
    elif current.kind == COMPARE:
        found |= directives(exercise, current)
    elif current.kind == VOTE and current.closed_at:
        found |= voted(exercise, current)
    return found


def told(exercise: Exercise, current: Phase) -> list[tuple[bool, str]]:
    """(is it fiction, text) of what was told to everybody in this phase; what is for some roles is on their screens."""
    on_the_spot = Q(phase=None, sent_at__gte=current.opened_at or exercise.created_at)
    rows = Inject.objects.said(exercise).filter(Q(phase=current) | on_the_spot)
    # A message for some roles leaves no trace on the wall, but where the phase itself is about it.
    seen = [row for row in rows if row.phase_id or not row.for_roles]
    return [(row.kind == INJECT, "" if row.for_roles else row.text) for row in seen]


def reveal(exercise: Exercise) -> Wall:
    asked = last_round(exercise)
    taken = Snapshot.objects.newest(asked) if asked else None
    if asked is None or taken is None:
        return {"cells": [], "reasons": []}
    room, pictures = cells_of(exercise, asked, taken)
    reasons = Reason.objects.shown(asked).values_list("text", flat=True)
    cells = [{**titles(cell.question), "spread": cell.spread, "picture": pictures[cell.item]} for cell in room.cells]
    return {"cells": cells, "reasons": list(reasons)}


def titles(question: Question) -> dict[str, str]:
    """Of all that a question holds, what the wall shows: the version is told from it."""
    return {"option": question.option.title, "criterion": question.criterion.title}


def moved(exercise: Exercise) -> Wall:
    asked = last_round(exercise, (RATE_AGAIN,))
    taken = Snapshot.objects.newest(asked) if asked else None
    found = moves_of(exercise, asked, taken) if asked and taken else ()
    moves = [
        {**titles(each.question), "up": each.movement.up, "down": each.movement.down, "same": each.movement.same,
         "picture": picture}
        for each, picture in found
    ]  # fmt: skip
    return {"moves": moves}


def voted(exercise: Exercise, current: Phase) -> Wall:
    taken = Snapshot.objects.newest(current)
    counted = taken.votes("vote") if taken else {}
    return {"n": sum(counted.values()), "votes": list(votes(exercise.reading(), current.options, counted))}


def directives(exercise: Exercise, current: Phase) -> Wall:
    """What each council has accepted and nobody has hidden, in its first sentences."""
    before = current.before(DIRECTIVE)
    rows = Artifact.objects.filter(phase=before, accepted_at__isnull=False, hidden_at=None).select_related("council")
    lines = [
        Line(row.council.number, row.item, Written(row.choice, row.text, row.edition, "", row.saved_at, "accepted"))
        for row in rows
    ]
    seated = exercise.councils.filter(seats__in=exercise.seats.present()).distinct()
    councils = [(council.number, council.name) for council in seated]
    return {"councils": list(side_by_side(exercise.reading(), councils, lines))}
