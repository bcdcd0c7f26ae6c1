"""Reasons that the instructor picks for a reveal: texts of the round before, shown without whose they are."""

from datetime import datetime
from typing import Final, Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from options.models.access import Actor, User
from options.models.fields import line_field, one_of, text_field
from options.models.seminar.exercises import Exercise, NotNow
from options.models.seminar.phases import Phase
from options.models.seminar.responses import Response

LOW, MIDDLE, HIGH = "low", "middle", "high"
BANDS: Final = (LOW, MIDDLE, HIGH)
ITEM_MAX: Final = 200


class ReasonQuerySet(models.QuerySet["Reason"]):
    def shown(self, phase: Phase) -> Self:
        """What the screens show of a round: without what an instructor has taken off them."""
        return self.filter(phase=phase, hidden_at=None)


class ReasonManager(models.Manager["Reason"]):
    @transaction.atomic
    def pick(
        self, phase: Phase, band: str, response: Response, *, item: str, text: str, by: User, now: datetime
    ) -> "Reason":
        """In place of what was picked for that band before. NotNow for a sheet that is hidden from whoever picks."""
        exercise = Exercise.locked(phase.exercise_id)
        if not Response.objects.visible_to(Actor(by)).filter(pk=response.pk, phase=phase).exists():
            raise NotNow(_("This round is open again: its answers are hidden until it closes."))
        values = {"response": response, "item": item, "text": text, "hidden_at": None}
        made, _new = self.update_or_create(phase=phase, band=band, defaults=values)
        exercise.note("picked a reason", by=by, now=now, band=band)
        exercise.changed()
        return made

    @transaction.atomic
    def drop(self, phase: Phase, band: str, *, by: User, now: datetime) -> None:
        exercise = Exercise.locked(phase.exercise_id)
        self.filter(phase=phase, band=band).delete()
        exercise.note("dropped a reason", by=by, now=now, band=band)
        exercise.changed()


class Reason(models.Model):
    """`phase`: the round it was given in; `item`: the cell it is shown for; `hidden_at`: taken off the screens."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="reasons")
    band = models.CharField(max_length=6, choices=[(band, band) for band in BANDS])
    item = line_field(ITEM_MAX)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="reasons")
    text = text_field()
    hidden_at = models.DateTimeField(null=True)

    objects = ReasonManager.from_queryset(ReasonQuerySet)()

    class Meta:
        ordering = ["phase", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "band"], name="reason_once"),
            one_of("reason_band", "band", BANDS),
        ]

    def __str__(self) -> str:
        return f"{self.band} in {self.phase}"

    @transaction.atomic
    def hide(self, *, hidden: bool, by: User, now: datetime) -> None:
        """Off the screens, or back on them."""
        exercise = Exercise.locked(self.phase.exercise_id)
        self.hidden_at = now if hidden else None
        self.save(update_fields=["hidden_at"])
        exercise.note("hid a reason" if hidden else "showed a reason", by=by, now=now)
        exercise.changed()
