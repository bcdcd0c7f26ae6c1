"""Every threshold and limit of a weighing by the name of its constant, read anew so that the page cannot drift."""

from decimal import Decimal

from options.analysis import digits, draws, sensitivity, unlocking, value, verdict
from options.analysis.scores import WIDENING
from options.pages.weigh import conditions, phrases, result, swings

Numbers = dict[str, float]


def thresholds() -> Numbers:
    """Of the verdict."""
    return {
        "ROBUST_SHARE": verdict.ROBUST_SHARE,
        "ROBUST_ORDINAL_SHARE": verdict.ROBUST_ORDINAL_SHARE,
        "ROBUST_DISTANCE": verdict.ROBUST_DISTANCE,
        "CLOSE_LEAD": verdict.CLOSE_LEAD,
        "CLOSE_BEATEN": verdict.CLOSE_BEATEN,
        "CAUTION": verdict.CAUTION,
    }


def engine() -> Numbers:
    """Of everything else that the engine works out."""
    return {
        "TIE": value.TIE,
        "NEAR": sensitivity.NEAR,
        "GRID": 1 / draws.GRID,
        "DEFAULT_DRAWS": draws.DEFAULT_DRAWS,
        "MOST_DRAWS": draws.MOST_DRAWS,
        "LEAST_DRAWS": draws.LEAST_DRAWS,
        "STEPS": draws.STEPS,
        "STEPS_TO_COUNT": draws.STEPS_TO_COUNT,
        "STEPS_TO_DRAW": draws.STEPS_TO_DRAW,
        "PARTIAL_MAX": unlocking.PARTIAL_MAX,
        "PAIRS_MAX": unlocking.PAIRS_MAX,
        "SOME": unlocking.SOME,
        "DIGITS": digits.DIGITS,
    }


def pages() -> Numbers:
    """Of what pages say and leave out."""
    return {
        "APART": result.APART,
        "ALIKE": swings.ALIKE,
        "COMPARED": swings.COMPARED,
        "NAMED": swings.NAMED,
        "AGREED": swings.AGREED,
        "EQUIVALENCES": swings.EQUIVALENCES,
        "RANKS": result.RANKS,
        "CARES": result.CARES,
        "SETS": conditions.SETS,
        "SHOWN": conditions.SHOWN,
        "SHARED": conditions.SHARED,
        "LISTED": phrases.LISTED,
    }


def widening() -> Numbers:
    """Confidence -> how far it stretches a range."""
    return dict(WIDENING)


def heat() -> tuple[float, ...]:
    """Shares from which a cell of the table of ranks is darker."""
    return result.HEAT


def plain(number: float) -> str:
    """A limit as a reader takes it in: 10,000 and 0.000000001, never 1e-09."""
    if number == int(number):
        return f"{int(number):,}"
    return format(Decimal(f"{number:.3g}"), "f")
