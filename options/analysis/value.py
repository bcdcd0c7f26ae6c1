"""Values: what a score is worth, from 0 (the worse end of its scale) to 1 (the better end).

Additive multi-attribute value theory: Keeney and Raiffa, "Decisions with Multiple Objectives" (1976), chapter 3;
Belton and Stewart, "Multiple Criteria Decision Analysis" (2002), chapter 5. A scale belongs to its criterion and
never to the options at hand, so that an option added or left out changes the value of no other.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

TIE = 1e-9  # overall values on 0 to 100 that differ by no more share a rank
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Scale:
    """Ends of a scale in the units of its criterion, which end is better, and how value runs between them.

    `points` are (score, value) from `minimum` to `maximum`; none: value runs straight. ValueError when the ends are not
    finite, not in order or further apart than a number can say, or when the points do not start and end with the scale,
    do not go up in score, do not reach the values 0 and 1, turn back in value, or run against `less`.
    """

    minimum: float
    maximum: float
    less: bool = False
    points: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        if not finite(self.minimum, self.maximum) or self.minimum >= self.maximum:
            raise ValueError(f"a scale must go up from one finite number to another: {self.minimum} to {self.maximum}")
        if not finite(self.maximum - self.minimum):
            raise ValueError(f"a scale from {self.minimum} to {self.maximum} is too long to reckon with")
        if self.points:
            self._check_points()

    def _check_points(self) -> None:
        scores, values = [x for x, _ in self.points], [v for _, v in self.points]
        if not finite(*scores, *values):
            raise ValueError("points must be pairs of finite numbers")
        if scores[0] != self.minimum or scores[-1] != self.maximum:
            raise ValueError("points must start at the scale's minimum and end at its maximum")
        if any(a >= b for a, b in pairwise(scores)):
            raise ValueError("the scores of points must go up")
        if (min(values), max(values)) != (0, 1):
            raise ValueError("points must reach the values 0 and 1 and stay between them")
        if values not in (sorted(values), sorted(values, reverse=True)):
            raise ValueError("the values of points must not turn back")
        if (values[0] > values[-1]) != self.less:
            raise ValueError(f"the values of points must go {'down' if self.less else 'up'} to where it is better")

    @property
    def knots(self) -> tuple[tuple[float, float], ...]:
        """The (score, value) pairs between which value runs straight, scores going up."""
        if self.points:
            return self.points
        return ((self.minimum, float(self.less)), (self.maximum, float(not self.less)))

    @cached_property
    def _pieces(self) -> tuple[tuple[float, float, float, float], ...]:
        """Straight pieces as (position, value, position, value)."""
        knots = [(self.position(x), v) for x, v in self.knots]
        return tuple((a, v, b, w) for (a, v), (b, w) in pairwise(knots) if a < b)

    def position(self, score: float) -> float:
        """Where a score lies, 0 (minimum) to 1 (maximum), one outside at the end. So no unit overflows or vanishes."""
        return (min(max(score, self.minimum), self.maximum) - self.minimum) / (self.maximum - self.minimum)

    def value(self, score: float) -> float:
        """Value of a score, 0 to 1. A score outside the scale counts as the nearer end."""
        at = self.position(score)
        a, v, b, w = next(piece for piece in self._pieces if at <= piece[2])
        return min(max(v + (at - a) / (b - a) * (w - v), min(v, w)), max(v, w))

    def values(self, scores: Floats) -> Floats:
        """Values of scores of any shape: those of `value` but for the last rounding."""
        inside = np.clip(scores, self.minimum, self.maximum)
        return self.values_at((inside - self.minimum) / (self.maximum - self.minimum))

    def values_at(self, positions: Floats) -> Floats:
        """Values of positions (0 to 1) of any shape. Only what every machine rounds in the same way."""
        if not self.points:
            return 1.0 - positions if self.less else positions
        total = np.full(positions.shape, self._pieces[0][1])
        for a, v, b, w in self._pieces:
            total += (np.clip(positions, a, b) - a) / (b - a) * (w - v)
        return np.clip(total, 0.0, 1.0, out=total)

    def score(self, value: float, near: float) -> float:
        """The score whose value this is; where value stands still over a stretch, its point nearest to `near`.

        ValueError for a value that is not between 0 and 1.
        """
        if not 0 <= value <= 1:
            raise ValueError(f"a value lies between 0 and 1, not at {value:g}")
        found = [x for pair in pairwise(self.knots) for x in _crossing(pair, value)]
        return min(max(near, min(found)), max(found))

    def mean_value(self, low: float, mode: float, high: float) -> float:
        """Expected value of a triangular distribution of scores: the integral in closed form, piece by piece.

        Of (x - k)+ for a triangular x the mean is found by integrating its distribution function twice (Johnson,
        "The triangular distribution as a proxy for the beta distribution", The Statistician 46, 1997, gives it).
        """
        ends = self.position(low), self.position(mode), self.position(high)
        terms = [self._pieces[0][1]]
        for a, v, b, w in self._pieces:
            share = (_mean_above(a, *ends) - _mean_above(b, *ends)) / (b - a)
            terms.append(min(max(share, 0.0), 1.0) * (w - v))
        return min(1.0, max(0.0, math.fsum(terms)))

    def mean_of_all(self) -> float:
        """Expected value when every score of the scale is equally likely."""
        return math.fsum((b - a) * (v + w) / 2 for a, v, b, w in self._pieces)


def finite(*numbers: float) -> bool:
    """Are all numbers finite? A whole number beyond the range of floats is not."""
    try:
        return all(map(math.isfinite, numbers))
    except OverflowError:
        return False


def _crossing(pair: tuple[tuple[float, float], tuple[float, float]], value: float) -> tuple[float, ...]:
    """Scores at which a straight piece has a value: none, one, or both ends of a flat one."""
    (x, v), (to_x, to_v) = pair
    if not min(v, to_v) <= value <= max(v, to_v):
        return ()
    if v == to_v:
        return x, to_x
    if value == to_v:
        return (to_x,)
    return (min(x + (value - v) / (to_v - v) * (to_x - x), to_x),)


def _mean_above(k: float, low: float, mode: float, high: float) -> float:
    """Mean of max(x - k, 0) for x triangular(low, mode, high). Quotients first: cubes of short ranges vanish."""
    if k >= high:
        return 0.0
    above = low - k + (mode - low) / 3 + (high - low) / 3
    if k <= low:
        return above
    if k <= mode:
        return above + (k - low) * ((k - low) / (high - low)) * ((k - low) / (mode - low)) / 3
    return (high - k) * ((high - k) / (high - low)) * ((high - k) / (high - mode)) / 3


def overall(weights: Sequence[float], values: Sequence[float | None]) -> float | None:
    """Overall value, 0 to 100: 100 * sum of weight * value. None when a criterion that counts has no value.

    `weights` sum to 1; those above zero count. Added in the order given, which is that of the slugs everywhere.
    """
    total = 0.0
    for weight, value in zip(weights, values, strict=True):
        if weight > 0 and value is None:
            return None
        total += weight * (value or 0.0)
    return min(100.0, 100 * total)


def ranks(values: Sequence[float | None]) -> tuple[int | None, ...]:
    """Competition ranks ("1, 2, 2, 4"), the highest value first; None where there is no value.

    Values within 1e-9 of the best of their group share its rank.
    """
    order = sorted((-v, i) for i, v in enumerate(values) if v is not None)
    found: list[int | None] = [None] * len(values)
    start = 0
    for place, (value, i) in enumerate(order):
        if value - order[start][0] > TIE:
            start = place
        found[i] = start + 1
    return tuple(found)


def equivalent_score(  # noqa: PLR0917 -- one criterion, then the other
    scale: Scale, start: float, weight: float, other: Scale, other_from: float, other_to: float, other_weight: float
) -> float | None:
    """The score to which a criterion must move from `start`, for the better, to be worth a change of another.

    The change of the other goes `other_from` -> `other_to` in its units. None when the whole rest of the scale is not
    worth as much, or when the criterion weighs nothing. A weight restated in units: Keeney and Raiffa (1976), 3.7.
    """
    if weight <= 0:
        return None
    gain = abs(other.value(other_to) - other.value(other_from)) * other_weight / weight
    target = scale.value(start) + gain
    if target > 1 + TIE:
        return None
    return scale.score(min(target, 1.0), start)
