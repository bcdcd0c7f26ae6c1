"""What a score may turn out to be: triangular over its widened range, or anything on the scale where it is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from options.analysis.matrix import Cell, Matrix
from options.analysis.value import Floats, Scale

WIDENING: Final = {"high": 1.0, "moderate": 1.5, "low": 2.0}
EDGE: Final = 1e-12  # how near to 0 and 1 the quantile of a mode may come, so that no quotient overflows


def widened(scale: Scale, cell: Cell) -> tuple[float, float, float]:
    """Low, mode and high of the triangular distribution that a score is drawn from, all on the scale.

    Less confidence stretches the judged range around its mean m: x -> m + k(x - m) with k = 1 for high, 1.5 for
    moderate and 2 for low confidence, or less where an end would leave the scale. The expected score stays what it was.
    """
    low, mode, high = (min(max(x, scale.minimum), scale.maximum) for x in (cell.low, cell.best, cell.high))
    mean = low + (mode - low) / 3 + (high - low) / 3
    k = WIDENING[cell.confidence]
    if high > mean:
        k = min(k, (scale.maximum - mean) / (high - mean))
    if low < mean:
        k = min(k, (mean - scale.minimum) / (mean - low))
    if k <= 1 or low == high:
        return low, mode, high
    low, mode, high = (min(max(mean + k * (x - mean), scale.minimum), scale.maximum) for x in (low, mode, high))
    return low, min(max(mode, low), high), high


@lru_cache(maxsize=8)
def expected_values(matrix: Matrix) -> tuple[tuple[float, ...], ...]:
    """Mean value (0 to 1) of the distribution that each cell is drawn from, options x criteria."""
    return matrix.each(lambda scale, cell: scale.mean_value(*widened(scale, cell)), Scale.mean_of_all)


@dataclass(frozen=True)
class Triangles:
    """The distributions of some options on one criterion, as positions on its scale, each a column (options, 1).

    `share` is the quantile of the mode; `half` and `skew` are half the sum and half the difference of the ways from
    the mode to the ends. `missing`: which options have no score, and may lie anywhere.
    """

    mode: Floats
    share: Floats
    half: Floats
    skew: Floats
    missing: NDArray[np.bool_]

    @classmethod
    def of(cls, scale: Scale, cells: Sequence[Cell | None]) -> "Triangles":
        ends = [(0.0, 0.0, 0.0) if cell is None else widened(scale, cell) for cell in cells]
        low, mode, high = np.array([[scale.position(x) for x in each] for each in ends]).reshape(-1, 3).T[:, :, None]
        before, after = mode - low, high - mode
        wide = np.where(high > low, high - low, 1.0)
        share = np.clip(before / wide, EDGE, 1 - EDGE)
        missing = np.array([cell is None for cell in cells], dtype=np.bool_)
        return cls(mode, share, (after + before) / 2, (after - before) / 2, missing)

    def rows(self, part: slice) -> "Triangles":
        """Those of some of the options."""
        return Triangles(self.mode[part], self.share[part], self.half[part], self.skew[part], self.missing[part])

    def positions(self, at: Floats) -> Floats:
        """Positions at quantiles `at` (options, draws), found by inversion.

        With F the quantile of the mode, a quantile u lies away from the mode by 1 - sqrt(min(u / F, (1 - u) / (1 - F)))
        of the way to the end on its side. To choose the side with `where` would take half as long again: processors
        guess at choices, and here they cannot.
        """
        away = 1.0 - at
        away *= 1 / (1 - self.share)
        np.minimum(at * (1 / self.share), away, out=away)
        np.sqrt(away, out=away)
        np.subtract(1.0, away, out=away)
        found = at - self.share
        np.copysign(away, found, out=found)
        found *= self.half
        away *= self.skew
        found += away
        found += self.mode
        np.clip(found, 0.0, 1.0, out=found)
        if self.missing.any():
            found[self.missing] = at[self.missing]
        return found


@lru_cache(maxsize=8)
def triangles(matrix: Matrix) -> tuple[Triangles, ...]:
    """The distributions of all options, for each criterion."""
    columns = zip(matrix.scales, range(len(matrix.criteria)), strict=True)
    return tuple(Triangles.of(scale, [row[j] for row in matrix.cells]) for scale, j in columns)
