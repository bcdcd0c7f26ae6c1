"""The content of any entry as labelled fields, for a revision shown as it was. Made from the schema classes alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, get_args, get_origin

from pydantic.fields import FieldInfo

from options.bundle import schema

# Fields whose values come from a fixed list, to be said in words.
WORDED: Final = frozenset({
    "kind", "read", "type", "posture", "force_level", "consent_needed", "time_to_effect", "reversibility", "status",
    "state", "effect", "likelihood", "confidence", "basis", "relation", "side", "direction", "group", "instrument",
    "instruments_secondary", "screening", "visibility", "jurisdiction",
})  # fmt: skip
NAMES: Final[Mapping[str, str]] = {
    "as_of": "as of",
    "by": "whose judgement",
    "in_article": "in the article",
    "read": "how far it was read",
    "requires": "what it needs",
    "requires_note": "note on what it needs",
    "depends_on": "what it depends on",
    "url": "address",
    "archived_url": "archived address",
    "all_of": "all of",
    "any_of": "any one of",
    "exposures": "risks",
    "bearings": "legal questions",
    "assessments": "scores",
    "lead_actor": "who acts",
    "proposed_by": "proposed by",
    "verify": "how to check",
    "a": "option",
    "b": "other option",
    "slug": "name",
}


# What the rows of a list, or the one object of a field, are made of.
PARTS: Final[Mapping[str, type[schema.Part]]] = {
    "anchors": schema.Anchor,
    "arguments": schema.Argument,
    "assessments": schema.Assessment,
    "bearings": schema.Bearing,
    "citations": schema.Citation,
    "counter_views": schema.CounterView,
    "depends_on": schema.Node,
    "doubt": schema.Doubt,
    "exposures": schema.Exposure,
    "proposed_by": schema.Proposal,
    "relations": schema.Relation,
    "requires": schema.Node,
    "scale": schema.Scale,
    "screening_tests": schema.ScreeningTest,
}
# Fields of plain values that name entries.
LINKS: Final[Mapping[str, str]] = {
    "source": "source", "sources": "source", "claim": "claim", "helped_by": "precondition", "options": "option",
    "criteria": "criterion", "a": "option", "b": "option",
}  # fmt: skip


@dataclass(frozen=True)
class Link:
    """A reference to another entry."""

    kind: str
    slug: str


@dataclass(frozen=True)
class Word:
    """A value out of a list."""

    value: str


@dataclass(frozen=True)
class Rests:
    """A citation, shown in one line."""

    citation: schema.Citation


@dataclass(frozen=True)
class Field:
    """`value` is text, a number, a bool, a Word, a Link, a Rests, a tuple of values, or a tuple of Fields."""

    name: str
    value: Any

    @property
    def label(self) -> str:
        return label(self.name)


def label(name: str) -> str:
    """A field's name as words, in English."""
    return NAMES.get(name, name.replace("_", " "))


def fields(content: schema.Content) -> tuple[Field, ...]:
    """Every field of an entry that holds something, in the order of the format; the slug stands in the address."""
    return tuple(field for field in _fields(content) if field.name != "slug")


def shown(name: str, plain: Any) -> Any:
    """A plain value of the field `name`, as the file has it, in the same terms."""
    if isinstance(plain, list):
        return tuple(shown(name, item) for item in plain)
    if isinstance(plain, dict):
        made = PARTS.get(name)
        return _value(name, made.model_validate(plain), None) if made else _mapping(name, plain)
    return _value(name, plain, LINKS.get(name))


def _fields(part: schema.Part) -> Iterator[Field]:
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if value is not None and value not in ((), {}):
            yield Field(name, _value(name, value, _names_kind(info)))


def _value(name: str, value: Any, kind: str | None) -> Any:
    if isinstance(value, schema.Part):
        return _part(value)
    if isinstance(value, tuple):
        return tuple(_value(name, item, kind) for item in value)
    if isinstance(value, Mapping):
        return _mapping(name, value)
    if isinstance(value, str) and kind:
        return Link(kind, value)
    return Word(value) if isinstance(value, str) and name in WORDED else value


def _part(part: schema.Part) -> Any:
    """What a row is about stands before what is said of it."""
    if isinstance(part, schema.Citation):
        return Rests(part)
    found = tuple(_fields(part))
    if isinstance(part, schema.Node) and isinstance(found[0].value, Link):
        return found[0].value
    return tuple(sorted(found, key=lambda field: not isinstance(field.value, Link)))


def _mapping(name: str, values: Mapping[str, Any]) -> tuple[Field, ...]:
    return tuple(Field(str(key), _value(name, item, None)) for key, item in values.items())


def _names_kind(info: FieldInfo) -> str | None:
    """The kind of entry that a field's slugs name, when they do."""
    direct = [meta.kind for meta in info.metadata if isinstance(meta, schema.Ref)]
    return direct[0] if direct else _ref_in(info.annotation)


def _ref_in(annotation: Any) -> str | None:
    if get_origin(annotation) is Annotated:
        for meta in annotation.__metadata__:
            if isinstance(meta, schema.Ref):
                return meta.kind
    found = (_ref_in(inner) for inner in get_args(annotation))
    return next((kind for kind in found if kind), None)
