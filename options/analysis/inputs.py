"""What a weighing is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from options.analysis.draws import DEFAULT_DRAWS, MOST_DRAWS
from options.analysis.gates import Conditions, Need
from options.analysis.matrix import Matrix
from options.analysis.weights import PREFERENCES, Preference, WeightFault


@dataclass(frozen=True)
class Inputs:
    """All that a weighing depends on. The same inputs give the same result, byte for byte.

    `points` by criterion, 0 or more; `draws` 1 to 100,000; `needs` what each option needs (None: nobody has said);
    `screened_out`: options that failed a screening test and are not to be ranked. ValueError for draws out of range or
    a preference that is none, WeightFault where there is no criterion and, from `weigh`, for points that are no
    weights; with preference `any` none are needed. `draws.affordable_draws` says how many draws a large table can bear.
    """

    matrix: Matrix
    points: Mapping[str, float]
    seed: int
    preference: Preference = "stated"
    draws: int = DEFAULT_DRAWS
    needs: Mapping[str, Need | Literal["none"] | None] = field(default_factory=dict)
    conditions: Conditions = field(default_factory=lambda: Conditions({}, {}))
    screened_out: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not 1 <= self.draws <= MOST_DRAWS:
            raise ValueError(f"draws must be 1 to {MOST_DRAWS:,}, not {self.draws:,}")
        if self.preference not in PREFERENCES:
            raise ValueError(f"{self.preference!r} is not a preference: {', '.join(PREFERENCES)}")
        if not self.matrix.criteria:
            raise WeightFault("nothing")
