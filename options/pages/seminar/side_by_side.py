"""All councils' directives beside each other: what each has handed in, in a sentence, with the rest behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from options.bundle.reading import Reading
from options.pages.annotations.sentences import sentences
from options.pages.seminar.parts import OPTION, PARTS, PRECONDITIONS, UNMET, dissenter
from options.pages.seminar.written import Written


@dataclass(frozen=True)
class Line:
    """One item of one council. `council`: its number; `role`: title of the role of who wrote it, "" for none."""

    council: int
    item: str
    written: Written
    role: str = ""


@dataclass(frozen=True)
class Said:
    """A text as its first sentence and what comes after it. `who`: a name, or a role where names are not told."""

    first: str
    rest: str = ""
    who: str = ""


@dataclass(frozen=True)
class Council:
    """`parts`: by the order of PARTS, None for what is not handed in. `option`: slug of the one decided for, or ""."""

    number: int
    name: str
    own: bool
    parts: tuple[Said | None, ...]
    option: str
    dissents: tuple[Said, ...]

    @property
    def handed_in(self) -> int:
        return sum(part is not None for part in self.parts)


def side_by_side(
    reading: Reading, councils: Sequence[tuple[int, str]], lines: Sequence[Line], own: int | None = None
) -> tuple[Council, ...]:
    """`councils`: number and name; `own`: number of the reader's, None for nobody's. Names of dissenters are told to
    their own council alone."""
    return tuple(_council(reading, number, name, lines, own) for number, name in councils)


def _council(reading: Reading, number: int, name: str, lines: Sequence[Line], own: int | None) -> Council:
    mine = [line for line in lines if line.council == number]
    accepted = {line.item: line.written for line in mine if line.written.accepted_by and not line.written.is_empty}
    against = [line for line in mine if dissenter(line.item) is not None and not line.written.is_empty]
    against.sort(key=lambda line: dissenter(line.item) or 0)
    return Council(
        number,
        name,
        number == own,
        tuple(_part(reading, item, accepted.get(item)) for item in PARTS),
        accepted[OPTION].choice if OPTION in accepted else "",
        tuple(_told(line.written.text, line.written.by if number == own else line.role) for line in against),
    )


def _part(reading: Reading, item: str, written: Written | None) -> Said | None:
    if written is None:
        return None
    if item == OPTION:
        return Said(reading.title("option", written.choice) if written.choice else "", written.text)
    return _listed(written.text) if item == PRECONDITIONS else _told(written.text)


def _listed(text: str) -> Said:
    """The conditions that are ticked, one after the other, are its first sentence."""
    lines = text.split("\n")
    ticked = [line.removeprefix(UNMET) for line in lines if line.startswith(UNMET)]
    rest = "\n".join(line for line in lines if not line.startswith(UNMET)).strip()
    return Said("; ".join(ticked), rest) if ticked else _told(rest)


def _told(text: str, who: str = "") -> Said:
    found = sentences(text)
    end = found[0][1] if found else len(text)
    return Said(text[:end].strip(), text[end:].strip(), who)
