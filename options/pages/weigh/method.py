"""The method page: what every figure of a weighing means, and one worked example of the dossier at hand.

All numbers of the example come from the engine's own result and its pure functions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

from options.analysis import draws, verdict
from options.analysis.matrix import Cell
from options.analysis.scores import WIDENING, widened
from options.analysis.sensitivity import Line
from options.analysis.value import Scale
from options.analysis.weighing import Weighed, Weighing
from options.analysis.weights import rank_order_centroid
from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.weigh import selection, starts
from options.pages.weigh.conditions import GateRow, gate_row
from options.pages.weigh.inputs import cell, scales, weighing

LITERATURE: Final = (
    ("value", "R. L. Keeney, H. Raiffa, “Decisions with Multiple Objectives”, 1976"),
    ("value", "V. Belton, T. J. Stewart, “Multiple Criteria Decision Analysis”, 2002"),
    ("swing", "D. von Winterfeldt, W. Edwards, “Decision Analysis and Behavioral Research”, 1986"),
    ("order", "F. H. Barron, B. E. Barrett, “Decision quality using ranked attribute weights”, Management Science 42, "
              "1996"),
    ("draws", "R. Lahdelma, P. Salminen, “SMAA-2: Stochastic multicriteria acceptability analysis for group decision "
              "making”, Operations Research 49, 2001"),
    ("turn", "E. Triantaphyllou, A. Sánchez, “A sensitivity analysis approach for some deterministic multi-criteria "
             "decision-making methods”, Decision Sciences 28, 1997"),
    ("gates", "S. C. Kleene, “On notation for ordinal numbers”, Journal of Symbolic Logic 3, 1938"),
    ("agreement", "M. G. Kendall, B. Babington Smith, “The problem of m rankings”, Annals of Mathematical Statistics "
                  "10, 1939"),
    ("screening", "US Joint Chiefs of Staff, “Joint Planning” (JP 5-0), on comparing courses of action"),
)  # fmt: skip


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
class Meeting:
    """Two straight lines over one weight: values of the two options at 0 and at 1, and where they meet."""

    criterion: schema.Criterion
    leader: tuple[float, float]
    rival_title: str
    rival: tuple[float, float]
    now: float
    at: float


@dataclass(frozen=True)
class ScoreTurn:
    """How the smallest score flip is found: gap between overall values, divided by a weight, as points of value."""

    option_title: str
    criterion: schema.Criterion
    gap: float
    share: float
    value_change: float
    start: float
    to: float


@dataclass(frozen=True)
class Widened:
    """One judged range and the one that is drawn from: low, best and high before and after; `k` the stretch asked for,
    `used` the one that keeps both ends on the scale."""

    option_title: str
    criterion: schema.Criterion
    confidence: str
    before: tuple[float, float, float]
    after: tuple[float, float, float]
    mean: float
    k: float
    used: float


@dataclass(frozen=True)
class Example:
    start: str  # a start of `starts`
    role: str | None  # the title of the role whose points these are
    leader: schema.Option
    weighed: Weighed
    weighing: Weighing
    parts: tuple[Part, ...]
    meeting: Meeting | None
    turn: ScoreTurn | None
    widened: Widened | None
    gate: GateRow | None  # of the first option that is not open
    error: float | None  # sqrt(p (1 - p) / n) of the leader's share


@dataclass(frozen=True)
class MethodPage:
    """`centroid`: weights by order alone, for as many criteria as the dossier has. `thresholds`: name -> value."""

    criteria: int
    centroid: tuple[float, ...]
    thresholds: dict[str, float]
    widening: dict[str, float]
    draws: int
    most_draws: int
    seed: int
    example: Example | None
    literature: tuple[tuple[str, str], ...] = LITERATURE  # what a work is for, and the work


def method_page(reading: Reading) -> MethodPage:
    n = len(reading.criteria)
    return MethodPage(
        criteria=n,
        centroid=rank_order_centroid(tuple(float(n - k) for k in range(n))) if n else (),
        thresholds=thresholds(),
        widening=dict(WIDENING),
        draws=draws.DEFAULT_DRAWS,
        most_draws=draws.MOST_DRAWS,
        seed=draws.default_seed(reading.slug),
        example=_example(reading),
    )


def thresholds() -> dict[str, float]:
    """Every threshold of the verdict, as the engine has it."""
    names = ("ROBUST_SHARE", "ROBUST_ORDINAL_SHARE", "ROBUST_DISTANCE", "CLOSE_LEAD", "CLOSE_BEATEN", "CAUTION")
    return {name: getattr(verdict, name) for name in names}


def _example(reading: Reading) -> Example | None:
    """The first role's points, or equal shares; None where nothing can be weighed or no option has a value."""
    roles = starts.roles(reading)
    start = f"role:{roles[0].slug}" if roles else starts.EQUAL
    asked = selection.first(reading).with_points(starts.points(reading, start))
    found = weighing(reading, asked)
    by_value = [w for w in found.options if w.rank == 1] if found else []
    if found is None or not by_value:
        return None
    named = {weighed.option: weighed for weighed in found.options}
    leader = named.get(found.first_by_value or "", by_value[0])
    share = leader.first
    return Example(
        start=start,
        role=roles[0].title if roles else None,
        leader=reading.options[leader.option],
        weighed=leader,
        weighing=found,
        parts=_parts(reading, found, leader, asked.points),
        meeting=_meeting(reading, found),
        turn=_turn(reading, found),
        widened=_widened(reading),
        gate=_gate(reading),
        error=None if share is None else sqrt(share * (1 - share) / found.inputs.draws),
    )


def _parts(reading: Reading, found: Weighing, leader: Weighed, points: Mapping[str, float]) -> tuple[Part, ...]:
    matrix = found.inputs.matrix
    row = matrix.options.index(leader.option)
    parts = []
    for slug, criterion in reading.criteria.items():
        j = matrix.criteria.index(slug)
        score = matrix.cells[row][j]
        parts.append(
            Part(
                criterion,
                points.get(slug, 0.0),
                found.weights[j],
                None if score is None else score.best,
                matrix.best[row][j],
                leader.contributions[j],
            )
        )
    return tuple(parts)


def _meeting(reading: Reading, found: Weighing) -> Meeting | None:
    """The crossing that the weight flip is made of."""
    flip = found.weight_flip
    line = next((each for each in found.sensitivity if each and flip and each.criterion == flip.criterion), None)
    if flip is None or line is None or found.first_by_value is None:
        return None
    return Meeting(
        reading.criteria[line.criterion],
        _ends(found, line, found.first_by_value),
        reading.title("option", flip.new_leader),
        _ends(found, line, flip.new_leader),
        line.weight,
        flip.to,
    )


def _ends(found: Weighing, line: Line, option: str) -> tuple[float, float]:
    place = found.compared.index(option)
    return line.at_zero[place], line.at_one[place]


def _turn(reading: Reading, found: Weighing) -> ScoreTurn | None:
    flip = found.score_flip
    if flip is None or found.first_by_value is None:
        return None
    values = {weighed.option: weighed.value or 0.0 for weighed in found.options}
    rival = flip.new_leader if flip.new_leader != found.first_by_value else flip.option
    share = found.weights[found.inputs.matrix.criteria.index(flip.criterion)]
    return ScoreTurn(
        reading.title("option", flip.option),
        reading.criteria[flip.criterion],
        values[found.first_by_value] - values[rival],
        share,
        flip.value_change,
        flip.start,
        flip.to,
    )


def _widened(reading: Reading) -> Widened | None:
    """The first score that is judged with less than high confidence and has a range; None without one."""
    for (option, criterion), assessment in reading.assessments.items():
        known = reading.criteria.get(criterion)
        if known is None or assessment.confidence == "high" or assessment.low == assessment.high:
            continue
        return _stretch(reading, option, known, cell(assessment), reading.once(scales)[criterion])
    return None


def _stretch(reading: Reading, option: str, criterion: schema.Criterion, judged: Cell, scale: Scale) -> Widened:
    before = (judged.low, judged.best, judged.high)
    after = widened(scale, judged)
    used = (after[2] - after[0]) / (judged.high - judged.low)
    mean = sum(before) / 3
    title = reading.title("option", option)
    return Widened(title, criterion, judged.confidence, before, after, mean, WIDENING[judged.confidence], used)


def _gate(reading: Reading) -> GateRow | None:
    """Of the first option that is blocked, or undetermined because of a condition."""
    rows = [gate_row(reading, slug, reading.conditions) for slug in reading.options]
    for state in ("blocked", "undetermined"):
        found = next((row for row in rows if row.why.state == state and row.why.assessed and row.sets), None)
        if found:
            return found
    return None
