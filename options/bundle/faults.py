"""What is wrong with a file or a content, where, in plain sentences."""

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

Path = tuple[str | int, ...]

SHOWN_MAX: Final = 60
LISTED_MAX: Final = 1000
_SUGGEST_UP_TO: Final = 100  # characters; longer values are no typing errors


@dataclass(frozen=True)
class Fault:
    """`path` as `risks[3].options[1].option`, empty for the whole; `file` is set where a directory was read."""

    path: str
    message: str
    file: str | None = None

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.path, self.message) if part)


class Faults(Exception):
    """Everything that is wrong, at once. `str()` gives one line for each fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True)
class Problem:
    """A fault whose path is not spelled yet."""

    path: Path
    message: str

    def under(self, path: Path) -> "Problem":
        return replace(self, path=path + self.path)


def spelled(path: Path) -> str:
    """('risks', 3, 'options', 1) -> 'risks[3].options[1]'."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{_printable(part)}" if text else _printable(part)
    return text


def shown(value: Any) -> str:
    """A value as a message quotes it: short, on one line, without characters that could disturb a terminal."""
    if isinstance(value, str):
        return f'"{_printable(value)}"'
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, dict):
        return "a group of keys"
    return _printable(str(value)) if isinstance(value, float) or abs(value) < 10**SHOWN_MAX else "a very large number"


def _printable(text: str) -> str:
    short = text if len(text) <= SHOWN_MAX else text[: SHOWN_MAX - 2] + " …"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in short)


def suggestion(value: str, known: Collection[str]) -> str:
    """`; did you mean "x"?` for the nearest known word, or nothing."""
    if len(value) > _SUGGEST_UP_TO:
        return ""
    near = _nearest(value, tuple(known))
    return f'; did you mean "{near}"?' if near else ""


@lru_cache(maxsize=512)
def _nearest(value: str, known: tuple[str, ...]) -> str | None:
    found = difflib.get_close_matches(value.lower(), known, n=1, cutoff=0.7)
    return found[0] if found else None


def one_of(words: Collection[str]) -> str:
    """'a, b or c'."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
