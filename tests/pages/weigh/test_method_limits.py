"""Every number that somebody set is on the method page, or changes no figure that is shown."""

import importlib
import pkgutil

import pytest

import options.analysis
from options.analysis import draws, scores, verdict
from options.pages.weigh import conditions, phrases, result, swings
from options.pages.weigh.method import limits

ENGINE = [
    importlib.import_module(f"options.analysis.{each.name}")
    for each in pkgutil.iter_modules(options.analysis.__path__)
    if not each.ispkg
]
MEMORY = {"BLOCK_VALUES", "LEAST_BLOCK", "LARGE_VALUES", "CLOSE_VALUES"}  # how much is worked on at a time
CLASS = {"AGREED", "RISE", "FEW"}  # on the report of a class, which is no weighing
ARITHMETIC = {"UNIT", "HALF", "EDGE"}  # the grain of numbers, and guards against overflow


def numbers(module):
    """Constants of a module that are numbers."""
    every = vars(module).items()
    return {name for name, each in every if name.isupper() and isinstance(each, int | float)}


def test_no_number_of_the_engine_is_kept_to_itself():
    shown = set(limits.engine()) | set(limits.thresholds())
    found = set().union(*map(numbers, ENGINE))
    assert found - MEMORY - ARITHMETIC - CLASS == shown


@pytest.mark.parametrize("module", [conditions, phrases, result, swings])
def test_no_number_of_what_is_shown_is_kept_to_itself(module):
    assert numbers(module) <= set(limits.pages()) | set(limits.engine())


def test_thresholds_are_those_of_the_engine():
    assert limits.thresholds() == {name: getattr(verdict, name) for name in limits.thresholds()}


def test_the_step_of_overall_values_is_one_over_the_grid():
    assert limits.engine()["GRID"] * draws.GRID == 1


def test_widening_and_heat_are_those_of_the_code():
    assert (limits.widening(), limits.heat()) == (scores.WIDENING, result.HEAT)


@pytest.mark.parametrize(
    ("number", "said"),
    [(10_000, "10,000"), (5.0, "5"), (0.8, "0.8"), (1e-9, "0.000000001"), (2.0**-36, "0.0000000000146")],
)
def test_a_limit_is_told_in_plain_digits(number, said):
    assert limits.plain(number) == said
