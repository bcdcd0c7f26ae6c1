"""What the page of each kind of entry holds for a seat: of the dossier only what belongs to its exercise."""

from collections.abc import Mapping
from dataclasses import dataclass

from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.gate_words import Why
from options.pages.law import Side
from options.pages.option import Raised, Related, Risks, Score
from options.pages.seminar.reach import Name, Reach
from options.pages.seminar.standing import Needs, Standing


@dataclass(frozen=True)
class Scope:
    """What a seat reads: the pinned reading, what of it belongs to the exercise, and what is switched in it."""

    reading: Reading
    reach: Reach
    toggles: Mapping[str, str]
    curated: bool


@dataclass(frozen=True)
class OptionEntry:
    """`needs` is None when it needs nothing, and when nobody has said (`why.assessed` tells)."""

    option: schema.Option
    why: Why
    needs: Needs | None
    helped_by: tuple[Standing, ...]
    risks: Risks
    raised: tuple[Raised, ...]
    related: tuple[Related, ...]
    scores: tuple[Score, ...]


@dataclass(frozen=True)
class Judged:
    option: schema.Option
    exposure: schema.Exposure


@dataclass(frozen=True)
class RiskEntry:
    risk: schema.Risk
    applies: tuple[Judged, ...]
    does_not: tuple[Judged, ...]


@dataclass(frozen=True)
class PreconditionEntry:
    precondition: schema.Precondition
    standing: Standing
    depends_on: Needs | None
    needed_by: tuple[schema.Option, ...]
    helps: tuple[schema.Option, ...]


@dataclass(frozen=True)
class LawEntry:
    question: schema.LegalQuestion
    bearings: tuple[tuple[schema.Option, schema.Bearing], ...]
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class CriterionEntry:
    criterion: schema.Criterion
    worst_end: int | float
    best_end: int | float
    scores: tuple[tuple[schema.Option, schema.Assessment | None], ...]


@dataclass(frozen=True)
class ClaimsEntry:
    """Claims of one section of a source share a page; `asked` is the one whose address it is."""

    asked: str
    source: schema.Source | None
    section: str
    claims: tuple[schema.Claim, ...]


@dataclass(frozen=True)
class SourceEntry:
    source: schema.Source
    claims: tuple[schema.Claim, ...]
    cited_by: tuple[Name, ...]
