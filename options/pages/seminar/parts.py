"""The parts of a directive by name, the items that a seat may write, and the list of preconditions as a text."""

from collections.abc import Iterable, Sequence
from typing import Final

from options.bundle.reading import Reading

OPTION, LEGAL_BASIS, PRECONDITIONS = "option", "legal-basis", "preconditions"
MITIGATIONS, TRIPWIRE, DISSENT = "mitigations", "tripwire", "dissent"
PARTS: Final = (OPTION, LEGAL_BASIS, PRECONDITIONS, MITIGATIONS, TRIPWIRE)
UNMET: Final = "– "  # before each condition that a council has ticked as not met


def dissent_item(number: int) -> str:
    return f"{DISSENT}.{number}"


def dissenter(item: str) -> int | None:
    """The number of the seat whose dissent an item is; None for anything else."""
    head, _dot, number = item.partition(".")
    return int(number) if head == DISSENT and number.isascii() and number.isdecimal() and len(number) < 10 else None


def places(reading: Reading, options: Sequence[str], me: int) -> dict[str, tuple[str, ...]]:
    """Every item that a seat may write, with the choices it allows besides none."""
    known = tuple(slug for slug in options if slug in reading.options)
    return {item: known if item == OPTION else () for item in (*PARTS, dissent_item(me))}


def joined(reading: Reading, ticked: Iterable[str], prose: str) -> str:
    """The part on preconditions as one text: a line for each that is ticked, an empty line, then what was written."""
    lines = "\n".join(UNMET + reading.preconditions[slug].title for slug in ticked if slug in reading.preconditions)
    return "\n\n".join(part for part in (lines, prose) if part)


def parted(reading: Reading, text: str) -> tuple[tuple[str, ...], str]:
    """The inverse: slugs of what is ticked, and the rest. A pinned dossier keeps its titles."""
    named = {UNMET + precondition.title: slug for slug, precondition in reading.preconditions.items()}
    lines, ticked = text.split("\n"), []
    while lines and lines[0] in named:
        ticked.append(named[lines.pop(0)])
    return tuple(ticked), "\n".join(lines).strip("\n")
