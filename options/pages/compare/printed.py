"""A Comparison as text: every shown cell as lines, every citation as a numbered note. CSV, XLSX and DOCX are made
from this, so none of them can say more, less or something else than the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.compare.cell_words import Line
from options.pages.compare.cells import Cell, Score
from options.pages.compare.comparison import Comparison, Group
from options.pages.compare.rows import Row, basis_of
from options.pages.compare.wording import Wording, sentence


@dataclass(frozen=True)
class PrintedCell:
    """`notes` are numbers of notes, counted from 1, in the order of the citations."""

    lines: tuple[Line, ...]
    notes: tuple[int, ...]


@dataclass(frozen=True)
class PrintedRow:
    """`below` stands under the title: what is small beside it on the page, its warning, what holds for all columns."""

    title: str
    below: tuple[str, ...]
    notes: tuple[int, ...]
    cells: tuple[PrintedCell, ...]


@dataclass(frozen=True)
class PrintedGroup:
    name: str
    hint: str
    rows: tuple[PrintedRow, ...]
    closing: tuple[str, ...]


@dataclass(frozen=True)
class Printed:
    """`about` are pairs of a label and a text that say what this is, of when, and from where."""

    title: str
    about: tuple[tuple[str, str], ...]
    options: tuple[str, ...]
    groups: tuple[PrintedGroup, ...]
    notes: tuple[str, ...]


class Notes:
    """Notes in order of first use. The same citation, word for word, has one number."""

    def __init__(self, reading: Reading, wording: Wording) -> None:
        self._reading, self._wording = reading, wording
        self._numbers: dict[str, int] = {}

    def of(self, citations: Iterable[schema.Citation]) -> tuple[int, ...]:
        texts = (citation_text(c, self._reading, self._wording) for c in citations if c.source or c.note)
        return tuple(dict.fromkeys(self._numbers.setdefault(text, len(self._numbers) + 1) for text in texts))

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self._numbers)


def printed(comparison: Comparison, reading: Reading, wording: Wording, address: str, made_on: str) -> Printed:
    """The open groups of a comparison as text. `address` of the page and the day it was `made_on` are only repeated."""
    notes = Notes(reading, wording)
    groups = tuple(_group(group, notes, wording) for group in comparison.groups if group.open)
    return Printed(
        title=wording.title(len(comparison.options)),
        about=_about(comparison, wording, address, made_on),
        options=tuple(option.title for option in comparison.options),
        groups=groups,
        notes=notes.texts,
    )


def sources(comparison: Comparison, reading: Reading, wording: Wording) -> tuple[str, ...]:
    """Everything that the shown rows cite, each once, in their order: the end of a page on paper."""
    notes = Notes(reading, wording)
    for row in (row for group in comparison.groups if group.open for row in group.rows):
        for citations in (row.support, *map(_citations, row.cells)):
            notes.of(citations)
    return notes.texts


def _about(comparison: Comparison, wording: Wording, address: str, made_on: str) -> tuple[tuple[str, str], ...]:
    _ = wording._
    folded = [wording.group(group.key) for group in comparison.groups if not group.open]
    return (
        (_("Dossier"), comparison.title),
        (_("Question"), comparison.question),
        (_("Version"), str(comparison.version)),
        (_("Standing"), wording.standing(comparison)),
        *((_("Note"), note) for note in comparison.notes),
        (_("Address"), address),
        (_("Made on"), made_on),
        *([(_("Folded, not shown"), ", ".join(folded))] if folded else []),
    )


def _group(group: Group, notes: Notes, wording: Wording) -> PrintedGroup:
    rows = tuple(_row(row, notes, wording) for row in group.rows)
    closing = [*wording.closing(group), *([wording.rest(group.rest)] if group.rest else [])]
    return PrintedGroup(wording.group(group.key), wording.hint(group.key), rows, tuple(closing))


def _row(row: Row, notes: Notes, wording: Wording) -> PrintedRow:
    below = (wording.aside(row), wording.warning(row), row.note)
    return PrintedRow(
        title=wording.row(row),
        below=tuple(text for text in below if text),
        notes=notes.of(row.support),
        cells=tuple(PrintedCell(wording.lines(cell), notes.of(_citations(cell))) for cell in row.cells),
    )


def _citations(cell: Cell) -> list[schema.Citation]:
    basis = basis_of(cell)
    views = cell.counter_views if isinstance(cell, Score) else ()
    return [*(basis.citations if basis else ()), *(citation for view in views for citation in view.citations)]


def citation_text(citation: schema.Citation, reading: Reading, wording: Wording) -> str:
    """A citation in one line: source, locator, basis, how far the source was read, and what the author added."""
    word = wording.word
    entry = reading.entry("source", citation.source) if citation.source else None
    source = entry.content if entry and isinstance(entry.content, schema.Source) else None
    if source is None:
        return ". ".join(part for part in (sentence(word(citation.basis)), citation.note) if part)
    where = citation.locator or (wording._("no page given") if citation.basis in ("law", "record") else None)
    relation = word(citation.relation) if citation.relation and citation.relation != "supports" else None
    brackets = "; ".join(part for part in (word(citation.basis), word(source.read), relation) if part)
    quote = f"“{citation.quote}”" if citation.quote else None
    named = (source.author, source.title, source.citation, source.publisher, source.date, where, quote, citation.note)
    return f"{'. '.join(part.rstrip('.') for part in named if part)} ({brackets})." + (
        f" {source.url}" if source.url else ""
    )
