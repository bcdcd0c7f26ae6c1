"""What the search page shows: hits of one kind or all, a page of them, each with the passage that holds the words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from options.bundle.folding import spans
from options.bundle.reading import Reading, title_of
from options.bundle.searchable import passages
from options.pages.paging import Page, paginate
from options.pages.words import curly

SIZE: Final = 20
BEFORE: Final = 70  # code points of a quoted passage before the first word found
AROUND: Final = 240  # and in all


@dataclass(frozen=True)
class Piece:
    """Some text, found or not."""

    text: str
    found: bool = False


@dataclass(frozen=True)
class Result:
    """One entry. `passage` is empty when the words stand in the title alone; `field` says where it was quoted from."""

    kind: str
    slug: str
    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]
    field: str
    content: Any


@dataclass(frozen=True)
class SearchPage:
    """`counts` are hits by kind, in page order; `kind` the one chosen, None for all."""

    results: Page[Result]
    counts: Mapping[str, int]
    total: int
    kind: str | None


def search_page(
    reading: Reading, hits: Sequence[Any], words: Sequence[str], prefix: str, *, kind: str | None, number: int
) -> SearchPage:
    """`hits` are (kind, slug, field) values, best first. Passages are made for the shown page only."""
    counts = Counter(hit.kind for hit in hits)
    chosen = [hit for hit in hits if kind in (None, hit.kind) and reading.entry(hit.kind, hit.slug)]
    titles = {slug: source.title for slug, source in reading.sources.items()}
    page = paginate(chosen, number, SIZE)
    results = page.of(lambda hit: _result(reading, hit, list(words), prefix, titles))
    return SearchPage(results, dict(counts), len(hits), kind)


def _result(reading: Reading, hit: Any, words: list[str], prefix: str, titles: Mapping[str, str]) -> Result:
    entry = reading.entry(hit.kind, hit.slug)
    assert entry is not None
    title = curly(title_of(entry.content))  # before it is cut: a quote is turned by what stands before it
    field, text = _best(passages(entry.content, titles), words, prefix)
    text = curly(text)
    marked = pieces(title, spans(title, words, prefix))
    return Result(hit.kind, hit.slug, marked, cut(text, spans(text, words, prefix)), field, entry.content)


def _best(texts: Any, words: list[str], prefix: str) -> tuple[str, str]:
    """The first text that holds the most different words."""
    best, most = ("", ""), 0
    for field, text in texts:
        found = {text[start:end].casefold() for start, end in spans(text, words, prefix)}
        if len(found) > most:
            best, most = (field, text), len(found)
    return best


def pieces(text: str, found: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """A text with the found ranges apart. Joined, the pieces give the text again."""
    made, at = [], 0
    for start, end in found:
        made += [Piece(text[at:start]), Piece(text[start:end], True)]
        at = end
    return tuple(piece for piece in (*made, Piece(text[at:])) if piece.text)


def cut(text: str, found: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """A passage of a long text around the first range found, cut at spaces, with dots where something was left out."""
    if not found:
        return ()
    start = max(0, found[0][0] - BEFORE)
    if start:
        start = text.find(" ", start, found[0][0]) + 1 or start
    end = min(len(text), start + AROUND)
    if end < len(text):
        end = max(text.rfind(" ", found[0][1], end), found[0][1])
    inside = [(a - start, b - start) for a, b in found if a >= start and b <= end]
    made = pieces(text[start:end], inside)
    return (*((Piece("… "),) if start else ()), *made, *((Piece(" …"),) if end < len(text) else ()))
