"""A published revision as it was, and what differs from another one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from options.bundle import schema
from options.bundle.diff import FieldChange, diff
from options.bundle.reading import Reading
from options.bundle.segments import Segment
from options.pages.fields import Field, fields, label, shown

_STEP: Final = re.compile(r"\.?([a-z0-9_-]+)|\[([^\]]*)\]")  # a key may be the name of an entry


@dataclass(frozen=True)
class Change:
    """One field that differs: `where` in words, the entry a cell is about, and the two values or the marked text.

    Values are as in `Field`, None where there was nothing.
    """

    where: str
    about: tuple[str, str] | None
    about_title: str
    old: Any
    new: Any
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class RevisionPage:
    """`changes` is None when there is nothing to compare with."""

    fields: tuple[Field, ...]
    changes: tuple[Change, ...] | None


def revision_page(reading: Reading, kind: str, content: schema.Content, against: schema.Content | None) -> RevisionPage:
    """`reading` names the entries that the content refers to."""
    found = diff(kind, against, content) if against is not None else None
    return RevisionPage(fields(content), tuple(_change(reading, c) for c in found) if found is not None else None)


def _change(reading: Reading, change: FieldChange) -> Change:
    steps = _STEP.findall(change.path)
    title = reading.title(*change.about) if change.about else ""
    where = ", ".join(_said(steps, cell=bool(change.about)))
    name = [name for name, _ in steps if name][-1]
    old, new = (None if value is None else shown(name, value) for value in (change.old, change.new))
    is_text = isinstance(old, str) and isinstance(new, str)  # and not a word of a list, nor the name of an entry
    return Change(where, change.about, title, old, new, change.segments if is_text else ())


def _said(steps: Sequence[tuple[str, str]], cell: bool) -> list[str]:
    """`arguments[1].text` -> "arguments 2", "text". The name of a cell is left out: its title is shown instead."""
    said: list[str] = []
    for at, (name, key) in enumerate(steps):
        if name:
            said.append(label(name))
        elif not (cell and at == 1):
            said[-1] += f" {int(key) + 1}" if key.isdecimal() else f" {key}"
    return said
