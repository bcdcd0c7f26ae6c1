"""What would turn the result: the weights and scores at which another option draws level, in closed form.

With the other weights in proportion, each overall value is a straight line in one weight, so crossings are exact:
Triantaphyllou and Sanchez, "A sensitivity analysis approach for some deterministic multi-criteria decision-making
methods", Decision Sciences 28 (1997). "Turns" means: draws level.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Final

import numpy as np

from options.analysis.matrix import Matrix
from options.analysis.value import TIE, Floats

NEAR: Final = TIE / 100  # the same on values from 0 to 1


@dataclass(frozen=True)
class Crossing:
    """At this weight (0 to 1) of a criterion the option draws level with the leader."""

    at: float
    overtaken_by: str


@dataclass(frozen=True)
class Line:
    """One criterion's weight, moved from 0 to 1 with the others in proportion.

    The leader stays first from `stays_first_from` to `stays_first_to`, alone or level with another; `at_zero` and
    `at_one` are the overall values (0 to 100) of all compared options at the two ends, in their order.
    """

    criterion: str
    weight: float
    stays_first_from: float
    stays_first_to: float
    crossings: tuple[Crossing, ...]
    at_zero: tuple[float, ...]
    at_one: tuple[float, ...]


@dataclass(frozen=True)
class WeightFlip:
    """The weight of a criterion moved from `start` to `to` (0 to 1), the others in proportion."""

    criterion: str
    start: float
    to: float
    new_leader: str


@dataclass(frozen=True)
class ScoreFlip:
    """One score moved by `value_change` points of value (-100 to 100), `start` and `to` in the criterion's units."""

    option: str
    criterion: str
    value_change: float
    start: float
    to: float
    new_leader: str


@dataclass(frozen=True)
class Swing:
    """Moving this score from low to high moves the leader's margin by so many points of overall value."""

    option: str
    criterion: str
    swing: float


class Field:
    """Options that have an overall value under some weights, and the one of them whose lead is looked at.

    `weights` sum to 1, criteria in the order of the matrix; `compared` are positions of options, none of which misses a
    score that counts; `leader` is one of them with the highest value.
    """

    def __init__(self, matrix: Matrix, weights: Sequence[float], compared: Sequence[int], leader: int) -> None:
        self.matrix, self.weights, self.compared, self.leader = matrix, tuple(weights), tuple(compared), leader
        self.rivals = tuple(i for i in compared if i != leader)
        self.counted = tuple(j for j, weight in enumerate(self.weights) if weight > 0)
        self.total = {i: math.fsum(self.weights[j] * self.value(i, j) for j in self.counted) for i in compared}

    def value(self, i: int, j: int) -> float:
        found = self.matrix.best[i][j]
        return 0.0 if found is None else found  # only where the criterion weighs nothing

    def lines(self) -> tuple[Line | None, ...]:
        """One for each criterion; None for one that weighs everything, for the others then have no proportions, and for
        one on which a compared option has no score."""
        return self._lines

    @cached_property
    def _lines(self) -> tuple[Line | None, ...]:
        values = np.array([[self.value(i, j) for i in self.compared] for j in range(len(self.weights))])
        return tuple(self._line(j, values) for j in range(len(self.weights)))

    def _line(self, j: int, values: Floats) -> Line | None:
        weight, names = self.weights[j], self.matrix.options
        if weight >= 1 - NEAR or any(self.matrix.best[i][j] is None for i in self.compared):
            return None
        zero = dict(zip(self.compared, self._without(j, values).tolist(), strict=True))
        one = {i: self.value(i, j) for i in self.compared}
        gaps = [(_gap(zero[self.leader], zero[i]), _gap(one[self.leader], one[i]), names[i]) for i in self.rivals]
        crossings = [Crossing(at, name) for *ends, name in gaps if (at := _crossing(*ends)) is not None]
        return Line(
            self.matrix.criteria[j],
            weight,
            min(weight, max((_closes(*ends) for *ends, _ in gaps if ends[0] < 0), default=0.0)),
            max(weight, min((_closes(*ends) for *ends, _ in gaps if ends[1] < 0), default=1.0)),
            tuple(sorted(crossings, key=lambda c: (c.at, c.overtaken_by))),
            tuple(100 * zero[i] for i in self.compared),
            tuple(100 * one[i] for i in self.compared),
        )

    def _without(self, j: int, values: Floats) -> Floats:
        """Overall values (0 to 1) of the compared options by all criteria but one, the others in proportion."""
        others = [k for k in self.counted if k != j]
        total = np.zeros(len(self.compared))
        for k in others:
            total += self.weights[k] * values[k]
        return np.minimum(total / math.fsum(self.weights[k] for k in others), 1.0)

    def weight_flip(self) -> WeightFlip | None:
        """The smallest change of one weight at which another option draws level; None when no weight does it."""
        flips = [
            WeightFlip(line.criterion, line.weight, c.at, c.overtaken_by)
            for line in self.lines()
            if line
            for c in line.crossings
        ]
        return min(flips, key=lambda f: (round(abs(f.to - f.start), 11), f.criterion, f.new_leader), default=None)

    def score_flip(self) -> ScoreFlip | None:
        """The smallest change of one best estimate at which another option draws level, inside the scale.

        By gap / weight points of value: the leader's score for the worse, or the rival's for the better.
        """
        found = min(self._score_changes(), default=None)
        if found is None:
            return None
        _, i, j, rival, change = found
        cell, scale, names = self.matrix.cells[i][j], self.matrix.scales[j], self.matrix.options
        assert cell is not None  # every compared option has a score where the weight is above zero
        to = scale.score(min(1.0, max(0.0, self.value(i, j) + change)), cell.best)
        return ScoreFlip(names[i], self.matrix.criteria[j], 100 * change, cell.best, to, names[rival])

    def _score_changes(self) -> Iterator[tuple[float, int, int, int, float]]:
        """(size, option, criterion, rival, change of value) of each change of a score that makes a rival draw level."""
        for rival, j in product(self.rivals, self.counted):
            need = max(0.0, self.total[self.leader] - self.total[rival]) / self.weights[j]
            for i, change in ((self.leader, -need), (rival, need)):
                if -NEAR <= self.value(i, j) + change <= 1 + NEAR:
                    yield round(100 * need, 9), i, j, rival, change

    def most_important(self) -> Swing | None:
        """The score whose move from low to high moves the leader's margin over the next most; None when none does."""
        cells = product(self.compared, self.counted)
        size, i, j = min(((-round(self._swing(i, j), 9), i, j) for i, j in cells), default=(0.0, 0, 0))
        if not self.rivals or -size <= TIE:
            return None
        return Swing(self.matrix.options[i], self.matrix.criteria[j], self._swing(i, j))

    def _swing(self, i: int, j: int) -> float:
        """Points by which the leader's margin moves when one score goes from one end of its range to the other."""
        weight, value, rivals = self.weights[j], self.value(i, j), self._best_rivals
        ends = (self.matrix.worst_case[i][j] - value, self.matrix.best_case[i][j] - value)
        low, high = (self.total[i] + weight * moved for moved in ends)
        if i == self.leader:
            return 100 * (high - low)
        other = next((self.total[rival] for rival in rivals if rival != i), -math.inf)
        return 100 * (max(high, other) - max(low, other))

    @cached_property
    def _best_rivals(self) -> list[int]:
        return sorted(self.rivals, key=lambda i: -self.total[i])[:2]


def _gap(leader: float, rival: float) -> float:
    return 0.0 if abs(leader - rival) <= NEAR else leader - rival


def _crossing(at_zero: float, at_one: float) -> float | None:
    """Where a gap that runs straight from weight 0 to weight 1 closes; None where it never does, or is never open."""
    if at_zero == at_one or min(at_zero, at_one) > 0 or max(at_zero, at_one) < 0:
        return None
    return _closes(at_zero, at_one)


def _closes(at_zero: float, at_one: float) -> float:
    return abs(at_zero) / (abs(at_zero) + abs(at_one))
