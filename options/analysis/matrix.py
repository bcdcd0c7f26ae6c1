"""What is weighed: options, criteria with fixed scales, and a score with its range for each pair."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Literal

from options.analysis.value import Scale, finite

Confidence = Literal["low", "moderate", "high"]
CONFIDENCES: Final = ("low", "moderate", "high")


@dataclass(frozen=True)
class Cell:
    """A judged score in units of its criterion: low <= best <= high, all finite. ValueError otherwise."""

    low: float
    best: float
    high: float
    confidence: Confidence = "high"

    def __post_init__(self) -> None:
        if not finite(self.low, self.best, self.high):
            raise ValueError("a score must be a finite number")
        if not self.low <= self.best <= self.high:
            raise ValueError(f"{self.low:g}, {self.best:g}, {self.high:g} do not go from low over best to high")
        if self.confidence not in CONFIDENCES:
            raise ValueError(f"{self.confidence!r} is not a confidence: low, moderate or high")


@dataclass(frozen=True)
class Matrix:
    """Options x criteria, both in the order of their slugs, so that the order they were named in never matters.

    `cells[i][j]` is the score of `options[i]` on `criteria[j]`, None where nobody has judged it. `of` sorts; ValueError
    for a matrix made by hand that is not in order or not of one shape.
    """

    options: tuple[str, ...]
    criteria: tuple[str, ...]
    scales: tuple[Scale, ...]
    cells: tuple[tuple[Cell | None, ...], ...]

    def __post_init__(self) -> None:
        for names in (self.options, self.criteria):
            if list(names) != sorted(set(names)):
                raise ValueError("options and criteria must be in the order of their slugs, each once")
        wide = len(self.criteria)
        shapes = (len(self.scales), *map(len, self.cells))
        if len(self.cells) != len(self.options) or any(shape != wide for shape in shapes):
            raise ValueError("a matrix must have a scale for each criterion and a cell for each pair")

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Worked out once: a matrix is the key under which its draws are kept."""
        return hash((self.options, self.criteria, self.scales, self.cells))

    @classmethod
    def of(cls, options: Mapping[str, Mapping[str, Cell]], scales: Mapping[str, Scale]) -> "Matrix":
        """From scores by option and criterion. ValueError for a score on a criterion that has no scale."""
        for option, row in options.items():
            if unknown := sorted(set(row) - set(scales)):
                raise ValueError(f"{option} is scored on {unknown[0]}, which is not among the criteria")
        names, criteria = tuple(sorted(options)), tuple(sorted(scales))
        cells = tuple(tuple(options[name].get(criterion) for criterion in criteria) for name in names)
        return cls(names, criteria, tuple(scales[criterion] for criterion in criteria), cells)

    @cached_property
    def best(self) -> tuple[tuple[float | None, ...], ...]:
        """Value (0 to 1) of each best estimate; None where the cell is missing."""
        rows = (zip(self.scales, row, strict=True) for row in self.cells)
        return tuple(tuple(None if cell is None else scale.value(cell.best) for scale, cell in row) for row in rows)

    @cached_property
    def worst_case(self) -> tuple[tuple[float, ...], ...]:
        """Value of each cell at the worse end of its range as judged; 0 where it is missing."""
        return self.each(lambda scale, cell: scale.value(cell.high if scale.less else cell.low), lambda _scale: 0.0)

    @cached_property
    def best_case(self) -> tuple[tuple[float, ...], ...]:
        """Value of each cell at the better end of its range as judged; 1 where it is missing."""
        return self.each(lambda scale, cell: scale.value(cell.low if scale.less else cell.high), lambda _scale: 1.0)

    def each(
        self, of: Callable[[Scale, Cell], float], missing: Callable[[Scale], float]
    ) -> tuple[tuple[float, ...], ...]:
        """A number for each cell, options x criteria: `of` a judged one, `missing` of one that nobody has judged."""
        rows = (zip(self.scales, row, strict=True) for row in self.cells)
        return tuple(tuple(missing(scale) if cell is None else of(scale, cell) for scale, cell in row) for row in rows)

    def missing(self, option: int) -> tuple[str, ...]:
        """Criteria on which an option has no score."""
        return tuple(c for c, cell in zip(self.criteria, self.cells[option], strict=True) if cell is None)

    def clipped(self, option: int) -> tuple[str, ...]:
        """Criteria on which a score of an option lies outside the scale and is taken at its end."""
        row = zip(self.criteria, self.scales, self.cells[option], strict=True)
        return tuple(c for c, scale, cell in row if cell and (cell.low < scale.minimum or cell.high > scale.maximum))


@lru_cache(maxsize=8)
def kept(matrix: Matrix) -> Matrix:
    """The first of equal matrices: what was worked out from it need not be again, and its draws are found at once."""
    return matrix
