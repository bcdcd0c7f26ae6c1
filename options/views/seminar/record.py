"""What one seat wrote, with what the room answered beside it: for those who grade it, and for the seat itself."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from options.bundle.reading import Reading
from options.models import Actor, Annotation, Artifact, Exercise, Grade, Phase, Response, Seat, Snapshot
from options.models.seminar.artifacts import DISSENT, PARTS
from options.models.seminar.exercises import AUTO, LATE, NAMES, PRIVATE, ROSTER
from options.models.seminar.phases import DIRECTIVE, RATE, RATE_AGAIN, REVEAL, WHO_MOVED
from options.models.seminar.responses import DRAFT, SUBMITTED
from options.pages.seminar import items, rubric
from options.pages.seminar.record import Line, OwnRound, compared
from options.pages.seminar.rubric import Row

Part = tuple[Artifact, str, str]
Said = tuple[items.Said, ...]
REVEALING: Final = (REVEAL, WHO_MOVED, RATE_AGAIN)  # phases that show a seat what the room answered before


def seat_of(exercise: Exercise, number: int) -> Seat:
    """One that has not been erased; one that was removed too, since what it wrote stays."""
    rows = exercise.seats.filter(erased_at=None).select_related("role", "council")
    seat = get_object_or_404(rows, number=number)
    seat.exercise = exercise
    return seat


def record(actor: Actor, seat: Seat) -> dict[str, Any]:
    """All that the actor may read of a seat. People read only of phases that have closed."""
    exercise, reading = seat.exercise, seat.exercise.reading()
    phases = list(exercise.phases.all())
    responses = list(Response.objects.visible_to(actor).filter(seat=seat).select_related("phase"))
    written = Artifact.objects.visible_to(actor).exclude(choice="", text="").select_related("phase", "by__role")
    notes = Annotation.objects.visible_to(actor) if actor.seat else Annotation.objects.in_exercise(actor)
    if actor.seat is None:
        written, notes = written.filter(phase__closed_at__isnull=False), notes.filter(phase__closed_at__isnull=False)
    mine = Q(by=seat) | Q(item=f"{DISSENT}.{seat.number}", council=seat.council_id)
    return {
        "sheets": [(row, *_texts(reading, exercise, row)) for row in responses],
        "rounds": [phase.title for phase in phases if phase.kind in (RATE, RATE_AGAIN)],
        "lines": _lines(actor, exercise, reading, phases, responses),
        "notes": list(notes.filter(seat=seat).exclude(body="").select_related("entry", "about", "phase")),
        "parts": [worded(part, reading) for part in written.filter(mine)],
        "directive": directive(written.filter(council=seat.council_id), reading) if seat.council_id else [],
        "pinned": reading,
        "own": actor.seat is not None,
        "state_words": state_words(),
    }


def _texts(reading: Reading, exercise: Exercise, row: Response) -> tuple[Said, Said]:
    """What was answered in words, without the numbers that stand in a table; and what came after closing."""
    said, after = sheet(reading, exercise, row.answers), sheet(reading, exercise, row.after)
    if row.phase.kind in (RATE, RATE_AGAIN):
        said = tuple(each for each in said if not isinstance(each.value, int))
    return tuple(each for each in said if each.value is not None), after


def sheet(reading: Reading, exercise: Exercise, answers: Mapping[str, Any]) -> Said:
    return items.said(answers, reading, say=_, questions=exercise.debrief)


def _lines(
    actor: Actor, exercise: Exercise, reading: Reading, phases: list[Phase], responses: list[Response]
) -> tuple[Line, ...]:
    rounds = [phase for phase in phases if phase.kind in (RATE, RATE_AGAIN)]
    own = {row.phase_id: row.answers for row in responses}
    taken = snapshots(phase for phase in rounds if knows(actor, exercise, phase, phases))
    made = [
        OwnRound(phase.title, tuple(phase.options), tuple(phase.criteria),
                 taken[phase.pk].counts if phase.pk in taken else {}, own.get(phase.pk))
        for phase in rounds
    ]  # fmt: skip
    return compared(reading, made, exercise.scale)


def knows(actor: Actor, exercise: Exercise, phase: Phase, phases: Iterable[Phase]) -> bool:
    """May the actor know what the room answered in a phase that is closed? A seat once it was revealed."""
    if actor.seat is None or not exercise.is_open:
        return True
    return any(each.kind in REVEALING and each.number > phase.number and each.opened_at for each in phases)


def snapshots(phases: Iterable[Phase]) -> dict[int, Snapshot]:
    """phase -> what was counted when it closed last, of phases that are closed."""
    closed = [phase for phase in phases if phase.closed_at is not None]
    return {row.phase_id: row for row in Snapshot.objects.filter(phase__in=closed).order_by("phase", "number")}


def directive(parts: Iterable[Artifact], reading: Reading) -> list[Part]:
    """The last directive of a council, part by part; dissents stand below it."""
    rows = [part for part in parts if part.phase.kind == DIRECTIVE]
    last = max((row.phase.number for row in rows), default=0)
    found = [row for row in rows if row.phase.number == last]
    return [worded(row, reading) for row in sorted(found, key=_place)]


def _place(row: Artifact) -> tuple[int, str]:
    return (PARTS.index(row.item) if row.item in PARTS else len(PARTS)), row.item


def worded(row: Artifact, reading: Reading) -> Part:
    """An item of a council with its name and its choice in words."""
    return row, items.part(row.item, reading, say=_), items.choice(row.item, row.choice, reading, say=_)


def given_to(actor: Actor, seat: Seat) -> list[tuple[Row, Grade | None]]:
    """Rows of the rubric with what the actor may see of the grades; none when nothing was given or released."""
    given = {grade.row: grade for grade in Grade.objects.visible_to(actor).filter(seat=seat).select_related("by")}
    return [(row, given.get(row.slug)) for row in rubric.rows(seat.exercise.rubric)] if given else []


def points_of(grades: Iterable[Grade]) -> dict[str, float | None]:
    return {grade.row: grade.points for grade in grades}


def known_as(seat: Seat, exercise: Exercise) -> str:
    """What instructors know it by besides its handle; "" where the exercise goes by handles."""
    return str({ROSTER: seat.roster_id, NAMES: seat.name}.get(exercise.names, ""))


def state_words() -> dict[str, str]:
    return {
        DRAFT: _("draft, not handed in"),
        SUBMITTED: _("handed in"),
        AUTO: _("handed in when the phase closed"),
        LATE: _("late, not counted"),
        PRIVATE: _("for you alone"),
    }
