"""YAML to plain data, event by event: what is refused is refused before anything is built from it.

Only null, true, false and numbers are more than text; a date or a `yes` stays what its author wrote.
"""

import re
from typing import Any, Final

import yaml

from options.bundle.document import DEPTH_MAX
from options.bundle.faults import Problem, shown

VALUES_MAX: Final = 400_000  # of one file: fifteen times the shipped dossier, and about a second's work
TOO_DEEP: Final = f"is nested more than {DEPTH_MAX} levels deep"
_Loader: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT: Final = re.compile(r"[-+]?(0|[1-9][0-9]*)", re.ASCII)
FLOAT: Final = r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
_FLOAT: Final = re.compile(FLOAT, re.ASCII)
_LEADING_ZERO: Final = re.compile(r"[-+]?0[0-9]+", re.ASCII)
_NOT_FINITE: Final = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_CONSTANTS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_DIGITS_MAX: Final = 40  # longer is outside every limit anyway, and reading it takes quadratic time


class Refused(Exception):
    """The file as a whole cannot be read; the message says why."""


def plain_data(text: str) -> tuple[Any, list[Problem]]:
    """The data of one YAML document and the keys it gives twice (the first one counts). Raises Refused."""
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark
        where = f"line {at.line + 1}, column {at.column + 1}: " if at else ""
        says = str(error.problem or error.context)
        if "nesting depth" in says:  # libyaml looks ahead, and gives up before our own count
            raise Refused(f"{where}{TOO_DEEP}") from None
        raise Refused(f"is no YAML: {where}{says}") from None
    except yaml.YAMLError as error:
        raise Refused(f"is no YAML: {getattr(error, 'reason', None) or str(error).splitlines()[0]}") from None
    return builder.root, builder.twice


def meaning(word: str) -> Any:
    """What a word without quotes means."""
    if word in _CONSTANTS:
        return _CONSTANTS[word]
    if _INT.fullmatch(word):
        return whole(word)
    if _FLOAT.fullmatch(word) and not _LEADING_ZERO.fullmatch(word):
        return float(word)
    if _NOT_FINITE.fullmatch(word):
        return float(word.lower().replace(".", ""))
    return word


def whole(digits: str) -> int | float:
    """A whole number; infinity, which every field refuses, in place of an absurdly long one."""
    return int(digits) if len(digits) <= _DIGITS_MAX else float("inf")


class _Builder:
    """A stack of open containers, each with its place in the one around it and the key that waits for its value."""

    def __init__(self) -> None:
        self.root: Any = None
        self.twice: list[Problem] = []
        self._open: list[list[Any] | dict[str, Any]] = []
        self._places: list[str | int] = []
        self._keys: list[str | None] = []
        self._values = self._documents = 0

    def take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if getattr(event, "anchor", None) is not None:
            raise Refused(f"line {line}: anchors and aliases ({shown(event.anchor)}) are not allowed")
        if getattr(event, "tag", None) is not None:
            raise Refused(f"line {line}: tags ({shown(event.tag)}) are not allowed")
        match event:
            case yaml.ScalarEvent():
                self._count(line)
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._count(line)
                self._start({} if isinstance(event, yaml.MappingStartEvent) else [], line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                for stack in (self._open, self._places, self._keys):
                    stack.pop()
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise Refused(f"line {line}: a second document starts here; a file holds one")

    def _count(self, line: int) -> None:
        self._values += 1
        if self._values > VALUES_MAX:
            raise Refused(f"line {line}: holds more than {VALUES_MAX:,} values")

    def _scalar(self, event: Any) -> None:
        if self._open and isinstance(self._open[-1], dict) and self._keys[-1] is None:
            self._keys[-1] = event.value
        else:
            self._put(meaning(event.value) if event.implicit[0] else event.value)

    def _start(self, container: list[Any] | dict[str, Any], line: int) -> None:
        if self._open and isinstance(self._open[-1], dict) and self._keys[-1] is None:
            raise Refused(f"line {line}: a key must be a word, not {shown(container)}")
        if len(self._open) >= DEPTH_MAX:
            raise Refused(f"line {line}: {TOO_DEEP}")
        self._places.append(self._put(container))
        self._open.append(container)
        self._keys.append(None)

    def _put(self, value: Any) -> str | int:
        """Puts a value where it belongs and says where that is."""
        if not self._open:
            self.root = value
            return ""
        holder, key = self._open[-1], self._keys[-1]
        if isinstance(holder, list):
            holder.append(value)
            return len(holder) - 1
        assert key is not None
        self._keys[-1] = None
        if key in holder:
            self.twice.append(Problem((*self._places[1:], key), "is given twice"))
        else:
            holder[key] = value
        return key
