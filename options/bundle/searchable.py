"""Which text of an entry is searched, in four classes: title, summary, text, citations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from options.bundle import schema
from options.bundle.reading import title_of

# Fields that are words of a list or names of other entries, not text to search.
_NOT_TEXT: Final = frozenset({
    "slug", "kind", "type", "posture", "force_level", "consent_needed", "time_to_effect", "reversibility",
    "state", "status", "confidence", "likelihood", "relation", "basis", "url", "archived_url", "jurisdiction",
    "direction", "group", "screening", "read", "language", "visibility", "risk", "criterion", "option",
    "precondition", "claim", "source", "sources", "helped_by", "requires", "depends_on", "a", "b", "side",
    "as_of",
})  # fmt: skip
_SUMMARY: Final = frozenset({"summary", "question"})
_CITED: Final = frozenset({"locator", "note", "quote"})


@dataclass(frozen=True)
class Searchable:
    title: str
    summary: str
    text: str
    citations: str


def searchable(content: schema.Content, source_titles: Mapping[str, str]) -> Searchable:
    """The four texts of an entry. `source_titles` maps a source's slug to its title, for what an entry cites."""
    plain = schema.dump_content(content)
    summary = [plain[name] for name in sorted(_SUMMARY) if isinstance(plain.get(name), str)]
    body = {name: value for name, value in plain.items() if name not in _SUMMARY | {"title"}}
    return Searchable(
        title=title_of(content) if "title" in plain else "",
        summary="\n".join(summary),
        text="\n".join(_texts(body)),
        citations="\n".join(_cited(plain, source_titles)),
    )


def passages(content: schema.Content, source_titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(field, text) of every text of an entry that is searched, in the order a result quotes from: summary first.

    The field of what it cites is `citations`.
    """
    plain = schema.dump_content(content)
    names = sorted(plain, key=lambda name: (name not in _SUMMARY, name != "description"))
    for name in names:
        if name not in _NOT_TEXT | {"title", "citations"}:
            yield from ((name, text) for text in _texts(plain[name]))
    yield from (("citations", text) for text in _cited(plain, source_titles))


def _texts(value: Any) -> Iterator[str]:
    """Every text inside plain values, citations left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        names = _NOT_TEXT | {"citations"} | ({"question"} if "effect" in value else set())  # of a bearing: a slug
        for name, item in value.items():
            if name not in names:
                yield from _texts(item)


def _cited(value: Any, source_titles: Mapping[str, str]) -> Iterator[str]:
    """Titles, locators, notes and quotes of everything cited inside plain values."""
    if isinstance(value, list):
        for item in value:
            yield from _cited(item, source_titles)
    elif isinstance(value, dict):
        for slug in value.get("sources", []):
            yield source_titles.get(slug, slug)
        for citation in value.get("citations", []):
            yield source_titles.get(citation.get("source", ""), "")
            yield from (text for name, text in citation.items() if name in _CITED)
        for name, item in value.items():
            if name not in ("citations", "sources"):
                yield from _cited(item, source_titles)
