"""Bytes of a file to plain data, YAML or JSON, within limits that bound time and memory."""

import json
import re
from typing import Any, Final

from options.bundle.document import DEPTH_MAX, FILE_MAX, MIB
from options.bundle.events import TOO_DEEP, VALUES_MAX, Refused, plain_data, whole
from options.bundle.faults import Path, Problem, shown

# A string (possessive, so that an unterminated one is passed over once), a bracket, or a comma.
_JSON_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]|,', re.DOTALL)

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def parse(data: bytes, name: str = "") -> tuple[Any, list[Problem]]:
    """Plain data of one file, and the keys it gives twice. Raises Refused. A .json name means JSON only."""
    if len(data) > FILE_MAX:
        raise Refused(f"is larger than {FILE_MAX // MIB} MiB")
    text = _decoded(data)
    must_be_json = name.lower().endswith(".json")
    if must_be_json or text.lstrip()[:1] == "{":
        try:
            return _json(text)
        except ValueError as error:
            if must_be_json:
                raise Refused(f"is no JSON: {error}") from None
    value, twice = plain_data(text)
    if value is None:
        raise Refused("is empty")
    return value, twice


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused("is UTF-16; save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"is not UTF-8: byte {error.start + 1:,} is {data[error.start]:#04x}") from None


class _Object(dict[str, Any]):
    """A JSON object that remembers which keys came more than once."""

    twice: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = _Object()
    for key, value in pairs:
        if key in made:
            made.twice += (key,)
        made.setdefault(key, value)
    return made if made.twice else dict(made)


def _json(text: str) -> tuple[Any, list[Problem]]:
    """Raises ValueError when the text is no JSON, Refused when it is beyond the limits."""
    _refuse_beyond_limits(text)
    value = json.loads(text, object_pairs_hook=_object, parse_int=whole)
    return value, [Problem(path, "is given twice") for path in _given_twice(value, ())]


def _refuse_beyond_limits(text: str) -> None:
    depth = values = 0
    for token in _JSON_TOKEN.finditer(text):
        first = token[0][0]
        depth += (first in "[{") - (first in "]}")
        values += first != '"'
        if depth > DEPTH_MAX:
            raise Refused(TOO_DEEP)
        if values > VALUES_MAX:
            raise Refused(f"holds more than {VALUES_MAX:,} values")


def _given_twice(value: Any, path: Path) -> list[Path]:
    """Paths of the keys that were; raises Refused for a key that no message or file could hold."""
    found = [(*path, key) for key in value.twice] if isinstance(value, _Object) else []
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        if isinstance(key, str) and _SURROGATE.search(key):
            raise Refused(f"the key {shown(key)} holds a character that cannot be stored")
        found += _given_twice(item, (*path, key))
    return found
