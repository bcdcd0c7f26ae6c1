"""What a person can look up: each citation of an entry, once, with all that it supports there."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from options.bundle import schema
from options.bundle.canonical import content_hash
from options.bundle.reading import EntryValue
from options.bundle.statements import Statement, statements
from options.bundle.text_fields import TEXT_FIELDS, field_text


@dataclass(frozen=True)
class Supported:
    """A statement, and the text of it that the citation stands for: a named field, or the statement's own text."""

    statement: Statement
    text: str


@dataclass(frozen=True)
class Checkable:
    """A citation with a source. `hash` names it; `text_hash` is of everything it supports, as it reads now."""

    citation: schema.Citation
    hash: str
    text_hash: str
    supports: tuple[Supported, ...]


def checkable(entry: EntryValue) -> tuple[Checkable, ...]:
    """The citations of an entry that name a source, in the order of its statements."""
    found: dict[str, tuple[schema.Citation, list[Supported]]] = {}
    for citation, supported in _pairs(entry):
        found.setdefault(content_hash(citation), (citation, []))[1].append(supported)
    return tuple(
        Checkable(citation, name, _hash(supports), tuple(supports)) for name, (citation, supports) in found.items()
    )


def _pairs(entry: EntryValue) -> Iterator[tuple[schema.Citation, Supported]]:
    for statement in statements(entry):
        for citation in statement.citations:
            if citation.source is not None:
                yield citation, Supported(statement, _text(entry, statement, citation))


def _text(entry: EntryValue, statement: Statement, citation: schema.Citation) -> str:
    if statement.path == "" and citation.field in TEXT_FIELDS[entry.kind]:
        return field_text(entry.content, citation.field) or statement.text
    return statement.text


def _hash(supports: list[Supported]) -> str:
    """The order of statements has no meaning for a check."""
    texts = sorted(f"{each.statement.path}\x00{each.text}" for each in supports)
    return hashlib.sha256("\x00\x00".join(texts).encode()).hexdigest()
