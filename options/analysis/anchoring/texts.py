"""A text with its grapheme clusters and its tokens, each found once and only when somebody asks."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import regex

_CLUSTER: Final = regex.compile(r"\X")
# Scripts written without spaces: each character is a token of its own, for words cannot be told without a dictionary.
_SPACELESS: Final = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD: Final = rf"[\w--[{_SPACELESS}]]+"
_WITHIN: Final = r"(?:['’]|(?<=\d)[.,](?=\d))"  # don't, 12,000
_TOKEN: Final = regex.compile(rf"(?V1)[{_SPACELESS}]\p{{M}}*|{_WORD}(?:{_WITHIN}{_WORD})*|(?!\s)\X")
_TELLING: Final = regex.compile(r"[\p{L}\p{N}\p{So}]")
_WIDE: Final = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{So}]")

Span = tuple[int, int]  # a half-open range of code points


def letters(text: str) -> int:
    """How much a text tells: letters, digits and pictures; those that stand for a syllable or a word count twice."""
    return len(_TELLING.findall(text)) + len(_WIDE.findall(text))


@dataclass(frozen=True)
class Tokens:
    """Words, marks and, where a script has no spaces, characters: half-open ranges in order, white space in none."""

    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.starts)

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """Numbers (half-open) of the tokens that stand in a range, in part or whole."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))

    def cuts(self, at: int) -> bool:
        """Does a place lie within a token?"""
        number = bisect_right(self.ends, at)
        return number < len(self.starts) and self.starts[number] < at


class Text:
    """A canonical text. Places are code points from 0 to its length; `edge` is one between two grapheme clusters."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def _clusters(self) -> Sequence[int] | None:
        """Where clusters begin; None when every place is an edge."""
        if self.text.isascii() and "\r" not in self.text:
            return None
        starts = array("L", (found.start() for found in _CLUSTER.finditer(self.text)))
        return None if len(starts) == len(self.text) else starts

    def edge(self, at: int) -> bool:
        return self.before(at) == at

    def before(self, at: int) -> int:
        """The last edge at a place or before it."""
        if self._clusters is None or at >= len(self.text):
            return at
        return self._clusters[bisect_right(self._clusters, at) - 1]

    def after(self, at: int) -> int:
        """The first edge at a place or after it."""
        if self._clusters is None or at >= len(self.text):
            return at
        number = bisect_left(self._clusters, at)
        return self._clusters[number] if number < len(self._clusters) else len(self.text)

    @cached_property
    def tokens(self) -> Tokens:
        spans = [found.span() for found in _TOKEN.finditer(self.text)]
        return Tokens(array("L", (start for start, _ in spans)), array("L", (end for _, end in spans)))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The tokens as they are compared where likeness counts: without case."""
        spans = zip(self.tokens.starts, self.tokens.ends, strict=True)
        return tuple(self.text[start:end].casefold() for start, end in spans)

    @cached_property
    def _codes(self) -> dict[str, str]:
        """A code point for each different word."""
        return {word: chr(number) for number, word in enumerate(dict.fromkeys(self.words), 1)}

    @cached_property
    def code(self) -> str:
        """The words, a code point each: strings are compared many times faster than sequences of strings."""
        return "".join(self._codes[word] for word in self.words)

    def coded(self, words: Sequence[str]) -> str:
        """Words of another text in the code of this one; those that it does not have are U+0000."""
        return "".join(self._codes.get(word, "\0") for word in words)


def places(whole: Text, exact: str, most: int) -> list[int]:
    """Where a quote begins in a text, in order, those left out that would cut a grapheme cluster; at most so many."""
    found: list[int] = []
    at = whole.text.find(exact)
    while at >= 0 and len(found) < most:
        if whole.edge(at) and whole.edge(at + len(exact)):
            found.append(at)
        at = whole.text.find(exact, at + 1)
    return found
