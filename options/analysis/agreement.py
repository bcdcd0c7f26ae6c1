"""Agreement between rankings, and what disagreement comes from."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from options.analysis.value import ranks


@dataclass(frozen=True)
class Concordance:
    """Kendall's W, 0 (no agreement) to 1 (all rank alike), of `raters` rankings of the same `items`.

    None when there are fewer than two raters or items, or when every rater ties everything. `chi_square` has `df`
    degrees of freedom.
    """

    raters: int
    items: int
    w: float | None
    chi_square: float | None
    df: int | None


def mid_ranks(values: Sequence[float]) -> tuple[float, ...]:
    """Ranks 1 .. n, the highest value first, tied ones at the mean of their places. Ties are those of `value.ranks`."""
    placed = [rank for rank in ranks(values) if rank is not None]
    level = Counter(placed)
    return tuple(rank + (level[rank] - 1) / 2 for rank in placed)


def concordance(rankings: Sequence[Sequence[float]]) -> Concordance:
    """Kendall's W with correction for ties, of mid-ranks: one sequence for each rater, items in one order.

    W = 12 S / (m^2 (n^3 - n) - m * sum of (t^3 - t)). Kendall and Babington Smith (1939); with ties: Kendall, "Rank
    Correlation Methods" (1948); Siegel and Castellan, "Nonparametric Statistics" (1988), 9.4. ValueError when rankings
    are of different lengths.
    """
    m, n = len(rankings), len(rankings[0]) if rankings else 0
    if any(len(ranking) != n for ranking in rankings):
        raise ValueError("every ranking must have the same items")
    if m < 2 or n < 2:
        return Concordance(m, n, None, None, None)
    sums = [math.fsum(column) for column in zip(*rankings, strict=True)]
    spread = math.fsum((total - m * (n + 1) / 2) ** 2 for total in sums)
    ties = sum(t**3 - t for ranking in rankings for t in Counter(ranking).values())
    most = m * m * (n**3 - n) - m * ties
    if most <= 0:
        return Concordance(m, n, None, None, None)
    w = min(1.0, 12 * spread / most)
    return Concordance(m, n, w, m * (n - 1) * w, n - 1)


def split_by_criterion(
    weights: Sequence[Sequence[float]], values: Sequence[Sequence[float]]
) -> tuple[float, ...] | None:
    """How much of several judges' disagreement over options comes from each criterion; shares that sum to 1.

    `weights[r][j]` of judge r, each summing to 1; `values[i][j]` of option i, 0 to 1, the same for all. An option's
    overall value is set against the mean of all options, so that only differences between options count. The variance
    of that between judges, over all options, is a sum of covariances, one for each criterion: they are the shares. One
    is negative where judges who differ on a criterion come closer by it. None when the judges do not disagree.
    """
    options, criteria = range(len(values)), range(len(weights[0]) if weights else 0)
    centre = [math.fsum(values[i][j] for i in options) / len(values) for j in criteria] if values else []
    mean = [math.fsum(w[j] for w in weights) / len(weights) for j in criteria]
    parts = [[[(w[j] - mean[j]) * (values[i][j] - centre[j]) for j in criteria] for i in options] for w in weights]
    split = [math.fsum(row[j] * math.fsum(row) for judge in parts for row in judge) for j in criteria]
    total = math.fsum(split)
    return tuple(part / total for part in split) if total > 1e-15 else None
