"""One source, and every statement that cites it; and the lists of statements that lack one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from options.bundle import schema
from options.bundle.reading import Reading
from options.bundle.statements import Statement, Tally, all_statements, lacks_locator, tally
from options.pages.neighbours import Place, place
from options.pages.paging import Page, paginate
from options.pages.query import Query
from options.pages.spots import Spot, spot

PAGE = 60  # statements on one page
NO_LOCATOR: Final = "no-locator"
STATES: Final = ("uncited", "judged", NO_LOCATOR)


@dataclass(frozen=True)
class Use:
    """A statement that names the source. `citations` are those of this source; empty for an argument."""

    spot: Spot
    statement: Statement
    citations: tuple[schema.Citation, ...]

    @property
    def no_page(self) -> bool:
        return any(lacks_locator(citation) for citation in self.citations)


@dataclass(frozen=True)
class SourcePage:
    source: schema.Source
    place: Place
    uses: Page[Use]
    claims: tuple[schema.Claim, ...]  # taken from it, in order
    without_locator: int  # statements that cite it without saying where


@dataclass(frozen=True)
class StatementsPage:
    """Statements of one state, grouped by the entry they belong to."""

    state: str
    tally: Tally
    statements: Page[Use]
    groups: tuple[tuple[Spot, tuple[Use, ...]], ...]


def source_page(reading: Reading, slug: str, page: int = 1) -> SourcePage | None:
    """One source, archived or not; None when this version does not have it."""
    entry = reading.entry("source", slug)
    if entry is None or not isinstance(entry.content, schema.Source):
        return None
    uses = list(_uses(reading, slug))
    return SourcePage(
        source=entry.content,
        place=place(reading, entry),
        uses=paginate(uses, page, PAGE),
        claims=tuple(claim for claim in reading.claims.values() if claim.source == slug),
        without_locator=sum(use.no_page for use in uses),
    )


def _uses(reading: Reading, slug: str) -> Iterator[Use]:
    for statement in all_statements(reading):
        if slug in statement.sources:
            own = tuple(citation for citation in statement.citations if citation.source == slug)
            yield Use(spot(reading, statement), statement, own)


def asked_state(query: Query) -> str:
    return query.one("state", STATES) or STATES[0]


def statements_page(reading: Reading, state: str, page: int) -> StatementsPage:
    """Statements that are uncited, judged without a source, or cite a law or record without a locator."""
    wanted = [s for s in all_statements(reading) if (s.without_locator if state == NO_LOCATOR else s.state == state)]
    shown = paginate(wanted, page, PAGE).of(lambda s: Use(spot(reading, s), s, _bare(s) if state == NO_LOCATOR else ()))
    groups = groupby(shown.items, key=lambda use: Spot(use.spot.kind, use.spot.slug, use.spot.title))
    return StatementsPage(state, tally(reading), shown, tuple((entry, tuple(uses)) for entry, uses in groups))


def _bare(statement: Statement) -> tuple[schema.Citation, ...]:
    return tuple(citation for citation in statement.citations if lacks_locator(citation))
