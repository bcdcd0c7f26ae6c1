"""A brief as DOCX, with real tables and numbered endnotes, and as XLSX, a sheet for each table."""

from collections.abc import Iterator
from datetime import datetime

from options.bundle import spreadsheet, wordfile
from options.bundle.wordfile import Paragraph
from options.pages.brief.blocks import Block, Brief, Bullets, Cell, Picture, Section, Table, Text
from options.pages.words import curly

WIDE = 8  # columns from which paper lies on its side


def docx(brief: Brief, now: datetime) -> bytes:
    tables = tuple(table for section in brief.sections for table in _word_tables(section))
    columns = max(
        (len(b.header) for section in brief.sections for b in section.blocks if isinstance(b, Table)), default=1
    )
    return wordfile.write(
        wordfile.WordFile(
            title=brief.title,
            footer=f"{brief.title}  ·  {brief.standing}",
            language=brief.language,
            made_at=now,
            about=brief.about,
            tables=tables,
            notes=brief.notes,
            notes_title=brief.notes_title,
            paper=wordfile.paper_for(4) if columns >= WIDE else wordfile.A4,
        )
    )


def _word_tables(section: Section) -> Iterator[wordfile.Table]:
    """A section as headed pieces: what stands before the first table, then each table with what follows it."""
    heading, level = section.title, 1
    texts: list[str] = []
    for block in section.blocks:
        if not isinstance(block, Table):
            texts += _texts(block)
            continue
        if texts or heading:
            yield wordfile.Table(curly(heading), "", (), tuple(map(curly, texts)), level)
        yield _word_table(block)
        heading, texts = "", []
    if texts or heading:
        yield wordfile.Table(curly(heading), "", (), tuple(map(curly, texts)), level)


def _texts(block: Block) -> list[str]:
    if isinstance(block, Text):
        return [f"{block.strong} {block.text}".strip()]
    if isinstance(block, Bullets):
        return [f"– {item}" for item in block.items]
    if isinstance(block, Picture):
        return [f"{block.title}. {block.caption}"]
    return []


def _word_table(table: Table) -> wordfile.Table:
    head = tuple((Paragraph(curly(text), "Cell Head"),) for text in table.header)
    rows = tuple(tuple(_word_cell(cell, k == 0) for k, cell in enumerate(row)) for row in table.rows)
    return wordfile.Table(curly(table.title), curly(table.hint), (head, *rows), (), 2)


def _word_cell(cell: Cell, first: bool) -> wordfile.Cell:
    return (Paragraph(curly(cell.text), "Cell Head" if first else "Cell", cell.notes),)


def xlsx(brief: Brief, labels: tuple[str, str, str, str]) -> bytes:
    """`labels` name the first sheet, its two columns, and the column of texts. Numbers are stored as numbers."""
    about, label, number, text = labels
    tables = [spreadsheet.Table(about, (label, text), tuple(_told(brief)))]
    for section in brief.sections:
        each = [block for block in section.blocks if isinstance(block, Table)]
        tables += [_sheet(section, table) for table in each]
    notes = tuple((at, note) for at, note in enumerate(brief.notes, 1))
    tables.append(spreadsheet.Table(brief.notes_title, (number, text), notes))
    return spreadsheet.to_xlsx(tables)


def _told(brief: Brief) -> Iterator[tuple[str, str]]:
    """All that is said in sentences, section by section."""
    yield from brief.about
    for section in brief.sections:
        for block in section.blocks:
            yield from ((section.title, said) for said in _texts(block))


def _sheet(section: Section, table: Table) -> spreadsheet.Table:
    rows = tuple(tuple(_value(cell, k in table.numeric) for k, cell in enumerate(row)) for row in table.rows)
    notes = (table.hint,) if table.hint else ()
    return spreadsheet.Table(table.title or section.title, table.header, rows, notes)


def _value(cell: Cell, numeric: bool) -> spreadsheet.Cell:
    if numeric and cell.number is not None:
        return cell.number
    return cell.text + "".join(f" [{note}]" for note in cell.notes)
