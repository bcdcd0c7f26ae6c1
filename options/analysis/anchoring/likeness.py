"""How like a quote another passage is, and where in a text the passage most like it stands."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rapidfuzz.distance import Indel

from options.analysis.anchoring.texts import Text, letters

FLOOR: Final = 0.6  # below it a passage is another one: nothing is attached to it, and nobody is asked about it
VOTES_MAX: Final = 500  # places of a quote's rarest tokens that are looked at
SEEDS: Final = 3  # ranges that a search starts from
MOVES: Final = ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1))  # of a range's start and end
TRIES_MAX: Final = 1_000  # tokens of a range times tokens of a quote, up to which every window is tried
LONG: Final = 100  # tokens; a search for more than that starts from one range only


@dataclass(frozen=True)
class Place:
    """A range of a text, code points, half-open, and its likeness to a quote: 0 to 1, where 1 is the same letters."""

    start: int
    end: int
    score: float


class Quote:
    """A passage that is compared with many others.

    Likeness = (1 - w)·characters + w·tokens, both as the share of what two sequences have in common in order,
    2·LCS / (n + m) (the Indel similarity of RapidFuzz), without regard to case; w = (1 - 1/tokens) / 2. Characters
    alone find English sentences half alike that share nothing; tokens alone find a word with another ending a new one.
    """

    def __init__(self, exact: str) -> None:
        whole = Text(exact)
        self.exact, self.words = exact.casefold(), whole.words
        self.telling = letters(exact)
        self._coded: tuple[Text | None, str] = None, ""
        self.share = (1 - 1 / len(self.words)) / 2 if self.words else 0.0

    def likeness(self, text: Text, start: int, end: int) -> float:
        """From 0 to 1, of a range of a text."""
        first, last = text.tokens.inside(start, end)
        characters = Indel.normalized_similarity(self.exact, text.text[start:end].casefold())
        if self._coded[0] is not text:
            self._coded = text, text.coded(self.words)
        tokens = Indel.normalized_similarity(self._coded[1], text.code[first:last])
        return (1 - self.share) * characters + self.share * tokens

    def place(self, text: Text, start: int, end: int) -> Place:
        return Place(start, end, self.likeness(text, start, end))


class Index:
    """Where each token of a text stands: finds what is like a quote without comparing it with everything."""

    def __init__(self, text: Text) -> None:
        self.text = text

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        where: dict[str, list[int]] = {}
        for number, word in enumerate(self.text.words):
            where.setdefault(word, []).append(number)
        return where

    def best(self, quote: Quote, low: int, high: int, seeds: Iterable[tuple[int, int]] = ()) -> Place | None:
        """The range within low..high most like a quote, as far as climbing from some seeds finds it; whole tokens.

        Seeds are ranges, and windows of the quote's length in which its rarest tokens stand. None without a token.
        """
        within = self.text.tokens.inside(low, high)
        if low >= high or within[0] == within[1]:
            return None
        given = [self.text.tokens.inside(max(low, start), min(high, end)) for start, end in seeds]
        windows = {_kept(window, within) for window in (*given, *self._windows(quote, within))}
        climb = _Climb(quote, self.text, low, high)
        seeded = sorted(windows, key=lambda window: (-climb.score(window), window))
        started = seeded[: SEEDS if len(quote.words) <= LONG else 1]
        if climb.score(started[0]) < FLOOR / 2:  # nothing near it grows above the floor
            return climb.place(started[0])
        best = max((climb.top(window, within) for window in started), key=climb.score)
        return climb.place(climb.bare(best) if climb.score(best) >= FLOOR else best)

    def _windows(self, quote: Quote, within: tuple[int, int]) -> Iterator[tuple[int, int]]:
        size = max(1, len(quote.words))
        votes = self._votes(quote, within)
        for at, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[: 2 * SEEDS]:
            yield at, at + size
        few = (within[1] - within[0]) * size <= TRIES_MAX
        starts = range(*within) if few else within[:1]
        yield from ((at, at + size) for at in starts)

    def _votes(self, quote: Quote, within: tuple[int, int]) -> Counter[int]:
        """How many of the quote's rarest tokens stand where they would in a window that begins at a token; windows
        that begin near each other are one."""
        near = max(1, len(quote.words) // 4)
        votes: Counter[int] = Counter()
        left = VOTES_MAX
        rarest = sorted(enumerate(quote.words), key=lambda pair: (len(self._where.get(pair[1], ())), pair))
        for number, word in rarest:
            where = self._where.get(word, [])
            first = bisect_left(where, within[0])
            found = where[first : min(bisect_left(where, within[1]), first + left)]
            left -= len(found)
            votes.update((at - number) // near * near for at in found)
        return votes


class _Climb:
    """Moves the ends of a range, by ever smaller steps, as long as it becomes more like the quote."""

    def __init__(self, quote: Quote, text: Text, low: int, high: int) -> None:
        self.quote, self.text, self.low, self.high = quote, text, low, high
        self.known: dict[tuple[int, int], float] = {}

    def span(self, window: tuple[int, int]) -> tuple[int, int]:
        """The range of some tokens, cut to where it is looked, then widened to whole grapheme clusters."""
        tokens = self.text.tokens
        start, end = max(self.low, tokens.starts[window[0]]), min(self.high, tokens.ends[window[1] - 1])
        return self.text.before(start), self.text.after(end)

    def score(self, window: tuple[int, int]) -> float:
        if window not in self.known:
            self.known[window] = self.quote.likeness(self.text, *self.span(window))
        return self.known[window]

    def place(self, window: tuple[int, int]) -> Place:
        return Place(*self.span(window), self.score(window))

    def top(self, window: tuple[int, int], within: tuple[int, int]) -> tuple[int, int]:
        step = max(1, len(self.quote.words) // 2)
        while step:
            moved = [(window[0] + a * step, window[1] + b * step) for a, b in MOVES]
            inside = [(i, j) for i, j in moved if within[0] <= i < j <= within[1]]
            better = max(inside, key=self.score, default=window)
            if self.score(better) > self.score(window):
                window = better
            else:
                step //= 2
        return window

    def bare(self, window: tuple[int, int]) -> tuple[int, int]:
        """Without words on its ends that are like none of the quote's: a few letters in common are chance."""
        (i, j), words = window, self.text.words
        while j - i > 1 and not self._of_quote(words[j - 1]):
            j -= 1
        while j - i > 1 and not self._of_quote(words[i]):
            i += 1
        return i, j

    def _of_quote(self, word: str) -> bool:
        return any(Indel.normalized_similarity(word, other) >= FLOOR for other in self.quote.words)


def _kept(window: tuple[int, int], within: tuple[int, int]) -> tuple[int, int]:
    """A window moved and cut so that it lies within others' ends and holds a token."""
    start = min(max(window[0], within[0]), within[1] - 1)
    return start, max(start + 1, min(window[1], within[1]))
