"""The result as a page shows it: options in axis order, criteria in the order of the dossier, never by rank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from options.analysis.sensitivity import Line
from options.analysis.weighing import Weighed, Weighing
from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.weigh.selection import Selection

RANKS: Final = 13  # columns of the table of ranks; later ranks are added up in one more
APART: Final = 5.0  # points between the best estimate and the mean of what it may be, from which both are told
HEAT: Final = (0.005, 0.2, 0.4, 0.6, 0.85)  # shares from which a cell is darker
CARES: Final = 2  # criteria named of what somebody cares more, and less, about


@dataclass(frozen=True)
class OptionRow:
    """One option. `contributions` in the order of the dossier's criteria; `cells` its shares of each rank shown,
    `later` of all others; none of them for one that is not ranked. `failed`: tests that took it out."""

    option: schema.Option
    weighed: Weighed
    contributions: tuple[float | None, ...]
    cells: tuple[float, ...]
    later: float
    failed: tuple[str, ...]

    @property
    def ranked(self) -> bool:
        return bool(self.cells)

    @property
    def apart(self) -> bool:
        """Does the mean of what the scores may be stray from the best estimate?"""
        return self.weighed.value is not None and abs(self.weighed.value - self.weighed.expected) > APART


@dataclass(frozen=True)
class Stay:
    """How far one weight may move before another option draws level; `line` None where that cannot be said."""

    criterion: schema.Criterion
    weight: float
    line: Line | None


@dataclass(frozen=True)
class Drawn:
    """The picture of one weight: overall values of the compared options from weight 0 to weight 1, leader first."""

    criterion: schema.Criterion
    line: Line
    rays: tuple[tuple[schema.Option, float, float], ...]


@dataclass(frozen=True)
class Cares:
    """What somebody who puts an option first would care about: central weights by criterion of the dossier."""

    option: schema.Option
    weights: tuple[float, ...]
    more: tuple[schema.Criterion, ...]
    less: tuple[schema.Criterion, ...]
    confidence: float


@dataclass(frozen=True)
class Result:
    weighing: Weighing
    criteria: tuple[schema.Criterion, ...]
    rows: tuple[OptionRow, ...]
    ranks: int
    stays: tuple[Stay, ...]
    drawn: Drawn | None
    cares: tuple[Cares, ...]

    @property
    def by_slug(self) -> Mapping[str, OptionRow]:
        return {row.option.slug: row for row in self.rows}

    @property
    def more_ranks(self) -> bool:
        """Are there ranks that have no column of their own?"""
        return len(self.weighing.ranked) > self.ranks

    @property
    def dominated(self) -> tuple[OptionRow, ...]:
        return tuple(row for row in self.rows if row.weighed.dominated_by)

    @property
    def never_first(self) -> tuple[OptionRow, ...]:
        return tuple(row for row in self.rows if row.ranked and row.weighed.central_weights is None)

    @property
    def incomplete(self) -> tuple[OptionRow, ...]:
        """Options that lack a score, or have one that leaves its scale."""
        return tuple(row for row in self.rows if row.weighed.missing or row.weighed.clipped)

    @property
    def gaining(self) -> tuple[schema.Criterion, ...]:
        """The criteria that the leader gains most from."""
        leader = self.by_slug.get(self.weighing.verdict.leader or "")
        parts = [(part or 0.0, -k) for k, part in enumerate(leader.contributions)] if leader else []
        return tuple(self.criteria[-k] for part, k in sorted(parts, reverse=True)[:CARES] if part > 0)


def result(reading: Reading, selection: Selection, weighing: Weighing) -> Result:
    matrix = weighing.inputs.matrix
    criteria = tuple(reading.criteria.values())
    places = [matrix.criteria.index(criterion.slug) for criterion in criteria]
    found = {weighed.option: weighed for weighed in weighing.options}
    ranks = min(RANKS, max((len(w.acceptability) for w in weighing.options), default=0))
    rows = tuple(_row(reading, selection, found[slug], places, ranks) for slug in selection.options)
    lines = {line.criterion: line for line in weighing.sensitivity if line}
    weights = dict(zip(matrix.criteria, weighing.weights, strict=True))
    return Result(
        weighing,
        criteria,
        rows,
        ranks,
        tuple(Stay(c, weights[c.slug], lines.get(c.slug)) for c in criteria) if lines else (),
        _drawn(reading, selection, weighing, lines),
        _cares(criteria, places, rows, weighing),
    )


def heat(share: float) -> int:
    """0 to 5: how dark a cell with this share is."""
    return sum(share >= step for step in HEAT)


def _row(reading: Reading, selection: Selection, weighed: Weighed, places: Sequence[int], ranks: int) -> OptionRow:
    shares = weighed.acceptability
    tests = reading.dossier.screening_tests
    letters = selection.screened.get(weighed.option, "") if weighed.option in selection.out else ""
    return OptionRow(
        reading.options[weighed.option],
        weighed,
        tuple(weighed.contributions[place] for place in places),
        tuple(shares[:ranks]),
        fsum(shares[ranks:]),
        tuple(str(test.slug) for test, letter in zip(tests, letters, strict=False) if letter == "f"),
    )


def _drawn(reading: Reading, selection: Selection, weighing: Weighing, lines: Mapping[str, Line]) -> Drawn | None:
    """The weight asked for; or the one whose smallest move turns the order; or the first."""
    flip = weighing.weight_flip.criterion if weighing.weight_flip else None
    asked = [slug for slug in (selection.line, flip, *reading.criteria) if slug in lines]
    if not asked:
        return None
    line = lines[asked[0] or ""]
    every = zip(weighing.compared, line.at_zero, line.at_one, strict=True)
    rays = [(reading.options[slug], zero, one) for slug, zero, one in every]
    rays.sort(key=lambda ray: (ray[0].slug != weighing.first_by_value, list(reading.options).index(ray[0].slug)))
    return Drawn(reading.criteria[line.criterion], line, tuple(rays))


def _cares(
    criteria: Sequence[schema.Criterion], places: Sequence[int], rows: Sequence[OptionRow], weighing: Weighing
) -> tuple[Cares, ...]:
    """For each option that is first somewhere, against the leader's friends; the leader against equal weights."""
    leader = next((row.weighed.central_weights for row in rows if row.option.slug == weighing.verdict.leader), None)
    even = (1 / len(criteria),) * len(criteria)
    found = []
    for row in rows:
        central = row.weighed.central_weights
        if central is None or not row.ranked:
            continue
        against = even if leader is None or row.option.slug == weighing.verdict.leader else leader
        by_gap = sorted(range(len(criteria)), key=lambda k: central[places[k]] - against[places[k]])
        gap = [central[place] - against[place] for place in places]
        less = tuple(criteria[k] for k in by_gap[:CARES] if gap[k] < 0)
        more = tuple(criteria[k] for k in by_gap[::-1][:CARES] if gap[k] > 0)
        weights = tuple(central[place] for place in places)
        found.append(Cares(row.option, weights, more, less, row.weighed.confidence_factor or 0.0))
    return tuple(found)
