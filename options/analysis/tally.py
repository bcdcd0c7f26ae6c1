"""Counts of ranks and wins over draws, and the shares that come of them."""

import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from options.analysis.value import Floats

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Shares:
    """Over some options, in their order, and `draws` draws of one error model and preference.

    `acceptability[i][r]` is the share of draws in which option i takes rank r + 1; a tie over several ranks counts in
    equal parts for each of them, so rows and columns sum to 1. `beats[i][k]` is the share in which i has the higher
    value than k, ties half.
    """

    draws: int
    acceptability: tuple[tuple[float, ...], ...]
    beats: tuple[tuple[float, ...], ...]

    @property
    def first(self) -> tuple[float, ...]:
        """Share of draws in which each option is first."""
        return tuple(row[0] for row in self.acceptability)

    def standard_error(self, share: float) -> float:
        """Monte Carlo standard error of a share: the square root of p(1 - p)/n."""
        return math.sqrt(max(0.0, share * (1 - share)) / self.draws)


class Tally:
    """Counts ranks and wins over blocks of overall values."""

    def __init__(self, options: int) -> None:
        self.options, self.draws = options, 0
        self.alone: Counts = np.zeros((options, options), np.int64)  # ranks held by one option alone
        self.tied: Counter[tuple[int, int, int]] = Counter()  # (option, how many above, how many level with it)
        # Of a pair both counts stand where the row comes before the column.
        self.wins: Counts = np.zeros((options, options), np.int64)
        self.level: Counts = np.zeros((options, options), np.int64)

    def add(self, totals: Floats) -> None:
        """Overall values, shape (options, draws)."""
        self.draws += totals.shape[1]
        above = np.zeros(totals.shape, np.uint8 if self.options < 256 else np.uint16)
        level = np.zeros_like(above)
        tied = [self._count(i, totals, above, level) for i in range(self.options - 1)]
        for i in range(self.options):
            if any(tied):
                self._add_tied(i, above[i].astype(np.int64), level[i].astype(np.int64) + 1)
            else:
                self.alone[i] += np.bincount(above[i], minlength=self.options)

    def _count(self, i: int, totals: Floats, above: NDArray[Any], level: NDArray[Any]) -> bool:
        """Set option i against those after it; True when it is level with one. Adds to how many stand above each
        option in each draw, and how many others level with it."""
        rest = totals[i + 1 :]
        wins, ties = totals[i] > rest, totals[i] == rest
        self.wins[i, i + 1 :] += [np.count_nonzero(row) for row in wins]
        above[i + 1 :] += wins
        above[i] += len(rest)
        above[i] -= wins.sum(axis=0, dtype=above.dtype)
        if not ties.any():
            return False
        self.level[i, i + 1 :] += [np.count_nonzero(row) for row in ties]
        level[i + 1 :] += ties
        level[i] += ties.sum(axis=0, dtype=level.dtype)
        above[i] -= ties.sum(axis=0, dtype=above.dtype)
        return True

    def _add_tied(self, i: int, above: Counts, level: Counts) -> None:
        wide = self.options + 1
        times = np.bincount(above * wide + level)
        for code in np.flatnonzero(times).tolist():
            self.tied[i, code // wide, code % wide] += int(times[code])

    def shares(self) -> Shares:
        parts: list[list[list[float]]] = [[[n] for n in row] for row in self.alone.tolist()]
        for (i, above, level), times in sorted(self.tied.items()):
            for rank in range(above, above + level):
                parts[i][rank].append(times / level)
        acceptability = tuple(tuple(math.fsum(part) / self.draws for part in row) for row in parts)
        ahead = np.triu(2 * self.wins + self.level, 1)
        behind = np.tril(2 * self.draws - ahead.T, -1)
        beats = (ahead + behind + self.draws * np.eye(self.options, dtype=np.int64)) / (2 * self.draws)
        return Shares(self.draws, acceptability, tuple(map(tuple, beats.tolist())))
