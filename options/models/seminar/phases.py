"""Phases, and the clock: start, pause, two minutes more, close, on to the next, back to the one before.

All times are the server's. A phase is pending, open, then closed: by the clock when its minutes and a short grace are
over, or by an instructor. What follows from opening and closing is in `AFTER_OPENING` and `AFTER_CLOSING`, run inside
the transaction, filled by `models/__init__`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, get_args

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from options.bundle import schema
from options.bundle.schema import TITLE_MAX
from options.models.access import User
from options.models.fields import list_field, one_of, text_field
from options.models.seminar.exercises import (
    CLOSED,
    LOBBY,
    PAUSED,
    RUNNING,
    UNDER_WAY,
    Exercise,
    MovedOn,
    NotNow,
)

KINDS: Final = get_args(schema.PhaseKind)
BRIEFING, RATE, REVEAL, DISCUSS, INJECT, SCREEN = "briefing", "rate", "reveal", "discuss", "inject", "screen"
RATE_AGAIN, WHO_MOVED, DIRECTIVE, COMPARE = "rate-again", "who-moved", "directive", "compare-directives"
VOTE, REFLECTION = "vote", "reflection"
ANSWERED: Final = (BRIEFING, RATE, RATE_AGAIN, VOTE, REFLECTION)  # each seat hands in a sheet of its own
COUNCIL: Final = (SCREEN, DIRECTIVE)  # a council writes together
COUNTED: Final = (RATE, RATE_AGAIN, VOTE)  # a snapshot is taken when they close
GRACE: Final = 10  # seconds
MORE: Final = timedelta(minutes=2)
ENOUGH: Final = 0.6  # share of seats that have handed in, below which going on asks once more

AFTER_OPENING: Final[list[Callable[["Phase", datetime], None]]] = []
AFTER_CLOSING: Final[list[Callable[["Phase", datetime], None]]] = []


class TooFew(Exception):
    """Fewer than `ENOUGH` have handed in: `done` of `of`."""

    def __init__(self, done: int, of: int) -> None:
        super().__init__("too few")
        self.done, self.of = done, of


class PhaseQuerySet(models.QuerySet["Phase"]):
    def of_kind(self, *kinds: str) -> "PhaseQuerySet":
        return self.filter(kind__in=kinds)


class PhaseManager(models.Manager["Phase"]):
    @transaction.atomic
    def start(self, exercise: Exercise, *, by: User, now: datetime) -> None:
        """From the lobby into the first phase."""
        locked = exercise.must_be(LOBBY)
        first = locked.phases.first()
        if first is None:
            raise NotNow(_("An exercise needs at least one phase and one role."))
        planned = sum(locked.phases.values_list("minutes", flat=True))  # what is cut later is time won
        exercise.note("started", by=by, now=now, minutes=planned)
        exercise.changed(started_at=now)
        self._open(exercise, first, now, state=RUNNING)

    @transaction.atomic
    def close(self, exercise: Exercise, *, by: User, epoch: int, now: datetime, confirmed: bool = False) -> None:
        """The current phase takes no more answers; everybody stays in it."""
        current = self._at(exercise, epoch)
        if current.closed_at is not None:
            raise MovedOn
        self._enough(current, confirmed)
        exercise.note("closed", by=by, now=now, phase=current.number)
        self._close(exercise, current, now)

    @transaction.atomic
    def advance(self, exercise: Exercise, *, by: User, epoch: int, now: datetime, confirmed: bool = False) -> None:
        """On to the next phase; what is still open closes. After the last one the exercise is over.

        Before a reveal the round is only closed: its reasons are chosen first, without a clock; the next call opens it.
        """
        current = self._at(exercise, epoch)
        was_open = current.closed_at is None
        if was_open:
            self._enough(current, confirmed)
        following = exercise.phases.filter(number__gt=current.number, opened_at=None).first()
        exercise.note("advanced", by=by, now=now, phase=current.number)
        if was_open:
            self._close(exercise, current, now)
        if following is None:
            exercise.changed(answers=True, state=CLOSED, paused_at=None, due_at=None, closed_at=now)
        elif not (was_open and following.kind == REVEAL):
            self._open(exercise, following, now, state=RUNNING)

    @transaction.atomic
    def step_back(self, exercise: Exercise, *, by: User, epoch: int, now: datetime) -> None:
        """The phase before is open again with every answer in it, for the rest of its minutes or two of them."""
        current = self._at(exercise, epoch)
        before = exercise.phases.filter(number__lt=current.number).last()
        if before is None:
            raise NotNow(_("This is the first phase: there is none before it."))
        exercise.note("stepped back", by=by, now=now, phase=current.number)
        self._shut(exercise, current, now)
        current.opened_at = current.ends_at = current.closed_at = None
        current.save(update_fields=["opened_at", "ends_at", "closed_at"])
        self._reopen(exercise, before, now, max(MORE, before.unused))

    @transaction.atomic
    def reopen(self, exercise: Exercise, *, by: User, epoch: int, now: datetime) -> None:
        """An exercise that was ended too early goes on in its last phase, for two minutes; not once grades are out."""
        locked = exercise.must_be(CLOSED)
        if locked.epoch != epoch or locked.current is None:
            raise MovedOn
        if locked.released_at:
            raise NotNow(_("Its grades are released: it cannot be opened again."))
        exercise.note("reopened", by=by, now=now, phase=locked.current.number)
        exercise.changed(closed_at=None)
        self._reopen(exercise, locked.current, now, MORE)

    @transaction.atomic
    def extend(self, exercise: Exercise, *, by: User, epoch: int, now: datetime) -> None:
        """Two minutes more; a phase that has closed opens again for them."""
        current = self._at(exercise, epoch)
        exercise.note("extended", by=by, now=now, phase=current.number)
        if current.closed_at is not None:
            self._reopen(exercise, current, now, MORE)
            return
        current.ends_at = max(current.ends_at or now, exercise.paused_at or now) + MORE
        current.save(update_fields=["ends_at"])
        exercise.changed(due_at=None if exercise.paused_at else current.due_at)

    @transaction.atomic
    def pause(self, exercise: Exercise, *, by: User, now: datetime) -> None:
        """The clock stands; what people type is kept as before."""
        exercise.must_be(RUNNING)
        exercise.note("paused", by=by, now=now)
        exercise.changed(state=PAUSED, paused_at=now, due_at=None)

    @transaction.atomic
    def resume(self, exercise: Exercise, *, by: User, now: datetime) -> None:
        """The clock goes on where it stood."""
        locked = exercise.must_be(PAUSED)
        current = locked.current
        exercise.note("resumed", by=by, now=now)
        if current and current.closed_at is None:
            current.stood(locked.paused_at, now)
            current.save(update_fields=["ends_at"])
        due = current.due_at if current and current.closed_at is None else None
        exercise.changed(state=RUNNING, paused_at=None, due_at=due)

    def keep_time(self, exercise: Exercise, now: datetime) -> None:
        """For whoever reads: closes what is over by the clock, and touches nothing otherwise."""
        if exercise.due_at and exercise.due_at <= now:
            self.close_due(exercise, now)

    @transaction.atomic
    def close_due(self, exercise: Exercise, now: datetime) -> None:
        """Closes what is over by the clock: whoever reads first after that moment does it."""
        locked = Exercise.locked(exercise.pk)
        current = locked.current
        if locked.due_at and locked.due_at <= now and current and current.closed_at is None:
            locked.note("closed by the clock", now=now, phase=current.number)
            self._close(locked, current, now)
        exercise.refresh_from_db()

    def _at(self, exercise: Exercise, epoch: int) -> "Phase":
        """The current phase, everything locked; MovedOn when the form was made before another one."""
        locked = exercise.must_be(*UNDER_WAY)
        if locked.epoch != epoch or locked.current is None:
            raise MovedOn
        exercise.refresh_from_db()
        return self.select_for_update().get(pk=locked.current.pk)

    def _enough(self, phase: "Phase", confirmed: bool) -> None:
        done, of = phase.progress()
        if not confirmed and phase.is_answered and of and done < ENOUGH * of:
            raise TooFew(done, of)

    def _open(self, exercise: Exercise, phase: "Phase", now: datetime, *, state: str) -> None:
        phase.opened_at, phase.closed_at = now, None
        phase.began_at = phase.began_at or now
        phase.ends_at = now + timedelta(minutes=phase.minutes)
        phase.save(update_fields=["began_at", "opened_at", "ends_at", "closed_at"])
        exercise.changed(answers=True, state=state, paused_at=None, current=phase, due_at=phase.due_at)
        for follow in AFTER_OPENING:
            follow(phase, now)

    def _reopen(self, exercise: Exercise, phase: "Phase", now: datetime, time: timedelta) -> None:
        phase.closed_at = None
        phase.ends_at = now + time
        phase.save(update_fields=["ends_at", "closed_at"])
        exercise.changed(answers=True, state=RUNNING, paused_at=None, current=phase, due_at=phase.due_at)

    def _close(self, exercise: Exercise, phase: "Phase", now: datetime) -> None:
        self._shut(exercise, phase, now)
        exercise.changed(answers=True, due_at=None)

    def _shut(self, exercise: Exercise, phase: "Phase", now: datetime) -> None:
        if phase.closed_at is not None:
            return
        phase.stood(exercise.paused_at, now)
        phase.closed_at = now
        phase.save(update_fields=["closed_at", "ends_at"])
        for follow in AFTER_CLOSING:
            follow(phase, now)


class Phase(models.Model):
    """`rates_as`: self or role; `unlock_after`: of a discussion, own notes before those of the council open.

    `toggles`: precondition -> status from here on; `for_roles`: slugs of the roles an inject is for, none for all.
    `began_at`: when it was first opened; it stays when the exercise is stepped back, and `opened_at` does not.
    """

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField()  # from 1
    kind = models.CharField(max_length=20, choices=[(kind, kind.replace("-", " ")) for kind in KINDS])
    title = models.CharField(max_length=TITLE_MAX)
    minutes = models.PositiveSmallIntegerField()
    instructions = text_field()
    rates_as = models.CharField(
        max_length=4, blank=True, default="", choices=[("self", _("as themselves")), ("role", _("in their role"))]
    )
    options = list_field()
    criteria = list_field()
    unlock_after = models.PositiveSmallIntegerField(null=True, blank=True)
    toggles = models.JSONField(default=dict, blank=True)
    for_roles = list_field()
    grace = models.PositiveSmallIntegerField(default=GRACE)  # seconds
    began_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = PhaseManager.from_queryset(PhaseQuerySet)()

    class Meta:
        ordering = ["exercise", "number"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="phase_number"),
            one_of("phase_kind", "kind", KINDS),
            one_of("phase_rates_as", "rates_as", ("", "self", "role")),
            models.CheckConstraint(
                condition=Q(opened_at=None, ends_at=None, closed_at=None)
                | Q(opened_at__isnull=False, ends_at__isnull=False),
                name="phase_opens_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def is_answered(self) -> bool:
        return self.kind in ANSWERED

    @property
    def due_at(self) -> datetime | None:
        """When the clock closes it."""
        return self.ends_at + timedelta(seconds=self.grace) if self.ends_at else None

    @property
    def unused(self) -> timedelta:
        """What was left of its minutes when it closed."""
        if self.ends_at is None or self.closed_at is None:
            return timedelta(0)
        return max(timedelta(0), self.ends_at - self.closed_at)

    def stood(self, paused_at: datetime | None, now: datetime) -> None:
        """The clock has stood since `paused_at`: its minutes end so much later. Not saved."""
        if paused_at and self.ends_at:
            self.ends_at += now - paused_at

    def before(self, *kinds: str) -> "Phase | None":
        """The last one before it of some kinds: the round that it shows, repeats or compares."""
        return self.exercise.phases.filter(kind__in=kinds, number__lt=self.number).last()

    def takes_answers(self, exercise: Exercise, now: datetime) -> bool:
        """Open, and its grace not over."""
        if self.opened_at is None or self.closed_at is not None:
            return False
        return exercise.due_at is None or now < exercise.due_at

    def progress(self) -> tuple[int, int]:
        """(seats that have handed in, seats that are there)."""
        seats = self.exercise.seats.present()
        handed_in = Q(responses__phase=self, responses__handed_in_at__isnull=False)
        counted = seats.aggregate(
            n=models.Count("pk", distinct=True), done=models.Count("pk", filter=handed_in, distinct=True)
        )
        return counted["done"], counted["n"]

    def left(self, exercise: Exercise, now: datetime) -> float:
        """Seconds until its minutes are over, 0 at the least; the clock stands while the exercise is paused."""
        if self.ends_at is None or self.closed_at is not None:
            return 0.0
        return max(0.0, (self.ends_at - (exercise.paused_at or now)).total_seconds())
