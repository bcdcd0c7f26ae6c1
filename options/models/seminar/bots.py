"""Bots: what each of them answers in a rehearsal, phase by phase.

It is drawn from streams that go by the numbers of phase and seat: another rehearsal of the same exercise is answered
alike. Every text of theirs says that it is a rehearsal's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Final
from uuid import uuid4

from django.utils.translation import gettext as _

from options.analysis import room
from options.analysis.streams import uniforms
from options.bundle.reading import Reading
from options.models.seminar.artifacts import Artifact
from options.models.seminar.exercises import SEVEN, Exercise
from options.models.seminar.phases import BRIEFING, RATE, RATE_AGAIN, REFLECTION, VOTE, Phase
from options.models.seminar.responses import SUBMITTED, Response
from options.models.seminar.roles import Council
from options.models.seminar.seats import Seat

STEP: Final = 5  # of a scale from 0 to 100, and of swing points


@dataclass(frozen=True)
class Table:
    """What the bots look at: the open phase, the dossier as pinned, who sits there."""

    exercise: Exercise
    phase: Phase
    reading: Reading
    seats: Sequence[Seat]
    now: datetime
    items: list[Artifact] = field(default_factory=list)

    def lots(self, seat: Seat, size: int) -> Iterator[float]:
        """Numbers from 0 to below 1, always the same for a seat in a phase."""
        return iter(uniforms([f"bots/{self.phase.number}/{seat.number}"], 0, size)[0].tolist())

    @property
    def options(self) -> list[str]:
        return [slug for slug in self.phase.options or self.exercise.options if slug in self.reading.options]

    @property
    def councils(self) -> dict[Council, list[Seat]]:
        found: dict[Council, list[Seat]] = {}
        for seat in self.seats:
            if seat.council:
                found.setdefault(seat.council, []).append(seat)
        return found

    @cached_property
    def earlier(self) -> Mapping[int, dict[str, Any]]:
        """seat -> what it answered in the last round of marks before."""
        rows = Response.objects.filter(phase=self.phase.before(RATE, RATE_AGAIN)).values_list("seat", "answers")
        return dict(rows)

    @cached_property
    def medians(self) -> Mapping[str, float]:
        """item -> the middle of the marks that the room gave it before."""
        marks: dict[str, list[float]] = {}
        for sheet in self.earlier.values():
            for item, value in sheet.items():
                if isinstance(value, int):
                    marks.setdefault(item, []).append(value)
        spreads = {item: room.spread(values) for item, values in marks.items()}
        return {item: found.median for item, found in spreads.items() if found}

    def hand_in(self, sheet: "Callable[[Table, Seat], dict[str, Any]]") -> None:
        """All sheets at once; where somebody has typed something in a bot's seat, that stays."""
        there = set(Response.objects.filter(phase=self.phase).values_list("seat", flat=True))
        made = [
            Response(seat=seat, phase=self.phase, answers=sheet(self, seat), state=SUBMITTED, token=uuid4(),
                     saved_at=self.now, handed_in_at=self.now)
            for seat in self.seats
            if seat.pk not in there
        ]  # fmt: skip
        Response.objects.bulk_create(made, ignore_conflicts=True)

    @cached_property
    def written(self) -> set[tuple[int | None, str]]:
        """(council, item) of what stands there before the bots begin."""
        return set(Artifact.objects.filter(phase=self.phase).values_list("council", "item"))

    def write(self, seat: Seat, item: str, *, choice: str = "", text: str = "") -> None:
        """An item of the council's, where nobody has written one; kept by `save`."""
        if (seat.council_id, item) not in self.written:
            self.items.append(Artifact(phase=self.phase, council=seat.council, item=item, choice=choice, text=text,
                                       by=seat, edition=1, saved_at=self.now))  # fmt: skip

    def save(self) -> None:
        Artifact.objects.bulk_create(self.items, ignore_conflicts=True)
        for council in self.councils:
            council.changed()


def _briefing(table: Table, seat: Seat) -> dict[str, Any]:
    doubted = {slug: claim for slug, claim in table.reading.claims.items() if claim.doubt} or table.reading.claims
    slugs = list(doubted)
    claim = slugs[seat.number % len(slugs)] if slugs else ""
    return {"claim": claim, "restated": _("Rehearsal text: the claim in other words."),
            "asked": _("Rehearsal text: what an analyst should ask of it.")}  # fmt: skip


def _rate(table: Table, seat: Seat) -> dict[str, Any]:
    """Around the curated score, as far as there is one; now and then one is left out."""
    criteria = table.phase.criteria
    lots = table.lots(seat, 2 * len(table.options) * len(criteria) + len(criteria))
    sheet: dict[str, Any] = {}
    for option in table.options:
        for criterion in criteria:
            share = min(1.0, max(0.0, _leaning(table.reading, option, criterion) + 0.8 * (next(lots) - 0.5)))
            sheet[f"o.{option}.{criterion}"] = None if next(lots) < 0.03 else _mark(table.exercise.scale, share)
    most = max((seat.role.weights.values() if seat.role else ()), default=0)
    for criterion in criteria:
        given = seat.role.weights.get(criterion, 0) / most if seat.role and most else 0.5
        sheet[f"w.{criterion}"] = _mark(100, min(1.0, max(0.0, given + 0.3 * (next(lots) - 0.5))))
    return sheet | {"why": _("Rehearsal text: the reason of %(seat)s.") % {"seat": seat.handle}}


def _leaning(reading: Reading, option: str, criterion: str) -> float:
    """Where the curated score lies between the worse and the better end, 0.5 where there is none."""
    found, known = reading.assessments.get((option, criterion)), reading.criteria.get(criterion)
    if found is None or known is None or known.scale.max == known.scale.min:
        return 0.5
    share = (found.best - known.scale.min) / (known.scale.max - known.scale.min)
    return share if known.direction == "more" else 1 - share


def _mark(scale: int, share: float) -> int:
    return 1 + round(6 * share) if scale == SEVEN else STEP * round(100 * share / STEP)


def _again(table: Table, seat: Seat) -> dict[str, Any]:
    """Most keep what they said; some go half the way to the middle of the room."""
    first = table.earlier.get(seat.pk)
    if first is None:
        return _rate(table, seat)
    lots, sheet = table.lots(seat, len(first)), dict(first)
    for item, value in first.items():
        if isinstance(value, int) and next(lots) < 0.35:
            moved = (value + table.medians[item]) / 2
            marks = item.startswith("o.") and table.exercise.scale == SEVEN
            sheet[item] = round(moved) if marks else STEP * round(moved / STEP)
    return sheet | {"why": _("Rehearsal text: why %(seat)s moved, or did not.") % {"seat": seat.handle}}


def _vote(table: Table, seat: Seat) -> dict[str, Any]:
    """For what it marked highest."""
    sheet = table.earlier.get(seat.pk, {})

    def liked(option: str) -> float:
        return sum(v for item, v in sheet.items() if item.startswith(f"o.{option}.") and isinstance(v, int))

    options = table.options[seat.number % max(1, len(table.options)) :] + table.options
    return {"vote": max(options, key=liked) if options else ""}


def _reflection(table: Table, seat: Seat) -> dict[str, Any]:
    asked = range(min(2, len(table.exercise.debrief)) or 1)
    said = _("Rehearsal text: what %(seat)s looks back on.") % {"seat": seat.handle}
    return {f"q.{number}": said for number in asked}


SHEETS: Final[dict[str, Callable[[Table, Seat], dict[str, Any]]]] = {
    BRIEFING: _briefing, RATE: _rate, RATE_AGAIN: _again, VOTE: _vote, REFLECTION: _reflection,
}  # fmt: skip
