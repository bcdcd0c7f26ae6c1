"""The live board from the rows of an exercise: the same few queries however many seats there are."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from django.db.models import Count, Q
from django.utils import timezone

from options.models import Annotation, Artifact, AuditEvent, Exercise, Phase, Response, Seat
from options.models.annotations import WITHDRAWN
from options.models.seminar.phases import COUNCIL, DISCUSS, RATE, RATE_AGAIN, REVEAL
from options.models.seminar.seats import TYPING_FOR
from options.pages.seminar import board
from options.pages.seminar.codes import spaced
from options.pages.seminar.timing import Schedule, Timed
from options.words import clock

EVENTS: Final = 8
TIME: Final = "%H:%M"


def watch(exercise: Exercise, now: datetime) -> board.Board:
    phases = list(exercise.phases.all())
    current = exercise.current
    following = next_of(phases, current)
    return board.Board(
        state=exercise.state,
        epoch=exercise.epoch,
        code=spaced(exercise.code),
        title=current.title if current else exercise.title,
        number=current.number if current else 0,
        kind=current.kind if current else "",
        phases=len(phases),
        minutes=current.minutes if current else 0,
        is_closed=bool(current and current.closed_at),
        is_answered=bool(current and current.is_answered),
        next_title=following.title if following else "",
        reveals_next=bool(following and following.kind == REVEAL),
        rows=rows(exercise, now),
        steps=tuple(step(phase, current) for phase in phases),
        tables=tables(exercise, current),
        events=events(exercise),
        ending=ending(exercise, phases, now),
        left=ceil(current.left(exercise, now)) if current else 0,
    )


def next_of(phases: Sequence[Phase], current: Phase | None) -> Phase | None:
    """The phase that going on would open."""
    at = current.number if current else 0
    return next((phase for phase in phases if phase.number > at and phase.opened_at is None), None)


def last_round(exercise: Exercise, kinds: Sequence[str] = (RATE, RATE_AGAIN)) -> Phase | None:
    """The last round up to where the exercise stands, if it is closed: of an open one nobody learns anything."""
    if exercise.current is None:
        return None
    last = exercise.phases.filter(kind__in=kinds, number__lte=exercise.current.number).last()
    return last if last and last.closed_at else None


def rows(exercise: Exercise, now: datetime) -> tuple[board.Row, ...]:
    current = exercise.current
    sent = Response.objects.states(current) if current and current.is_answered else {}
    notes = notes_by_seat(current) if current and current.kind == DISCUSS else None
    seats = exercise.seats.present().select_related("role", "council")
    return tuple(row(seat, sent.get(seat.pk), notes, now) for seat in seats)


def row(
    seat: Seat, sent: tuple[datetime, bool] | None, notes: dict[int, int] | None, now: datetime
) -> board.Row:  # fmt: skip
    handed_in = bool(sent and sent[1])
    typing = bool(sent and now - sent[0] < TYPING_FOR)
    return board.Row(
        number=seat.number,
        name=seat.shown_name,
        identifier=seat.roster_id,
        council=seat.council.name if seat.council else "",
        role=seat.role.title if seat.role else "",
        state=board.state(handed_in=handed_in, typing=typing, away=seat.is_away(now)),
        decides=bool(seat.council and seat.council.decider_id == seat.pk),
        notes=None if notes is None else notes.get(seat.pk, 0),
    )


def notes_by_seat(phase: Phase) -> dict[int, int]:
    written = Annotation.objects.filter(phase=phase, parent=None).exclude(state=WITHDRAWN).order_by()
    return dict(written.values_list("seat").annotate(n=Count("pk")))


def step(phase: Phase, current: Phase | None) -> board.Step:
    state = board.TO_COME if phase.opened_at is None else board.DONE
    if current and phase.pk == current.pk:
        state = board.CLOSED if phase.closed_at else board.OPEN
    return board.Step(phase.number, phase.title, phase.minutes, state)


def tables(exercise: Exercise, current: Phase | None) -> tuple[board.Table, ...]:
    if current is None or current.kind not in COUNCIL:
        return ()
    written = Artifact.objects.filter(phase=current).exclude(text="", choice="").order_by()
    accepted = Count("pk", filter=Q(accepted_at__isnull=False))
    counted = {c: (n, a) for c, n, a in written.values_list("council").annotate(n=Count("pk"), a=accepted)}
    return tuple(board.Table(each.name, *counted.get(each.pk, (0, 0))) for each in exercise.councils.all())


def events(exercise: Exercise) -> tuple[board.Event, ...]:
    """The last ones, the newest first."""
    log = exercise.log.select_related("by", "seat").order_by("-at", "-pk")[:EVENTS]
    return tuple(event(line) for line in log)


def event(line: AuditEvent) -> board.Event:
    by = line.by.shown_name if line.by else ""
    seat = line.seat.shown_name if line.seat else ""
    return board.Event(clock(line.at), line.verb, by, seat, line.detail.get("phase", 0))


def shown(at: datetime) -> str:
    return f"{timezone.localtime(at):{TIME}}"


def ending(exercise: Exercise, phases: Sequence[Phase], now: datetime) -> board.Ending:
    timed = [Timed(phase.title, phase.kind, phase.minutes) for phase in phases]
    current = exercise.current
    if current is None:
        return board.Ending(shown(now + timedelta(minutes=sum(each.minutes for each in timed))))
    started = exercise.log.filter(verb="started").last()
    schedule = Schedule(
        timed,
        starts_at=(exercise.started_at or now) - timedelta(minutes=exercise.lobby_minutes),
        minutes=started.detail.get("minutes") if started else None,
        lobby=exercise.lobby_minutes,
        reserve=exercise.reserve_minutes,
        current=phases.index(current),
        current_ends_at=now + timedelta(seconds=current.left(exercise, now)),
        now=now,
    )
    cuts = tuple((phases[cut.index].number, cut.title, cut.minutes) for cut in schedule.cuts)
    return board.Ending(shown(schedule.ends_at), schedule.over_minutes, cuts, schedule.over_after_cuts)
