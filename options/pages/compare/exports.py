"""A comparison as a file: CSV, XLSX, DOCX and JSON. What is shown, and nothing else, with the same words."""

import json as standard_json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final

from options.bundle import spreadsheet, wordfile
from options.bundle.reading import Reading
from options.bundle.wordfile import Paragraph
from options.pages.compare.comparison import Comparison
from options.pages.compare.plain import plain
from options.pages.compare.printed import Printed, PrintedCell, PrintedRow, printed
from options.pages.compare.wording import Wording
from options.pages.words import curly

STYLE: Final = {"judgement": "Cell", "reason": "Cell Reason", "basis": "Cell Basis"}


@dataclass(frozen=True)
class Exported:
    """What is to be written: a comparison, the reading it was made from, and what only the request knows."""

    comparison: Comparison
    reading: Reading
    wording: Wording
    address: str
    now: datetime
    today: date

    @cached_property
    def printed(self) -> Printed:
        made_on = self.wording.date(self.today.isoformat())
        return printed(self.comparison, self.reading, self.wording, self.address, made_on)


def json(exported: Exported) -> bytes:
    """UTF-8; the shape is described in `plain`."""
    values = plain(exported.comparison, exported.reading, exported.address, exported.today.isoformat())
    return standard_json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n"


def csv(exported: Exported) -> bytes:
    """One table: group, row, then a column for each option. What it is stands in its first rows, the sources in its
    last, both in the columns of the table, so that it stays rectangular. The byte order mark is for Excel."""
    content, _ = exported.printed, exported.wording._
    about = [_wide(content, _("About"), label, text) for label, text in content.about]
    sources = [_wide(content, _("Sources and notes"), f"[{n}]", text) for n, text in enumerate(content.notes, 1)]
    rows = (*about, *_rows(content), *sources)
    return spreadsheet.to_csv(spreadsheet.Table(_("Comparison"), _header(exported), rows)).encode("utf-8-sig")


def xlsx(exported: Exported) -> bytes:
    """The table on the first sheet, what it is and its sources on two more."""
    content, _ = exported.printed, exported.wording._
    sources = tuple((f"[{n}]", text) for n, text in enumerate(content.notes, 1))
    tables = (
        spreadsheet.Table(_("Comparison"), _header(exported), tuple(_rows(content))),
        spreadsheet.Table(_("About"), (_("About"), _("Text")), content.about),
        spreadsheet.Table(_("Sources"), (_("Number"), _("Sources and notes")), sources),
    )
    return spreadsheet.to_xlsx(tables)


def _header(exported: Exported) -> tuple[str, ...]:
    _ = exported.wording._
    return (_("Group"), _("Row"), *exported.printed.options)


def _rows(content: Printed) -> Iterator[tuple[str, ...]]:
    for group in content.groups:
        for row in group.rows:
            title = "\n".join((row.title + _marks(row.notes), *row.below))
            yield (group.name, title, *map(_cell, row.cells))
        for text in group.closing:
            yield _wide(content, group.name, "", text)


def _wide(content: Printed, group: str, row: str, text: str) -> tuple[str, ...]:
    """A row that is about no option in particular: its text in the first column of options, the others empty."""
    return (group, row, text, *[""] * (len(content.options) - 1))


def _cell(cell: PrintedCell) -> str:
    return "\n".join(line.text for line in cell.lines) + _marks(cell.notes)


def _marks(notes: tuple[int, ...]) -> str:
    return "".join(f" [{n}]" for n in notes)


def docx(exported: Exported) -> bytes:
    """One table for each group, with numbered endnotes; on its side for four options and more."""
    content, wording = exported.printed, exported.wording
    head = ((), *((Paragraph(curly(title), "Cell Head"),) for title in content.options))
    tables = tuple(
        wordfile.Table(group.name, group.hint, (head, *map(_word_row, group.rows)), group.closing)
        for group in content.groups
    )
    return wordfile.write(
        wordfile.WordFile(
            title=content.title,
            footer=f"{exported.comparison.title}  ·  {wording.standing(exported.comparison)}",
            language=exported.reading.dossier.language,
            made_at=exported.now,
            about=content.about,
            tables=tables,
            notes=content.notes,
            notes_title=wording._("Sources and notes"),
            paper=wordfile.paper_for(len(content.options)),
        )
    )


def _word_row(row: PrintedRow) -> tuple[wordfile.Cell, ...]:
    head = (
        Paragraph(curly(row.title), "Cell Head", row.notes),
        *(Paragraph(curly(t), "Cell Basis") for t in row.below),
    )
    return (head, *map(_word_cell, row.cells))


def _word_cell(cell: PrintedCell) -> wordfile.Cell:
    """The notes stand behind the last line: it says what the cell rests on."""
    last = len(cell.lines) - 1
    return tuple(
        Paragraph(curly(line.text), STYLE[line.role], cell.notes if at == last else ())
        for at, line in enumerate(cell.lines)
    )
