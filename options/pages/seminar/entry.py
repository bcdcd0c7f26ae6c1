"""One entry of a dossier as a seat reads it: what belongs to its exercise, with what the exercise has switched.

Scores are in it only where `curated` says so.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from options.analysis import gates
from options.analysis.scales import register_key
from options.bundle import schema
from options.bundle.reading import EntryValue, need, requirement
from options.pages.cited import source_of
from options.pages.gate_words import explain_need
from options.pages.law import sides
from options.pages.option import Score, option_page
from options.pages.seminar.entries import (
    ClaimsEntry,
    CriterionEntry,
    Judged,
    LawEntry,
    OptionEntry,
    PreconditionEntry,
    RiskEntry,
    Scope,
    SourceEntry,
)
from options.pages.seminar.reach import stated
from options.pages.seminar.standing import needs_of, standing


def entry_page(scope: Scope, kind: str, slug: str) -> Any:
    """The page of an entry; None for what does not belong to the exercise."""
    entry = scope.reading.entry(kind, slug)
    if entry is None or not scope.reach.has(kind, slug):
        return None
    return _PAGES[kind](scope, entry.content)


def options_in(scope: Scope) -> tuple[schema.Option, ...]:
    return tuple(_contents(scope, "option"))


def _contents(scope: Scope, kind: str) -> Iterable[Any]:
    found = (scope.reading.entry(kind, slug) for slug in scope.reach.of(kind))
    return (entry.content for entry in found if entry)


def _option(scope: Scope, option: schema.Option) -> OptionEntry:
    whole = option_page(scope.reading, option.slug)
    assert whole is not None  # the entry is there: it was looked up just now
    needs = requirement(option)
    is_tree = isinstance(needs, gates.Leaf | gates.Group)
    return OptionEntry(
        option=option,
        why=explain_need(scope.reading, needs, scope.reading.conditions_with(scope.toggles)),
        needs=needs_of(scope.reading, needs, scope.toggles) if is_tree else None,
        helped_by=tuple(standing(p, scope.toggles) for p in whole.conditions.helped_by),
        risks=whole.risks,
        raised=whole.raised,
        related=tuple(each for each in whole.related if scope.reach.has("option", each.other)),
        scores=_scores_of(scope, [score for _group, scores in whole.scores for score in scores]),
    )


def _scores_of(scope: Scope, scores: Iterable[Score]) -> tuple[Score, ...]:
    return tuple(s for s in scores if scope.curated and scope.reach.has("criterion", s.criterion.slug))


def _risk(scope: Scope, risk: schema.Risk) -> RiskEntry:
    judged = [Judged(o, e) for o in options_in(scope) for e in o.exposures if e.risk == risk.slug]
    applies = sorted((each for each in judged if each.exposure.applies), key=_worst_first)
    return RiskEntry(risk, tuple(applies), tuple(each for each in judged if not each.exposure.applies))


def _worst_first(judged: Judged) -> tuple[int, int]:
    """Severity and likelihood are both there: the format refuses a judgement that applies and lacks one."""
    return register_key(judged.exposure.severity or 1, judged.exposure.likelihood or "almost no chance")


def _precondition(scope: Scope, content: schema.Precondition) -> PreconditionEntry:
    options = options_in(scope)
    behind = need(content.depends_on) if content.depends_on else None
    return PreconditionEntry(
        precondition=content,
        standing=standing(content, scope.toggles),
        depends_on=needs_of(scope.reading, behind, scope.toggles) if behind else None,
        needed_by=tuple(option for option in options if content.slug in _named(option)),
        helps=tuple(option for option in options if content.slug in option.helped_by),
    )


def _named(option: schema.Option) -> set[str]:
    needs = requirement(option)
    found = gates.leaves(needs) if isinstance(needs, gates.Leaf | gates.Group) else ()
    return {leaf.slug for leaf in found if leaf.kind == "precondition"}


def _law(scope: Scope, question: schema.LegalQuestion) -> LawEntry:
    bearings = tuple((o, b) for o in options_in(scope) for b in o.bearings if b.question == question.slug)
    return LawEntry(question, bearings, sides(scope.reading, question))


def _criterion(scope: Scope, criterion: schema.Criterion) -> CriterionEntry:
    ends = (criterion.scale.min, criterion.scale.max)
    worst, best = ends if criterion.direction == "more" else (ends[1], ends[0])
    scores = {(o.slug, a.criterion): a for o in options_in(scope) for a in o.assessments}
    rows = tuple((o, scores.get((o.slug, criterion.slug))) for o in options_in(scope)) if scope.curated else ()
    return CriterionEntry(criterion, worst, best, rows)


def _claim(scope: Scope, claim: schema.Claim) -> ClaimsEntry:
    here = (claim.source, claim.section)
    claims = tuple(each for each in _contents(scope, "claim") if (each.source, each.section) == here)
    return ClaimsEntry(claim.slug, source_of(scope.reading, claim.source), claim.section, claims)


def _source(scope: Scope, source: schema.Source) -> SourceEntry:
    names = [(kind, slug) for kind, slugs in scope.reach.found.items() for slug in slugs]
    entries = [entry for name in names if (entry := scope.reading.entry(*name))]
    citing = tuple((each.kind, each.slug) for each in entries if _cites(scope, each, source.slug))
    return SourceEntry(source, tuple(c for c in _contents(scope, "claim") if c.source == source.slug), citing)


def _cites(scope: Scope, entry: EntryValue, source: str) -> bool:
    return any(source in each.sources for each in stated(entry, curated=scope.curated))


_PAGES: Final[Mapping[str, Any]] = {
    "option": _option,
    "risk": _risk,
    "precondition": _precondition,
    "legal-question": _law,
    "criterion": _criterion,
    "claim": _claim,
    "source": _source,
}
