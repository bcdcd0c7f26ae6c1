"""A brief as Markdown: headings, lists, pipe tables, and the notes as a numbered list at the end.

Every text is escaped, so that nothing a title holds becomes markup, a link or HTML.
"""

import re
from collections.abc import Iterator
from typing import Final

from options.pages.brief.blocks import Block, Brief, Bullets, Cell, Picture, Section, Table, Text

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]()#+!|<>~&$:@-])")
_NUMBERED: Final = re.compile(r"^(\d+)\.(?=\s|$)")  # would begin a list
_WWW: Final = re.compile(r"(?i)www\.")  # would become a link
_LINES: Final = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def markdown(brief: Brief) -> bytes:
    """UTF-8."""
    return ("\n".join(_lines(brief)) + "\n").encode()


def inert(text: str) -> str:
    """One line of text that Markdown shows as it is."""
    line = _CONTROLS.sub("", _LINES.sub(" ", text)).strip()
    escaped = _NUMBERED.sub(r"\1\\.", _SPECIAL.sub(r"\\\1", line))
    return _WWW.sub(lambda found: found[0][:-1] + "\\.", escaped)


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {inert(brief.title)}"
    yield ""
    yield inert(brief.question)
    yield ""
    yield f"**{inert(brief.standing)}**"
    yield ""
    yield from (f"- {inert(label)}: {inert(text)}" for label, text in brief.about)
    for section in brief.sections:
        yield from _section(section)
    if brief.notes:
        yield from ("", f"## {inert(brief.notes_title)}", "")
        yield from (f"{number}. {inert(text)}" for number, text in enumerate(brief.notes, 1))


def _section(section: Section) -> Iterator[str]:
    yield from ("", f"## {inert(section.title)}")
    for block in section.blocks:
        yield ""
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Text):
        yield f"**{inert(block.strong)}** {inert(block.text)}" if block.strong else inert(block.text)
    elif isinstance(block, Bullets):
        yield from (f"- {inert(item)}" for item in block.items)
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Picture):
        yield f"*{inert(block.title)}.* {inert(block.caption)}"


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield from (f"### {inert(table.title)}", "")
    if table.hint:
        yield from (inert(table.hint), "")
    yield "| " + " | ".join(map(inert, table.header)) + " |"
    yield "|" + "|".join(" ---: " if k in table.numeric else " --- " for k in range(len(table.header))) + "|"
    yield from ("| " + " | ".join(map(_cell, row)) + " |" for row in table.rows)


def _cell(cell: Cell) -> str:
    return inert(cell.text) + "".join(f" \\[{note}\\]" for note in cell.notes)
