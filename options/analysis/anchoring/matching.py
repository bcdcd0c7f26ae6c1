"""Which tokens of one sequence stand in another, in order: as many as possible (a longest common subsequence).

RapidFuzz finds it in bits: n tokens against m take n·m/64 steps and n·m/8 bytes. What would take too much room is first
cut into parts at tokens that occur once on both sides (patience diff, Bram Cohen), then matched by whole sentences.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import LCSseq

CELLS_MAX: Final = 400_000_000  # pairs of tokens that are matched at once: 50 MB
GRAMS: Final = (8, 1)  # tokens in a row that must occur once, tried in this order
STOPS: Final = frozenset(".!?؟۔。！？।")

Run = tuple[int, int, int]  # a[i : i + size] == b[j : j + size]


def runs(a: Sequence[str], b: Sequence[str]) -> list[Run]:
    """Runs of equal tokens, in order on both sides, none overlapping another. Bounded in time and room for any input.

    Not always as many as there could be: see above for long sequences.
    """
    return list(_joined(_runs(a, b, GRAMS)))


def _runs(a: Sequence[str], b: Sequence[str], grams: Sequence[int]) -> Iterator[Run]:
    if len(a) * len(b) <= CELLS_MAX:
        yield from _matched(a, b)
    elif grams:
        ends = [(0, 0), *_once_in_both(a, b, grams[0]), (len(a), len(b))]
        for (i, j), (after_i, after_j) in pairwise(ends):
            for x, y, size in _runs(a[i:after_i], b[j:after_j], grams[1:]):
                yield i + x, j + y, size
    else:
        yield from _by_sentences(a, b)


def _matched(a: Sequence[Hashable], b: Sequence[Hashable]) -> Iterator[Run]:
    for each in LCSseq.opcodes(a, b):
        if each.tag == "equal":
            yield each.src_start, each.dest_start, each.src_end - each.src_start


def _once_in_both(a: Sequence[str], b: Sequence[str], size: int) -> list[tuple[int, int]]:
    """Where rows of so many tokens stand that occur once on each side: as many as are in the same order on both."""
    first, second = _once(a, size), _once(b, size)
    pairs = [(i, second[gram]) for gram, i in first.items() if gram in second]
    return _rising(pairs)


def _once(tokens: Sequence[str], size: int) -> dict[tuple[str, ...], int]:
    """The place of each row of tokens that occurs once."""
    grams = [tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1)]
    counts = Counter(grams)
    return {gram: i for i, gram in enumerate(grams) if counts[gram] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of pairs, rising in their first numbers, that rises in the second ones too."""
    last: list[int] = []  # the smallest second number in which a row of each length can end
    ends: list[int] = []  # ... and which pair that is
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        length = bisect_left(last, j)
        before.append(ends[length - 1] if length else -1)
        last[length : length + 1] = [j]
        ends[length : length + 1] = [number]
    row, at = [], ends[-1] if ends else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]


def _by_sentences(a: Sequence[str], b: Sequence[str]) -> Iterator[Run]:
    first, second = _sentences(a), _sentences(b)
    if len(first) * len(second) > CELLS_MAX:
        return  # nothing but marks that end sentences
    starts = [[0], [0]]
    for row, sentences in zip(starts, (first, second), strict=True):
        for sentence in sentences:
            row.append(row[-1] + len(sentence))
    for i, j, size in _matched(first, second):
        yield starts[0][i], starts[1][j], starts[0][i + size] - starts[0][i]


def _sentences(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    ends = [at + 1 for at, token in enumerate(tokens) if token in STOPS]
    return [tuple(tokens[i:j]) for i, j in pairwise([0, *ends, len(tokens)]) if i < j]


def _joined(found: Iterator[Run]) -> Iterator[Run]:
    last: Run | None = None
    for i, j, size in found:
        if last and (last[0] + last[2], last[1] + last[2]) == (i, j):
            last = (last[0], last[1], last[2] + size)
            continue
        if last:
            yield last
        last = (i, j, size)
    if last:
        yield last
