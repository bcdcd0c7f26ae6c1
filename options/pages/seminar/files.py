"""Grades and answers of an exercise as tables for spreadsheets. Who may read what is settled before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from options.bundle.spreadsheet import Cell, Table
from options.pages.seminar.items import Say
from options.pages.seminar.rubric import Row, highest, total

MOST_ROWS: Final = 50_000


@dataclass(frozen=True)
class Who:
    """A seat. `name`: by which its instructors know it, where the exercise goes by a list or by names."""

    handle: str
    name: str
    council: str
    role: str


@dataclass(frozen=True)
class Answer:
    """One item of one sheet. `at`: when it was saved, as text; `counts`: in pictures of the room."""

    who: Who
    phase: int
    title: str
    item: str
    what: str
    value: Cell
    state: str
    counts: bool
    at: str


Given = Mapping[str, tuple[float | None, str]]  # row of the rubric -> points, comment


def grades(rubric: Sequence[Row], seats: Iterable[tuple[Who, Given]], *, say: Say) -> Table:
    """One line for each seat; a row without points is empty and no zero."""
    _ = say
    header = [_("seat"), _("name"), _("council"), _("role")]
    for row in rubric:
        header += [row.title, _("%(row)s, comment") % {"row": row.title}]
    header += [_("total"), _("of")]
    return Table(_("Grades"), tuple(header), tuple(_graded(who, given, rubric) for who, given in seats))


def _graded(who: Who, given: Given, rubric: Sequence[Row]) -> tuple[Cell, ...]:
    cells: list[Cell] = [who.handle, who.name, who.council, who.role]
    for row in rubric:
        found, comment = given.get(row.slug, (None, ""))
        cells += [_whole(found), comment]
    points = {slug: found for slug, (found, _comment) in given.items()}
    return (*cells, _whole(total(rubric, points)), _whole(highest(rubric)))


def _whole(points: float | None) -> float | int | None:
    """4 rather than 4.0: points are whole numbers more often than not."""
    return int(points) if points is not None and points.is_integer() else points


def answers(every: Iterable[Answer], *, say: Say, most: int = MOST_ROWS) -> Table:
    """One line for each seat, phase and item; what was left empty stays empty. Stops at `most` lines, and says so."""
    _ = say
    header = (
        _("seat"), _("name"), _("council"), _("role"), _("phase"), _("title of the phase"), _("item"),
        _("what it asks"), _("answer"), _("state"), _("counts"), _("saved"),
    )  # fmt: skip
    found = list(islice(every, most + 1))
    rows = tuple((*_who(a.who), a.phase, a.title, a.item, a.what, a.value, a.state, a.counts, a.at)
                 for a in found[:most])  # fmt: skip
    cut = (_("This file stops at %(n)s lines. There are more.") % {"n": most},) if len(found) > most else ()
    return Table(_("Answers"), header, rows, cut)


def _who(who: Who) -> tuple[Cell, ...]:
    return who.handle, who.name, who.council, who.role
