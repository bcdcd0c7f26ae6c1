"""The table of contents of what a seat reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from options.bundle import schema
from options.bundle.reading import title_of
from options.pages.cited import source_of
from options.pages.seminar.entries import Scope
from options.pages.seminar.sections import SECTIONS
from options.pages.seminar.standing import Standing, standing


@dataclass(frozen=True)
class Line:
    """`standing`: of a condition, as the exercise has it."""

    slug: str
    title: str
    content: Any
    standing: Standing | None = None


@dataclass(frozen=True)
class Passage:
    """Claims of one section of a source, which share a page; `slug` is the first of them."""

    slug: str
    source: schema.Source | None
    section: str
    claims: int


@dataclass(frozen=True)
class Contents:
    """Sections in reading order, those with nothing in them left out."""

    sections: tuple[tuple[str, tuple[Line, ...]], ...]
    passages: tuple[Passage, ...]


def contents(scope: Scope) -> Contents:
    every = ((kind, tuple(_lines(scope, kind))) for kind in SECTIONS if kind != "claim")
    return Contents(tuple((kind, lines) for kind, lines in every if lines), tuple(_passages(scope)))


def _lines(scope: Scope, kind: str) -> Iterator[Line]:
    for slug in scope.reach.of(kind):
        entry = scope.reading.entry(kind, slug)
        if entry is None:
            continue
        content = entry.content
        holds = standing(content, scope.toggles) if isinstance(content, schema.Precondition) else None
        yield Line(slug, title_of(content), content, holds)


def _passages(scope: Scope) -> Iterator[Passage]:
    """By where each begins: one that is left and taken up again is one passage."""
    found: dict[tuple[str, str], list[schema.Claim]] = {}
    for slug in scope.reach.of("claim"):
        entry = scope.reading.entry("claim", slug)
        if entry and isinstance(entry.content, schema.Claim):
            found.setdefault((entry.content.source, entry.content.section), []).append(entry.content)
    for (source, section), claims in found.items():
        yield Passage(claims[0].slug, source_of(scope.reading, source), section, len(claims))
