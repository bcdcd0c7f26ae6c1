"""Examples of one overall value: its parts, equal shares, and what a missing score would leave open."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from options.analysis.value import overall
from options.analysis.weighing import Weighed, Weighing
from options.bundle import schema
from options.bundle.reading import Reading


@dataclass(frozen=True)
class Part:
    """One criterion of the example: points to share, score to value, share times value to contribution."""

    criterion: schema.Criterion
    points: float
    share: float
    score: float | None
    value: float | None
    contribution: float | None


@dataclass(frozen=True)
class Equal:
    """Equal points: so many groups, a criterion among so many of its group, and the share it gets."""

    groups: int
    criterion: schema.Criterion
    within: int
    share: float


@dataclass(frozen=True)
class Lacking:
    """The interval of an option as it is, and as it would be without its score on one criterion."""

    criterion: schema.Criterion
    share: float
    interval: tuple[float, float]
    wider: tuple[float, float]


def parts(reading: Reading, found: Weighing, leader: Weighed, points: Mapping[str, float]) -> tuple[Part, ...]:
    matrix = found.inputs.matrix
    row = matrix.options.index(leader.option)
    return tuple(
        Part(
            criterion,
            points.get(slug, 0.0),
            found.weights[j],
            None if (score := matrix.cells[row][j]) is None else score.best,
            matrix.best[row][j],
            leader.contributions[j],
        )
        for slug, criterion in reading.criteria.items()
        for j in [matrix.criteria.index(slug)]
    )


def equal(reading: Reading) -> Equal | None:
    """Of a criterion of the largest group."""
    groups = [criterion.group for criterion in reading.criteria.values()]
    if not groups:
        return None
    largest = max(groups, key=groups.count)
    within, several = groups.count(largest), len(set(groups))
    criterion = next(each for each in reading.criteria.values() if each.group == largest)
    return Equal(several, criterion, within, 1 / several / within)


def lacking(reading: Reading, found: Weighing, leader: Weighed) -> Lacking:
    """Without the score on the criterion that weighs most."""
    matrix = found.inputs.matrix
    i = matrix.options.index(leader.option)
    heaviest = max(range(len(matrix.criteria)), key=lambda j: (found.weights[j], matrix.criteria[j]))
    row = tuple(None if j == heaviest else cell for j, cell in enumerate(matrix.cells[i]))
    without = replace(matrix, cells=(*matrix.cells[:i], row, *matrix.cells[i + 1 :]))
    ends = (overall(found.weights, case[i]) or 0.0 for case in (without.worst_case, without.best_case))
    criterion = reading.criteria[matrix.criteria[heaviest]]
    return Lacking(criterion, found.weights[heaviest], leader.interval, (next(ends), next(ends)))
