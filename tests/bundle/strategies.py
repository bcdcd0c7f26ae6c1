"""Documents without faults, of any size and odd content, for property tests."""

import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le, MaxLen
from hypothesis import strategies as st
from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from options.bundle import document as file
from options.bundle import schema

Plain = dict[str, Any]

# Every document has these entries. No precondition depends on the free option, so no circle can arise.
POOLS = {
    "source": ["null", "town-plan"],
    "claim": ["art-01"],
    "option": ["ford", "2026", "no"],
    "free option": ["no"],
    "risk": ["floods", "y"],
    "precondition": ["permit", "1e5"],
    "legal-question": ["treaty"],
    "criterion": ["cost", "1"],
    "exercise": ["meeting"],
}

AWKWARD = [
    "yes",
    "no",
    "null",
    "~",
    "2026-03",
    "2026-03-01",
    "1e5",
    "0x1f",
    "12:30",
    "=",
    "<<",
    "- a",
    "a: b",
    "# x",
    "&a",
    "*a",
    "!t",
    "true",
    "NaN",
    ".inf",
    "007",
    "1_000",
    "'",
    '"',
    "{}",
    "[",
    "%",
    "@x",
    "a\n\nb",
    "a \nb",
]
texts = (
    st.sampled_from(AWKWARD)
    | st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
    | st.text("ab \n\t'\":-#éש👩\u200d", min_size=1, max_size=60)
)
numbers = st.integers(-1000, 1000) | st.floats(-1000, 1000)


def _makes(check):
    def kept(text: str) -> bool:
        try:
            return bool(check(text))
        except ValueError:
            return False

    return kept


paragraphs = texts.filter(_makes(schema.canonical_text))
lines = texts.filter(_makes(schema.canonical_line))
slugs = st.sampled_from(["a", "0", "on", "1e5", "12-30", "river-crossing"])


def value(hint: Any) -> st.SearchStrategy[Any]:
    """Plain values for one type hint of the schema."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is schema.Number:
        return numbers
    if origin is Annotated:
        return _annotated(arguments[0], arguments[1:])
    if origin in (Union, types.UnionType):
        return st.one_of([value(each) for each in arguments if each is not type(None)])
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        unique = "Ref(" in repr(arguments[0]) or arguments[0] is schema.Slug
        return st.lists(value(arguments[0]), max_size=2, unique=unique)
    if origin is not None and issubclass(origin, Mapping):
        return st.dictionaries(value(arguments[0]), value(arguments[1]), max_size=2)
    return thing(hint)


def _annotated(base: Any, extra: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    flat = [part for each in extra for part in (each.metadata if isinstance(each, FieldInfo) else [each])]
    kinds = [each.kind for each in flat if isinstance(each, schema.Ref)]
    rules = next((each for each in flat if isinstance(each, StringConstraints)), None)
    if kinds:
        return st.sampled_from(POOLS[kinds[0]])
    if rules and rules.pattern:
        return slugs if rules.pattern == schema.SLUG_PATTERN else st.just("https://example.org/a?b=c#d")
    if rules:
        limit = rules.max_length or next(each.max_length for each in flat if isinstance(each, MaxLen))
        return (paragraphs if "canonical_text" in repr(flat) else lines).filter(lambda text: len(text) <= limit)
    if get_origin(base) is tuple:
        least = int(schema.NotEmpty in flat)
        return st.lists(value(get_args(base)[0]), min_size=least, max_size=2, unique="Ref(" in repr(base))
    if base is int:
        low = next((each.ge for each in flat if isinstance(each, Ge)), -100)
        high = next((each.le for each in flat if isinstance(each, Le)), 100)
        return st.integers(max(low, -100), min(high, 100))
    return st.booleans() if base is bool else value(base)


def thing(made: Any, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Plain]:
    """Plain keys of one class; keys with a default are sometimes left out."""
    if made in SPECIAL and not given:
        return SPECIAL[made]()
    hints = get_type_hints(made, include_extras=True)
    required, optional = {}, {}
    for name, field in made.model_fields.items():
        key = field.alias or name
        strategy = given[key] if key in given else value(hints[name])
        (required if field.is_required() or key in given else optional)[key] = strategy
    return st.fixed_dictionaries(required, optional=optional)


def _citation() -> st.SearchStrategy[Plain]:
    return thing(schema.Citation, basis=st.just("judgement")) | thing(
        schema.Citation, source=st.sampled_from(POOLS["source"])
    )


def _expression() -> st.SearchStrategy[Plain]:
    leaf = st.builds(lambda slug: {"precondition": slug}, st.sampled_from(POOLS["precondition"]))
    return st.recursive(
        leaf,
        lambda inner: st.builds(
            lambda how, parts: {how: parts},
            st.sampled_from(["all_of", "any_of"]),
            st.lists(inner, min_size=1, max_size=2),
        ),
        max_leaves=4,
    )


def _rising(count: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.integers(0, 100) | st.floats(0, 100), min_size=count, max_size=count).map(sorted)


@st.composite
def _scale(draw) -> Plain:
    scale = {"min": 0, "max": 100}
    if draw(st.booleans()):
        scale["unit"] = draw(lines.filter(lambda text: len(text) < 100))
    if draw(st.booleans()):
        scale["points"] = [[0, 0], [draw(st.integers(1, 99)), draw(st.floats(0, 1))], [100, 1]]
    scale["anchors"] = [{"at": at, "text": draw(paragraphs)} for at in draw(_rising(2))]
    return scale


SPECIAL = {schema.Citation: _citation, schema.Node: _expression, schema.Scale: _scale}


def _bare(made: Any, key: str) -> Any:
    hint = get_type_hints(made, include_extras=True)[key]
    return next(each for each in get_args(hint) if each is not type(None))


def _body(made: Any) -> st.SearchStrategy[Plain]:
    """A cell without the keys that name its ends."""
    if issubclass(made, schema.AssessmentBody):
        return thing(made, low=st.just(1), best=st.just(2.5), high=st.just(50))
    if issubclass(made, schema.ExposureBody):
        judged = ("likelihood", "severity", "confidence")
        yes = thing(made, **{key: value(_bare(made, key)) for key in judged}, applies=st.just(True))
        return yes | yes.map(lambda row: {k: v for k, v in row.items() if k not in judged} | {"applies": False})
    return thing(made)


def _cells(made: Any, **kinds: str) -> st.SearchStrategy[list[Plain]]:
    """Rows of links, each pair of ends at most once."""
    pairs = st.tuples(*(st.sampled_from(POOLS[kind]) for kind in kinds.values()))
    rows = st.tuples(pairs, _body(made)).map(lambda both: both[1] | dict(zip(kinds, both[0], strict=True)))
    return st.lists(rows, max_size=2, unique_by=lambda row: tuple(row[key] for key in kinds))


def _rows(kind: str, made: Any, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Plain]]:
    """Every entry of a kind, since any of them may be named."""
    return st.tuples(*(thing(made, slug=st.just(slug), **given) for slug in POOLS[kind])).map(list)


ROLE = {"slug": "mayor", "title": "Mayor", "public": "Chairs.", "confidential": {}, "decision_maker": True}


def _documents() -> st.SearchStrategy[file.Document]:
    way = {"direction": st.just("more"), "screening": st.just(["feasible", "adequate"])}
    tests = st.lists(thing(schema.ScreeningTest), max_size=3, unique_by=lambda test: test["slug"])
    relations = _cells(schema.Relation, a="option", b="option").map(lambda rows: [r for r in rows if r["a"] != r["b"]])
    depends_on = {"depends_on": st.none() | st.just({"any_of": [{"option": "ford"}, {"option": "2026"}]})}
    keys = {
        "format": st.just(schema.FORMAT),
        "dossier": thing(file.DossierHead),
        "sources": _rows("source", schema.Source),
        "claims": _rows("claim", schema.Claim),
        "options": _rows("option", schema.OptionBody),
        "risks": _rows("risk", file.RiskInFile, options=_cells(file.ExposureInFile, option="option")),
        "preconditions": _rows("precondition", file.PreconditionInFile, **depends_on),
        "requirements": _cells(file.Requirement, option="free option"),
        "legal_questions": _rows(
            "legal-question", file.LegalQuestionInFile, bearings=_cells(file.BearingInFile, option="option")
        ),
        "screening_tests": tests,
        "criteria": _rows("criterion", schema.Criterion, **way),
        "relations": relations,
        "assessments": _cells(file.AssessmentInFile, option="option", criterion="criterion"),
        "exercises": _rows("exercise", schema.Exercise, roles=st.just([ROLE]), rubric=st.just([])),
    }
    return st.fixed_dictionaries(keys).map(file.Document.model_validate)


documents = _documents()
