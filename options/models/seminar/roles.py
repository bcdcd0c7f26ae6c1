"""Roles with their cards, and councils: the tables at which one of each role sits."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from options.bundle.schema import TITLE_MAX
from options.models.access import Actor
from options.models.fields import line_field, slug_field, text_field
from options.models.seminar.exercises import Exercise


class RoleQuerySet(models.QuerySet["Role"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> Self:
        """Public cards of an exercise, for its instructors and its seats. Confidential parts: `Role.secret_for`."""
        return self.filter(exercise__in=Exercise.objects.visible_to(actor, now))


class Role(models.Model):
    """`confidential`: interests, red_lines and press, lists of sentences; `drafts`: its parts of the directive."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="roles")
    position = models.PositiveSmallIntegerField()
    slug = slug_field()
    title = models.CharField(max_length=TITLE_MAX)
    side = line_field()
    public = text_field()
    confidential: "models.JSONField[Any, Any]" = models.JSONField(default=dict, blank=True)
    weights: "models.JSONField[Any, Any]" = models.JSONField(default=dict, blank=True)
    decision_maker = models.BooleanField(default=False)
    drafts: "models.JSONField[Any, Any]" = models.JSONField(default=list, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["exercise", "position"]
        constraints = [models.UniqueConstraint(fields=["exercise", "slug"], name="role_identity")]

    def __str__(self) -> str:
        return self.title

    def secret_for(self, actor: Actor) -> dict[str, Any]:
        """The confidential part for whoever plays it; empty for everybody else but instructors."""
        if actor.seat is not None:
            return self.confidential if actor.seat.role_id == self.pk else {}
        return self.confidential if Exercise.objects.run_by(actor).filter(pk=self.exercise_id).exists() else {}


class Council(models.Model):
    """`decider`: the seat that accepts the parts of the directive; an instructor may name another one.

    `stamp` is raised by what its seats write together, so that their pages, and nobody else's, are made anew.
    """

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="councils")
    number = models.PositiveSmallIntegerField()
    name = line_field(40)
    stamp = models.PositiveIntegerField(default=0)
    decider = models.ForeignKey("Seat", on_delete=models.SET_NULL, null=True, related_name="decides_for")

    class Meta:
        ordering = ["exercise", "number"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="council_number"),
            models.CheckConstraint(condition=~Q(name=""), name="council_name"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def changed(self) -> None:
        Council.objects.filter(pk=self.pk).update(stamp=F("stamp") + 1)


def free_place(exercise: Exercise) -> tuple[Role | None, Council | None]:
    """Where the next one sits: one of each role at each table first, decision-makers before all; then pairs of
    advisers; then nobody's place (an observer)."""
    roles = sorted(exercise.roles.all(), key=lambda role: (not role.decision_maker, role.position))
    councils = list(exercise.councils.all())
    taken = exercise.seats.present().filter(role__isnull=False)
    counted = taken.order_by().values_list("role", "council").annotate(n=models.Count("pk"))
    seated = {(role, council): n for role, council, n in counted}
    for role, council, most in _places(roles, councils):
        if seated.get((role.pk, council.pk), 0) < most:
            return role, council
    return None, None


def _places(roles: list[Role], councils: list[Council]) -> Iterator[tuple[Role, Council, int]]:
    """Places in the order in which they are filled, each with how many sit there once it is full."""
    for role in roles:
        yield from ((role, council, 1) for council in councils)
    for role in roles:
        if not role.decision_maker:
            yield from ((role, council, 2) for council in councils)
