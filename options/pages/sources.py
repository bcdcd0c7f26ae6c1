"""The library: every source, how far it was read, and how many statements cite it."""

from collections import Counter
from dataclasses import dataclass
from typing import get_args

from options.analysis.scales import READ
from options.bundle import schema
from options.bundle.folding import words
from options.bundle.reading import Reading
from options.bundle.statements import Tally, all_statements, tally
from options.pages.paging import Page, paginate
from options.pages.query import Query

PAGE = 50  # sources on one page
KINDS: tuple[str, ...] = get_args(schema.SourceKind)
TEXT_MAX = 100  # code points of the words a reader looks for


@dataclass(frozen=True)
class Choice:
    """`cited`: True only those that something cites, False only the others, None all. `text`: words in any field."""

    kind: str | None = None
    read: str | None = None
    cited: bool | None = None
    text: str = ""
    page: int = 1

    @property
    def query(self) -> dict[str, str]:
        cited = {True: "yes", False: "no", None: ""}[self.cited]
        asked = {"kind": self.kind or "", "read": self.read or "", "cited": cited, "q": self.text}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True)
class Row:
    source: schema.Source
    statements: int  # that cite it
    claims: int  # taken from it


@dataclass(frozen=True)
class SourcesPage:
    choice: Choice
    rows: Page[Row]
    tally: Tally
    kinds: tuple[tuple[str, int], ...]  # in use, with how many sources
    read: tuple[tuple[str, int], ...]  # in use, fullest first
    uncited: int  # sources that nothing cites
    in_all: int


def choice(query: Query, reading: Reading) -> Choice:
    cited = query.one("cited", ("yes", "no"))
    return Choice(
        kind=query.one("kind", KINDS, "kind"),
        read=query.one("read", READ),
        cited=cited == "yes" if cited else None,
        text=query.text("q", TEXT_MAX),
        page=query.page(),
    )


def _cited(reading: Reading) -> Counter[str]:
    """source -> how many statements name it."""
    return Counter(slug for statement in all_statements(reading) for slug in set(statement.sources))


def sources_page(reading: Reading, choice: Choice) -> SourcesPage:
    cited = reading.once(_cited)
    claims = Counter(claim.source for claim in reading.claims.values())
    every = list(reading.sources.values())
    wanted = [s for s in every if _asked_for(s, choice, bool(cited[s.slug] or claims[s.slug]))]
    kinds, degrees = Counter[str](s.kind for s in every), Counter[str](s.read for s in every)
    return SourcesPage(
        choice=choice,
        rows=paginate(wanted, choice.page, PAGE).of(lambda s: Row(s, cited[s.slug], claims[s.slug])),
        tally=tally(reading),
        kinds=tuple((kind, kinds[kind]) for kind in KINDS if kind in kinds),
        read=tuple((degree, degrees[degree]) for degree in READ if degree in degrees),
        uncited=sum(not (cited[s.slug] or claims[s.slug]) for s in every),
        in_all=len(every),
    )


def _asked_for(source: schema.Source, choice: Choice, is_cited: bool) -> bool:
    return (
        choice.kind in (None, source.kind)
        and choice.read in (None, source.read)
        and choice.cited in (None, is_cited)
        and (not choice.text or _has(source, words(choice.text)))
    )


def _has(source: schema.Source, sought: list[str]) -> bool:
    """Every word sought begins a word of the source, accents and case ignored."""
    fields = (source.title, source.citation, source.author, source.publisher, source.date, source.effect)
    own = words(" ".join(field for field in fields if field))
    return all(any(word.startswith(part) for word in own) for part in sought)
