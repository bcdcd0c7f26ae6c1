"""The method page: what every figure of a weighing means, with every threshold and limit as the code has it."""

from dataclasses import dataclass

from options.analysis import draws, unlocking, value, verdict
from options.analysis.scores import WIDENING
from options.analysis.weights import rank_order_centroid
from options.bundle.reading import Reading
from options.pages.weigh import conditions, result, swings
from options.pages.weigh.literature import LITERATURE
from options.pages.weigh.method_example import Example, example

LARGE = (200, 60)  # options and criteria of a table so large that fewer draws are made


@dataclass(frozen=True)
class MethodPage:
    """`centroid`: weights by order alone, for as many criteria as the dossier has. `thresholds` and `limits`: name ->
    value. `large`: options, criteria and draws of a very large table."""

    criteria: int
    centroid: tuple[float, ...]
    thresholds: dict[str, float]
    limits: dict[str, float]
    widening: dict[str, float]
    seed: int
    large: tuple[int, int, int]
    example: Example | None
    literature: tuple[tuple[str, str], ...] = LITERATURE  # what a work is for, and the work


def method_page(reading: Reading) -> MethodPage:
    n = len(reading.criteria)
    return MethodPage(
        criteria=n,
        centroid=rank_order_centroid(tuple(float(n - k) for k in range(n))) if n else (),
        thresholds=thresholds(),
        limits=limits(),
        widening=dict(WIDENING),
        seed=draws.default_seed(reading.slug),
        large=(*LARGE, draws.affordable_draws(*LARGE)),
        example=example(reading),
    )


def thresholds() -> dict[str, float]:
    """Every threshold of the verdict, as the engine has it."""
    names = ("ROBUST_SHARE", "ROBUST_ORDINAL_SHARE", "ROBUST_DISTANCE", "CLOSE_LEAD", "CLOSE_BEATEN", "CAUTION")
    return {name: getattr(verdict, name) for name in names}


def limits() -> dict[str, float]:
    """Every other convention with a number in it, as the engine and the pages have it."""
    return {
        "DEFAULT_DRAWS": draws.DEFAULT_DRAWS,
        "MOST_DRAWS": draws.MOST_DRAWS,
        "LEAST_DRAWS": draws.LEAST_DRAWS,
        "TIE": value.TIE,
        "ALIKE": swings.ALIKE,
        "AGREED": swings.AGREED,
        "APART": result.APART,
        "SETS": conditions.SETS,
        "PARTIAL_MAX": unlocking.PARTIAL_MAX,
    }
