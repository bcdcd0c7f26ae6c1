"""Weights: how much the swing of one criterion from its worst to its best matters beside the others.

Swing weighting: von Winterfeldt and Edwards, "Decision Analysis and Behavioral Research" (1986), chapter 8.
"""

import math
from collections.abc import Mapping
from fractions import Fraction
from itertools import accumulate
from typing import Final, Literal

from options.analysis.value import finite

Preference = Literal["stated", "ordinal", "any"]
PREFERENCES: Final = ("stated", "ordinal", "any")


class WeightFault(ValueError):
    """Points that are no weights. `reason`: negative, not-finite, nothing or unknown; `criterion`: the one to blame."""

    def __init__(self, reason: str, criterion: str | None = None) -> None:
        words = {
            "negative": "{} has negative points",
            "not-finite": "{} has points that are no finite number",
            "unknown": "{} is not among the criteria",
            "nothing": "no criterion has points above zero",
        }
        super().__init__(words[reason].format(criterion))
        self.reason, self.criterion = reason, criterion


def checked(points: Mapping[str, float], criteria: tuple[str, ...]) -> tuple[float, ...]:
    """Points in the order of the criteria, 0 where none are given. WeightFault unless all are usable."""
    for criterion in sorted(points):
        if criterion not in criteria:
            raise WeightFault("unknown", criterion)
        if not finite(points[criterion]):
            raise WeightFault("not-finite", criterion)
        if points[criterion] < 0:
            raise WeightFault("negative", criterion)
    found = tuple(float(points.get(criterion, 0)) + 0.0 for criterion in criteria)  # -0.0 becomes 0.0
    if not any(found):
        raise WeightFault("nothing")
    return found


def normalised(points: tuple[float, ...]) -> tuple[float, ...]:
    """Weights w = s / sum(s) of points s >= 0, at least one above 0. They sum to 1 and do not depend on the unit of s.

    Points are first set against the largest, so that the largest numbers do not overflow.
    """
    top = max(points)
    shares = [point / top for point in points]
    total = math.fsum(shares)
    return tuple(share / total for share in shares)


def rank_order_centroid(points: tuple[float, ...]) -> tuple[float, ...]:
    """Weights from the order of points alone: w_k = (1/n) * sum(1/i for i = k..n), k = 1 for the most important.

    Over the n criteria with points above zero; zero stays zero; tied criteria share the mean of their weights.
    Barron and Barrett, "Decision quality using ranked attribute weights", Management Science 42 (1996), equation 3.
    """
    counted = sorted((point for point in points if point > 0), reverse=True)
    n = len(counted)
    by_place = [each / n for each in accumulate(Fraction(1, i) for i in range(n, 0, -1))][::-1]
    places: dict[float, list[Fraction]] = {}
    for point, weight in zip(counted, by_place, strict=True):
        places.setdefault(point, []).append(weight)
    shared = {point: float(sum(among) / len(among)) for point, among in places.items()}
    return tuple(shared.get(point, 0.0) for point in points)


def point_estimate(points: tuple[float, ...], preference: Preference) -> tuple[float, ...]:
    """The one set of weights that values are shown for: as stated, the centroid of their order, or equal (`any`)."""
    if preference == "stated":
        return normalised(points)
    if preference == "ordinal":
        return rank_order_centroid(points)
    return tuple(1 / len(points) for _ in points)


def equal_by_group(groups: Mapping[str, str | None]) -> dict[str, float]:
    """Points, 100 in all, the same for each group of criteria and the same within a group.

    `groups`: criterion -> its group; criteria without one form a group together. Equal points for single criteria would
    let whatever was split into most criteria weigh most.
    """
    names = list(groups.values())
    share = 100 / len(set(names)) if names else 0.0
    return {criterion: share / names.count(group) for criterion, group in groups.items()}
