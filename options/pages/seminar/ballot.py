"""A ballot: options rated on criteria, swing weights and one reason. Its scale always runs from worse to better.

Items have names: "o.<option>.<criterion>" for a mark, "w.<criterion>" for swing points, "why" for the reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from options.bundle import schema
from options.bundle.reading import Reading

WHY: Final = "why"
POINTS: Final = 100  # of swing weights
LOWEST: Final = {7: 1, 100: 0}  # of a scale, by its highest


@dataclass(frozen=True)
class Question:
    """One option on one criterion; `worst` and `best` are the words of the two ends of the criterion's scale."""

    item: str
    option: schema.Option
    criterion: schema.Criterion
    worst: str
    best: str


@dataclass(frozen=True)
class Rated:
    option: schema.Option
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Weight:
    item: str
    criterion: schema.Criterion
    worst: str
    best: str


@dataclass(frozen=True)
class Ballot:
    rated: tuple[Rated, ...]
    weights: tuple[Weight, ...]
    low: int
    high: int

    @property
    def marks(self) -> tuple[Question, ...]:
        return tuple(question for rated in self.rated for question in rated.questions)

    @property
    def items(self) -> tuple[str, ...]:
        """Names of the items with numbers."""
        return (*(mark.item for mark in self.marks), *(weight.item for weight in self.weights))

    def highest(self, item: str) -> int:
        return POINTS if item.startswith("w.") else self.high

    def lowest(self, item: str) -> int:
        return 0 if item.startswith("w.") else self.low


def ballot(reading: Reading, options: Iterable[str], criteria: Iterable[str], scale: int) -> Ballot:
    """`options`, `criteria`: slugs; those that the reading does not have are left out. `scale`: 7 or 100."""
    judged = [reading.criteria[slug] for slug in criteria if slug in reading.criteria]
    rated = tuple(
        Rated(reading.options[slug], tuple(_question(reading.options[slug], criterion) for criterion in judged))
        for slug in options
        if slug in reading.options
    )
    weights = tuple(Weight(weight_item(criterion.slug), criterion, *ends(criterion)) for criterion in judged)
    return Ballot(rated, weights, LOWEST[scale], scale)


def mark_item(option: str, criterion: str) -> str:
    return f"o.{option}.{criterion}"


def weight_item(criterion: str) -> str:
    return f"w.{criterion}"


def _question(option: schema.Option, criterion: schema.Criterion) -> Question:
    return Question(mark_item(option.slug, criterion.slug), option, criterion, *ends(criterion))


def ends(criterion: schema.Criterion) -> tuple[str, str]:
    """The words of the worst and of the best end of a criterion's scale."""
    scale = criterion.scale
    worst, best = (scale.min, scale.max) if criterion.direction == "more" else (scale.max, scale.min)
    means = {anchor.at: anchor.text for anchor in scale.anchors}
    unit = f" {scale.unit}" if scale.unit else ""
    return means.get(worst) or f"{worst:g}{unit}", means.get(best) or f"{best:g}{unit}"
