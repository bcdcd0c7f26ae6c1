"""Dominance, and that no weights can turn it."""

import pytest
from hypothesis import given

from options.analysis.dominance import dominated_by, robustly_dominated_by
from options.analysis.matrix import Matrix
from options.analysis.value import Scale, overall, ranks
from options.analysis.weights import normalised
from tests.analysis.problems import matrices, table, weighted


def test_at_least_as_good_everywhere_and_better_somewhere_dominates():
    assert dominated_by(table({"ash": (50, 60), "birch": (50, 50)}), ()) == ((), ("ash",))


def test_equal_options_do_not_dominate_each_other():
    assert dominated_by(table({"ash": (50, 60), "birch": (50, 60)}), ()) == ((), ())


def test_better_on_one_and_worse_on_another_does_not_dominate():
    assert dominated_by(table({"ash": (50, 60), "birch": (60, 50)}), ()) == ((), ())


def test_the_better_end_of_a_scale_is_meant():
    matrix = table({"ash": (50,), "birch": (60,)}, [Scale(0, 100, less=True)])
    assert dominated_by(matrix, ()) == ((), ("ash",))


def test_all_that_dominate_are_told_in_order():
    assert dominated_by(table({"ash": (30,), "birch": (20,), "cedar": (10,)}), ()) == ((), ("ash",), ("ash", "birch"))


def test_only_criteria_that_weigh_something_count():
    matrix = table({"ash": (50, 10), "birch": (40, 90)})
    assert dominated_by(matrix, (1.0, 0.0)) == ((), ("ash",))
    assert dominated_by(matrix, ()) == ((), ())


@pytest.mark.parametrize("rows", [{"ash": (50, None), "birch": (40, 10)}, {"ash": (50, 90), "birch": (40, None)}])
def test_a_missing_score_never_supports_dominance(rows):
    matrix = table(rows)
    assert dominated_by(matrix, (0.5, 0.5)) == robustly_dominated_by(matrix, (0.5, 0.5)) == ((), ())


def test_a_score_missing_where_the_weight_is_zero_is_no_hindrance():
    assert dominated_by(table({"ash": (50, None), "birch": (40, 10)}), (1.0, 0.0)) == ((), ("ash",))


def test_robustly_means_the_worse_end_against_the_better_one():
    matrix = table({"ash": ((50, 60, 70), 40), "birch": ((30, 40, 50), (10, 20, 30))})
    assert robustly_dominated_by(matrix, ()) == ((), ("ash",))


def test_ranges_that_overlap_do_not_dominate_robustly():
    matrix = table({"ash": ((49, 60, 70),), "birch": ((30, 40, 50),)})
    assert robustly_dominated_by(matrix, ()) == ((), ())
    assert dominated_by(matrix, ()) == ((), ("ash",))


def test_ranges_that_touch_everywhere_do_not_dominate_robustly():
    assert robustly_dominated_by(table({"ash": (50,), "birch": (50,)}), ()) == ((), ())


def test_no_options_no_dominance():
    assert dominated_by(Matrix((), ("a",), (Scale(0, 1),), ()), ()) == ()


@given(weighted())
def test_a_dominated_option_never_has_the_higher_value_or_the_better_rank(problem):
    matrix, given_points = problem
    weights = normalised(tuple(float(given_points.get(c, 0)) for c in matrix.criteria))
    values = [overall(weights, row) for row in matrix.best]
    placed = ranks(values)
    for b, over in enumerate(dominated_by(matrix, weights)):
        for a in map(matrix.options.index, over):
            assert values[a] >= values[b]
            assert placed[a] <= placed[b]


@given(matrices())
def test_dominance_is_as_defined_pair_by_pair(matrix):
    for b, over in enumerate(dominated_by(matrix, ())):
        for a, name in enumerate(matrix.options):
            pairs = list(zip(matrix.best[a], matrix.best[b], strict=True))
            complete = a != b and not any(None in pair for pair in pairs)
            dominates = complete and all(x >= y for x, y in pairs) and any(x > y for x, y in pairs)
            assert (name in over) == dominates


@given(matrices())
def test_what_dominates_robustly_dominates(matrix):
    for robustly, at_best in zip(robustly_dominated_by(matrix, ()), dominated_by(matrix, ()), strict=True):
        assert set(robustly) <= set(at_best)
