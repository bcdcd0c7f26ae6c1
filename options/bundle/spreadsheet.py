"""Tables as CSV and XLSX. No cell can become a formula, whatever its text is."""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell = str | int | float | bool | None

TEXT_MAX: Final = 32_767  # of one cell in Excel
TITLE_MAX: Final = 31
WIDTHS: Final = (8, 60)  # narrowest and widest column, in characters
_REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\]")
_TOP: Final = Alignment(wrap_text=True, vertical="top")
_BOLD: Final = Font(bold=True)


@dataclass(frozen=True)
class Table:
    """Rows as long as the header. `notes` stand below the rows, each on a line of its own."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    @property
    def lines(self) -> Iterator[tuple[Cell, ...]]:
        """Header, rows, and notes after an empty line."""
        yield self.header
        yield from self.rows
        if self.notes:
            yield ()
            yield from ((note,) for note in self.notes)


def to_csv(table: Table) -> str:
    """RFC 4180. Texts are quoted, and an apostrophe stands before one that a spreadsheet could take for a formula."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC).writerows([_inert(cell) for cell in line] for line in table.lines)
    return out.getvalue()


def _inert(cell: Cell) -> Cell:
    cell = _clean(cell)
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _clean(cell: Cell) -> Cell:
    """Without what no spreadsheet can hold: control characters, infinity. A truth value becomes a word."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and not math.isfinite(cell):
        return ""
    return _REFUSED.sub("", cell) if isinstance(cell, str) else cell


def to_xlsx(tables: Sequence[Table]) -> bytes:
    """One sheet for each table. Texts are stored as texts, so that a leading `=` is shown and never computed."""
    book = Workbook(write_only=True)
    for table, title in zip(tables, _titles(table.title for table in tables), strict=True):
        _fill(book.create_sheet(title), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: WriteOnlyWorksheet, table: Table) -> None:
    sheet.freeze_panes = "A2"
    for at, width in enumerate(_widths(table), 1):
        sheet.column_dimensions[get_column_letter(at)].width = width  # type: ignore[attr-defined]
    for at, line in enumerate(table.lines):
        sheet.append([_cell(sheet, value, bold=at == 0) for value in line])


def _cell(sheet: WriteOnlyWorksheet, value: Cell, *, bold: bool) -> Any:
    value = _clean(value)
    if isinstance(value, str) and len(value) > TEXT_MAX:
        note = f" [cut here; the whole text has {len(value):,} characters]"
        value = value[: TEXT_MAX - len(note)] + note
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = bool(_FORMULA.match(value))  # stays text when somebody edits it
    cell.alignment = _TOP
    if bold:
        cell.font = _BOLD
    return cell


def _widths(table: Table) -> Iterator[int]:
    low, high = WIDTHS
    for column in zip(table.header, *table.rows, strict=True):
        longest = max(len(line) for value in column for line in str(value or "")[:1000].split("\n"))
        yield min(max(longest + 2, low), high)


def _fitting(title: str) -> str:
    """At most as long as Excel allows, cut between words where there are several."""
    if len(title) <= TITLE_MAX:
        return title
    cut = title[: TITLE_MAX - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" '") + "…"


def _titles(titles: Iterable[str]) -> Iterator[str]:
    """Names that Excel takes for sheets: short, without its own signs, each once whatever the case."""
    taken: set[str] = {"history"}  # a name that Excel keeps for itself
    for title in titles:
        clean = _NOT_IN_TITLES.sub(" ", _REFUSED.sub("", title))
        clean = _fitting(re.sub(r"\s+", " ", clean).strip(" '")) or "Sheet"
        name, number = clean, 2
        while name.lower() in taken:
            end = f" {number}"
            name, number = clean[: TITLE_MAX - len(end)] + end, number + 1
        taken.add(name.lower())
        yield name
