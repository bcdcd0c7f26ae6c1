"""Structural faults: pydantic's findings in plain sentences."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from pydantic import ValidationError

from options.bundle.faults import LISTED_MAX, Path, Problem, one_of, shown, suggestion
from options.bundle.schema import SLUG_PATTERN, Part

ERRORS_MAX: Final = 5_000
_TAGS: Final = {"expression", "none"}


def structural(made: type[Part], value: Any) -> Iterator[Problem]:
    """Missing keys, wrong types, values outside their list, texts beyond their limit. Unknown keys are a rule's."""
    error = _invalid(made, value)
    if error and error.error_count() > ERRORS_MAX:
        # Telling hundreds of thousands of errors takes gigabytes: look at the start of every list, then further.
        cuts = (_invalid(made, _cut(value, length)) for length in (20, 400, 8_000, 80_000))
        error = next((found for found in cuts if found and found.error_count() > LISTED_MAX), error)
    for found in islice(error.errors(include_url=False), ERRORS_MAX) if error else ():
        yield Problem(_path(found["loc"]), _sentence(found))


def _invalid(made: type[Part], value: Any) -> ValidationError | None:
    try:
        made.model_validate(value, extra="ignore")
    except ValidationError as error:
        return error
    return None


def _cut(value: Any, length: int) -> Any:
    if isinstance(value, dict):
        return {key: _cut(item, length) for key, item in value.items()}
    return [_cut(item, length) for item in value[:length]] if isinstance(value, list) else value


def _path(loc: tuple[str | int, ...]) -> Path:
    """Without what pydantic adds: the branch of a union, the mark of a key."""
    tagged = (at and part in _TAGS and loc[at - 1] == "requires" for at, part in enumerate(loc))
    return tuple(part for part, tag in zip(loc, tagged, strict=True) if not tag and part != "[key]")


def _sentence(found: Mapping[str, Any]) -> str:
    says = _SENTENCES.get(found["type"])
    return says(found["input"], found.get("ctx", {})) if says else f"{found['msg']}, not {shown(found['input'])}"


def _text(value: Any, _: Mapping[str, Any]) -> str:
    if isinstance(value, int | float):
        return f"must be text, not {shown(value)}; put it in quotes"
    return f"must be text, not {shown(value)}" if value is not None else "must be text, and is empty"


def _word(value: Any, ctx: Mapping[str, Any]) -> str:
    allowed = re.findall(r"'([^']*)'", ctx["expected"])
    near = suggestion(value, allowed) if isinstance(value, str) else ""
    quotes = "; put it in quotes" if isinstance(value, bool | int | float) else ""
    if allowed == ["none"]:
        return f"must be none, or an expression such as all_of, not {shown(value)}"
    return f"must be {one_of(allowed)}, not {shown(value)}{near or quotes}"


def _pattern(value: Any, ctx: Mapping[str, Any]) -> str:
    if ctx["pattern"] == SLUG_PATTERN:
        return f"{shown(value)} is no slug: only small letters a-z, digits and single hyphens between them"
    return f"must be an http or https address, not {shown(value)}"


def _too_long(value: Any, ctx: Mapping[str, Any]) -> str:
    if isinstance(value, str):
        length = ctx.get("actual_length", len(value))
        return f"is too long: {length:,} characters, and {ctx['max_length']:,} are allowed ({shown(value)})"
    return f"must have {ctx['max_length']} values, not {len(value)}"


def _too_short(value: Any, _: Mapping[str, Any]) -> str:
    return "must not be empty" if isinstance(value, str) else "has too few values"


def _whole(value: Any, _: Mapping[str, Any]) -> str:
    return f"must be a whole number, not {shown(value)}"


def _list(value: Any, _: Mapping[str, Any]) -> str:
    return f"must be a list, not {shown(value)}" if value is not None else "must be a list, and is empty; leave it out"


def _keys(value: Any, _: Mapping[str, Any]) -> str:
    return f"must be a group of keys, not {shown(value)}"


def _refused(value: Any, ctx: Mapping[str, Any]) -> str:
    says = str(ctx["error"])
    if value == []:
        return says
    return f"{says}, not {shown(value)}" if says.startswith("must") else f"{says} ({shown(value)})"


_SENTENCES: Final[Mapping[str, Callable[[Any, Mapping[str, Any]], str]]] = {
    "missing": lambda value, ctx: "is missing",
    "string_type": _text,
    "string_unicode": lambda value, ctx: f"holds characters that cannot be stored ({shown(value)})",
    "literal_error": _word,
    "string_pattern_mismatch": _pattern,
    "string_too_long": _too_long,
    "too_long": _too_long,
    "too_short": _too_short,
    "bool_type": lambda value, ctx: f"must be true or false, not {shown(value)}",
    "int_type": _whole,
    "int_from_float": _whole,
    "greater_than_equal": lambda value, ctx: f"must be at least {ctx['ge']:,}, not {shown(value)}",
    "less_than_equal": lambda value, ctx: f"must be at most {ctx['le']:,}, not {shown(value)}",
    "tuple_type": _list,
    "model_type": _keys,
    "model_attributes_type": _keys,
    "mapping_type": _keys,
    "dict_type": _keys,
    "value_error": _refused,
}
