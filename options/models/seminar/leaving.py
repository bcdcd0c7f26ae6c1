"""Leaving: what a seat has left behind is taken out when it asks, and of all seats when the date is due."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from options.models.access import User
from options.models.annotations import WITHDRAWN, Annotation
from options.models.seminar.artifacts import Artifact
from options.models.seminar.exercises import PURGED, Exercise
from options.models.seminar.grades import Grade
from options.models.seminar.reasons import Reason
from options.models.seminar.responses import Response
from options.models.seminar.roles import Council
from options.models.seminar.seats import Seat, SeatDevice
from options.models.seminar.snapshots import Snapshot

ERASED: Final = "Erased"  # in place of the handle, where an instructor may have put a name


@dataclass(frozen=True)
class Purged:
    """What a purge took out."""

    seats: int = 0
    responses: int = 0
    notes: int = 0
    parts: int = 0
    grades: int = 0
    cells: int = 0  # of snapshots, with fewer than five answers


@transaction.atomic
def erase(seat: Seat, now: datetime, *, by: User | None = None) -> Purged:
    """Everything that the seat wrote and all that tells who it was. What was counted stays as counts."""
    exercise = Exercise.locked(seat.exercise_id)
    seat.refresh_from_db(from_queryset=Seat.objects.select_for_update(no_key=True))  # nothing is written beside this
    found = _take_out([seat.pk])
    seat.erased_at = seat.erased_at or now
    seat.name = seat.roster_id = seat.words = ""
    seat.handle = f"{ERASED}-{seat.number}"  # an instructor may have put a name there
    seat.client_token = seat.seen_at = None
    seat.save(update_fields=["erased_at", "name", "roster_id", "words", "handle", "client_token", "seen_at"])
    exercise.note("erased", seat=seat, by=by, now=now)
    exercise.changed()
    return Purged(1, *found)


@transaction.atomic
def purge(exercise: Exercise, now: datetime, *, by: User | None = None) -> Purged:
    """Leaves of an exercise what it was made of and counts of five and more. A second time finds nothing."""
    locked = Exercise.locked(exercise.pk)
    if locked.state == PURGED:
        return Purged()
    for phase in locked.phases.select_for_update():
        if phase.opened_at and phase.closed_at is None:
            phase.closed_at = now
            phase.save(update_fields=["closed_at"])
    seats = list(locked.seats.select_for_update(no_key=True).values_list("pk", flat=True))
    found = _take_out(seats)
    cells = Snapshot.objects.keep_many(locked.phases.all())
    handle = Concat(Value(f"{ERASED}-"), Cast("number", CharField()))
    locked.seats.update(name="", roster_id="", words="", handle=handle, erased_at=now, client_token=None, seen_at=None)
    gone = Purged(len(seats), *found, cells)
    locked.note("purged", by=by, now=now, **asdict(gone))
    locked.changed(answers=True, state=PURGED, purged_at=now, current=None, paused_at=None, due_at=None, roster=[])
    exercise.refresh_from_db()
    return gone


def _take_out(seats: list[Any]) -> tuple[int, int, int, int]:
    """(responses, notes, parts, grades) taken out."""
    SeatDevice.objects.filter(seat__in=seats).delete()
    Reason.objects.filter(response__seat__in=seats).delete()
    responses = Response.objects.filter(seat__in=seats)
    parts = Artifact.objects.filter(by__in=seats).exclude(text="", choice="")
    notes = Annotation.objects.filter(seat__in=seats).exclude(state=WITHDRAWN)
    grades = Grade.objects.filter(seat__in=seats)
    found = responses.count(), notes.count(), parts.count(), grades.count()
    responses.delete()
    grades.delete()
    # what is empty is nobody's decision any more, and whoever has the old words before them is told
    parts.update(text="", choice="", accepted_by=None, accepted_at=None, edition=F("edition") + 1)
    Council.objects.filter(decider__in=seats).update(decider=None)
    notes.update(
        state=WITHDRAWN, body="", html="", replacement="", exact="", prefix="", suffix="", start=None, end=None
    )
    return found
