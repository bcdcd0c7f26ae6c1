"""How groups of a room differ: by role where that tells on nobody, otherwise by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from options.analysis.room import FEW
from options.pages.seminar.ballot import Question
from options.pages.seminar.sheets import Sheet, number, shown


@dataclass(frozen=True)
class Seated:
    """Titles of a seat's role and side; "" for an observer."""

    role: str
    side: str


@dataclass(frozen=True)
class Split:
    """Medians of the last round by group. `groups`: (title, how many); `rows`: a median or None for each group."""

    by: Literal["role", "side"]
    groups: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Question, tuple[float | None, ...]], ...]


def split(asked: Sequence[Question], sheets: Mapping[int, Sheet], seated: Mapping[int, Seated]) -> Split | None:
    """By role when every role that answered has five answers; otherwise by side, on the same terms; otherwise none."""
    by_role = _groups(sheets, {seat: each.role for seat, each in seated.items()})
    by_side = _groups(sheets, {seat: each.side for seat, each in seated.items()})
    if _large(by_role):
        return _split("role", asked, by_role)
    return _split("side", asked, by_side) if _large(by_side) else None


def _groups(sheets: Mapping[int, Sheet], named: Mapping[int, str]) -> dict[str, list[Sheet]]:
    found: dict[str, list[Sheet]] = {}
    for seat, sheet in sheets.items():
        if name := named.get(seat):
            found.setdefault(name, []).append(sheet)
    return dict(sorted(found.items()))


def _large(groups: Mapping[str, Sequence[Sheet]]) -> bool:
    """At least two groups, and none that is few."""
    return len(groups) > 1 and all(len(sheets) >= FEW for sheets in groups.values())


def _split(by: Literal["role", "side"], asked: Sequence[Question], groups: Mapping[str, Sequence[Sheet]]) -> Split:
    rows = tuple((q, tuple(_median(sheets, q.item) for sheets in groups.values())) for q in asked)
    return Split(by, tuple((name, len(sheets)) for name, sheets in groups.items()), rows)


def _median(sheets: Iterable[Sheet], item: str) -> float | None:
    found = shown(value for sheet in sheets if (value := number(sheet, item)) is not None)
    return found.spread.median if found.spread else None
