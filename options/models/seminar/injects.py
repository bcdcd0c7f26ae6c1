"""Injects and broadcasts: what an instructor tells the room or some roles. An inject may switch preconditions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q

from options.models.access import Actor, User
from options.models.fields import list_field, one_of, text_field
from options.models.seminar.exercises import JOINABLE, Exercise
from options.models.seminar.phases import INJECT, Phase

BROADCAST: Final = "broadcast"
KINDS: Final = (INJECT, BROADCAST)
TEXT_MAX: Final = 1_000


class InjectQuerySet(models.QuerySet["Inject"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> "list[Inject]":
        """All of an exercise for its instructors; for a seat what is for its role and not hidden, oldest first."""
        found = self.filter(exercise__in=Exercise.objects.visible_to(actor, now))
        if actor.seat is None:
            return list(found)
        slug = actor.seat.role.slug if actor.seat.role else ""
        return [row for row in found.filter(hidden_at=None) if not row.for_roles or slug in row.for_roles]

    def said(self, exercise: Exercise) -> Self:
        return self.filter(exercise=exercise, hidden_at=None)


class InjectManager(models.Manager["Inject"]):
    @transaction.atomic
    def send(
        self, exercise: Exercise, text: str, *, kind: str, by: User, token: UUID, now: datetime,
        toggles: Mapping[str, str] | None = None, for_roles: Sequence[str] = (),
    ) -> "Inject":  # fmt: skip
        """Told at once. The same form sent twice, by its `token`, tells it once."""
        locked = exercise.must_be(*JOINABLE)
        if sent := self.filter(exercise=locked, token=token).first():
            return sent
        made = self.create(exercise=locked, kind=kind, text=text, toggles=dict(toggles or {}), token=token,
                           for_roles=list(for_roles), sent_at=now)  # fmt: skip
        exercise.note(f"sent {kind}", by=by, now=now)
        exercise.changed()
        return made

    def send_planned(self, phase: Phase, now: datetime) -> None:
        """An inject phase opens: its text goes out, once, however often it is stepped back to."""
        if phase.kind == INJECT and not self.filter(phase=phase).exists():
            self.create(exercise=phase.exercise, phase=phase, kind=INJECT, text=phase.instructions or phase.title,
                        sent_at=now, toggles=phase.toggles, for_roles=phase.for_roles)  # fmt: skip

    def toggles_for(self, actor: Actor) -> dict[str, str]:
        """Precondition -> status, as the injects that the actor sees have it; a later one holds."""
        found: dict[str, str] = {}
        for row in self.get_queryset().visible_to(actor):  # type: ignore[attr-defined]
            found |= row.toggles
        return found


class Inject(models.Model):
    """`phase`: the planned one it belongs to, null for one told on the spot; `hidden_at`: taken back."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="injects")
    phase = models.OneToOneField(Phase, on_delete=models.CASCADE, null=True, related_name="inject")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    text = text_field(max_length=TEXT_MAX)
    toggles: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    for_roles = list_field()
    token = models.UUIDField(null=True, editable=False)
    sent_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True)

    objects = InjectManager.from_queryset(InjectQuerySet)()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            one_of("inject_kind", "kind", KINDS),
            models.UniqueConstraint(fields=["exercise", "token"], name="inject_sent_once"),
            models.CheckConstraint(condition=~Q(text=""), name="inject_text"),
            models.CheckConstraint(condition=Q(kind=INJECT) | Q(toggles={}), name="inject_broadcast_switches_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.exercise}"

    @transaction.atomic
    def hide(self, *, hidden: bool, by: User, now: datetime) -> None:
        """Taken back, or shown again."""
        exercise = Exercise.locked(self.exercise_id)
        self.hidden_at = now if hidden else None
        self.save(update_fields=["hidden_at"])
        exercise.note(f"{'hid' if hidden else 'showed'} {self.kind}", by=by, now=now)
        exercise.changed()
