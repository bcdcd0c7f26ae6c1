"""Grades: points and a comment for each row of the rubric, seen by the seat when all are released together."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from options.models.access import Actor, User
from options.models.fields import slug_field, text_field
from options.models.seminar.exercises import Exercise, NotNow
from options.models.seminar.seats import Seat

COMMENT_MAX = 4_000


class GradeQuerySet(models.QuerySet["Grade"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> Self:
        """All for instructors; a seat's own once they are released."""
        if actor.seat is not None:
            return self.filter(seat=actor.seat, seat__exercise__released_at__isnull=False)
        return self.filter(seat__exercise__in=Exercise.objects.run_by(actor))


class GradeManager(models.Manager["Grade"]):
    @transaction.atomic
    def give(
        self, seat: Seat, row: str, *, points: float | None, comment: str = "", by: User, now: datetime
    ) -> "Grade | None":
        """In place of what was given before. Neither points nor words takes the grade away.

        NotNow for a seat that has been erased.
        """
        exercise = Exercise.locked(seat.exercise_id)
        if not Seat.objects.filter(pk=seat.pk, erased_at=None).exists():
            raise NotNow(_("This seat has been erased: nothing is kept about it."))
        if exercise.released_at:
            exercise.changed()
        if points is None and not comment:
            self.filter(seat=seat, row=row).delete()
            return None
        values = {"points": points, "comment": comment, "by": by, "given_at": now}
        made, _new = self.update_or_create(seat=seat, row=row, defaults=values)
        return made


class Grade(models.Model):
    """`row`: slug of a row of the exercise's rubric; `points` null: a comment alone."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="grades")
    row = slug_field()
    points = models.FloatField(null=True)
    comment = text_field(max_length=COMMENT_MAX)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    objects = GradeManager.from_queryset(GradeQuerySet)()

    class Meta:
        ordering = ["seat", "row"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "row"], name="grade_once"),
            models.CheckConstraint(condition=Q(points=None) | Q(points__gte=0, points__lte=1_000), name="grade_points"),
            models.CheckConstraint(condition=Q(points__isnull=False) | ~Q(comment=""), name="grade_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.row} of {self.seat}"
