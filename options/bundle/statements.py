"""What a dossier states, and what each statement rests on.

A statement is every object that may carry citations (entry, exposure, bearing, assessment, counter-view, proposal,
relation) and every argument, whose sources stand for citations. Judgement is a basis but no citation.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from options.bundle import schema
from options.bundle.reading import EntryValue, Reading

State = Literal["cited", "judged", "uncited"]


@dataclass(frozen=True)
class Statement:
    """`path` is its place in the content of the entry (kind, slug), empty for the entry itself; cells are named by
    slug: `exposures[homeland-retaliation]`. `about` is the entry that a cell is about. `sources` names all sources,
    of citations and of arguments. `by` and `as_of` say whose judgement it is and of when, where the object says so.
    """

    kind: str
    slug: str
    path: str
    about: tuple[str, str] | None
    text: str
    citations: schema.Citations = ()
    sources: tuple[str, ...] = ()
    by: str | None = None
    as_of: str | None = None

    @property
    def state(self) -> State:
        """judged = nothing but judgement; uncited = nothing at all."""
        if self.sources or any(citation.basis != "judgement" for citation in self.citations):
            return "cited"
        return "judged" if self.citations else "uncited"

    @property
    def without_locator(self) -> bool:
        """Does it cite a law or a record without saying where in it?"""
        return any(lacks_locator(citation) for citation in self.citations)


def lacks_locator(citation: schema.Citation) -> bool:
    """A reader cannot look it up: "no page given"."""
    return citation.basis in ("law", "record") and citation.locator is None


@dataclass(frozen=True)
class Citing:
    """One place that names a source. `citation` is None for an argument and for a claim, which name it directly."""

    kind: str
    slug: str
    path: str
    about: tuple[str, str] | None
    citation: schema.Citation | None = None


@dataclass(frozen=True)
class Tally:
    """How many statements of each state, and how many citations of a law or a record lack a locator."""

    cited: int
    judged: int
    uncited: int
    without_locator: int

    @property
    def statements(self) -> int:
        return self.cited + self.judged + self.uncited


def statements(entry: EntryValue) -> Iterator[Statement]:
    """All statements of one entry: itself first, then its parts in the order of its content."""
    match entry.content:
        case schema.Dossier(relations=relations):
            for at, relation in enumerate(relations):
                yield _statement(entry, f"relations[{at}]", relation.why, relation.citations)
        case schema.Option() as option:
            yield _statement(entry, "", option.summary, option.citations)
            yield from _of_option(entry, option)
        case schema.Risk() | schema.Precondition() as content:
            yield _statement(entry, "", content.description, content.citations)
        case schema.LegalQuestion() as question:
            yield _statement(entry, "", question.question, question.citations)
            for at, argument in enumerate(question.arguments):
                yield _statement(entry, f"arguments[{at}]", argument.text, (), sources=argument.sources)
        case schema.Criterion() as criterion:
            yield _statement(entry, "", criterion.definition, criterion.citations)


def _of_option(entry: EntryValue, option: schema.Option) -> Iterator[Statement]:
    for at, proposal in enumerate(option.proposed_by):
        yield _statement(entry, f"proposed_by[{at}]", proposal.what, proposal.citations)
    for exposure in option.exposures:
        path, about = f"exposures[{exposure.risk}]", ("risk", exposure.risk)
        yield _statement(entry, path, exposure.rationale, exposure.citations, about=about, **_judged(exposure))
    for bearing in option.bearings:
        path, about = f"bearings[{bearing.question}]", ("legal-question", bearing.question)
        yield _statement(entry, path, bearing.note or bearing.effect, bearing.citations, about=about)
    for cell in option.assessments:
        path, about = f"assessments[{cell.criterion}]", ("criterion", cell.criterion)
        yield _statement(entry, path, cell.rationale or "", cell.citations, about=about, **_judged(cell))
        for at, view in enumerate(cell.counter_views):
            yield _statement(entry, f"{path}.counter_views[{at}]", view.text, view.citations, about=about)


def _judged(cell: schema.ExposureBody | schema.AssessmentBody) -> dict[str, Any]:
    return {"by": cell.by, "as_of": cell.as_of}


def _statement(
    entry: EntryValue,
    path: str,
    text: str,
    citations: schema.Citations,
    *,
    about: tuple[str, str] | None = None,
    by: str | None = None,
    as_of: str | None = None,
    sources: tuple[str, ...] = (),
) -> Statement:
    named = sources or tuple(dict.fromkeys(each.source for each in citations if each.source))
    return Statement(entry.kind, entry.slug, path, about, text, citations, named, by, as_of)


def all_statements(reading: Reading) -> tuple[Statement, ...]:
    """Statements of every entry that is not archived, in page order. Gathered once for a reading."""
    return reading.once(_all_statements)


def _all_statements(reading: Reading) -> tuple[Statement, ...]:
    current = (entry for entry in reading.entries if not entry.archived)
    return tuple(each for entry in current for each in statements(entry))


def tally(reading: Reading) -> Tally:
    """How the statements of a reading stand. Counted once."""
    return reading.once(_tally)


def _tally(reading: Reading) -> Tally:
    states: Counter[str] = Counter()
    missing = 0
    for each in all_statements(reading):
        states[each.state] += 1
        missing += sum(map(lacks_locator, each.citations))
    return Tally(states["cited"], states["judged"], states["uncited"], missing)


def citings(reading: Reading) -> Mapping[str, tuple[Citing, ...]]:
    """source -> every place that names it, in page order: citations, arguments and claims."""
    found: dict[str, list[Citing]] = defaultdict(list)
    for claim in reading.claims.values():
        found[claim.source].append(Citing("claim", claim.slug, "source", None))
    for each in all_statements(reading):
        for citation in each.citations:
            if citation.source:
                found[citation.source].append(Citing(each.kind, each.slug, each.path, each.about, citation))
        for source in each.sources if not each.citations else ():
            found[source].append(Citing(each.kind, each.slug, each.path, each.about))
    return {source: tuple(places) for source, places in found.items()}
