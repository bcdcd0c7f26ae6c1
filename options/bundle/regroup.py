"""From the file's shape to entries and back. `regroup` and `ungroup` are inverses, up to the canonical order.

Lists whose order means something (arguments, mitigations, citations, proposals, phases, the parts of an expression)
keep it. All others have one order: rows of an inner list by slug, rows at the top by the position of what they name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, cast

from options.bundle import document as file
from options.bundle import schema
from options.bundle.reading import EntryValue

P = TypeVar("P", bound=schema.Part)

SCREENING_ORDER = ("adequate", "feasible", "acceptable", "distinguishable", "complete")
_KEYED_BY = {"exposures": "risk", "bearings": "question", "assessments": "criterion"}


def regroup(document: file.Document) -> tuple[EntryValue, ...]:
    """Entries of a document without faults, in position order: by kind, then as the file lists them."""
    of_dossier = {"screening_tests": document.screening_tests, "relations": document.relations}
    head = _take(schema.Dossier, document.dossier, **of_dossier)
    links = _links(document)
    contents: list[tuple[str, Iterable[schema.Content]]] = [
        ("dossier", [head]),
        ("source", document.sources),
        ("claim", document.claims),
        ("option", [_take(schema.Option, option, **links[option.slug]) for option in document.options]),
        ("risk", [_take(schema.Risk, risk) for risk in document.risks]),
        ("precondition", [_take(schema.Precondition, each) for each in document.preconditions]),
        ("legal-question", [_take(schema.LegalQuestion, each) for each in document.legal_questions]),
        ("criterion", document.criteria),
        ("exercise", document.exercises),
    ]
    return tuple(EntryValue(kind, each.slug, canonical(each)) for kind, group in contents for each in group)


def _links(document: file.Document) -> Mapping[str, dict[str, Any]]:
    """option slug -> the link fields of its content."""
    links: dict[str, dict[str, Any]] = defaultdict(lambda: defaultdict(tuple))
    for risk in document.risks:
        for row in risk.options:
            links[row.option]["exposures"] += (_take(schema.Exposure, row, risk=risk.slug),)
    for question in document.legal_questions:
        for bearing in question.bearings:
            links[bearing.option]["bearings"] += (_take(schema.Bearing, bearing, question=question.slug),)
    for cell in document.assessments:
        links[cell.option]["assessments"] += (_take(schema.Assessment, cell),)
    for precondition in document.preconditions:
        for option in precondition.helps:
            links[option]["helped_by"] += (precondition.slug,)
    for needed in document.requirements:
        links[needed.option] |= {"requires": needed.requires, "requires_note": needed.note}
    return links


def ungroup(entries: Iterable[EntryValue], exported_version: int | None = None) -> file.Document:
    """The document that holds these entries, in their order. Needs exactly one dossier entry (ValueError)."""
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for entry in entries:
        by_kind[entry.kind].append(canonical(entry.content))
    if len(by_kind["dossier"]) != 1:
        raise ValueError("a document needs exactly one dossier entry")
    dossier, options = by_kind["dossier"][0], by_kind["option"]
    return file.Document(
        format="policy-dossier/1",
        dossier=_take(file.DossierHead, dossier, exported_version=exported_version),
        sources=tuple(by_kind["source"]),
        claims=tuple(by_kind["claim"]),
        options=tuple(_take(schema.OptionBody, option) for option in options),
        risks=tuple(_risk(risk, options) for risk in by_kind["risk"]),
        preconditions=tuple(_precondition(each, options) for each in by_kind["precondition"]),
        requirements=tuple(_requirement(option) for option in options if option.requires is not None),
        legal_questions=tuple(_question(each, options) for each in by_kind["legal-question"]),
        screening_tests=dossier.screening_tests,
        criteria=tuple(by_kind["criterion"]),
        relations=dossier.relations,
        assessments=_assessments(options, [criterion.slug for criterion in by_kind["criterion"]]),
        exercises=tuple(by_kind["exercise"]),
    )


def _risk(risk: schema.Risk, options: list[schema.Option]) -> file.RiskInFile:
    rows = [_take(file.ExposureInFile, e, option=o.slug) for o in options for e in o.exposures if e.risk == risk.slug]
    return _take(file.RiskInFile, risk, options=_by_option(rows))


def _precondition(precondition: schema.Precondition, options: list[schema.Option]) -> file.PreconditionInFile:
    helped = sorted(option.slug for option in options if precondition.slug in option.helped_by)
    return _take(file.PreconditionInFile, precondition, helps=tuple(helped))


def _question(question: schema.LegalQuestion, options: list[schema.Option]) -> file.LegalQuestionInFile:
    rows = [
        _take(file.BearingInFile, b, option=o.slug) for o in options for b in o.bearings if b.question == question.slug
    ]
    return _take(file.LegalQuestionInFile, question, bearings=_by_option(rows))


def _requirement(option: schema.Option) -> file.Requirement:
    assert option.requires is not None
    return file.Requirement(option=option.slug, requires=option.requires, note=option.requires_note)


def _assessments(options: list[schema.Option], criteria: list[str]) -> tuple[file.AssessmentInFile, ...]:
    place = {slug: at for at, slug in enumerate(criteria)}
    return tuple(
        _take(file.AssessmentInFile, cell, option=option.slug)
        for option in options
        for cell in sorted(option.assessments, key=lambda cell: place.get(cell.criterion, len(place)))
    )


def _by_option(rows: list[Any]) -> tuple[Any, ...]:
    return tuple(sorted(rows, key=lambda row: row.option))


def canonical(content: schema.Content) -> schema.Content:
    """The same content with every list whose order has no meaning in its one order."""
    if isinstance(content, schema.Option):
        rows = {name: _sorted(getattr(content, name), key) for name, key in _KEYED_BY.items()}
        return content.model_copy(
            update=rows
            | {
                "helped_by": tuple(sorted(content.helped_by)),
                "instruments_secondary": tuple(sorted(content.instruments_secondary)),
            }
        )
    if isinstance(content, schema.Dossier):
        relations = sorted(content.relations, key=lambda row: (row.a, row.b, row.kind))
        tests = sorted(content.screening_tests, key=lambda row: SCREENING_ORDER.index(row.slug))
        return content.model_copy(update={"relations": tuple(relations), "screening_tests": tuple(tests)})
    if isinstance(content, schema.Criterion):
        scale = content.scale.model_copy(update={"anchors": _sorted(content.scale.anchors, "at")})
        screening = tuple(sorted(content.screening, key=SCREENING_ORDER.index))
        return content.model_copy(update={"scale": scale, "screening": screening})
    return content


def _sorted(rows: tuple[Any, ...], key: str) -> tuple[Any, ...]:
    return tuple(sorted(rows, key=lambda row: getattr(row, key)))


def _take(made: type[P], given: schema.Part, **more: Any) -> P:
    """An object of another class from the fields that both have. The values were checked when `given` was made."""
    shared = {name: getattr(given, name) for name in made.model_fields if hasattr(given, name)}
    return cast(P, made.model_construct(**(shared | more)))
