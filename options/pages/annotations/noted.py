"""What is said about the entries of a page: marked passages, and threads by the field or cell that they stand on.

Rows are annotations as they are stored, already those that the reader may see, with `entry`, `about`, `author` and
`anchor` at hand.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from markupsafe import Markup

from options.bundle.reading import EntryValue, Reading
from options.bundle.text_fields import cell, field_text, field_texts
from options.pages.annotations import marked
from options.pages.annotations.marked import Mark

LISTED: Final = 10  # threads on one place before a link leads to the rest
ROWS: Final = 9  # paragraphs that notes stand beside; those on later ones stand beside the last

Name = tuple[str, str]


@dataclass(frozen=True)
class Thread:
    """One thread and its answers. `start` and `end`: its passage in the text that is shown, None where it has none."""

    row: Any
    answers: tuple[Any, ...]
    start: int | None = None
    end: int | None = None

    @property
    def place(self) -> str:
        """Its name on the page."""
        return f"n-{self.row.link}"

    @property
    def counts(self) -> bool:
        return bool(self.row.state != "withdrawn")

    @property
    def about(self) -> Name | None:
        return (self.row.about.kind, self.row.about.slug) if self.row.about else None

    @property
    def verdict(self) -> str:
        """What became of its passage or field, "" where there is nothing to tell."""
        return verdict_of(self.row)


def verdict_of(row: Any) -> str:
    anchor = getattr(row, "anchor", None)
    if anchor is None or anchor.verdict == "same":
        return ""
    if anchor.let_go:
        return "let-go"
    return "placed" if anchor.decided_by_id and anchor.start is not None else str(anchor.verdict)


@dataclass(frozen=True)
class Listed:
    """Threads on one place: the first of them, and how many there are in all."""

    threads: tuple[Thread, ...] = ()
    total: int = 0

    @property
    def more(self) -> int:
        return self.total - len(self.threads)


class Noted:
    """`of(kind, slug)` gives what is said about one entry. `writes`: the reader may say something as well.

    `label` names a note for the link on its passage; `made` is when it was looked up.
    """

    def __init__(
        self,
        reading: Reading,
        rows: Iterable[Any],
        answers: Iterable[Any],
        *,
        writes: bool,
        label: Callable[[Any], str],
        made: datetime,
    ) -> None:
        self.reading, self.writes, self.label, self.made = reading, writes, label, made
        replies: dict[int, list[Any]] = defaultdict(list)
        for answer in answers:
            replies[answer.parent_id].append(answer)
        self._threads: dict[Name, list[Thread]] = defaultdict(list)
        for row in rows:
            anchor = getattr(row, "anchor", None)
            start, end = (anchor.start, anchor.end) if anchor else (None, None)
            self._threads[row.entry.kind, row.entry.slug].append(Thread(row, tuple(replies[row.pk]), start, end))
        self._made: dict[Name, EntryNotes] = {}
        self.cells: dict[str, int] = {}  # option -> how many threads stand on its cell about the entry of the page

    def of(self, kind: str, slug: str) -> "EntryNotes":
        if (kind, slug) not in self._made:
            entry = self.reading.entry(kind, slug)
            self._made[kind, slug] = EntryNotes(self, entry, self._threads.get((kind, slug), ()))
        return self._made[kind, slug]

    @property
    def total(self) -> int:
        return sum(thread.counts for threads in self._threads.values() for thread in threads)


class EntryNotes:
    """What is said about one entry. `about`, (kind, slug), stands for a cell of it; `field` "" for the whole."""

    def __init__(self, noted: Noted, entry: EntryValue | None, threads: Sequence[Thread]) -> None:
        self.writes, self.entry, self._label = noted.writes, entry, noted.label
        self.first = min(threads, key=_in_order_of_text, default=None)
        self._by_place: dict[tuple[Name | None, str], list[Thread]] = defaultdict(list)
        for thread in sorted(threads, key=_in_order_of_text):
            self._by_place[thread.about, thread.row.field].append(thread)

    @property
    def name(self) -> Name:
        return (self.entry.kind, self.entry.slug) if self.entry else ("", "")

    # The text

    def text(self, field: str, about: Name | None = None) -> Markup:
        """A field as one piece of markup."""
        return marked.inline(self._text(field, about), self._marks(field, about))

    def paragraphs(self, field: str, about: Name | None = None) -> Markup:
        return marked.paragraphs(self._text(field, about), self._marks(field, about))

    def items(self, field: str, about: Name | None = None) -> list[Markup]:
        """The texts of a list, in order; of a doubt its issue and its question."""
        part = self._part(about)
        return marked.items(field_texts(part, field) if part is not None else (), self._marks(field, about))

    def _part(self, about: Name | None) -> Any:
        content = self.entry.content if self.entry else None
        return content if about is None or content is None else cell(content, *about)

    def _text(self, field: str, about: Name | None) -> str:
        part = self._part(about)
        return (field_text(part, field) or "") if part is not None else ""

    def _marks(self, field: str, about: Name | None) -> list[Mark]:
        shown = {thread.row.pk for thread in self.listed(field, about).threads}
        return [
            Mark(t.start, t.end, f"#{t.place}" if t.row.pk in shown else t.row.get_absolute_url(), self._label(t.row))
            for t in self._by_place.get((about, field), ())
            if t.start is not None and t.end is not None and t.counts
        ]

    # The threads

    def listed(self, field: str = "", about: Name | None = None) -> Listed:
        """Those on one place, in the order of the text; withdrawn ones only where somebody has answered."""
        return _listed(self._by_place.get((about, field), ()))

    def cell(self, about: Name) -> Listed:
        """Those on a cell and on all its fields."""
        return _listed(t for (where, _field), threads in self._by_place.items() if where == about for t in threads)

    def rest(self, *shown: str) -> Listed:
        """Those on the entry as a whole, on fields that the page does not show, and on cells that are no more."""
        return _listed(
            thread
            for (about, field), threads in self._by_place.items()
            if (field not in shown if about is None else self._part(about) is None)
            for thread in threads
        )

    def count(self, field: str, about: Name | None = None) -> int:
        """How many threads stand on a place."""
        return sum(thread.counts for thread in self._by_place.get((about, field), ()))

    def rows(self, field: str) -> list[tuple[int, list[Thread]]]:
        """The threads of a text by the number of the paragraph that they stand beside, counted from 1."""
        text = self._text(field, None)
        found: dict[int, list[Thread]] = defaultdict(list)
        for thread in self.listed(field).threads:
            found[min(marked.row_of(text, thread.start or 0), ROWS)].append(thread)
        return sorted(found.items())


def _listed(threads: Iterable[Thread]) -> Listed:
    found = [thread for thread in threads if thread.counts or thread.answers]
    return Listed(tuple(found[:LISTED]), len(found))


def _in_order_of_text(thread: Thread) -> tuple[bool, int, Any]:
    return thread.start is None, thread.start or 0, thread.row.created_at
