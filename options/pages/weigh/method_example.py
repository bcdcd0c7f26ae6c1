"""The worked example of the method page. All its numbers come from the engine's own result and its pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from options.analysis.agreement import Concordance
from options.analysis.matrix import Cell
from options.analysis.scores import WIDENING, widened
from options.analysis.sensitivity import Line
from options.analysis.value import Scale
from options.analysis.weighing import Weighed, Weighing
from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.weigh import selection, starts
from options.pages.weigh.conditions import GateRow, gate_row
from options.pages.weigh.inputs import cell, scales, weighing
from options.pages.weigh.roles import SplitRow, roles_page
from options.pages.weigh.swings import Equivalence, equivalences


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
class Central:
    """What a typical friend of the leader weighs most, and how often it is first with such weights."""

    criterion: schema.Criterion
    share: float
    confidence: float


@dataclass(frozen=True)
class Roles:
    """How far the rankings of all roles agree, and the criterion that most of their disagreement comes from."""

    agreement: Concordance
    most: SplitRow | None


@dataclass(frozen=True)
class Example:
    """`dominated`: an option and one that dominates it; `errors`: the leader's share of first ranks when scores err one
    by one, and when all options of a criterion err alike."""

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
    errors: tuple[float, float] | None
    central: Central | None
    dominated: tuple[schema.Option, schema.Option] | None
    equivalence: Equivalence | None
    roles: Roles | None
    missing: int  # scores that options lack on criteria that count


def example(reading: Reading) -> Example | None:
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
    shares = [found.weights[found.inputs.matrix.criteria.index(slug)] for slug in reading.criteria]
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
        errors=None if share is None or leader.first_common is None else (share, leader.first_common),
        central=_central(reading, found, leader),
        dominated=_dominated(reading, found),
        equivalence=next(iter(equivalences(reading, asked, dict(zip(reading.criteria, shares, strict=True)))), None),
        roles=_roles(reading) if len(roles) > 1 else None,
        missing=sum(len(weighed.missing) for weighed in found.options),
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


def _central(reading: Reading, found: Weighing, leader: Weighed) -> Central | None:
    if leader.central_weights is None or leader.confidence_factor is None:
        return None
    criteria = found.inputs.matrix.criteria
    share, slug = max(zip(leader.central_weights, criteria, strict=True))
    return Central(reading.criteria[slug], share, leader.confidence_factor)


def _dominated(reading: Reading, found: Weighing) -> tuple[schema.Option, schema.Option] | None:
    pair = next(((weighed.option, weighed.dominated_by[0]) for weighed in found.options if weighed.dominated_by), None)
    return (reading.options[pair[0]], reading.options[pair[1]]) if pair else None


def _roles(reading: Reading) -> Roles:
    page = roles_page(reading, selection.first(reading))
    return Roles(page.agreement, page.split[0] if page.split else None)
