"""A text with its passages marked. Marks that overlap are closed and opened again, so that they nest.

Every element that holds a part of the text says at which code point of the field that part begins (`data-at`): what
somebody selects in a browser can be found again without guessing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup, escape

from options.pages.words import curly

_OPEN: Final = Markup("<mark>")
_CLOSE: Final = Markup("</mark>")
# not to be dragged: within it words are to be marked as anywhere else
_LINK: Final = Markup('<a class="words" draggable="false" href="{}" title="{}">{}</a>')
_BLANK_LINES: Final = re.compile(r"\n{2,}")


@dataclass(frozen=True)
class Mark:
    """A passage at start..end of a text, and the address of what is said about it; `label` says what that is."""

    start: int
    end: int
    href: str
    label: str


def inline(text: str, marks: Sequence[Mark] = (), start: int = 0, end: int | None = None) -> Markup:
    """A part of a text in one `span`."""
    end = len(text) if end is None else end
    return Markup('<span data-at="{}">{}</span>').format(start, _part(curly(text), marks, start, end))


def paragraphs(text: str, marks: Sequence[Mark] = ()) -> Markup:
    """All of a text: a blank line parts paragraphs, a single line end is a line break."""
    shown = curly(text)
    made = (
        Markup('<p data-at="{}" class="row{}">{}</p>').format(start, number, _lines(shown, marks, start, end))
        for number, (start, end) in enumerate(spans(text), 1)
    )
    return Markup("").join(made)


def spans(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs of a text stand."""
    ends = [*((found.start(), found.end()) for found in _BLANK_LINES.finditer(text)), (len(text), len(text))]
    starts = [0, *(after for _, after in ends)]
    return [(start, end) for start, (end, _) in zip(starts, ends, strict=False)]


def row_of(text: str, at: int) -> int:
    """The number of the paragraph that a code point stands in, counted from 1."""
    return sum(start <= at for start, _ in spans(text)) or 1


def items(texts: Sequence[str], marks: Sequence[Mark] = ()) -> list[Markup]:
    """Each item of a list whose texts are joined by a line feed."""
    whole = "\n".join(texts)
    made, at = [], 0
    for text in texts:
        made.append(inline(whole, marks, at, at + len(text)))
        at += len(text) + 1
    return made


def _lines(text: str, marks: Sequence[Mark], start: int, end: int) -> Markup:
    at, parts = start, []
    for line in text[start:end].split("\n"):
        parts.append(_part(text, marks, at, at + len(line)))
        at += len(line) + 1
    return Markup("<br>").join(parts)


def _part(text: str, marks: Sequence[Mark], start: int, end: int) -> Markup:
    """What stands at start..end, with the marks that reach into it."""
    within = [mark for mark in marks if mark.start < end and mark.end > start]
    if not within:
        return escape(text[start:end])
    edges = {start, end, *(at for mark in within for at in (mark.start, mark.end) if start < at < end)}
    return Markup("").join(_pieces(text, within, sorted(edges)))


def _pieces(text: str, marks: Sequence[Mark], edges: Sequence[int]) -> Iterator[Markup]:
    open_now: list[Mark] = []
    for at, after in pairwise(edges):
        here = _outer_first(mark for mark in marks if mark.start <= at and mark.end >= after)
        same = next((n for n, pair in enumerate(zip(open_now, here, strict=False)) if pair[0] is not pair[1]), None)
        kept = min(len(open_now), len(here)) if same is None else same
        yield _CLOSE * (len(open_now) - kept)
        yield _OPEN * (len(here) - kept)
        open_now = here
        yield _linked(text[at:after], here)
    yield _CLOSE * len(open_now)


def _outer_first(marks: Iterable[Mark]) -> list[Mark]:
    """The one that begins first outside, of those the longest: the fewest have to be opened again."""
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.href))


def _linked(piece: str, here: Sequence[Mark]) -> Markup:
    """The piece leads to what is said about the innermost passage."""
    if not here or not piece.strip():
        return escape(piece)
    inner = here[-1]
    return _LINK.format(inner.href, inner.label, piece)
