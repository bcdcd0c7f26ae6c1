"""Where an annotation stands, as an address names it and as a page says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from options.bundle.reading import Reading
from options.bundle.text_fields import CELL_TEXT_FIELDS, TEXT_FIELDS, cell, field_text
from options.pages.fields import label

HIDDEN: Final = frozenset({"exercise"})  # their parts are confidential: nobody writes beside them

Name = tuple[str, str]


@dataclass(frozen=True)
class Place:
    """An entry, or with `about` a cell of it, or with `field` a text of either. Entries are (kind, slug)."""

    entry: Name
    about: Name | None = None
    field: str = ""

    @property
    def query(self) -> Mapping[str, str]:
        """As an address names it."""
        about = ":".join(self.about) if self.about else ""
        return {name: value for name, value in (("on", ":".join(self.entry)), ("about", about), ("field", self.field))
                if value}  # fmt: skip

    @property
    def key(self) -> str:
        """The same in one short text."""
        return "|".join((":".join(self.entry), ":".join(self.about) if self.about else "", self.field))

    def text(self, reading: Reading) -> str | None:
        """The canonical text it is about; None for a whole entry or cell, and where there is no such text."""
        entry = reading.entry(*self.entry)
        if entry is None or not self.field:
            return None
        part = cell(entry.content, *self.about) if self.about else entry.content
        return field_text(part, self.field) if part is not None else None

    @property
    def field_name(self) -> str:
        return label(self.field)


def place(reading: Reading, on: str, about: str = "", field: str = "") -> Place | None:
    """The place that an address names; None for one that is not there, or of which nothing may be said."""
    entry, of = _entry(reading, on), _entry(reading, about) if about else None
    if entry is None or (about and (of is None or entry[0] != "option" or of[0] not in CELL_TEXT_FIELDS)):
        return None
    found = Place(entry, of, field)
    allowed = CELL_TEXT_FIELDS[of[0]] if of else TEXT_FIELDS[entry[0]]
    if field and (field not in allowed or found.text(reading) is None):
        return None
    return found


def place_of(row: Any) -> Place:
    """Of an annotation as it is stored."""
    about = (row.about.kind, row.about.slug) if row.about else None
    return Place((row.entry.kind, row.entry.slug), about, row.field)


def _entry(reading: Reading, text: str) -> Name | None:
    kind, _colon, slug = text.partition(":")
    return (kind, slug) if kind not in HIDDEN and reading.entry(kind, slug) else None
