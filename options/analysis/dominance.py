"""Dominance: at least as good on every criterion that counts, and better on one. No weights can turn that."""

from collections.abc import Sequence

import numpy as np

from options.analysis.matrix import Matrix
from options.analysis.value import Floats


def dominated_by(matrix: Matrix, weights: Sequence[float]) -> tuple[tuple[str, ...], ...]:
    """For each option the options that dominate it by best estimates, in order.

    Over the criteria with a weight above zero, or over all when no weights are set (`weights` empty). A missing score
    never supports dominance: a pair that misses one is not compared.
    """
    best = [[value or 0.0 for value in row] for row in matrix.best]
    return _dominated(matrix, weights, best, best)


def robustly_dominated_by(matrix: Matrix, weights: Sequence[float]) -> tuple[tuple[str, ...], ...]:
    """The same when the worse end of the one's range is still as good as the better end of the other's, everywhere."""
    return _dominated(matrix, weights, matrix.worst_case, matrix.best_case)


def _dominated(
    matrix: Matrix, weights: Sequence[float], low: Sequence[Sequence[float]], high: Sequence[Sequence[float]]
) -> tuple[tuple[str, ...], ...]:
    """Where the `low` values of one are at least the `high` ones of the other, and above one of them."""
    counted = [j for j in range(len(matrix.criteria)) if not weights or weights[j] > 0]
    complete = [i for i, row in enumerate(matrix.cells) if all(row[j] is not None for j in counted)]
    least, most = _table(low, complete, counted), _table(high, complete, counted)
    found: list[tuple[str, ...]] = [()] * len(matrix.options)
    for b, i in enumerate(complete):
        over = (least >= most[b]).all(axis=1) & (least > most[b]).any(axis=1)
        found[i] = tuple(matrix.options[complete[a]] for a in np.flatnonzero(over).tolist())
    return tuple(found)


def _table(values: Sequence[Sequence[float]], options: Sequence[int], criteria: Sequence[int]) -> Floats:
    return np.array([[values[i][j] for j in criteria] for i in options], dtype=np.float64)
