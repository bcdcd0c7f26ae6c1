"""A Word file (.docx) with real tables and real endnotes, from plain values.

python-docx has no endnotes, so their part is made here through its package layer: `/word/endnotes.xml` with the two
separators that Word expects as notes -1 and 0, a relationship from the document to it, and an entry in the settings
that numbers the notes with figures. A note that is referred to again is not repeated: the first reference carries a
bookmark, later ones are NOTEREF fields to it, which Word and LibreOffice show as the same number.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Mm

from options.bundle.wordstyles import add_styles, define

_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
A4: Final = (210, 297)  # mm
A3: Final = (297, 420)
MARGIN: Final = 16  # mm
FIRST_COLUMN: Final = 34  # mm


@dataclass(frozen=True)
class Paragraph:
    """`style` is one of wordstyles.STYLES; `notes` are indexes into the document's notes, counted from 1."""

    text: str
    style: str = "Cell"
    notes: tuple[int, ...] = ()


Cell = tuple[Paragraph, ...]


@dataclass(frozen=True)
class Table:
    """One table with a heading of a level, 1 or 2, where it has a title; the first of `rows` is repeated on every page.

    All rows have the same length; without rows only the texts are printed.
    """

    title: str
    hint: str
    rows: tuple[tuple[Cell, ...], ...]
    closing: tuple[str, ...] = ()
    level: int = 1


@dataclass(frozen=True)
class WordFile:
    """`made_at` is the only time in the file; no person is named. `paper` is in mm, width first."""

    title: str
    footer: str
    language: str
    made_at: datetime
    about: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    notes_title: str
    paper: tuple[int, int] = A4


def paper_for(columns: int) -> tuple[int, int]:
    """Upright for up to three columns of text, A4 on its side for up to six, A3 on its side beyond."""
    if columns < 4:
        return A4
    return (A4[1], A4[0]) if columns <= 6 else (A3[1], A3[0])


def write(content: WordFile) -> bytes:
    """The file as bytes. Characters that XML cannot carry are left out."""
    document = Document()
    add_styles(document, content.language)
    _page(document, content)
    document.add_paragraph(_clean(content.title), style="Title")
    for label, text in content.about:
        paragraph = document.add_paragraph(style="About")
        paragraph.add_run(f"{_clean(label)}: ").bold = True
        paragraph.add_run(_clean(text))
    marks = _Marks()
    for table in content.tables:
        _table(document, table, marks, content.paper[0] - 2 * MARGIN)
    if marks.order:  # Word sets endnotes behind the last paragraph, without a heading of their own
        document.add_heading(_clean(content.notes_title), level=1)
    _endnotes(document, [content.notes[n - 1] for n in marks.order])
    _properties(document, content)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _page(document: Any, content: WordFile) -> None:
    section = document.sections[0]
    width, height = content.paper
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    paragraph = section.footer.paragraphs[0]
    paragraph.style = document.styles["About"]
    paragraph.add_run(f"{_clean(content.footer)}  ·  ")
    paragraph._p.append(_field(" PAGE ", "1"))


def _properties(document: Any, content: WordFile) -> None:
    """The template of python-docx names its maker; nobody is named here."""
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = core.category = ""
    core.title, core.language = _clean(content.title)[:255], content.language[:255]
    core.created = core.modified = content.made_at
    core.revision = 1


def _table(document: Any, table: Table, marks: "_Marks", width: int) -> None:
    if table.title:
        document.add_heading(_clean(table.title), level=table.level)
    if table.hint:
        document.add_paragraph(_clean(table.hint), style="About")
    if len(table.rows) > 1:
        document._body._body._insert_tbl(_grid(table.rows, marks, width))
    for text in table.closing:
        document.add_paragraph(_clean(text), style="About")


def _grid(rows: Sequence[Sequence[Cell]], marks: "_Marks", width: int) -> Any:
    """The table's XML. Built directly: python-docx looks every cell up anew, which takes minutes for a long table."""
    columns = len(rows[0])
    widths = [Mm(FIRST_COLUMN), *[Mm((width - FIRST_COLUMN) / max(1, columns - 1))] * (columns - 1)]
    grid = CT_Tbl.new_tbl(len(rows), columns, Mm(width))
    grid.tblPr.style = "Comparison"
    for column, size in zip(grid.tblGrid.gridCol_lst, widths, strict=True):
        column.w = size
    for at, (tr, row) in enumerate(zip(grid.tr_lst, rows, strict=True)):
        properties = tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if at == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for tc, cell, size in zip(tr.tc_lst, row, widths, strict=True):
            tc.width = size
            tc.remove(tc.p_lst[0])
            for paragraph in cell or (Paragraph(""),):
                tc.append(_paragraph(paragraph, marks))
    return grid


def _paragraph(paragraph: Paragraph, marks: "_Marks") -> Any:
    p = OxmlElement("w:p")
    p.get_or_add_pPr().style = paragraph.style.replace(" ", "")
    for at, text in enumerate(_clean(paragraph.text).split("\n")):
        run = p.add_r()
        if at:
            run.add_br()
        run.text = run.text + text if at else text
    for at, note in enumerate(paragraph.notes):
        if at:
            comma = p.add_r()
            comma.text, comma.style = " ", "EndnoteReference"
        for element in marks.refer(note):
            p.append(element)
    return p


class _Marks:
    """References to notes. `order` holds the notes in order of first reference: Word numbers them so."""

    def __init__(self) -> None:
        self.order: list[int] = []

    def refer(self, note: int) -> Iterable[Any]:
        if note in self.order:
            at = self.order.index(note) + 1
            return [_field(f" NOTEREF _note{at} \\f \\h ", str(at), "EndnoteReference")]
        self.order.append(note)
        at = len(self.order)
        start = define("w:bookmarkStart", {"w:id": str(at), "w:name": f"_note{at}"})
        run = _run("EndnoteReference", define("w:endnoteReference", {"w:id": str(at)}))
        return [start, run, define("w:bookmarkEnd", {"w:id": str(at)})]


def _run(style: str, child: Any) -> Any:
    run = OxmlElement("w:r")
    run.style = style
    run.append(child)
    return run


def _field(code: str, shown: str, style: str = "") -> Any:
    field = define("w:fldSimple", {"w:instr": code})
    run = OxmlElement("w:r")
    if style:
        run.style = style
    run.text = shown
    field.append(run)
    return field


def _endnotes(document: Any, notes: Sequence[str]) -> None:
    root = OxmlElement("w:endnotes")
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        note = define("w:endnote", {"w:type": kind, "w:id": str(number)})
        paragraph = OxmlElement("w:p")
        paragraph.add_r().append(OxmlElement(f"w:{kind}"))
        note.append(paragraph)
        root.append(note)
    root.extend(_endnote(number, text) for number, text in enumerate(notes, 1))
    part = Part(
        PackURI("/word/endnotes.xml"), CONTENT_TYPE.WML_ENDNOTES, serialize_part_xml(root), document.part.package
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)
    separators = [define("w:endnote", {"w:id": number}) for number in ("-1", "0")]
    # The schema fixes the order. Word reads the number format from the settings, LibreOffice from the section.
    document.settings.element.find(qn("w:compat")).addprevious(_figures(*separators))
    document.sections[0]._sectPr.find(qn("w:pgSz")).addprevious(_figures())


def _figures(*more: Any) -> Any:
    """Notes numbered 1, 2, 3; without this they are i, ii, iii."""
    properties = OxmlElement("w:endnotePr")
    properties.extend([define("w:numFmt", {"w:val": "decimal"}), *more])
    return properties


def _endnote(number: int, text: str) -> Any:
    note = define("w:endnote", {"w:id": str(number)})
    paragraph = OxmlElement("w:p")
    paragraph.get_or_add_pPr().style = "EndnoteText"
    paragraph.append(_run("EndnoteReference", OxmlElement("w:endnoteRef")))
    run = paragraph.add_r()
    run.text = f" {_clean(text)}"
    note.append(paragraph)
    return note
