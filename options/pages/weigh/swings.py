"""What the points are given to: criteria in their groups, what each share comes to, and whether that is meant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum, sqrt
from typing import Final

from options.analysis.matrix import Matrix
from options.analysis.value import equivalent_score
from options.analysis.weights import point_estimate
from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.weigh.inputs import scales
from options.pages.weigh.selection import Selection, short

ALIKE: Final = 0.8  # two criteria whose scores go together this closely may count one thing twice
COMPARED: Final = 4  # options scored on both criteria, with fewer of which nothing is said of that
AGREED: Final = 0.05  # an exchange that was agreed to holds while it moves by no more than this part of itself
EQUIVALENCES: Final = 2
NAMED: Final = 4  # pairs of criteria that go together, named on the page


@dataclass(frozen=True)
class Swing:
    """One criterion: points as given ("" for none), its share of all weight (None before any), and its two ends."""

    criterion: schema.Criterion
    points: str
    share: float | None
    worst: str
    best: str


@dataclass(frozen=True)
class SwingGroup:
    group: str | None
    swings: tuple[Swing, ...]
    share: float | None


@dataclass(frozen=True)
class Equivalence:
    """The whole swing of `lighter` is worth a move of `heavier` from its worst end `start` to `to`, in its units.

    `agreed`: the score that somebody agreed to, None when nobody has. `holds`: it is still this one.
    """

    heavier: schema.Criterion
    lighter: schema.Criterion
    start: float
    to: float
    agreed: float | None

    @property
    def name(self) -> str:
        return f"{self.heavier.slug}~{self.lighter.slug}"

    @property
    def holds(self) -> bool:
        return self.agreed is not None and abs(self.agreed - self.to) <= AGREED * abs(self.to - self.start) + 1e-9

    @property
    def value(self) -> str:
        """The score as the address keeps it: the one that was agreed to while it holds, or small steps would drift."""
        if self.holds and self.agreed is not None:
            return short(self.agreed)
        return short(float(f"{self.to:.6g}"))


@dataclass(frozen=True)
class Overlap:
    """Two criteria on which the options score alike: `r` is the correlation of their values, 0.8 to 1."""

    one: schema.Criterion
    other: schema.Criterion
    r: float


@dataclass(frozen=True)
class Swings:
    groups: tuple[SwingGroup, ...]
    equivalences: tuple[Equivalence, ...]
    overlaps: tuple[Overlap, ...]
    without: tuple[schema.Criterion, ...]  # criteria that count nothing, once some points are given

    @property
    def ready(self) -> bool:
        return any(swing.share is not None for group in self.groups for swing in group.swings)


def swings(reading: Reading, selection: Selection, matrix: Matrix) -> Swings:
    shares = _shares(reading, selection)
    rows = [_swing(criterion, selection, shares) for criterion in reading.criteria.values()]
    names = dict.fromkeys(row.criterion.group for row in rows)
    groups = tuple(_group(name, [row for row in rows if row.criterion.group == name]) for name in names)
    without = tuple(c for c in reading.criteria.values() if shares and not shares[c.slug])
    return Swings(groups, equivalences(reading, selection, shares), overlaps(reading, matrix), without)


def _shares(reading: Reading, selection: Selection) -> Mapping[str, float]:
    """The point estimate of all weights, which sum to 1; empty before any are given."""
    if not selection.weighed:
        return {}
    points = tuple(selection.points.get(slug, 0.0) for slug in reading.criteria)
    return dict(zip(reading.criteria, point_estimate(points, selection.preference), strict=True))


def _swing(criterion: schema.Criterion, selection: Selection, shares: Mapping[str, float]) -> Swing:
    slug, scale = criterion.slug, criterion.scale
    ends = (scale.min, scale.max) if criterion.direction == "more" else (scale.max, scale.min)
    means = {anchor.at: anchor.text for anchor in scale.anchors}
    unit = f" {scale.unit}" if scale.unit else ""
    worst, best = (means.get(end) or f"{end}{unit}" for end in ends)
    given = selection.points.get(slug)
    typed = selection.typed.get(slug, "" if given is None else short(given))
    return Swing(criterion, typed, shares.get(slug), worst, best)


def _group(name: str | None, rows: Sequence[Swing]) -> SwingGroup:
    shares = [row.share for row in rows if row.share is not None]
    return SwingGroup(name, tuple(rows), fsum(shares) if shares else None)


def equivalences(reading: Reading, selection: Selection, shares: Mapping[str, float]) -> tuple[Equivalence, ...]:
    """The heaviest criterion against the next heaviest and against the lightest that counts, by stated points."""
    if selection.preference != "stated":
        return ()
    counted = sorted((slug for slug in shares if shares[slug] > 0), key=lambda slug: -shares[slug])
    if len(counted) < 2:
        return ()
    pairs = dict.fromkeys([(counted[0], counted[1]), (counted[0], counted[-1])])
    found = (_equivalence(reading, selection, shares, *pair) for pair in pairs)
    return tuple(each for each in found if each)[:EQUIVALENCES]


def _equivalence(
    reading: Reading, selection: Selection, shares: Mapping[str, float], heavier: str, lighter: str
) -> Equivalence | None:
    every = reading.once(scales)
    one, other = every[heavier], every[lighter]
    start = one.maximum if one.less else one.minimum
    to = equivalent_score(one, start, shares[heavier], other, other.minimum, other.maximum, shares[lighter])
    if to is None:
        return None
    agreed = selection.accepted.get((heavier, lighter))
    return Equivalence(reading.criteria[heavier], reading.criteria[lighter], start, to, agreed)


def overlaps(reading: Reading, matrix: Matrix) -> tuple[Overlap, ...]:
    """Criteria on which these options score alike, the closest pair first."""
    columns = {slug: [row[j] for row in matrix.best] for j, slug in enumerate(matrix.criteria)}
    found = [
        Overlap(reading.criteria[one], reading.criteria[other], r)
        for one, other in combinations(reading.criteria, 2)
        if (r := _correlation(columns[one], columns[other])) is not None and r >= ALIKE
    ]
    return tuple(sorted(found, key=lambda pair: -pair.r)[:NAMED])


def _correlation(one: Sequence[float | None], other: Sequence[float | None]) -> float | None:
    """Pearson's r over options scored on both; None for fewer than COMPARED, or where one does not vary."""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    if len(pairs) < COMPARED:
        return None
    mean, other_mean = (fsum(column) / len(pairs) for column in zip(*pairs, strict=True))
    spread = fsum((a - mean) ** 2 for a, _ in pairs) * fsum((b - other_mean) ** 2 for _, b in pairs)
    return fsum((a - mean) * (b - other_mean) for a, b in pairs) / sqrt(spread) if spread > 1e-18 else None
