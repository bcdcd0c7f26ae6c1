"""A rubric: rows with levels, what may be given on each, and what it all adds up to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any, Final

LEAST, MOST = 0.0, 1_000.0  # points that can be kept
KEYS: Final = 9  # levels that a digit chooses


@dataclass(frozen=True)
class Level:
    points: float
    text: str


@dataclass(frozen=True)
class Row:
    """A row with its levels in the rubric's order; there is at least one."""

    slug: str
    title: str
    levels: tuple[Level, ...]

    @property
    def lowest(self) -> float:
        return max(LEAST, min(level.points for level in self.levels))

    @property
    def highest(self) -> float:
        return min(MOST, max(level.points for level in self.levels))

    def level_of(self, points: float | None) -> int | None:
        """Index of the first level with these points; None when no level has them."""
        return next((at for at, level in enumerate(self.levels) if level.points == points), None)


def rows(stored: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    """From the rubric as an exercise keeps it; rows without levels cannot be graded and are left out."""
    read = (Row(str(row["slug"]), str(row["title"]), _levels(row["levels"])) for row in stored)
    return tuple(row for row in read if row.levels)


def _levels(stored: Iterable[Mapping[str, Any]]) -> tuple[Level, ...]:
    return tuple(Level(float(level["points"]), str(level["text"])) for level in stored)


def total(rubric: Sequence[Row], points: Mapping[str, float | None]) -> float | None:
    """Sum of what is given on rows of the rubric; None when nothing is. Rows without points are not zeros."""
    given = [found for row in rubric if (found := points.get(row.slug)) is not None]
    return fsum(given) if given else None


def highest(rubric: Sequence[Row]) -> float:
    """What somebody with the best level on every row has."""
    return fsum(row.highest for row in rubric)


def missing(rubric: Sequence[Row], points: Mapping[str, float | None]) -> int:
    """How many rows have no points yet."""
    return sum(points.get(row.slug) is None for row in rubric)
