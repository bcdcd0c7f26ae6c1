"""Responses: what one seat answers in one phase. What is hidden from whom is said once, in `visible_to`.

`answers` maps items to values: whole numbers for marks, texts for reasons, None for what is left empty. A form carries
the epoch; what arrives after the phase has closed is kept as the exercise's policy says, and never lost.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q

from options.models.access import Actor
from options.models.fields import one_of
from options.models.seminar.exercises import AUTO, LATE, PRIVATE, Exercise
from options.models.seminar.phases import DISCUSS, Phase
from options.models.seminar.seats import Seat

DRAFT, SUBMITTED = "draft", "submitted"
STATES: Final = (DRAFT, SUBMITTED, AUTO, LATE, PRIVATE)
COUNTS: Final = (SUBMITTED, AUTO)  # what pictures of the room are made from
LAST: Final = 2**31 - 1  # the turn of handing in, after which a page sends nothing more
AFTER: Final = "after"  # outcome: it was handed in before, and what came later is kept beside it
Answers = Mapping[str, Any]
ON_ITS_WAY: Final = timedelta(minutes=1)

AFTER_COUNTING: Final[list[Callable[[Phase, datetime], None]]] = []  # a sheet that counts came after its phase closed


@dataclass(frozen=True)
class Receipt:
    """What became of what was sent: draft, submitted, auto, late, private, or `AFTER`."""

    response: "Response"
    outcome: str


class ResponseQuerySet(models.QuerySet["Response"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> Self:
        """A seat's own. Its instructors' once the phase has closed, but what is kept for the student alone never.

        Nobody else's, and nobody's while the phase takes answers: not on the board, in files, counts or reports.
        """
        if actor.seat is not None:
            return self.filter(seat=actor.seat)
        mine = self.filter(phase__exercise__in=Exercise.objects.run_by(actor))
        return mine.filter(phase__closed_at__isnull=False).exclude(state__in=(PRIVATE, DRAFT))

    def counted(self) -> Self:
        """What counts in a picture of the room."""
        return self.filter(state__in=COUNTS, seat__removed_at=None, seat__erased_at=None)


class ResponseManager(models.Manager["Response"]):
    @transaction.atomic
    def keep(
        self, seat: Seat, phase: Phase, answers: Answers, *, hand_in: bool, token: UUID, now: datetime,
        edition: int | None = None, turn: int = 0,
    ) -> Receipt:  # fmt: skip
        """What stands in a form. The same form sent twice, by its `token`, changes nothing the second time.

        `edition`: the one that the form was made from; what it leaves empty never takes out what was saved since, from
        another device. `turn`: of several saves of one page, from 1; one that comes after a later one changes nothing.
        The phase is locked: it closes before or after this, not between. NotNow for a seat that was erased meanwhile.
        """
        phase = Phase.objects.select_for_update(of=("self",)).select_related("exercise").get(pk=phase.pk)
        seat = Seat.objects.still_there(seat)
        row = self.filter(seat=seat, phase=phase).first() or Response(seat=seat, phase=phase, token=token)
        if row.pk and turn and row.token == token and turn <= row.turn:
            return Receipt(row, AFTER if row.after else row.state)
        if row.pk and edition is not None and edition < row.edition:
            answers = filled(answers, row.latest)
        row.turn = turn or (LAST if hand_in else 0)
        if phase.takes_answers(phase.exercise, now):
            return self._taken(row, answers, hand_in=hand_in, token=token, now=now)
        receipt = self._too_late(row, answers, late_as(phase, now), token=token, now=now)
        if receipt.outcome == AUTO and phase.closed_at:
            for follow in AFTER_COUNTING:
                follow(phase, now)
        return receipt

    @transaction.atomic
    def keep_some(self, seat: Seat, phase: Phase, items: Answers, *, token: UUID, now: datetime) -> Receipt:
        """Drafts of a few items; the others stay as they stand. What is None or empty goes."""
        Phase.objects.select_for_update(of=("self",)).get(pk=phase.pk)
        row = self.filter(seat=seat, phase=phase).first()
        answers = {**(row.latest if row else {}), **items}
        kept = {item: value for item, value in answers.items() if value not in (None, "")}
        return self.keep(seat, phase, kept, hand_in=False, token=token, now=now)

    def _taken(self, row: "Response", answers: Answers, *, hand_in: bool, token: UUID, now: datetime) -> Receipt:
        if hand_in and not (row.state == SUBMITTED and row.token == token and row.answers == dict(answers)):
            row.state, row.handed_in_at = SUBMITTED, now
        elif not hand_in and row.state != SUBMITTED:  # what was handed in stays so, with what is changed in it
            row.state, row.handed_in_at = DRAFT, None
        row.after = {}
        return self._saved(row, answers, token, now, row.state)

    def _too_late(self, row: "Response", answers: Answers, policy: str, *, token: UUID, now: datetime) -> Receipt:
        if row.pk and row.latest == dict(answers):
            return Receipt(row, AFTER if row.after else row.state)
        if row.pk and row.state in COUNTS:
            row.after, row.saved_at, row.edition = dict(answers), now, row.edition + 1
            row.save(update_fields=["after", "saved_at", "edition"])
            return Receipt(row, AFTER)
        row.state, row.handed_in_at = policy, now if policy == AUTO else None
        return self._saved(row, answers, token, now, policy)

    def _saved(self, row: "Response", answers: Answers, token: UUID, now: datetime, outcome: str) -> Receipt:
        row.answers, row.token, row.saved_at, row.edition = dict(answers), token, now, row.edition + 1
        row.save()
        return Receipt(row, outcome)

    def states(self, phase: Phase) -> dict[int, tuple[datetime, bool]]:
        """seat -> (when it last saved, whether it has handed in): who, not what. For the board, while it is open."""
        rows = self.filter(phase=phase).values_list("seat", "saved_at", "handed_in_at")
        return {seat: (saved_at, handed_in_at is not None) for seat, saved_at, handed_in_at in rows}

    def settle(self, phase: Phase, now: datetime) -> None:
        """The phase closes: what was typed and not handed in becomes what the policy says. Empty sheets go."""
        policy = policy_of(phase)
        drafts = self.filter(phase=phase, state=DRAFT)
        empty = [row.pk for row in drafts if row.is_empty]
        self.filter(pk__in=empty).delete()
        drafts.update(state=policy, handed_in_at=now if policy == AUTO else None)


def policy_of(phase: Phase) -> str:
    """What becomes of texts that are not handed in when a phase closes. A note that was never sent to the council stays
    its student's own."""
    return PRIVATE if phase.kind == DISCUSS else str(phase.exercise.late_policy)


def late_as(phase: Phase, now: datetime) -> str:
    """What becomes of a sheet that arrives when its phase is closed. What stood in a form at the end comes within
    moments; who sends it later, or once the exercise has gone on, may have seen what the room answered: it is late."""
    policy = policy_of(phase)
    if policy != AUTO or phase.closed_at is None:
        return policy
    return LATE if phase.exercise.current_id != phase.pk or now - phase.closed_at > ON_ITS_WAY else policy


def filled(answers: Answers, newer: Answers) -> Answers:
    """Of a form that was made before something newer was saved, from another device: what it leaves empty stays as it
    stands by now."""
    return {item: value if value not in (None, "") else newer.get(item) for item, value in {**newer, **answers}.items()}


class Response(models.Model):
    """`after`: what arrived once it had been handed in and the phase was closed; it is kept and does not count.

    `edition` is raised by every save. `turn` numbers the saves of one page, whose `token` it carries, so that an older
    one that comes late changes nothing.
    """

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="responses")
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="responses")
    answers: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    after: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES], default=DRAFT)
    token = models.UUIDField(editable=False)
    edition = models.PositiveIntegerField(default=0)
    turn = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)

    objects = ResponseManager.from_queryset(ResponseQuerySet)()

    class Meta:
        ordering = ["phase", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "phase"], name="response_once"),
            one_of("response_state", "state", STATES),
            models.CheckConstraint(
                condition=Q(state__in=COUNTS, handed_in_at__isnull=False)
                | (~Q(state__in=COUNTS) & Q(handed_in_at=None)),
                name="response_handed_in",
            ),
        ]
        indexes = [models.Index(fields=["phase", "state"], name="responses_of_phase")]  # board, snapshot

    def __str__(self) -> str:
        return f"{self.seat} in {self.phase}"

    @property
    def is_empty(self) -> bool:
        return all(value in (None, "") for value in self.answers.values())

    @property
    def latest(self) -> Answers:
        """What its student typed last: the form comes back with it."""
        latest: Answers = self.after or self.answers
        return latest
