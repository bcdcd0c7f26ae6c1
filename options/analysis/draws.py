"""Draws of scores and weights: the same bytes for the same inputs on every machine.

One stream of numbers for each option and criterion, named by seed and slugs, and one for weights: an option added or
taken out changes nothing for the others, and scores do not depend on weights, so that a slider that moves does not make
the result flicker. Only operations that IEEE 754 rounds in one way, and no BLAS, whose sums depend on the machine.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

import numpy as np

from options.analysis import streams
from options.analysis.matrix import Matrix
from options.analysis.scores import WIDENING, expected_values, triangles, widened
from options.analysis.value import Floats
from options.analysis.weights import Preference, normalised

__all__ = [
    "DEFAULT_DRAWS",
    "MOST_DRAWS",
    "WIDENING",
    "affordable_draws",
    "blocks",
    "default_seed",
    "expected_values",
    "score_block",
    "totals",
    "weight_block",
    "widened",
    "workspace",
]

DEFAULT_DRAWS: Final = 10_000
MOST_DRAWS: Final = 100_000
LEAST_DRAWS: Final = 100
STEPS: Final = 1_300_000_000  # of a weighing that takes about a second
STEPS_TO_DRAW: Final = 40  # to draw a score takes as long as so many
STEPS_TO_COUNT: Final = 8  # and to set two options against each other in all counts
BLOCK_VALUES: Final = 1_400_000  # numbers in one block: about 10 MB, and four blocks are kept
LEAST_BLOCK: Final = 400  # draws in a block of a large table, which is larger and not kept
LARGE_VALUES: Final = 5_000_000  # but never more than so many numbers, 40 MB
CLOSE_VALUES: Final = 12_000  # numbers worked on at a time: they stay close to the processor
GRID: Final = 2.0**36  # overall values are taken to the nearest 1/GRID, about value.TIE on 0 to 100


def default_seed(slug: str) -> int:
    """The seed of a dossier: the first 8 bytes of the SHA-256 of its slug."""
    return int.from_bytes(hashlib.sha256(slug.encode()).digest()[:8], "big")


def affordable_draws(options: int, criteria: int, asked: int = DEFAULT_DRAWS) -> int:
    """As many of the draws asked for as a weighing of that size makes in about a second with nothing kept from before.

    At least 100. Steps are multiplications and additions: for each draw every option is set against all others under
    central weights of its own and in the counts of ranks, and every score is drawn.
    """
    steps = options * (options * (criteria + STEPS_TO_COUNT) + criteria * STEPS_TO_DRAW)
    return min(asked, max(LEAST_DRAWS, STEPS // max(1, steps)))


def blocks(matrix: Matrix, draws: int) -> Iterator[tuple[int, int]]:
    """(start, size) of the blocks that together make so many draws."""
    values = max(1, (len(matrix.options) + 2) * len(matrix.criteria))  # for each draw: scores, weights, totals
    most = max(1, BLOCK_VALUES // values, min(LEAST_BLOCK, LARGE_VALUES // values))
    for start in range(0, draws, most):
        yield start, min(most, draws - start)


def score_block(matrix: Matrix, seed: int, common: bool, start: int, size: int) -> Floats:
    """Values drawn for each cell, 0 to 1, shape (criteria, options, size), not to be written to.

    Independent draws have a stream for each cell; `common` ones a quantile for each criterion that all options share,
    as if every judge erred the same way. A missing score is anywhere on its scale with equal chance.
    """
    few = size * len(matrix.options) * len(matrix.criteria) <= BLOCK_VALUES
    return (_kept_scores if few else _scores)(matrix, seed, common, start, size)


def _scores(matrix: Matrix, seed: int, common: bool, start: int, size: int) -> Floats:
    found = np.empty((len(matrix.criteria), len(matrix.options), size))
    for criterion, scale, shapes, row in zip(matrix.criteria, matrix.scales, triangles(matrix), found, strict=True):
        shared = streams.uniforms([f"{seed}/common/{criterion}"], start, size) if common else None
        for part in _parts(len(matrix.options), size):
            names = [f"{seed}/scores/{option}/{criterion}" for option in matrix.options[part]]
            at = streams.uniforms(names, start, size) if shared is None else np.broadcast_to(shared, row[part].shape)
            row[part] = scale.values_at(shapes.rows(part).positions(at))
    found.flags.writeable = False
    return found


_kept_scores = lru_cache(maxsize=4)(_scores)


def _parts(options: int, size: int) -> Iterator[slice]:
    """As many options at a time as the processor can keep close while it works on them."""
    step = max(1, CLOSE_VALUES // size)
    return (slice(at, at + step) for at in range(0, options, step))


def weight_block(points: tuple[float, ...], preference: Preference, seed: int, start: int, size: int) -> Floats:
    """Weights drawn under a preference: (criteria, 1) where they are the same for all draws, else (criteria, size).

    `stated`: exactly the normalised points. `ordinal`: uniform on the weights in the order of the points, tied ones in
    any order, zero where there are no points. `any`: uniform on all weights of all criteria. Not to be written to.
    """
    if preference == "stated":
        return np.array(normalised(points))[:, None]
    if preference == "any":
        return streams.simplex(len(points), seed, start, size)
    places = sorted((j for j, point in enumerate(points) if point > 0), key=lambda j: -points[j])
    found = np.zeros((len(points), size))
    found[places] = streams.descending_simplex(len(places), seed, start, size)
    for _, tied in groupby(places, key=lambda j: points[j]):
        among = list(tied)
        if len(among) > 1:
            names = [f"{seed}/ties/{len(points)}/{j}" for j in among]
            found[among] = np.take_along_axis(found[among], streams.shuffles(names, start, size), axis=0)
    return found


def totals(values: Floats, weights: Floats, work: Floats | None = None) -> Floats:
    """Overall values, 0 to 1, shape (options, size).

    Of values (criteria, options, size) and weights (criteria, 1 or size), added criterion by criterion in the order of
    slugs. They are taken to a grid, so that what is equal by arithmetic is a tie and in no order made by rounding.
    `work` (2, options, size) is memory to use again, and the result then stands in it until the next call.
    """
    work = workspace(values) if work is None else work
    total: Floats = work[0]
    term: Floats = work[1]
    total.fill(0.0)
    for value, weight in zip(values, weights * GRID, strict=True):
        np.multiply(value, weight, out=term)
        total += term
    np.rint(total, out=total)
    total *= 1 / GRID
    return total


def workspace(values: Floats) -> Floats:
    """Memory for `totals`: to ask the system for it anew each time takes longer than the sums."""
    return np.empty((2, *values.shape[1:]))
