"""What a room answered: one cell for each option and criterion, the most disputed first; and who moved.

Made from counts alone, never from what a person answered, so that it is the same for everybody and made once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from options.analysis.room import Movement, Spread, most_disputed, movement, place, spread
from options.bundle.reading import Reading
from options.pages.seminar.ballot import Question, ballot

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Cell:
    """`values`: every answer, lowest first."""

    question: Question
    values: tuple[float, ...]
    spread: Spread

    @property
    def item(self) -> str:
        return self.question.item

    def stands(self, own: float | None) -> str:
        """Where an answer lies: "lower quarter", "middle half", "upper quarter", or "" for none."""
        return "" if own is None else place(own, self.spread)


@dataclass(frozen=True)
class Moved:
    question: Question
    pairs: tuple[tuple[float, float], ...]
    movement: Movement


@dataclass(frozen=True)
class Reveal:
    """`silent`: questions that nobody answered."""

    cells: tuple[Cell, ...]
    silent: tuple[Question, ...]
    low: int
    high: int


def reveal(reading: Reading, options: Iterable[str], criteria: Iterable[str], counts: Counts, scale: int) -> Reveal:
    asked = ballot(reading, options, criteria, scale)
    by_item = {question.item: question for question in asked.marks}
    found = {item: _values(counts.get(item, {})) for item in by_item}
    spreads = {item: each for item, values in found.items() if (each := spread(values))}
    cells = tuple(Cell(by_item[item], found[item], spreads[item]) for item in most_disputed(spreads))
    silent = tuple(question for item, question in by_item.items() if item not in spreads)
    return Reveal(cells, silent, asked.low, asked.high)


def who_moved(
    reading: Reading, options: Iterable[str], criteria: Iterable[str],
    pairs: Mapping[str, tuple[tuple[float, float], ...]], scale: int,
) -> tuple[Moved, ...]:  # fmt: skip
    """Questions that somebody answered twice, those where most moved first."""
    asked = ballot(reading, options, criteria, scale).marks
    found = [Moved(q, pairs[q.item], made) for q in asked if (made := movement(pairs.get(q.item, ())))]
    return tuple(sorted(found, key=lambda each: -(each.movement.up + each.movement.down)))


def votes(reading: Reading, options: Iterable[str], counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """(title, votes) of each option that could be voted for, in the dossier's order."""
    return tuple((reading.title("option", slug), counts.get(slug, 0)) for slug in options)


def _values(counted: Mapping[str, int]) -> tuple[float, ...]:
    return tuple(sorted(float(value) for value, n in counted.items() for _ in range(n)))
