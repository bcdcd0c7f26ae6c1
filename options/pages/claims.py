"""What the article says, in order, and what an analyst should ask of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from options.bundle import schema
from options.bundle.reading import Reading
from options.bundle.statements import all_statements
from options.pages.cited import source_of
from options.pages.paging import Page, paginate
from options.pages.query import Query
from options.pages.spots import Spot, spot

PAGE = 100  # claims on one page
NAMED = 6  # statements listed under a claim
TYPES: tuple[str, ...] = get_args(schema.ClaimType)


@dataclass(frozen=True)
class Choice:
    """`doubt`: only claims with a doubt. `at`: the claim whose page to open, when the list has several."""

    doubt: bool = False
    type: str | None = None
    page: int = 1
    at: str | None = None

    @property
    def query(self) -> dict[str, str]:
        asked = {"show": "doubt" if self.doubt else "", "type": self.type or ""}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True)
class Row:
    claim: schema.Claim
    used: tuple[Spot, ...]  # statements that cite it, at most NAMED
    more: int


@dataclass(frozen=True)
class Passage:
    """Claims that follow each other in one section of one source."""

    source: schema.Source | None
    section: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class ClaimsPage:
    choice: Choice
    claims: Page[Row]
    passages: tuple[Passage, ...]
    types: tuple[tuple[str, int], ...]  # those in use, with how many claims
    doubts: int
    in_all: int


def choice(query: Query, reading: Reading) -> Choice:
    return Choice(
        doubt=query.one("show", ("all", "doubt")) == "doubt",
        type=query.one("type", TYPES),
        page=query.page(),
        at=query.one("at", reading.claims, "claim"),
    )


def claims_page(reading: Reading, choice: Choice) -> ClaimsPage:
    every = list(reading.claims.values())
    wanted = [c for c in every if (c.doubt or not choice.doubt) and choice.type in (None, c.type)]
    used = users(reading)
    number = _page_of(wanted, choice)
    shown = paginate(wanted, number, PAGE).of(lambda claim: _row(claim, used.get(claim.slug, ())))
    types = Counter[str](claim.type for claim in every)
    return ClaimsPage(
        choice=choice,
        claims=shown,
        passages=_passages(reading, shown.items),
        types=tuple((name, types[name]) for name in TYPES if name in types),
        doubts=sum(claim.doubt is not None for claim in every),
        in_all=len(every),
    )


def _page_of(wanted: list[schema.Claim], choice: Choice) -> int:
    slugs = [claim.slug for claim in wanted]
    return slugs.index(choice.at) // PAGE + 1 if choice.at in slugs else choice.page


def users(reading: Reading) -> Mapping[str, tuple[Spot, ...]]:
    """claim -> the statements that cite it, in page order, each once. Gathered once for a reading."""
    return reading.once(_users)


def _users(reading: Reading) -> Mapping[str, tuple[Spot, ...]]:
    found: dict[str, dict[Spot, None]] = defaultdict(dict)
    for statement in all_statements(reading):
        for slug in {citation.claim for citation in statement.citations if citation.claim}:
            found[slug][spot(reading, statement)] = None
    return {slug: tuple(spots) for slug, spots in found.items()}


def _row(claim: schema.Claim, used: tuple[Spot, ...]) -> Row:
    return Row(claim, used[:NAMED], max(0, len(used) - NAMED))


def _passages(reading: Reading, rows: tuple[Row, ...]) -> tuple[Passage, ...]:
    """In the order of the list: a section that is left and taken up again makes two passages."""
    found: list[tuple[str, str, list[Row]]] = []
    for row in rows:
        if not found or found[-1][:2] != (row.claim.source, row.claim.section):
            found.append((row.claim.source, row.claim.section, []))
        found[-1][2].append(row)
    return tuple(Passage(source_of(reading, slug), section, tuple(group)) for slug, section, group in found)
