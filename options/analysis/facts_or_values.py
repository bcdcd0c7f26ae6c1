"""Do people who rank options differently differ on facts or on values? Agreement on the rankings, three times over."""

import math
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from options.analysis.agreement import Concordance, concordance, mid_ranks
from options.analysis.room import FEW, spread
from options.analysis.value import overall
from options.analysis.weights import normalised

Reading = Literal["facts", "values", "both", "neither", "agreed", "unknown"]
Numbers = Sequence[float | None]
# Schmidt, "Managing Delphi surveys using nonparametric statistical techniques", Decision Sciences 28 (1997):
# W of 0.7 is strong agreement.
AGREED: Final = 0.7
RISE: Final = 0.1  # by which W has to rise before common weights or scores explain anything


class ThreeWays(NamedTuple):
    """Agreement on the ranking of options, three times over; `three_ways` says how to read it."""

    own: Concordance
    group_weights: Concordance
    group_scores: Concordance


def three_ways(scores: Sequence[Sequence[Numbers]], weights: Sequence[Numbers]) -> ThreeWays:
    """Kendall's W of three sets of rankings of the same options, which tells facts from values.

    `scores[r][i][j]`: rater r of option i on criterion j, 0 to 1, better is higher; `weights[r][j]` >= 0, in any unit.
    `own`: own scores with own weights. `group_weights`: own scores with the mean weights of all. `group_scores`: the
    median scores of all with own weights. When W is low in the first and high in the second, they differ in values
    (weights); when it is low in the first and high in the third, they differ on facts (scores). No shares, no p-value.

    Each W is over the raters who rank every option in that way, and says how many they are. A missing weight is 0; who
    has none above 0 has no weights. ValueError for negative weights and for other numbers of raters than of weights.
    """
    own = [_shares(points) for points in weights]
    known = [shares for shares in own if shares]
    mean = tuple(math.fsum(column) / len(known) for column in zip(*known, strict=True))
    median = [[_median(cell) for cell in zip(*rows, strict=True)] for rows in zip(*scores, strict=True)]
    return ThreeWays(
        _agreement([(shares, rows) for shares, rows in zip(own, scores, strict=True)]),
        _agreement([(mean, rows) for rows in scores]),
        _agreement([(shares, median) for shares in own]),
    )


def _shares(points: Numbers) -> tuple[float, ...]:
    """Weights that sum to 1; empty when none is above 0."""
    found = tuple(point or 0.0 for point in points)
    if any(point < 0 for point in found):
        raise ValueError("a weight is below 0")
    return normalised(found) if any(found) else ()


def _median(values: Iterable[float | None]) -> float | None:
    among = spread(values)
    return among.median if among else None


def _agreement(raters: Sequence[tuple[tuple[float, ...], Sequence[Numbers]]]) -> Concordance:
    """W of the rankings by overall value, over the raters who have weights and a value for every option."""
    rankings = []
    for shares, rows in raters:
        values = [overall(shares, row) for row in rows] if shares else []
        whole = [value for value in values if value is not None]
        if whole and len(whole) == len(rows):
            rankings.append(mid_ranks(whole))
    return concordance(rankings)


def reading(three: ThreeWays) -> Reading:
    """Three agreements in a word.

    agreed: own rankings have W >= 0.7. Otherwise a common weight (or score) explains the disagreement when W with it is
    at least 0.7 and at least 0.1 higher. values: common weights do. facts: common scores do. both: either does.
    neither: neither does alone, so that people differ on both, on each enough to keep them apart. unknown: fewer than
    five raters in one of the three (W of so few that rank by chance is high by itself: 1/m on average), or no W.
    """
    w = [each.w for each in three if each.raters >= FEW]
    known = [each for each in w if each is not None]
    if len(known) < len(three):
        return "unknown"
    own, by_weights, by_scores = known
    if own >= AGREED:
        return "agreed"
    values, facts = (each >= AGREED and each - own >= RISE for each in (by_weights, by_scores))
    if values and facts:
        return "both"
    return "values" if values else "facts" if facts else "neither"
