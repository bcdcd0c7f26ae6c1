"""One weighing: from scores, weights and conditions to a verdict. Pages, brief, command and API all read this."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from options.analysis import robustness
from options.analysis.dominance import dominated_by, robustly_dominated_by
from options.analysis.draws import expected_values
from options.analysis.gates import Gate
from options.analysis.inputs import Inputs
from options.analysis.run import Run
from options.analysis.sensitivity import Line, ScoreFlip, Swing, WeightFlip
from options.analysis.unlocking import Unlocking, unlock_sets
from options.analysis.value import overall, ranks
from options.analysis.verdict import Verdict

__all__ = ["METHOD", "Inputs", "Weighed", "Weighing", "weigh"]

METHOD: Final = "additive value, SMAA-2"
T = TypeVar("T")


@dataclass(frozen=True)
class Weighed:
    """One option. Values are 0 to 100; `value` and `rank` are None where a score that counts is missing.

    An option that is screened out has no rank, no shares (an empty `acceptability`), no central weights; it takes no
    rank from another. `interval`: all its scores at their worst and at their best ends as judged, a bound and no
    probability; `expected`: the mean over the draws' distributions. `first_common`: share of first ranks under the
    common error model; `first_by_order`: when only the order of the weights counts.
    """

    option: str
    value: float | None
    expected: float
    interval: tuple[float, float]
    rank: int | None
    contributions: tuple[float | None, ...]
    acceptability: tuple[float, ...]
    first: float | None
    standard_error: float | None
    first_common: float | None
    first_by_order: float | None
    central_weights: tuple[float, ...] | None
    confidence_factor: float | None
    gate: Gate
    unlocking: Unlocking
    dominated_by: tuple[str, ...]
    robustly_dominated_by: tuple[str, ...]
    missing: tuple[str, ...]
    clipped: tuple[str, ...]


@dataclass(frozen=True)
class Weighing:
    """`pairwise[i][k]` is the share of draws in which `ranked[i]` has the higher value than `ranked[k]`, ties half.

    `sensitivity` is about `first_by_value`, the contender with the highest value, among `compared`; empty where the
    leader has no value. `sensitivity_without`: given options that it leaves out.
    """

    inputs: Inputs
    weights: tuple[float, ...]
    options: tuple[Weighed, ...]
    ranked: tuple[str, ...]
    pairwise: tuple[tuple[float, ...], ...]
    verdict: Verdict
    first_by_value: str | None
    compared: tuple[str, ...]
    sensitivity: tuple[Line | None, ...]
    sensitivity_without: tuple[str, ...]
    weight_flip: WeightFlip | None
    score_flip: ScoreFlip | None
    most_important: Swing | None
    method: str = METHOD


def weigh(inputs: Inputs) -> Weighing:
    """Everything there is to say about some options under some weights."""
    run = Run(inputs)
    names, verdict = run.matrix.options, run.verdict
    kept = [names[i] for i in run.compared] if run.field and _leads(run, verdict) else []
    field = run.field if kept else None
    return Weighing(
        inputs=inputs,
        weights=run.weights,
        options=_options(run),
        ranked=tuple(names[i] for i in run.ranked),
        pairwise=run.shares(inputs.preference, False)[0].beats,
        verdict=verdict,
        first_by_value=None if run.leader is None else names[run.leader],
        compared=tuple(kept),
        sensitivity=field.lines() if field else (),
        sensitivity_without=tuple(name for name in names if name not in kept),
        weight_flip=field.weight_flip() if field else None,
        score_flip=field.score_flip() if field else None,
        most_important=field.most_important() if field else None,
    )


def _leads(run: Run, verdict: Verdict) -> bool:
    """Has the leader by shares a value?"""
    return verdict.leader in [run.matrix.options[i] for i in run.compared]


def _options(run: Run) -> tuple[Weighed, ...]:
    inputs, matrix, weights = run.inputs, run.matrix, run.weights
    drawn = _Drawn(run)
    placed = dict(zip(run.ranked, ranks([run.values[i] for i in run.ranked]), strict=True))
    means = expected_values(matrix)
    dominated, robustly = dominated_by(matrix, weights), robustly_dominated_by(matrix, weights)
    return tuple(
        Weighed(
            option=option,
            value=run.values[i],
            expected=_sum(weights, means[i]),
            interval=(_sum(weights, matrix.worst_case[i]), _sum(weights, matrix.best_case[i])),
            rank=placed.get(i),
            contributions=_contributions(weights, matrix.best[i]),
            acceptability=drawn.of(i, drawn.every.acceptability) or (),
            first=drawn.of(i, drawn.every.first),
            standard_error=drawn.of(i, drawn.errors),
            first_common=drawn.of(i, drawn.common),
            first_by_order=drawn.of(i, drawn.by_order),
            central_weights=drawn.of(i, drawn.central),
            confidence_factor=drawn.of(i, drawn.confidence),
            gate=run.gates[i],
            unlocking=unlock_sets(inputs.needs.get(option), inputs.conditions),
            dominated_by=dominated[i],
            robustly_dominated_by=robustly[i],
            missing=matrix.missing(i),
            clipped=matrix.clipped(i),
        )
        for i, option in enumerate(matrix.options)
    )


class _Drawn:
    """What the draws say, each in the order of the ranked options."""

    def __init__(self, run: Run) -> None:
        inputs = run.inputs
        self.place = {i: place for place, i in enumerate(run.ranked)}
        self.every = run.shares(inputs.preference, False)[0]
        self.errors = tuple(map(self.every.standard_error, self.every.first))
        self.common = run.shares(inputs.preference, True)[0].first
        self.by_order = self.every.first if run.any else run.shares("ordinal", False)[0].first
        seed, number = inputs.seed, inputs.draws
        self.central = robustness.central_weights(run.matrix, seed, number, run.ranked)
        self.confidence = robustness.confidence_factors(run.matrix, self.central, seed, number, run.ranked)

    def of(self, i: int, values: Sequence[T]) -> T | None:
        """The value of an option; None for one that is not ranked."""
        return values[self.place[i]] if i in self.place else None


def _sum(weights: Sequence[float], values: Sequence[float]) -> float:
    return overall(weights, values) or 0.0  # never None: none of the values is


def _contributions(weights: Sequence[float], values: Sequence[float | None]) -> tuple[float | None, ...]:
    return tuple(None if v is None else 100 * w * v for w, v in zip(weights, values, strict=True))
