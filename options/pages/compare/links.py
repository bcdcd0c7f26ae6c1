"""Rows on what options share with each other: relations, risks, conditions, legal questions, criteria."""

from collections.abc import Iterable
from typing import Final

from options.analysis import gates
from options.analysis.scales import LEGAL_STATE, register_key
from options.bundle import schema
from options.bundle.reading import Reading, requirement
from options.pages.compare.cells import (
    Basis,
    Bears,
    Cell,
    Condition,
    Exposed,
    Nothing,
    RelationEnd,
    Score,
)
from options.pages.compare.differ import apart
from options.pages.compare.rows import Options, Row, not_raised

STATUS_ORDER: Final = (
    "unmet",
    "unknown",
    "not-under-way",
    "partly",
    "not-applicable",
    "under-way",
    "met",
)  # what stands in the way, first


def together(reading: Reading, options: Options) -> list[Row]:
    """Relations between the chosen options: each is said in the columns of its two ends, read "a KIND b"."""
    chosen = {option.slug: option for option in options}
    found = [r for r in reading.dossier.relations if r.a in chosen and r.b in chosen]
    found.sort(key=lambda r: (chosen[r.a].order, chosen[r.b].order))
    return [
        Row("relation", f"{r.a}+{r.kind}+{r.b}", r.kind, tuple(_end(r, option, chosen) for option in options))
        for r in found
    ]


def _end(relation: schema.Relation, option: schema.Option, chosen: dict[str, schema.Option]) -> Cell:
    if option.slug not in (relation.a, relation.b):
        return Nothing("not-part")
    forward = option.slug == relation.a
    other = chosen[relation.b if forward else relation.a]
    return RelationEnd(relation.kind, forward, other.slug, other.title, relation.why, Basis(relation.citations))


def risks(reading: Reading, options: Options) -> list[Row]:
    """Risks that somebody has judged for at least one of the options, those that differ most first.

    Ties, and so all rows on which the options agree, stand as in every register: most severe first, then most likely.
    """
    rows = (_risk(reading, slug, options) for slug in reading.risks)
    return sorted((row for row in rows if not row.empty), key=lambda row: (-(row.steps or 0), _worst(row.cells)))


def _risk(reading: Reading, slug: str, options: Options) -> Row:
    cells = tuple(_exposed(reading.exposures.get((option.slug, slug))) for option in options)
    risk = reading.risks[slug]
    return Row("risk", slug, risk.title, cells, support=risk.citations, steps=apart(cells))


def _exposed(exposure: schema.Exposure | None) -> Cell:
    if exposure is None:
        return Nothing("not-assessed")
    basis = Basis(exposure.citations, exposure.by, exposure.as_of)
    if not exposure.applies or not (exposure.likelihood and exposure.severity and exposure.confidence):
        return Nothing("does-not-apply", exposure.rationale, basis)
    return Exposed(exposure.likelihood, exposure.severity, exposure.confidence, exposure.rationale, basis)


def _worst(cells: Iterable[Cell]) -> tuple[int, int]:
    return min((register_key(c.severity, c.likelihood) for c in cells if isinstance(c, Exposed)), default=(1, 1))


def conditions(reading: Reading, options: Options) -> list[Row]:
    """What the options need before they can work, and what helps without being needed.

    What is unmet stands first, and of one state what is needed before what only helps.
    """
    leaves = dict.fromkeys(leaf for option in options for leaf in _leaves(reading, option))
    rows = [_condition(reading, leaf, options) for leaf in leaves]
    return sorted(rows, key=lambda row: (STATUS_ORDER.index(row.aside or ""), _only_helps(row)))


def _only_helps(row: Row) -> bool:
    return all(cell.role == "helps" for cell in row.cells if isinstance(cell, Condition))


def _leaves(reading: Reading, option: schema.Option) -> list[gates.Leaf]:
    helps = [gates.Leaf("precondition", slug) for slug in option.helped_by]
    known = {"precondition": reading.preconditions, "option": reading.options}
    return [leaf for leaf in (*reading.gates[option.slug].needed, *helps) if leaf.slug in known[leaf.kind]]


def _condition(reading: Reading, leaf: gates.Leaf, options: Options) -> Row:
    if leaf.kind == "option":
        other = reading.options[leaf.slug]
        status = "under-way" if other.under_way else "not-under-way"
        cells = tuple(_needs(reading, option, leaf, status) for option in options)
        return Row("option", leaf.slug, other.title, cells, aside=status)
    known = reading.preconditions[leaf.slug]
    cells = tuple(_needs(reading, option, leaf, known.status) for option in options)
    return Row("precondition", leaf.slug, known.title, cells, known.status_note, known.status, known.citations)


def _needs(reading: Reading, option: schema.Option, leaf: gates.Leaf, status: str) -> Cell:
    gate = reading.gates[option.slug]
    if leaf in gate.needed:
        return Condition("needed" if _necessary(reading, option, leaf) else "alternative", status)
    if leaf.kind == "precondition" and leaf.slug in option.helped_by:
        return Condition("helps", status)
    return Nothing("not-needed" if gate.assessed else "not-assessed")


def _necessary(reading: Reading, option: schema.Option, leaf: gates.Leaf) -> bool:
    """Does the requirement fail to hold when this condition alone does not, all others being as wished?"""
    others = [other for other in reading.gates[option.slug].needed if other != leaf]
    met = {other.slug: "met" for other in others if other.kind == "precondition"}
    status = met | ({leaf.slug: "unmet"} if leaf.kind == "precondition" else {})
    running = [other.slug for other in others if other.kind == "option"]
    need = requirement(option)
    return (
        need != "none"
        and need is not None
        and gates.Conditions(status, {}, running).truth(need) is not gates.Truth.TRUE
    )


def law(reading: Reading, options: Options) -> list[Row]:
    """Legal questions that bear on at least one of the options, least settled first."""
    raised = {bearing.question for option in options for bearing in option.bearings}
    found = [question for slug, question in reading.legal_questions.items() if slug in raised]
    found.sort(key=lambda question: -LEGAL_STATE.index(question.state))
    return [_question(reading, question, options) for question in found]


def _question(reading: Reading, question: schema.LegalQuestion, options: Options) -> Row:
    cells = tuple(_bears(question, option, reading.bearings.get((option.slug, question.slug))) for option in options)
    return Row(
        "legal-question",
        question.slug,
        question.title,
        cells,
        question.state_note,
        question.jurisdiction,
        question.citations,
    )


def _bears(question: schema.LegalQuestion, option: schema.Option, bearing: schema.Bearing | None) -> Cell:
    if bearing is None:
        return not_raised(option)
    return Bears(question.state, bearing.effect, bearing.note, Basis(bearing.citations))


def scores(reading: Reading, options: Options) -> list[Row]:
    """Every criterion of the dossier, in its order: a criterion that nobody has scored is worth seeing."""
    return [
        Row(
            "criterion",
            slug,
            criterion.title,
            tuple(_score(reading, o, criterion) for o in options),
            aside=criterion.direction,
        )
        for slug, criterion in reading.criteria.items()
    ]


def _score(reading: Reading, option: schema.Option, criterion: schema.Criterion) -> Cell:
    a = reading.assessments.get((option.slug, criterion.slug))
    if a is None:
        return Nothing("not-assessed")
    basis = Basis(a.citations, a.by, a.as_of)
    return Score(a.low, a.best, a.high, criterion.scale, a.confidence, a.rationale, a.counter_views, basis)
