"""What the page of a conflict shows: for each field that both changed, the other's text and one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from options.admin.saving import Stale
from options.bundle.diff import FieldChange, diff
from options.bundle.dump import plain_to_yaml
from options.bundle.reading import Reading
from options.bundle.segments import Segment


@dataclass(frozen=True)
class Both:
    """One field, cell or item. `segments` marks what differs inside a text, from theirs to mine."""

    label: str
    about: str
    theirs: str | None
    mine: str | None
    segments: Sequence[Segment]


@dataclass(frozen=True)
class ConflictPage:
    who: str | None  # None: an import
    note: str
    number: int
    fields: tuple[Both, ...]


def conflict(stale: Stale, reading: Reading) -> ConflictPage:
    theirs = stale.live
    changes = [c for c in diff(theirs.entry.kind, theirs.value(), stale.mine) if _is_under(c.path, stale.paths)]
    return ConflictPage(
        who=theirs.author.shown_name if theirs.author else None,
        note=theirs.change_note,
        number=theirs.number,
        fields=tuple(_both(change, reading) for change in changes),
    )


def _is_under(path: str, conflicts: Sequence[str]) -> bool:
    return any(path == each or path.startswith((f"{each}.", f"{each}[")) for each in conflicts)


def _both(change: FieldChange, reading: Reading) -> Both:
    about = reading.title(*change.about) if change.about else ""
    return Both(change.label, about, _shown(change.old), _shown(change.new), change.segments)


def _shown(value: Any) -> str | None:
    """A text as it is, anything else as the forms have it."""
    return value if value is None or isinstance(value, str) else plain_to_yaml(value)
