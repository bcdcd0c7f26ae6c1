"""What a brief is made of. Texts are plain: each form escapes them in its own way."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """`number` where the text says one, for a spreadsheet; `notes` are numbers of notes, counted from 1."""

    text: str
    number: float | int | None = None
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Text:
    """`strong` stands before the text, as the verdict's kind does."""

    text: str
    strong: str = ""
    lede: bool = False


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows are as long as the header; the first cell of each is its head. `numeric`: columns of numbers."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: frozenset[int] = frozenset()
    hint: str = ""


@dataclass(frozen=True)
class Picture:
    """By the name that `weighed` gives it. Pages and PDF show it; the table beside it says the same in other forms."""

    name: str
    title: str
    caption: str


Block = Text | Bullets | Table | Picture


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Brief:
    """`about` are pairs of a label and a text: of when, from where, on which version."""

    title: str
    question: str
    standing: str
    language: str
    about: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    notes_title: str


def cells(*texts: object) -> tuple[Cell, ...]:
    """A row of plain cells: a cell as it is, a number with the text it has, None as a dash."""
    return tuple(_cell(text) for text in texts)


def _cell(value: object) -> Cell:
    if isinstance(value, Cell):
        return value
    if isinstance(value, int):
        return Cell(str(value), value)
    return Cell("–" if value is None else str(value))


def decimal(value: float | None, digits: int = 1) -> Cell:
    """A number with as many digits; a dash without one."""
    return Cell("–") if value is None else Cell(f"{value:.{digits}f}", round(value, 6))
