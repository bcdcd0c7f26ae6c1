"""What a room answered: one cell for each option and criterion, the most disputed first; and who moved.

Made from counts alone, never from what a person answered, so that it is the same for everybody and made once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from options.analysis.room import FEW, Movement, Spread, most_disputed, movement, place, spread
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
    """`few`: questions with fewer than five answers, which could be told apart; `silent`: those without any."""

    cells: tuple[Cell, ...]
    few: tuple[Question, ...]
    silent: tuple[Question, ...]
    low: int
    high: int


def reveal(
    reading: Reading, options: Iterable[str], criteria: Iterable[str], counts: Counts, scale: int, *, least: int = FEW
) -> Reveal:
    """`least`: answers that a question must have to be shown; fewer for those who may read each answer anyway."""
    asked = ballot(reading, options, criteria, scale)
    by_item = {question.item: question for question in asked.marks}
    found = {item: every_answer(counts.get(item, {})) for item in by_item}
    spreads = {item: each for item, values in found.items() if len(values) >= least and (each := spread(values))}
    cells = tuple(Cell(by_item[item], found[item], spreads[item]) for item in most_disputed(spreads))
    few = tuple(question for item, question in by_item.items() if 0 < len(found[item]) < least)
    silent = tuple(question for item, question in by_item.items() if not found[item])
    return Reveal(cells, few, silent, asked.low, asked.high)


def who_moved(
    reading: Reading, options: Iterable[str], criteria: Iterable[str],
    pairs: Mapping[str, tuple[tuple[float, float], ...]], scale: int,
) -> tuple[Moved, ...]:  # fmt: skip
    """Questions that five or more answered twice, those where most moved first."""
    asked = ballot(reading, options, criteria, scale).marks
    every = [(question, movement(pairs.get(question.item, ()))) for question in asked]
    found = [Moved(question, pairs[question.item], made) for question, made in every if made and made.n >= FEW]
    return tuple(sorted(found, key=lambda each: -(each.movement.up + each.movement.down)))


def votes(reading: Reading, options: Iterable[str], counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """(title, votes) of each option that could be voted for, in the dossier's order."""
    return tuple((reading.title("option", slug), counts.get(slug, 0)) for slug in options)


def every_answer(counted: Mapping[str, int]) -> tuple[float, ...]:
    """Every answer to an item, lowest first, from how many gave which."""
    return tuple(sorted(float(value) for value, n in counted.items() for _ in range(n)))
