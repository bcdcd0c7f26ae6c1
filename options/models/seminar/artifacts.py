"""Artifacts: what a council writes together, item by item: the cells of its screening grid, the parts of its directive.

One row is one item. Two who write the same item at once both keep their words: the second is shown the first's.
"""

from datetime import datetime
from typing import Any, Final, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from options.models.access import Actor, User
from options.models.fields import line_field, text_field
from options.models.seminar.exercises import Exercise, NotNow
from options.models.seminar.phases import COMPARE, DIRECTIVE, Phase
from options.models.seminar.roles import Council
from options.models.seminar.seats import Seat

ITEM_MAX: Final = 200
TEXT_MAX: Final = 4_000
PARTS: Final = ("option", "legal-basis", "preconditions", "mitigations", "tripwire")
# what every seat of the council may add on its own: "dissent" with the number of the seat
DISSENT: Final = "dissent"
# what other councils may read of a directive, once it is compared
HANDED_IN: Final = Q(phase__kind=DIRECTIVE, hidden_at=None) & (
    Q(accepted_at__isnull=False) | Q(item__startswith=f"{DISSENT}.")
)


class WrittenMeanwhile(Exception):
    """Somebody else at the table has saved this item since the form was made; `theirs` is what stands there."""

    def __init__(self, theirs: "Artifact") -> None:
        super().__init__("written meanwhile")
        self.theirs = theirs


class ArtifactQuerySet(models.QuerySet["Artifact"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> Self:
        """One's own council's; once directives are compared also the parts that others have accepted, and the dissents,
        which nobody has to accept. Everything for instructors. What one of them has hidden is seen by its council."""
        found = self.filter(phase__exercise__in=Exercise.objects.visible_to(actor, now))
        seat = actor.seat
        if seat is None:
            return found
        own = Q(council=seat.council_id) if seat.council_id else Q(pk=None)
        if not seat.exercise.is_open:
            return found.filter(own | HANDED_IN)
        compared = seat.exercise.phases.filter(kind=COMPARE, opened_at__isnull=False).last()
        if compared is None:
            return found.filter(own)
        return found.filter(own | HANDED_IN & Q(phase__number__lt=compared.number))


class ArtifactManager(models.Manager["Artifact"]):
    @transaction.atomic
    def write(
        self, phase: Phase, seat: Seat, item: str, *, choice: str = "", text: str = "", seen: int, now: datetime
    ) -> "Artifact":
        """Saves an item on top of edition `seen` (0: there was none). The same words again change nothing.

        WrittenMeanwhile; NotNow when the phase does not take answers, the seat sits at no council, or it is a part
        that has been accepted.
        """
        phase = Phase.objects.select_for_update(of=("self",)).select_related("exercise").get(pk=phase.pk)
        seat = Seat.objects.still_there(seat)
        if seat.council is None or not phase.takes_answers(phase.exercise, now):
            raise NotNow(_("This is closed. Your text is still here: copy it if you need it."))
        row = self.filter(phase=phase, council=seat.council, item=item).first()
        if row and (row.choice, row.text) == (choice, text):
            return row
        if row and row.edition != seen:
            raise WrittenMeanwhile(row)
        if row and row.accepted_at:
            raise NotNow(_("This part is accepted. The decision-maker can open it again."))
        row = row or Artifact(phase=phase, council=seat.council, item=item)
        row.choice, row.text, row.by, row.saved_at, row.edition = choice, text, seat, now, row.edition + 1
        row.save()
        seat.council.changed()
        return row


class Artifact(models.Model):
    """`item`: "<option>.<test>" of a grid, a part of a directive, or "dissent.<seat>"; `choice`: a code or a slug."""

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="artifacts")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="artifacts")
    item = models.CharField(max_length=ITEM_MAX)
    choice = line_field(100)
    text = text_field(max_length=TEXT_MAX)
    by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="artifacts")
    edition = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)

    objects = ArtifactManager.from_queryset(ArtifactQuerySet)()

    class Meta:
        ordering = ["phase", "council", "item"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "council", "item"], name="artifact_once"),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="artifact_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} of council {self.council}"

    @transaction.atomic
    def accept(self, seat: Seat, *, now: datetime, seen: int | None = None) -> None:
        """By the council's decision-maker, who has read edition `seen` of it; a second time changes nothing.

        NotNow for a part in which nothing stands; WrittenMeanwhile when somebody has written another edition since.
        """
        self._decide(seat, now, seen, accepted_by=seat, accepted_at=now)

    @transaction.atomic
    def reopen(self, seat: Seat, *, now: datetime) -> None:
        self._decide(seat, now, accepted_by=None, accepted_at=None)

    def _decide(self, seat: Seat, now: datetime, seen: int | None = None, **columns: Any) -> None:
        phase = Phase.objects.select_for_update(of=("self",)).select_related("exercise").get(pk=self.phase_id)
        council = Council.objects.get(pk=self.council_id)
        if council.decider_id != seat.pk or not phase.takes_answers(phase.exercise, now):
            raise NotNow(_("Only the decision-maker accepts parts, while the phase is open."))
        self.refresh_from_db()
        if not (self.choice or self.text):
            raise NotNow(_("Nothing is written here yet."))
        if seen is not None and seen != self.edition:
            raise WrittenMeanwhile(self)
        if bool(self.accepted_at) == bool(columns["accepted_at"]):
            return
        for name, value in columns.items():
            setattr(self, name, value)
        self.save(update_fields=list(columns))
        council.changed()

    @transaction.atomic
    def hide(self, *, hidden: bool, by: User | None = None, now: datetime) -> None:
        """By an instructor: off the other councils' screens and the projector, or back."""
        exercise = Exercise.locked(self.phase.exercise_id)
        self.hidden_at = now if hidden else None
        self.save(update_fields=["hidden_at"])
        exercise.note("hid a part" if hidden else "showed a part", by=by, now=now)
        exercise.changed()
