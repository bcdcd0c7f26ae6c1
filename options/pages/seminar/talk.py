"""What seats say about the texts they read: where a note may stand, and the notes of a page beside their texts."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Final

from markupsafe import Markup

from options.bundle.reading import Reading
from options.bundle.text_fields import cell, field_text, field_texts
from options.pages.annotations import marked
from options.pages.annotations.marked import Mark
from options.pages.annotations.places import Place, place
from options.pages.seminar.reach import Name, Reach

LISTED: Final = 30  # notes beside one text; the discussion lists the others
UNSHOWN: Final = frozenset({"title"})  # a page has it as its heading, with no room for notes


def place_of_note(reading: Reading, reach: Reach, on: str, about: str, field: str) -> Place | None:
    """The text that an address names, if it belongs to the exercise. Scores are no place for a note: they are read late
    and may be hidden again."""
    found = place(reading, on, about, field)
    if found is None or not field or field in UNSHOWN or not reach.has(*found.entry):
        return None
    if found.about and (found.about[0] == "criterion" or not reach.has(*found.about)):
        return None
    return found


class Talk:
    """The notes that a seat may read on the entries of a page. Rows are annotations as they are stored, oldest first.

    `label` names a note for the link on its passage. `about`, (kind, slug), stands for a cell of an option.
    """

    def __init__(self, reading: Reading, rows: Iterable[Any], label: Callable[[Any], str]) -> None:
        self.reading, self.label = reading, label
        self._rows: dict[tuple[Name, Name | None, str], list[Any]] = defaultdict(list)
        for row in rows:
            about = (row.about.kind, row.about.slug) if row.about else None
            self._rows[(row.entry.kind, row.entry.slug), about, row.field].append(row)

    def notes(self, name: Name, field: str, about: Name | None = None) -> list[Any]:
        return self._rows.get((name, about, field), [])

    def text(self, name: Name, field: str, about: Name | None = None) -> Markup:
        """A field as one piece of markup, its passages marked."""
        text = self._text(name, field, about)
        return marked.inline(text, self._marks(name, field, about, text))

    def paragraphs(self, name: Name, field: str, about: Name | None = None) -> Markup:
        text = self._text(name, field, about)
        return marked.paragraphs(text, self._marks(name, field, about, text))

    def items(self, name: Name, field: str) -> list[Markup]:
        """The texts of a list, in order; of a doubt its issue and its question."""
        part = self._part(name, None)
        texts = field_texts(part, field) if part is not None else []
        return marked.items(texts, self._marks(name, field, None, "\n".join(texts)))

    def _part(self, name: Name, about: Name | None) -> Any:
        entry = self.reading.entry(*name)
        if entry is None or about is None:
            return entry.content if entry else None
        return cell(entry.content, *about)

    def _text(self, name: Name, field: str, about: Name | None) -> str:
        part = self._part(name, about)
        return (field_text(part, field) or "") if part is not None else ""

    def _marks(self, name: Name, field: str, about: Name | None, text: str) -> list[Mark]:
        """Only of notes that the page lists, and only where the very words still stand: they may be redacted."""
        listed = self.notes(name, field, about)[-LISTED:]
        standing = (row for row in listed if row.selector and row.selector.stands_in(text))
        return [Mark(row.start, row.end, f"#n-{row.link}", self.label(row)) for row in standing]
