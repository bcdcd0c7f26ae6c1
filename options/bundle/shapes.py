"""Walks plain data along the schema classes, and survives whatever stands in the places where it should not.

One walker serves the file and the content of one entry, so that both are held to the same rules.
"""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from options.bundle.faults import Path
from options.bundle.schema import Part, Ref


@dataclass(frozen=True)
class Thing:
    """An object of a schema class."""

    path: Path
    made: type[Part]
    value: dict[str, Any]


@dataclass(frozen=True)
class Pointer:
    """A slug that names an entry."""

    path: Path
    kind: str
    value: str


@dataclass(frozen=True)
class Row:
    """A list, with the class of its items when they are objects."""

    path: Path
    made: type[Part] | None
    refers: bool
    value: list[Any]


@dataclass(frozen=True)
class _Shape:
    made: type[Part] | None = None
    ref: str | None = None
    items: "_Shape | None" = None
    keys: str | None = None  # kind that the keys of a mapping name


def walk(made: type[Part], value: Any, path: Path = ()) -> Iterator[Thing | Pointer | Row]:
    """Everything in `value` that has the type its place asks for. Order: outside in, as the class lists its fields."""
    if not isinstance(value, dict):
        return
    yield Thing(path, made, value)
    for key, shape in fields(made).items():
        if value.get(key) is not None:
            yield from _walk(shape, value[key], (*path, key))


def _walk(shape: _Shape, value: Any, path: Path) -> Iterator[Thing | Pointer | Row]:
    if shape.made:
        yield from walk(shape.made, value, path)
    elif shape.ref and isinstance(value, str):
        yield Pointer(path, shape.ref, value)
    elif shape.keys and isinstance(value, dict):
        yield from (Pointer((*path, key), shape.keys, key) for key in value)
    elif shape.items and isinstance(value, list):
        yield Row(path, shape.items.made, shape.items.ref is not None, value)
        for at, item in enumerate(value):
            yield from _walk(shape.items, item, (*path, at))


@cache
def fields(made: type[Part]) -> Mapping[str, _Shape]:
    """key in the file -> what stands there, in the order of the class."""
    hints = get_type_hints(made, include_extras=True)
    return {field.alias or name: _shape(hints[name]) for name, field in made.model_fields.items()}


def _shape(hint: Any) -> _Shape:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        ref = next((each.kind for each in arguments[1:] if isinstance(each, Ref)), None)
        return _Shape(ref=ref) if ref else _shape(arguments[0])
    if origin in (Union, types.UnionType):
        return next((s for s in map(_shape, arguments) if s != _Shape()), _Shape())
    if origin is tuple and arguments[-1] is Ellipsis:
        return _Shape(items=_shape(arguments[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _Shape(keys=_shape(arguments[0]).ref)
    return _Shape(made=hint) if isinstance(hint, type) and issubclass(hint, Part) else _Shape()
