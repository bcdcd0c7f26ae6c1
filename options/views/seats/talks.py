"""Discussions: what is asked of a seat, what it has written, and the notes of its council once they are open to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from options.forms.seminar.notes import KEPT
from options.models import Actor, Annotation, Inject, Phase, Response, Seat
from options.models.annotations import AnnotationQuerySet
from options.models.drafts import TYPED_MAX
from options.models.seminar.phases import DISCUSS
from options.pages.annotations.places import Place, place_of
from options.pages.seminar.entries import Scope
from options.pages.seminar.reach import reach
from options.pages.seminar.sections import SECTIONS
from options.words import word

MOST: Final = 200  # notes of a council on one page
WITH: Final = ("entry", "about", "seat__role")


@dataclass(frozen=True)
class Asked:
    """`written` of the `of` notes that a seat writes before it reads those of its council; `over`: nobody writes."""

    written: int
    of: int
    over: bool

    @property
    def opens(self) -> bool:
        return self.over or self.written >= self.of


@dataclass(frozen=True)
class Note:
    row: Annotation
    place: Place
    own: bool


def discuss(request: HttpRequest, seat: Seat, phase: Phase) -> dict[str, Any]:
    rows = list(notes(seat).filter(phase=phase))
    own, others = told(seat, rows, own=True), told(seat, rows, own=False)
    reading = seat.exercise.reading()
    slugs = [slug for slug in phase.options or seat.exercise.options if reading.entry("option", slug)]
    return {
        "asked": asked(seat, phase, len(own)), "mine": own, "others": others[-MOST:], "left_out": others[:-MOST],
        "texts": [(slug, reading.title("option", slug)) for slug in slugs], "sections": SECTIONS,
        "is_observer": seat.council_id is None, "pinned": reading,
    }  # fmt: skip


def notes(seat: Seat) -> AnnotationQuerySet:
    """All that the seat may read, oldest first."""
    found: AnnotationQuerySet = Annotation.objects.visible_to(Actor(seat=seat)).threads().select_related(*WITH)
    return found


def told(seat: Seat, rows: Iterable[Annotation], *, own: bool) -> Sequence[Note]:
    found = (Note(row, place_of(row), row.seat_id == seat.pk) for row in rows)
    return [note for note in found if note.own == own]


def asked(seat: Seat, phase: Phase, written: int) -> Asked:
    return Asked(written, phase.unlock_after or 0, phase.closed_at is not None)


def written_by(seat: Seat, phase: Phase) -> int:
    return Annotation.objects.filter(seat=seat, phase=phase, parent=None).count()


def discussion(seat: Seat, now: datetime) -> Phase | None:
    """The one that takes notes now; None where none does, and for observers, who have no council to write for."""
    exercise, phase = seat.exercise, seat.exercise.current
    if phase is None or not exercise.is_under_way or phase.kind != DISCUSS or seat.council_id is None:
        return None
    return phase if phase.takes_answers(exercise, now) else None


def scope_of(seat: Seat) -> Scope:
    """What of the dossier the seat reads, as its injects have switched it."""
    exercise, curated = seat.exercise, seat.exercise.shows_curated()
    reading = exercise.reading()
    toggles = Inject.objects.toggles_for(Actor(seat=seat))
    return Scope(reading, reach(reading, exercise.options, exercise.criteria, curated=curated), toggles, curated)


def label(row: Annotation) -> str:
    """What a passage that leads to a note is called."""
    return _("%(who)s %(stance)s") % {"who": writer(row).shown_name, "stance": word(row.stance)}


def writer(row: Annotation) -> Seat:
    """Of a note of a seat: it has no other author."""
    assert row.seat is not None
    return row.seat


# What is typed and not sent: kept among the seat's answers in the phase


def item(where: Place, name: str) -> str:
    """Under what a part of a form is kept among the answers of the phase."""
    return f"note.{where.key}" if name == "body" else f"note.{where.key}.{name}"


def items_of(request: HttpRequest, where: Place) -> dict[str, Any]:
    """Nothing without a text: a sentence that is chosen says nothing yet."""
    given = {name: request.POST.get(name, "").replace("\0", "")[:TYPED_MAX] for name in KEPT}
    return {item(where, name): value if given["body"].strip() else None for name, value in given.items()}


def typed_before(seat: Seat, phase: Phase, where: Place) -> dict[str, Any]:
    row = Response.objects.filter(seat=seat, phase=phase).first()
    found = {name: row.latest.get(item(where, name)) for name in KEPT} if row else {}
    return {name: value for name, value in found.items() if value}


def forget(seat: Seat, phase: Phase, where: Place) -> None:
    """It is sent."""
    if Response.objects.filter(seat=seat, phase=phase).exists():
        gone: dict[str, Any] = {item(where, name): None for name in KEPT}
        Response.objects.keep_some(seat, phase, gone, token=uuid4(), now=timezone.now())
