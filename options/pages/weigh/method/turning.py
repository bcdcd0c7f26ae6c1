"""Examples of what would turn the result: a weight, a score; and of what no weight could turn."""

from dataclasses import dataclass

from options.analysis.sensitivity import Line
from options.analysis.weighing import Weighing
from options.bundle import schema
from options.bundle.reading import Reading


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
class Dominated:
    """`better` of the `counted` criteria on which `by` has the higher value; level on the others. `robustly`: it is at
    least as good even at the ends of the ranges."""

    option: schema.Option
    by: schema.Option
    counted: int
    better: int
    robustly: bool


def meeting(reading: Reading, found: Weighing) -> Meeting | None:
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


def score_turn(reading: Reading, found: Weighing) -> ScoreTurn | None:
    flip = found.score_flip
    if flip is None or found.first_by_value is None:
        return None
    values = {weighed.option: weighed.value or 0.0 for weighed in found.options}
    rival = flip.new_leader if flip.new_leader != found.first_by_value else flip.option
    return ScoreTurn(
        reading.title("option", flip.option),
        reading.criteria[flip.criterion],
        values[found.first_by_value] - values[rival],
        found.weights[found.inputs.matrix.criteria.index(flip.criterion)],
        flip.value_change,
        flip.start,
        flip.to,
    )


def dominated(reading: Reading, found: Weighing) -> Dominated | None:
    """A pair that holds even at the ends of the ranges, where there is one."""
    pairs = [(each, by) for each in found.options for by in each.dominated_by]
    if not pairs:
        return None
    option, by = min(pairs, key=lambda each: each[1] not in each[0].robustly_dominated_by)
    matrix = found.inputs.matrix
    worse, better = (matrix.best[matrix.options.index(slug)] for slug in (option.option, by))
    counted = [j for j, weight in enumerate(found.weights) if weight > 0]
    higher = sum((better[j] or 0.0) > (worse[j] or 0.0) for j in counted)
    robustly = by in option.robustly_dominated_by
    return Dominated(reading.options[option.option], reading.options[by], len(counted), higher, robustly)
