"""Examples of what is drawn: a range made wider, one pair of options, and whom somebody else would prefer."""

from dataclasses import dataclass

from options.analysis.matrix import Cell
from options.analysis.scores import WIDENING, widened
from options.analysis.value import Scale
from options.analysis.weighing import Weighed, Weighing
from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.weigh.inputs import cell, scales


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
class Pair:
    """The leader by value and the option that it beats least often: in what share of draws each is the higher one."""

    rival: schema.Option
    ahead: float
    behind: float


@dataclass(frozen=True)
class Central:
    """What a typical friend of the leader weighs most, and how often it is first with such weights."""

    criterion: schema.Criterion
    share: float
    confidence: float


def wide(reading: Reading) -> Widened | None:
    """The first score that is judged with less than high confidence and has a range; None without one."""
    for (option, criterion), assessment in reading.assessments.items():
        known = reading.criteria.get(criterion)
        if known is None or assessment.confidence == "high" or assessment.low == assessment.high:
            continue
        return stretch(reading, option, known, cell(assessment), reading.once(scales)[criterion])
    return None


def stretch(reading: Reading, option: str, criterion: schema.Criterion, judged: Cell, scale: Scale) -> Widened:
    """`before` is on the scale already: an end outside counts as the end of the scale before anything is widened."""
    low, best, high = (min(max(x, scale.minimum), scale.maximum) for x in (judged.low, judged.best, judged.high))
    after = widened(scale, judged)
    used = (after[2] - after[0]) / (high - low) if high > low else 1.0
    mean = (low + best + high) / 3
    title = reading.title("option", option)
    k = WIDENING[judged.confidence]
    return Widened(title, criterion, judged.confidence, (low, best, high), after, mean, k, used)


def pair(reading: Reading, found: Weighing, leader: Weighed) -> Pair | None:
    """None where the leader is ranked alone."""
    place = found.ranked.index(leader.option)
    rivals = [k for k in range(len(found.ranked)) if k != place]
    if not rivals:
        return None
    rival = min(rivals, key=lambda k: found.pairwise[place][k])
    option = reading.options[found.ranked[rival]]
    return Pair(option, found.pairwise[place][rival], found.pairwise[rival][place])


def central(reading: Reading, found: Weighing, leader: Weighed) -> Central | None:
    if leader.central_weights is None or leader.confidence_factor is None:
        return None
    share, slug = max(zip(leader.central_weights, found.inputs.matrix.criteria, strict=True))
    return Central(reading.criteria[slug], share, leader.confidence_factor)
