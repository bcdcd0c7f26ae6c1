"""From a reading and a selection to the engine and back. Page, brief, command and API all weigh here."""

from collections.abc import Mapping
from typing import Final

from options.analysis.draws import DEFAULT_DRAWS, affordable_draws, default_seed
from options.analysis.matrix import Cell, Matrix
from options.analysis.value import Scale
from options.analysis.weighing import Inputs, Weighing, weigh
from options.bundle import schema
from options.bundle.leading import scale_of
from options.bundle.reading import Reading, requirement
from options.pages.weigh.selection import Selection

Overrides = Mapping[tuple[str, str], Cell]  # (option, criterion) -> a score of one's own instead of the curated one
NO_OVERRIDES: Final[Overrides] = {}


def weighing(reading: Reading, selection: Selection, overrides: Overrides = NO_OVERRIDES) -> Weighing | None:
    """The result; None while nobody has said what matters, or where there is nothing to weigh."""
    if not selection.weighed or not selection.options or not reading.criteria:
        return None
    return weigh(inputs(reading, selection, overrides))


def inputs(reading: Reading, selection: Selection, overrides: Overrides = NO_OVERRIDES) -> Inputs:
    return Inputs(
        matrix=matrix(reading, selection.options, overrides),
        points=selection.points,
        seed=default_seed(reading.slug) if selection.seed is None else selection.seed,
        preference=selection.preference,
        draws=affordable_draws(len(selection.options), len(reading.criteria), selection.draws or DEFAULT_DRAWS),
        needs={slug: requirement(reading.options[slug]) for slug in selection.options},
        conditions=reading.conditions_with(selection.toggles, selection.pursued),
        screened_out=frozenset(selection.out),
    )


def matrix(reading: Reading, options: tuple[str, ...], overrides: Overrides = NO_OVERRIDES) -> Matrix:
    scores = {option: _row(reading, option, overrides) for option in options}
    return Matrix.of(scores, reading.once(scales))


def scales(reading: Reading) -> Mapping[str, Scale]:
    return {slug: scale_of(criterion) for slug, criterion in reading.criteria.items()}


def _row(reading: Reading, option: str, overrides: Overrides) -> dict[str, Cell]:
    found = {}
    for criterion in reading.criteria:
        curated = reading.assessments.get((option, criterion))
        own = overrides.get((option, criterion))
        if own or curated:
            found[criterion] = own or cell(curated)  # type: ignore[arg-type]
    return found


def cell(assessment: schema.AssessmentBody) -> Cell:
    """A curated score as the engine takes it."""
    return Cell(float(assessment.low), float(assessment.best), float(assessment.high), assessment.confidence)
