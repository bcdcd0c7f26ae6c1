"""Exercises: a seminar on one dossier at one version, made from a template of it and run by its instructors.

`epoch` is raised whenever answers open or close, `stamp` by every change that a page could show: what a page was made
from is told by these two numbers, whichever process asks.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Self
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from options.bundle.reading import Reading
from options.bundle.schema import TITLE_MAX
from options.models.access import INSTRUCTOR, Actor, User
from options.models.dossier import Dossier
from options.models.entries import Entry
from options.models.fields import line_field, list_field, one_of, text_field

DRAFT, LOBBY, RUNNING, PAUSED = "draft", "lobby", "running", "paused"
CLOSED, ARCHIVED, PURGED = "closed", "archived", "purged"
STATES: Final = (DRAFT, LOBBY, RUNNING, PAUSED, CLOSED, ARCHIVED, PURGED)
JOINABLE: Final = (LOBBY, RUNNING, PAUSED)  # a code lets people in
UNDER_WAY: Final = (RUNNING, PAUSED)
HANDLES, ROSTER, NAMES = "handles", "roster", "names"
AUTO, LATE, PRIVATE = "auto", "late", "private"
LATE_POLICIES: Final = (AUTO, LATE, PRIVATE)
SEVEN, HUNDRED = 7, 100
KEPT_DAYS: Final = 30
CODE_LENGTH: Final = 6
MOST_SEATS: Final = 1_000
MOST_COUNCILS: Final = 100


class NotNow(Exception):
    """What was asked for cannot be done in this state; the words say why, for a person."""


class MovedOn(Exception):
    """The form was made before somebody else, or the same press a moment ago, moved the exercise on."""


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> Self:
        """Those that the actor runs; for a seat, its own."""
        if actor.seat is not None:
            return self.filter(pk=actor.seat.exercise_id)
        return self.run_by(actor)

    def run_by(self, actor: Actor) -> Self:
        """Own ones and those shared with the actor, while they have the role; administrators run every one."""
        if actor.user is None or not actor.has_role(INSTRUCTOR):
            return self.none()
        if actor.is_admin:
            return self
        shared = self.model.instructors.through._default_manager.filter(user=actor.user)
        return self.filter(Q(owner=actor.user) | Q(pk__in=shared.values("exercise")))

    def joinable(self) -> Self:
        """A rehearsal is played by bots alone."""
        return self.filter(state__in=JOINABLE, rehearsal=False)

    def due_for_purge(self, now: datetime) -> Self:
        """A draft has nothing of anybody's in it, unless a list of names was put in."""
        return self.exclude(state=PURGED).exclude(state=DRAFT, roster=[]).filter(purge_at__lte=now)


class Exercise(models.Model):
    """`options`, `criteria`: slugs; `names`: under which name a seat is known; `scale`: 7 for 1 to 7, 100 for 0 to 100.

    `current`: the phase that everybody is in, open or just closed. `due_at`: when it closes by the clock, null while
    the clock stands. `curated_from`: number of the phase from which seats see curated scores, null until the end.
    """

    link = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="exercises")
    dossier_version = models.PositiveIntegerField()
    template = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="exercises")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exercises")
    instructors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="shared_exercises", blank=True)
    title = models.CharField(max_length=TITLE_MAX)
    setting = text_field()
    ground_rules = list_field()
    goals = list_field()
    questions = list_field()
    debrief = list_field()
    options = list_field()
    criteria = list_field()
    rubric = list_field()
    roster = list_field()
    names = models.CharField(
        max_length=8,
        choices=[
            (HANDLES, _("handles: nobody types a name")),
            (ROSTER, _("roster: students enter an identifier from your list, which you alone see")),
            (NAMES, _("real names: students type their name, and everybody in the exercise sees it")),
        ],
        default=HANDLES,
    )
    late_policy = models.CharField(
        max_length=8,
        choices=[
            (AUTO, _("hand in what stands there, and count it")),
            (LATE, _("keep it marked as late, and do not count it")),
            (PRIVATE, _("keep it for the student alone")),
        ],
        default=AUTO,
    )
    scale = models.PositiveSmallIntegerField(choices=[(SEVEN, _("1 to 7")), (HUNDRED, _("0 to 100"))], default=SEVEN)
    councils_wanted = models.PositiveSmallIntegerField(default=1)
    most_seats = models.PositiveSmallIntegerField(default=60)
    curated_from = models.PositiveSmallIntegerField(null=True, blank=True)
    lobby_minutes = models.PositiveSmallIntegerField(default=0)
    reserve_minutes = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=[(state, state) for state in STATES], default=DRAFT)
    current = models.OneToOneField("Phase", on_delete=models.PROTECT, null=True, related_name="current_of")
    epoch = models.PositiveIntegerField(default=0)
    stamp = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)  # grades
    purge_at = models.DateTimeField()
    purged_at = models.DateTimeField(null=True)
    cloned_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="clones")
    rehearsal = models.BooleanField(default=False)  # a dry run, played by bots

    objects = ExerciseQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            one_of("exercise_state", "state", STATES),
            one_of("exercise_names", "names", (HANDLES, ROSTER, NAMES)),
            one_of("exercise_late_policy", "late_policy", LATE_POLICIES),
            one_of("exercise_scale", "scale", (SEVEN, HUNDRED)),
            models.CheckConstraint(
                condition=Q(state__in=UNDER_WAY, current__isnull=False) | ~Q(state__in=UNDER_WAY),
                name="exercise_runs_in_a_phase",
            ),
            models.CheckConstraint(
                condition=Q(state=PAUSED, paused_at__isnull=False) | (~Q(state=PAUSED) & Q(paused_at=None)),
                name="exercise_paused",
            ),
            models.CheckConstraint(
                condition=Q(state=PURGED, purged_at__isnull=False) | (~Q(state=PURGED) & Q(purged_at=None)),
                name="exercise_purged",
            ),
            models.CheckConstraint(
                condition=Q(councils_wanted__gte=1, councils_wanted__lte=MOST_COUNCILS)
                & Q(most_seats__gte=1, most_seats__lte=MOST_SEATS),
                name="exercise_sizes",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/seminar/{self.link}/"

    @classmethod
    def locked(cls, pk: Any) -> "Exercise":
        """The row, locked until the transaction ends: what moves an exercise goes one after another."""
        return cls.objects.select_for_update(of=("self",)).select_related("current", "dossier").get(pk=pk)

    def reading(self) -> Reading:
        """The dossier as it was when the exercise was made."""
        return self.dossier.reading(self.dossier_version)

    @property
    def is_open(self) -> bool:
        """May people join, and read and write in it?"""
        return self.state in JOINABLE

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    def shows_curated(self) -> bool:
        """Do seats see curated scores by now? From the phase that the instructor set; always once it is closed."""
        if self.state not in JOINABLE:
            return self.state != DRAFT
        if self.curated_from is None or self.current is None:
            return False
        return bool(self.current.number >= self.curated_from)

    def changed(self, *, answers: bool = False, **columns: Any) -> None:
        """Saves columns and raises the stamp; with `answers` the epoch too: forms made before are old."""
        columns["stamp"] = F("stamp") + 1
        if answers:
            columns["epoch"] = F("epoch") + 1
        Exercise.objects.filter(pk=self.pk).update(**columns)
        self.refresh_from_db(fields=["epoch", *columns])

    @transaction.atomic
    def open_lobby(self, *, by: User, now: datetime) -> None:
        """The code lets people in from now on."""
        locked = self.must_be(DRAFT)
        if not locked.phases.exists() or not locked.roles.exists():
            raise NotNow(_("An exercise needs at least one phase and one role."))
        if locked.purge_at <= now:  # planned long before: nobody has been told a date yet
            self.changed(purge_at=purge_date(now))
        self._turn(LOBBY, "opened", by, now)

    @transaction.atomic
    def archive(self, *, by: User, now: datetime) -> None:
        self.must_be(CLOSED)
        self._turn(ARCHIVED, "archived", by, now)

    @transaction.atomic
    def release(self, *, by: User, now: datetime) -> None:
        """All grades together: from now on each seat sees its own."""
        self.must_be(CLOSED, ARCHIVED)
        self.note("released", by=by, now=now)
        self.changed(released_at=now)

    @transaction.atomic
    def share(self, user: User, *, by: User, now: datetime) -> None:
        """Another instructor, who may do all that the first one may."""
        self.instructors.add(user)
        self.note("shared", by=by, now=now, with_=user.get_username())

    @transaction.atomic
    def unshare(self, user: User, *, by: User, now: datetime) -> None:
        self.instructors.remove(user)
        self.note("unshared", by=by, now=now, with_=user.get_username())

    def must_be(self, *states: str) -> "Exercise":
        """The row, locked; NotNow when it is in another state by now."""
        locked = Exercise.locked(self.pk)
        if locked.state not in states:
            raise NotNow(_("This is not possible any more: the exercise has moved on. Load the page again."))
        return locked

    def _turn(self, state: str, verb: str, by: User, now: datetime) -> None:
        self.note(verb, by=by, now=now)
        self.changed(state=state)

    def note(self, verb: str, *, now: datetime, by: User | None = None, seat: Any = None, **detail: Any) -> None:
        """One line in the log of the exercise. `detail` has names and numbers, never what somebody wrote."""
        AuditEvent.objects.create(exercise=self, verb=verb, at=now, by=by, seat=seat, detail=detail)


class AuditEvent(models.Model):
    """What was done in an exercise, when and by whom. The database refuses changes to it."""

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="log")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey("Seat", on_delete=models.PROTECT, null=True, related_name="+")
    verb = line_field(24)
    detail: "models.JSONField[Mapping[str, Any], Any]" = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.verb} at {self.at:%H:%M:%S}"


def purge_date(now: datetime, days: int = KEPT_DAYS) -> datetime:
    return now + timedelta(days=days)
