"""Numbers of sheets and of counts: what may be shown of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from options.analysis.room import FEW, Spread, spread
from options.pages.seminar.reveal import Counts, every_answer

Sheet = Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """Answers to one question: how many, and their spread and values when they are not few."""

    n: int
    spread: Spread | None
    values: tuple[float, ...] = ()


def shown(values: Iterable[float]) -> Shown:
    """All of it, or for fewer than five answers their number alone."""
    given = tuple(sorted(values))
    return Shown(len(given), spread(given), given) if len(given) >= FEW else Shown(len(given), None)


def of_counts(counts: Counts, item: str) -> tuple[float, ...]:
    """Every answer to an item, lowest first."""
    return every_answer(counts.get(item, {}))


def number(sheet: Sheet, item: str) -> float | None:
    """The number given to an item; None for none, and for a text."""
    value = sheet.get(item)
    return float(value) if isinstance(value, int | float) else None


def of_votes(counts: Mapping[str, int]) -> tuple[int, Mapping[str, int]]:
    """How many voted, and for what; for fewer than five their number alone."""
    n = sum(counts.values())
    return n, counts if n >= FEW else {}


def most(counts: Counts) -> int:
    """Answers to the question that most answered: about how many people there were."""
    return max((sum(found.values()) for found in counts.values()), default=0)
