"""One option, whole: what it risks, what must be true, which law it raises, how it scores, and on what evidence."""

from dataclasses import dataclass
from typing import Final

from options.analysis import gates
from options.analysis.scales import LEGAL_STATE, UNCERTAIN, register_key
from options.bundle import schema
from options.bundle.reading import EntryValue, Reading, requirement
from options.pages.bodies import Body, bodies_for
from options.pages.gate_words import Why, explain_need
from options.pages.judges import Judge, common_judge
from options.pages.law import Side, sides
from options.pages.neighbours import Place, place
from options.pages.numbered import Numbered, evidence
from options.pages.preconditions import Tree, tree

OPENED: Final = 2  # legal questions that stand open at first


@dataclass(frozen=True)
class AtRisk:
    risk: schema.Risk
    exposure: schema.Exposure


@dataclass(frozen=True)
class Risks:
    """`applies` worst first; of `of` risks somebody has said for `assessed` whether they apply."""

    applies: tuple[AtRisk, ...]
    judge: Judge | None  # of all that apply, None where it differs or nobody says
    does_not: tuple[AtRisk, ...]
    not_assessed: tuple[schema.Risk, ...]
    of: int

    @property
    def assessed(self) -> int:
        return self.of - len(self.not_assessed)


@dataclass(frozen=True)
class Conditions:
    """`top` is None when the option needs nothing, and when nobody has said what it needs (`why.assessed` tells)."""

    why: Why
    top: Tree | None
    needed: tuple[schema.Precondition, ...]
    helped_by: tuple[schema.Precondition, ...]

    @property
    def unmet(self) -> tuple[schema.Precondition, ...]:
        return tuple(p for p in self.needed if p.status == "unmet")

    @property
    def uncertain(self) -> int:
        return sum(p.status in UNCERTAIN for p in self.needed)


@dataclass(frozen=True)
class Raised:
    """A legal question that the option raises, and which way it cuts here."""

    question: schema.LegalQuestion
    bearing: schema.Bearing
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Score:
    criterion: schema.Criterion
    assessment: schema.Assessment | None  # None: nobody has scored it


@dataclass(frozen=True)
class Related:
    """Read: this option KIND the other, or, when not `forward`, the other KIND this option."""

    kind: str
    forward: bool
    other: str
    title: str
    relation: schema.Relation


@dataclass(frozen=True)
class OptionPage:
    option: schema.Option
    place: Place
    risks: Risks
    conditions: Conditions
    bodies: tuple[Body, ...]
    raised: tuple[Raised, ...]
    scores: tuple[tuple[str | None, tuple[Score, ...]], ...]  # by group of criteria
    scored: int
    judge: Judge | None  # of all scores, None where it differs or nobody says
    criteria: int
    related: tuple[Related, ...]
    evidence: tuple[Numbered, ...]
    reading: Reading

    @property
    def number(self) -> int:
        """Of the revision shown."""
        return self.place.entry.number

    @property
    def archived(self) -> bool:
        return self.place.entry.archived


def option_page(reading: Reading, slug: str) -> OptionPage | None:
    """One option, archived or not; None when this version does not have it."""
    entry = reading.entry("option", slug)
    if entry is None or not isinstance(entry.content, schema.Option):
        return None
    return of_entry(reading, entry, entry.content)


def of_entry(reading: Reading, entry: EntryValue, option: schema.Option) -> OptionPage:
    scores = _scores(reading, option)
    related = _related(reading, option)
    return OptionPage(
        option=option,
        place=place(reading, entry),
        risks=_risks(reading, option),
        conditions=_conditions(reading, option),
        bodies=tuple(bodies_for(reading, option).values()),
        raised=_raised(reading, option),
        scores=scores,
        scored=sum(score.assessment is not None for _, group in scores for score in group),
        judge=common_judge(option.assessments),
        criteria=len(reading.criteria),
        related=related,
        evidence=evidence(reading, option, [r.relation for r in related]),
        reading=reading,
    )


def _risks(reading: Reading, option: schema.Option) -> Risks:
    judged = [AtRisk(reading.risks[e.risk], e) for e in option.exposures if e.risk in reading.risks]
    applies = sorted((j for j in judged if j.exposure.applies), key=_worst_first)
    said = {j.risk.slug for j in judged}
    return Risks(
        applies=tuple(applies),
        judge=common_judge(j.exposure for j in applies),
        does_not=tuple(j for j in judged if not j.exposure.applies),
        not_assessed=tuple(risk for risk in reading.risks.values() if risk.slug not in said),
        of=len(reading.risks),
    )


def _worst_first(judged: AtRisk) -> tuple[int, int]:
    """Severity and likelihood are both there: the format refuses a judgement that applies and lacks one."""
    return register_key(judged.exposure.severity or 1, judged.exposure.likelihood or "almost no chance")


def _conditions(reading: Reading, option: schema.Option) -> Conditions:
    needs = requirement(option)
    is_tree = isinstance(needs, gates.Leaf | gates.Group)
    named = [leaf.slug for leaf in gates.leaves(needs)] if is_tree else []
    known = reading.preconditions
    return Conditions(
        why=explain_need(reading, needs, reading.conditions),
        top=tree(reading, needs) if is_tree else None,
        needed=tuple(known[slug] for slug in named if slug in known),
        helped_by=tuple(known[slug] for slug in option.helped_by if slug in known),
    )


def _raised(reading: Reading, option: schema.Option) -> tuple[Raised, ...]:
    """Least settled first; within a state in the order of the dossier."""
    known = reading.legal_questions
    found = [
        Raised(known[b.question], b, sides(reading, known[b.question])) for b in option.bearings if b.question in known
    ]
    rank = {slug: i for i, slug in enumerate(known)}
    return tuple(sorted(found, key=lambda r: (-LEGAL_STATE.index(r.question.state), rank[r.question.slug])))


def _scores(reading: Reading, option: schema.Option) -> tuple[tuple[str | None, tuple[Score, ...]], ...]:
    own = {a.criterion: a for a in option.assessments}
    every = [Score(criterion, own.get(slug)) for slug, criterion in reading.criteria.items()]
    groups = dict.fromkeys(score.criterion.group for score in every)
    return tuple((name, tuple(s for s in every if s.criterion.group == name)) for name in groups)


def _related(reading: Reading, option: schema.Option) -> tuple[Related, ...]:
    """Relations to options that this version still lists, what this option does to others first."""
    found = []
    for relation in reading.dossier.relations:
        if option.slug not in (relation.a, relation.b):
            continue
        forward = relation.a == option.slug
        other = relation.b if forward else relation.a
        if other in reading.options:
            found.append(Related(relation.kind, forward, other, reading.options[other].title, relation))
    return tuple(sorted(found, key=lambda r: (not r.forward, reading.options[r.other].order)))
