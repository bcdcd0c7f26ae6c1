"""Rank acceptability: how often each option takes each rank when scores and weights are drawn (SMAA-2).

Lahdelma and Salminen, "SMAA-2: Stochastic multicriteria acceptability analysis for group decision making",
Operations Research 49 (2001), sections 2 and 3. Counts are whole numbers, so the shares are the same everywhere.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from options.analysis import draws
from options.analysis.matrix import Matrix
from options.analysis.tally import Shares, Tally
from options.analysis.value import Floats
from options.analysis.weights import Preference

__all__ = ["Asked", "Shares", "central_weights", "confidence_factors", "shares", "shares_of"]

Central = tuple[tuple[float, ...] | None, ...]
HALF: Final = 2.0**26  # the upper 26 of the 53 bits of a weight are added apart from the lower 27


@dataclass(frozen=True)
class Asked:
    """`points` as `weights.checked` gives them, and sets of options (as positions) to rank, each by itself."""

    points: tuple[float, ...]
    preference: Preference
    among: tuple[tuple[int, ...], ...]


def shares_of(
    matrix: Matrix, asked: Sequence[Asked], *, common: bool, seed: int, number: int
) -> tuple[tuple[Shares, ...], ...]:
    """Rank acceptability for each that is asked, and in it for each set of options, all from the same draws of scores.

    `common` chooses the error model; `number` of draws, 1 or more. Scores are drawn once for all that is asked.
    """
    tallies = [{chosen: Tally(len(chosen)) for chosen in each.among} for each in asked]
    for start, size in draws.blocks(matrix, number):
        values = draws.score_block(matrix, seed, common, start, size)
        work = draws.workspace(values)
        for each, kept in zip(asked, tallies, strict=True):
            weights = draws.weight_block(each.points, each.preference, seed, start, size)
            totals = draws.totals(values, weights, work)
            for chosen, tally in kept.items():
                tally.add(_rows(totals, chosen))
    found = [{chosen: tally.shares() for chosen, tally in kept.items()} for kept in tallies]
    return tuple(tuple(kept[chosen] for chosen in each.among) for each, kept in zip(asked, found, strict=True))


def shares(
    matrix: Matrix,
    points: tuple[float, ...],
    preference: Preference,
    *,
    common: bool,
    seed: int,
    number: int,
    among: Sequence[Sequence[int]],
) -> tuple[Shares, ...]:
    """Rank acceptability among each of some sets of options (as positions) under one preference."""
    asked = Asked(points, preference, tuple(map(tuple, among)))
    return shares_of(matrix, [asked], common=common, seed=seed, number=number)[0]


def central_weights(matrix: Matrix, seed: int, number: int, among: Sequence[int]) -> Central:
    """The mean of all weights under which each option comes first: what somebody who prefers it would care about.

    From scores and weights drawn independently, weights from all that are possible. `among`: positions of the options
    that are ranked; one for each of them, in their order. Each sums to 1; None for an option that is never first, ties
    counted as first. Lahdelma and Salminen (2001), equation 9.
    """
    return _central(matrix, seed, number, tuple(among))


@lru_cache(maxsize=8)
def _central(matrix: Matrix, seed: int, number: int, among: tuple[int, ...]) -> Central:
    halves = np.zeros((2, len(among), len(matrix.criteria)))
    times = [0] * len(among)
    points = (1.0,) * len(matrix.criteria)
    for start, size in draws.blocks(matrix, number):
        weights = draws.weight_block(points, "any", seed, start, size)
        totals = _rows(draws.totals(draws.score_block(matrix, seed, False, start, size), weights), among)
        top = totals.max(axis=0, initial=0.0)
        for i, row in enumerate(totals):
            first = np.flatnonzero(row == top)
            times[i] += len(first)
            halves[:, i] += _exact_sums(weights[:, first])
    sums = [[math.fsum(both) / HALF for both in option] for option in halves.transpose(1, 2, 0).tolist()]
    return tuple(tuple(each / n for each in row) if n else None for row, n in zip(sums, times, strict=True))


def _exact_sums(weights: Floats) -> Floats:
    """Sums over draws of the upper and of the lower halves of weights (criteria, draws): shape (2, criteria).

    Weights are multiples of 2^-53, so that no such sum needs more than 53 bits, and the order of adding plays no part.
    """
    lower = weights * HALF
    upper = np.floor(lower)
    lower -= upper
    return np.array([upper.sum(axis=1), lower.sum(axis=1)])


def confidence_factors(
    matrix: Matrix, central: Sequence[tuple[float, ...] | None], seed: int, number: int, among: Sequence[int]
) -> tuple[float | None, ...]:
    """Share of score draws in which an option is first under its own central weights, ties counted as first.

    Low where scores are too uncertain to tell, even for somebody who cares about what the option is good at.
    Lahdelma and Salminen (2001), equation 10. None where there are no central weights. `central` and the result are in
    the order of `among`, the positions of the options that are ranked.
    """
    return _confidence(matrix, tuple(central), seed, number, tuple(among))


@lru_cache(maxsize=8)
def _confidence(
    matrix: Matrix, central: Central, seed: int, number: int, among: tuple[int, ...]
) -> tuple[float | None, ...]:
    times = [0] * len(among)
    for start, size in draws.blocks(matrix, number):
        values = draws.score_block(matrix, seed, False, start, size)
        work = draws.workspace(values)
        for i, weights in enumerate(central):
            if weights is not None:
                totals = _rows(draws.totals(values, np.array(weights)[:, None], work), among)
                times[i] += int(np.count_nonzero(totals[i] == totals.max(axis=0)))
    return tuple(None if weights is None else n / number for weights, n in zip(central, times, strict=True))


def _rows(totals: Floats, chosen: tuple[int, ...]) -> Floats:
    return totals if len(chosen) == len(totals) else totals[list(chosen)]
