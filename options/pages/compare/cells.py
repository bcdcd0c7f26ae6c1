"""One judgement about one option, typed. `judgement` is what the "only rows that differ" toggle compares:
the judgement itself, never the wording of its reasons."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar, Literal

from options.bundle import schema
from options.pages.bodies import Body

NothingKind = Literal["not-assessed", "does-not-apply", "not-needed", "not-raised", "not-part", "none"]


@dataclass(frozen=True)
class Basis:
    """What a cell rests on: citations, and whose judgement it is and of when, as far as the dossier says."""

    citations: tuple[schema.Citation, ...] = ()
    by: str | None = None
    as_of: str | None = None

    @property
    def sourced(self) -> bool:
        return any(citation.source for citation in self.citations)

    @property
    def standing(self) -> str:
        """cited: at least one source; judged: somebody's judgement without a source; uncited: nothing at all."""
        if self.sourced:
            return "cited"
        return "judged" if self.citations or self.by else "uncited"


NO_BASIS = Basis()


@dataclass(frozen=True)
class Nothing:
    """No judgement, and which kind of none.

    not-assessed    nobody has looked: a gap
    does-not-apply  somebody has looked and says why it does not arise (`reason`)
    not-needed      the option's requirement is written down and does not name this condition
    not-raised      no bearing of this question on the option is recorded, while others are
    not-part        the relation is between other options
    none            looked up and found to be zero or unwritten
    """

    type: ClassVar = "nothing"
    kind: NothingKind
    reason: str | None = None
    basis: Basis = NO_BASIS

    @property
    def judgement(self) -> Hashable:
        return (self.type, self.kind)

    @property
    def empty(self) -> bool:
        """Nothing to read here. "Does not apply" is a judgement with a reason, so it is not empty."""
        return self.kind != "does-not-apply"


@dataclass(frozen=True)
class Filled:
    """What all cells with a judgement share."""

    type: ClassVar[str]
    empty: ClassVar = False


@dataclass(frozen=True)
class Prose(Filled):
    type: ClassVar = "text"
    text: str
    basis: Basis | None = None  # None: not a statement that could carry citations of its own

    @property
    def judgement(self) -> Hashable:
        return self.text


@dataclass(frozen=True)
class Term(Filled):
    """A value of one of the format's lists. `scale`: posture, force, consent, instrument, time or reversibility."""

    type: ClassVar = "term"
    scale: str
    value: str
    note: str | None = None
    also: tuple[str, ...] = ()  # further values: secondary instruments

    @property
    def judgement(self) -> Hashable:
        return (self.value, self.also)


@dataclass(frozen=True)
class GateState(Filled):
    """Do the conditions hold? `unmet` of `needed` are unmet; `assessed` False: nobody has said what is needed."""

    type: ClassVar = "gate"
    state: str
    assessed: bool
    unmet: int
    needed: int
    note: str | None = None

    @property
    def judgement(self) -> Hashable:
        return (self.state, self.assessed, self.unmet, self.needed)


@dataclass(frozen=True)
class LawState(Filled):
    """What one body of law says about the option: least settled state, and which way its questions cut."""

    type: ClassVar = "law"
    body: Body

    @property
    def judgement(self) -> Hashable:
        return (self.body.state, self.body.direction.counts)


@dataclass(frozen=True)
class RelationEnd(Filled):
    """One end of a relation. `forward`: this option KIND the other; otherwise the other KIND this option."""

    type: ClassVar = "relation"
    kind: str
    forward: bool
    other: str
    other_title: str
    why: str
    basis: Basis

    @property
    def judgement(self) -> Hashable:
        return (self.kind, self.forward, self.other)


@dataclass(frozen=True)
class Exposed(Filled):
    """How a risk bears on the option. Likelihood is an ICD 203 term, severity 1 to 5; the two are never multiplied."""

    type: ClassVar = "risk"
    likelihood: str
    severity: int
    confidence: str
    rationale: str
    basis: Basis

    @property
    def judgement(self) -> Hashable:
        return (self.likelihood, self.severity, self.confidence)


@dataclass(frozen=True)
class Condition(Filled):
    """A condition of the option. `role`: needed, alternative (one of several that would do) or helps.

    `status` is the condition's own, the same in every column; for an option as a condition: under-way or not-under-way.
    """

    type: ClassVar = "condition"
    role: Literal["needed", "alternative", "helps"]
    status: str

    @property
    def judgement(self) -> Hashable:
        return (self.role, self.status)


@dataclass(frozen=True)
class Bears(Filled):
    """How a legal question bears on the option. `state` is the question's own, the same in every column."""

    type: ClassVar = "legal"
    state: str
    effect: str
    note: str | None
    basis: Basis

    @property
    def judgement(self) -> Hashable:
        return (self.state, self.effect)


@dataclass(frozen=True)
class Score(Filled):
    """An assessment in the units of its criterion's scale."""

    type: ClassVar = "score"
    low: float
    best: float
    high: float
    scale: schema.Scale
    confidence: str
    rationale: str | None
    counter_views: tuple[schema.CounterView, ...]
    basis: Basis

    @property
    def judgement(self) -> Hashable:
        return (self.low, self.best, self.high, self.confidence)


@dataclass(frozen=True)
class Count(Filled):
    type: ClassVar = "count"
    count: int

    @property
    def judgement(self) -> Hashable:
        return self.count


Cell = Nothing | Prose | Term | GateState | LawState | RelationEnd | Exposed | Condition | Bears | Score | Count
