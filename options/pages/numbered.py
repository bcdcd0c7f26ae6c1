"""The sources that a page rests on, numbered in the order in which the page cites them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from options.bundle import schema
from options.bundle.reading import Reading
from options.bundle.statements import lacks_locator


@dataclass(frozen=True)
class Numbered:
    """One source and every different citation of it."""

    number: int
    source: schema.Source
    citations: tuple[schema.Citation, ...]

    @property
    def places(self) -> tuple[tuple[str | None, tuple[str, ...]], ...]:
        """Where in the source, and the claims read there; a place None means that no page is given.

        A claim says by itself where it stands, so a citation that names one lacks no page.
        """
        found: dict[str | None, dict[str, None]] = {}
        for citation in self.citations:
            if citation.locator or citation.claim or lacks_locator(citation):
                found.setdefault(citation.locator, {}).update({citation.claim: None} if citation.claim else {})
        return tuple((locator, tuple(claims)) for locator, claims in found.items())


def evidence(
    reading: Reading, option: schema.Option, relations: Iterable[schema.Relation] = ()
) -> tuple[Numbered, ...]:  # fmt: skip
    """Sources of everything an option's page says, in the order of the page; archived sources included."""
    cited: dict[str, list[schema.Citation]] = {}
    for citations in _in_page_order(option, relations):
        for citation in citations:
            if citation.source:
                cited.setdefault(citation.source, []).append(citation)
    found = [(reading.entry("source", slug), uses) for slug, uses in cited.items()]
    known = [(entry.content, uses) for entry, uses in found if entry and isinstance(entry.content, schema.Source)]
    return tuple(Numbered(i, source, tuple(uses)) for i, (source, uses) in enumerate(known, 1))


def _in_page_order(option: schema.Option, relations: Iterable[schema.Relation]) -> Iterable[Sequence[schema.Citation]]:
    yield option.citations
    for exposure in option.exposures:
        yield exposure.citations
    for bearing in option.bearings:
        yield bearing.citations
    for assessment in option.assessments:
        yield assessment.citations
        for view in assessment.counter_views:
            yield view.citations
    for relation in relations:
        yield relation.citations
    for proposal in option.proposed_by:
        yield proposal.citations
