"""What a room of people answered: how far apart, how it moved between two rounds, and whose reasons show it.

A missing answer is None and never counts as a number. All numbers are finite.
"""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

K = TypeVar("K", bound=Hashable)
Place = Literal["lower quarter", "middle half", "upper quarter"]
FEW: Final = 5  # of fewer answers, single ones could be guessed back to a person


@dataclass(frozen=True)
class Spread:
    """`n` answers in the units in which they were given: ends, quartiles and median."""

    n: int
    minimum: float
    lower: float
    median: float
    upper: float
    maximum: float


@dataclass(frozen=True)
class Movement:
    """Of `n` people who answered twice, how many went up, down or stayed, and by how much they changed on average."""

    n: int
    up: int
    down: int
    same: int
    mean_change: float
    before: Spread
    after: Spread


def spread(values: Iterable[float | None]) -> Spread | None:
    """Ends, quartiles and median of the answers that are there; None when there is none.

    Quartiles by linear interpolation between order statistics, at (n - 1) p from the first: type 7 of Hyndman and Fan,
    "Sample quantiles in statistical packages", The American Statistician 50 (1996).
    """
    given = sorted(value for value in values if value is not None)
    if not given:
        return None
    lower, median, upper = (_quantile(given, p) for p in (0.25, 0.5, 0.75))
    return Spread(len(given), given[0], lower, median, upper, given[-1])


def _quantile(given: Sequence[float], p: float) -> float:
    """Of sorted numbers, never outside the two between which it lies."""
    at = (len(given) - 1) * p
    below = math.floor(at)
    low, high = given[below], given[min(below + 1, len(given) - 1)]
    return min(low + (at - below) * (high - low), high)


def counted(values: Iterable[float | None], points: Sequence[float]) -> tuple[int, ...]:
    """How many gave each point of a scale, in its order. ValueError for an answer that is no point of it."""
    given = [value for value in values if value is not None]
    if strange := set(given) - set(points):
        raise ValueError(f"not on the scale: {min(strange):g}")
    return tuple(given.count(point) for point in points)


def binned(values: Iterable[float | None], low: float, high: float, bins: int) -> tuple[int, ...]:
    """How many answers lie in each of some equally broad bins from low to high; the last one has its upper end in it.

    ValueError for an answer outside, without bins, or for ends that do not go up.
    """
    if bins < 1 or low >= high:
        raise ValueError("bins need a range that goes up")
    found = [0] * bins
    for value in values:
        if value is None:
            continue
        if not low <= value <= high:
            raise ValueError(f"not between {low:g} and {high:g}: {value:g}")
        found[min(int((value - low) * bins / (high - low)), bins - 1)] += 1
    return tuple(found)


def most_disputed(spreads: Mapping[K, Spread]) -> tuple[K, ...]:
    """Items by how far apart the answers lie: widest middle half first, then widest range, then most answers.

    What is level in all three keeps its order.
    """

    def key(item: K) -> tuple[float, float, int]:
        s = spreads[item]
        return s.lower - s.upper, s.minimum - s.maximum, -s.n

    return tuple(sorted(spreads, key=key))


def place(value: float, spread: Spread) -> Place:
    """Where an answer lies in the room. A quartile itself belongs to the middle half."""
    if value < spread.lower:
        return "lower quarter"
    return "upper quarter" if value > spread.upper else "middle half"


def movement(pairs: Iterable[tuple[float | None, float | None]]) -> Movement | None:
    """First and second answers of the people who gave both, compared; None when nobody did."""
    both = [(a, b) for a, b in pairs if a is not None and b is not None]
    before, after = spread(a for a, _ in both), spread(b for _, b in both)
    if before is None or after is None:
        return None
    up, down = sum(b > a for a, b in both), sum(b < a for a, b in both)
    mean = math.fsum(b - a for a, b in both) / len(both)
    return Movement(len(both), up, down, len(both) - up - down, mean, before, after)


def representative(answers: Sequence[tuple[K, float]]) -> tuple[K | None, K | None, K | None]:
    """Three people whose reasons show the room: one of the low answers, one of the middle, one of the high.

    Low: below the median and not above the lower quartile; of these the one nearest to their own median, so that no
    outlier speaks for them. High: likewise. Middle: nearest to the median of all. Level ones by order; never the same
    person twice; None where nobody is left.
    """
    room = spread(value for _, value in answers)
    if room is None:
        return None, None, None
    low = _typical([(who, v) for who, v in answers if v <= room.lower and v < room.median])
    high = _typical([(who, v) for who, v in answers if v >= room.upper and v > room.median and who != low])
    rest = [(who, v) for who, v in answers if who not in (low, high)]
    return low, _nearest(rest, room.median), high


def _typical(answers: Sequence[tuple[K, float]]) -> K | None:
    among = spread(value for _, value in answers)
    return _nearest(answers, among.median) if among else None


def _nearest(answers: Sequence[tuple[K, float]], target: float) -> K | None:
    return min(answers, key=lambda answer: abs(answer[1] - target))[0] if answers else None
