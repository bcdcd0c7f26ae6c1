"""One seat beside its room: own marks and points in every round, and the medians of the room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from options.bundle.reading import Reading
from options.pages.seminar.ballot import ballot
from options.pages.seminar.reveal import Counts
from options.pages.seminar.sheets import Shown, number, of_counts, shown


@dataclass(frozen=True)
class OwnRound:
    """`own`: None where the seat handed in nothing; `counts`: empty as long as the reader may not know them."""

    title: str
    options: tuple[str, ...]
    criteria: tuple[str, ...]
    counts: Counts
    own: Mapping[str, Any] | None


@dataclass(frozen=True)
class Beside:
    """An own answer, None for none, and what the room answered."""

    own: float | None
    room: Shown


@dataclass(frozen=True)
class Line:
    """`option` "": points for a criterion."""

    option: str
    criterion: str
    rounds: tuple[Beside, ...]


def compared(reading: Reading, rounds: Sequence[OwnRound], scale: int) -> tuple[Line, ...]:
    """A line for each question of any round, marks first; empty when the seat answered in none of them."""
    if all(one.own is None for one in rounds):
        return ()
    ballots = [ballot(reading, one.options, one.criteria, scale) for one in rounds]
    marks = {q.item: (q.option.title, q.criterion.title) for made in ballots for q in made.marks}
    weights = {w.item: ("", w.criterion.title) for made in ballots for w in made.weights}
    return tuple(Line(*titles, _beside(item, rounds)) for item, titles in (marks | weights).items())


def _beside(item: str, rounds: Sequence[OwnRound]) -> tuple[Beside, ...]:
    return tuple(Beside(number(one.own or {}, item), shown(of_counts(one.counts, item))) for one in rounds)
