"""Citations with what they name, for the list of what an entry rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from options.bundle import schema
from options.bundle.reading import Reading


@dataclass(frozen=True)
class Cited:
    """One citation. `source` is None for a judgement, and for a source that this version does not have."""

    citation: schema.Citation
    source: schema.Source | None

    @property
    def no_page(self) -> bool:
        """A law or a record without a locator: a reader cannot look it up, so the page says it."""
        return self.citation.basis in ("law", "record") and self.citation.locator is None


def cited(reading: Reading, citations: Iterable[schema.Citation]) -> tuple[Cited, ...]:
    """The citations in their own order, sources before judgements; archived sources included."""
    found = [Cited(citation, source_of(reading, citation.source)) for citation in citations]
    return tuple(sorted(found, key=lambda c: c.citation.source is None))


def source_of(reading: Reading, slug: str | None) -> schema.Source | None:
    entry = reading.entry("source", slug) if slug else None
    return entry.content if entry and isinstance(entry.content, schema.Source) else None
