"""An exercise in figures: both rounds, how far people agree, what moved, what weighed, and how groups differ.

Made from counts and from the sheets that count; of fewer than `FEW` answers nothing is shown but that they are few.
After a purge the sheets are gone and the counts of five and more are left: what needs people's sheets is then missing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from options.analysis import facts_or_values
from options.analysis.facts_or_values import ThreeWays, three_ways
from options.analysis.room import FEW, Movement, movement
from options.analysis.weights import normalised
from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.seminar.ballot import Ballot, Question, ballot, weight_item
from options.pages.seminar.groups import Seated, Split, split
from options.pages.seminar.reveal import Counts
from options.pages.seminar.sheets import Sheet, Shown, number, of_counts, shown

Pairs = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Round:
    """A ballot that has closed.

    `pairs`: item -> earlier and present answer of everybody who gave both, none for a first round; `sheets`: seat ->
    the answers that count, empty once they are purged.
    """

    title: str
    options: tuple[str, ...]
    criteria: tuple[str, ...]
    counts: Counts
    pairs: Mapping[str, Pairs]
    sheets: Mapping[int, Sheet]


@dataclass(frozen=True)
class Cell:
    """`rounds`: one for each round; `movement` None when fewer than five answered both times."""

    question: Question
    rounds: tuple[Shown, ...]
    both: int
    movement: Movement | None
    pairs: Pairs


@dataclass(frozen=True)
class Agreement:
    """On the ranking of options in one round. `of`: sheets that count."""

    title: str
    three: ThreeWays
    reading: facts_or_values.Reading
    of: int


@dataclass(frozen=True)
class Weighted:
    """What a criterion weighs in one round: points as given, and the mean share of all points, 0 to 1."""

    points: Shown
    share: float | None


@dataclass(frozen=True)
class Report:
    rounds: tuple[str, ...]
    low: int
    high: int
    cells: tuple[Cell, ...]
    agreement: tuple[Agreement, ...]
    weights: tuple[tuple[schema.Criterion, tuple[Weighted, ...]], ...]
    split: Split | None


def report(reading: Reading, rounds: Sequence[Round], scale: int, seated: Mapping[int, Seated]) -> Report:
    """`rounds` in the order of time, none to begin with; the last one brings who moved."""
    ballots = [ballot(reading, each.options, each.criteria, scale) for each in rounds]
    asked = {question.item: question for made in ballots for question in made.marks}
    criteria = {each.criterion.slug: each.criterion for made in ballots for each in made.weights}
    ends = ballot(reading, (), (), scale)
    return Report(
        tuple(each.title for each in rounds), ends.low, ends.high,
        tuple(_cell(question, rounds) for question in asked.values()),
        tuple(_agreement(each, made) for each, made in zip(rounds, ballots, strict=True)),
        tuple((criterion, _weighted(criterion.slug, rounds, ballots)) for criterion in criteria.values()),
        split(ballots[-1].marks, rounds[-1].sheets, seated) if rounds else None,
    )  # fmt: skip


def _cell(question: Question, rounds: Sequence[Round]) -> Cell:
    pairs = rounds[-1].pairs.get(question.item, ())
    moved = movement(pairs) if len(pairs) >= FEW else None
    each = tuple(shown(of_counts(one.counts, question.item)) for one in rounds)
    return Cell(question, each, len(pairs), moved, pairs if moved else ())


def _agreement(one: Round, made: Ballot) -> Agreement:
    """Marks as values from 0 to 1: a ballot's scale runs from worse to better."""
    sheets = tuple(one.sheets.values())
    scores = [[[_value(sheet, q.item, made) for q in rated.questions] for rated in made.rated] for sheet in sheets]
    three = three_ways(scores, [[number(sheet, each.item) for each in made.weights] for sheet in sheets])
    return Agreement(one.title, three, facts_or_values.reading(three), len(sheets))


def _value(sheet: Sheet, item: str, made: Ballot) -> float | None:
    given = number(sheet, item)
    return None if given is None else (given - made.low) / (made.high - made.low)


def _weighted(criterion: str, rounds: Sequence[Round], ballots: Sequence[Ballot]) -> tuple[Weighted, ...]:
    item = weight_item(criterion)
    return tuple(
        Weighted(shown(of_counts(one.counts, item)), mean_share(item, one.sheets.values(), made))
        for one, made in zip(rounds, ballots, strict=True)
    )


def mean_share(item: str, sheets: Iterable[Sheet], made: Ballot) -> float | None:
    """Mean over people of an item's share of all their points; a missing item has 0 of them. None of fewer than five
    people with points, or when the ballot does not ask for it."""
    items = [each.item for each in made.weights]
    points = (tuple(number(sheet, each) or 0.0 for each in items) for sheet in sheets)
    shares = [normalised(given) for given in points if any(given)]
    if item not in items or len(shares) < FEW:
        return None
    return fsum(share[items.index(item)] for share in shares) / len(shares)
