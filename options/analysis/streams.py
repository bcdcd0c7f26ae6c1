"""Streams of numbers: PCG64 (O'Neill 2014), entered by name and anywhere, the same on every machine.

A block of a stream is the same numbers whether it is made alone or as part of a longer one, so that draws can be made
in blocks and memory stays bounded.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from options.analysis.value import Floats

UNIT: Final = 2.0**-53  # uniforms, and so weights drawn from the simplex, are whole multiples of it


def uniforms(names: Sequence[str], start: int, size: int) -> Floats:
    """Numbers `start` to `start + size` of some streams, shape (streams, size): multiples of 2^-53 in [0, 1).

    State and increment of a stream are the two halves of the SHA-256 of its name: to have the generator seed itself
    takes four times as long.
    """
    source = np.random.PCG64(0)
    raw = np.empty((len(names), size), np.uint64)
    for row, name in zip(raw, names, strict=True):
        digest = hashlib.sha256(name.encode()).digest()
        state, step = (int.from_bytes(half, "big") for half in (digest[:16], digest[16:]))
        source.state = {
            "bit_generator": "PCG64",
            "state": {"state": state, "inc": step | 1},  # the increment must be odd
            "has_uint32": 0,
            "uinteger": 0,
        }
        source.advance(start)
        row[:] = source.random_raw(size)
    raw >>= np.uint64(11)
    found: Floats = np.multiply(raw.view(np.int64), UNIT)
    return found


@lru_cache(maxsize=4)
def simplex(n: int, seed: int, start: int, size: int) -> Floats:
    """Points spread evenly over the weights of n criteria, shape (n, size): the gaps between n - 1 sorted uniforms.

    Each sums to 1 without error; not to be written to. Devroye, "Non-Uniform Random Variate Generation" (1986),
    chapter V, theorem 2.1.
    """
    cuts = uniforms([f"{seed}/weights/{n}"], start * (n - 1), size * (n - 1)).reshape(size, n - 1)
    edges = np.zeros((n + 1, size))
    edges[1:n] = np.sort(cuts, axis=1).T
    edges[n] = 1.0
    return _kept(edges[1:] - edges[:-1])


@lru_cache(maxsize=4)
def descending_simplex(n: int, seed: int, start: int, size: int) -> Floats:
    """The same weights, each draw from the largest to the smallest: evenly spread over all that keep that order."""
    return _kept(np.sort(simplex(n, seed, start, size), axis=0)[::-1])


def shuffles(names: Sequence[str], start: int, size: int) -> NDArray[np.intp]:
    """For each draw an order of as many things as there are streams named, shape (things, size), all equally likely."""
    return np.argsort(uniforms(names, start, size), axis=0, kind="stable")


def _kept(made: Floats) -> Floats:
    made.flags.writeable = False
    return made
