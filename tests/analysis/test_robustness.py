"""Rank acceptability, central weights and confidence factors, against hand and against one draw at a time."""

import math
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from options.analysis import draws, robustness
from options.analysis.matrix import Cell, Matrix
from options.analysis.robustness import Asked, central_weights, confidence_factors, shares, shares_of
from options.analysis.value import Scale
from tests.analysis.problems import matrices, table, weighted

CROSSED = table({"ash": (100, 0), "birch": (0, 100), "cedar": (60, 60)})
WIDE = (0, 50, 100)


def all_of(matrix):
    return tuple(range(len(matrix.options)))


def of(matrix, given_points, preference, common=False, number=2_000, seed=1):
    return shares(matrix, given_points, preference, common=common, seed=seed, number=number, among=[all_of(matrix)])[0]


def test_sure_scores_under_stated_weights_have_one_order():
    assert of(CROSSED, (7.0, 3.0), "stated").acceptability == ((1, 0, 0), (0, 0, 1), (0, 1, 0))


def test_under_any_weights_the_shares_are_lengths_of_the_line_of_weights():
    """Of two criteria the weight of the first is even on 0..1: ash is first above 0.6, birch below 0.4."""
    assert of(CROSSED, (1.0, 1.0), "any", number=20_000).first == pytest.approx((0.4, 0.4, 0.2), abs=0.012)


def test_under_an_order_only_that_half_of_the_line_counts():
    """The first weight is even on 0.5..1: cedar is first up to 0.6."""
    assert of(CROSSED, (2.0, 1.0), "ordinal", number=20_000).first == pytest.approx((0.8, 0, 0.2), abs=0.012)


@pytest.mark.parametrize(
    ("given_points", "ash", "birch"),
    [
        ((20.0, 40.0, 10.0), (90, 0, 50), (0, 40, 70)),
        ((20.0, 20.0, 40.0), (0, 80, 80), (60, 40, 70)),
        ((20.0, 10.0, 30.0), (90, 10, 10), (20, 90, 30)),
        ((10.0, 30.0, 20.0), (20, 10, 50), (30, 0, 60)),
    ],
)
def test_options_that_are_equal_by_arithmetic_tie_in_every_draw(given_points, ash, birch):
    """Their sums differ in the last bit."""
    assert of(table({"ash": ash, "birch": birch}), given_points, "stated", number=10).first == (0.5, 0.5)


def test_independent_scores_of_the_same_range_win_equally_often():
    found = of(table(dict.fromkeys(("ash", "birch", "cedar"), (WIDE,))), (1.0,), "stated", number=20_000)
    assert found.first == pytest.approx((1 / 3,) * 3, abs=0.012)


def test_with_a_common_error_the_order_of_ranges_is_the_order_of_draws():
    matrix = table({"ash": ((0, 40, 80),), "birch": ((20, 60, 100),)})
    assert of(matrix, (1.0,), "stated", common=True).first == (0, 1)
    assert 0.05 < of(matrix, (1.0,), "stated").first[0] < 0.5


def test_options_that_nobody_scored_tie_under_a_common_error():
    assert of(table({"ash": (None,), "birch": (None,)}), (1.0,), "stated", common=True).first == (0.5, 0.5)


@settings(max_examples=40)
@given(weighted(), st.sampled_from(["stated", "ordinal", "any"]), st.booleans())
def test_shares_are_those_of_ranking_one_draw_at_a_time(problem, preference, common):
    matrix, given_points = problem
    each = tuple(float(given_points.get(c, 0)) for c in matrix.criteria)
    found = of(matrix, each, preference, common, number=30)
    values = draws.score_block(matrix, 1, common, 0, 30)
    weights = np.broadcast_to(draws.weight_block(each, preference, 1, 0, 30), (len(each), 30))
    first = np.zeros(len(matrix.options))
    for d in range(30):
        overall = [round(math.fsum(weights[:, d] * values[:, i, d]), 9) for i in all_of(matrix)]
        tied = [i for i, value in enumerate(overall) if value == max(overall)]
        first[tied] += 1 / len(tied) / 30
    assert found.first == pytest.approx(tuple(first), abs=1e-12)


@settings(max_examples=40)
@given(matrices(least=3))
def test_an_option_added_never_changes_the_pairwise_share_of_others(matrix):
    fewer = Matrix(matrix.options[:-1], matrix.criteria, matrix.scales, matrix.cells[:-1])
    each = tuple(float(j + 1) for j in range(len(matrix.criteria)))
    whole = of(matrix, each, "ordinal", number=50).beats
    assert tuple(row[:-1] for row in whole[:-1]) == of(fewer, each, "ordinal", number=50).beats


def test_among_some_options_the_same_draws_are_ranked_again():
    among = ((0, 1, 2), (0, 1))
    every, two = shares(CROSSED, (1.0, 1.0), "any", common=False, seed=1, number=500, among=among)
    assert two.acceptability[0][0] == two.beats[0][1] == every.beats[0][1]
    assert len(two.acceptability) == 2


def test_all_that_is_asked_is_answered_in_order_from_one_drawing_of_scores():
    asked = [Asked((1.0, 1.0), "any", ((0, 1, 2), (1, 2))), Asked((7.0, 3.0), "stated", ((0, 1, 2),))]
    with mock.patch.object(draws, "score_block", wraps=draws.score_block) as drawn:
        found = shares_of(CROSSED, asked, common=False, seed=1, number=500)
    assert drawn.call_count == 1
    assert found[0] == shares(CROSSED, (1.0, 1.0), "any", common=False, seed=1, number=500, among=asked[0].among)
    assert found[1][0].first == (1, 0, 0)


@pytest.mark.parametrize("preference", ["stated", "ordinal", "any"])
def test_the_size_of_blocks_changes_nothing(preference):
    matrix = table({"ash": (WIDE, 5), "birch": (None, WIDE), "cedar": ((40, 50, 90), 30)})
    among = all_of(matrix)

    def everything():
        found = of(matrix, (2.0, 2.0), preference, number=100)
        central = robustness._central.__wrapped__(matrix, 1, 100, among)
        return found, central, robustness._confidence.__wrapped__(matrix, central, 1, 100, among)

    expected = everything()
    with mock.patch.object(draws, "BLOCK_VALUES", 70), mock.patch.object(draws, "LEAST_BLOCK", 3):
        assert len(list(draws.blocks(matrix, 100))) > 10
        assert everything() == expected


# --- central weights and confidence -----------------------------------------------------------------------------------


def test_central_weights_are_the_middle_of_the_weights_that_put_an_option_first():
    """ash on 0.6..1, birch on 0..0.4, cedar on 0.4..0.6."""
    found = central_weights(CROSSED, 1, 20_000, (0, 1, 2))
    assert [w[0] for w in found] == pytest.approx([0.8, 0.2, 0.5], abs=0.01)
    assert [math.fsum(w) for w in found] == pytest.approx([1, 1, 1], abs=1e-14)


def test_an_option_that_is_never_first_has_no_central_weights():
    matrix = table({"ash": (50, 50), "birch": (40, 50)})
    assert central_weights(matrix, 1, 500, (0, 1))[1] is None
    assert confidence_factors(matrix, central_weights(matrix, 1, 500, (0, 1)), 1, 500, (0, 1)) == (1.0, None)


def test_central_weights_are_exact_means():
    matrix = table({"ash": (100, 0, 30), "birch": (0, 100, 60)})
    weights = draws.weight_block((1.0,) * 3, "any", 1, 0, 300)
    values = np.array([[1, 0], [0, 1], [0.3, 0.6]])[:, :, None] * np.ones(300)
    first = draws.totals(values, weights).argmax(axis=0)
    for i, found in enumerate(central_weights(matrix, 1, 300, (0, 1))):
        expected = [math.fsum(row[first == i].tolist()) / np.count_nonzero(first == i) for row in weights]
        assert found == pytest.approx(expected, abs=1e-15)


def test_only_the_ranked_options_can_be_first():
    found = central_weights(CROSSED, 1, 2_000, (0, 2))
    assert len(found) == 2
    assert [w[0] for w in found] == pytest.approx([0.8, 0.3], abs=0.02)


def test_with_sure_scores_confidence_is_whole():
    central = central_weights(CROSSED, 1, 500, (0, 1, 2))
    assert confidence_factors(CROSSED, central, 1, 500, (0, 1, 2)) == (1.0, 1.0, 1.0)


def test_confidence_is_low_where_scores_overlap():
    matrix = table({"ash": (WIDE, WIDE), "birch": (WIDE, WIDE), "cedar": (WIDE, WIDE)})
    central = central_weights(matrix, 1, 5_000, (0, 1, 2))
    assert confidence_factors(matrix, central, 1, 5_000, (0, 1, 2)) == pytest.approx((1 / 3,) * 3, abs=0.03)


def test_confidence_is_found_under_ones_own_central_weights():
    """ash is sure to be first where access weighs most, birch where burden does."""
    matrix = table({"ash": (90, WIDE), "birch": (WIDE, 90)})
    central = ((1.0, 0.0), (0.0, 1.0))
    share = 1 - 0.2 * 0.1  # of a triangle 0, 50, 100 that lies below 90: 1 - 2 * 0.1^2
    assert confidence_factors(matrix, central, 1, 20_000, (0, 1)) == pytest.approx((share, share), abs=0.005)


def test_ties_count_as_first_for_both():
    matrix = table({"ash": (50,), "birch": (50,)})
    central = central_weights(matrix, 1, 100, (0, 1))
    assert central == ((1.0,), (1.0,))
    assert confidence_factors(matrix, central, 1, 100, (0, 1)) == (1.0, 1.0)


def test_what_does_not_depend_on_points_is_worked_out_once():
    matrix = table({"ash": (WIDE, 5), "birch": (6, WIDE)}, [Scale(0, 101), Scale(0, 102)])
    central_weights(matrix, 1, 100, (0, 1))
    with mock.patch.object(draws, "score_block", side_effect=AssertionError):
        central = central_weights(matrix, 1, 100, (0, 1))
    confidence_factors(matrix, central, 1, 100, (0, 1))
    with mock.patch.object(draws, "score_block", side_effect=AssertionError):
        confidence_factors(matrix, central, 1, 100, (0, 1))
    assert robustness._central.cache_info().maxsize == robustness._confidence.cache_info().maxsize == 8


def test_a_robustly_dominated_option_is_never_first():
    matrix = Matrix.of(
        {"ash": {"a": Cell(60, 70, 80, "low")}, "birch": {"a": Cell(10, 20, 30, "high")}}, {"a": Scale(0, 100)}
    )
    assert of(matrix, (1.0,), "stated").first == (1, 0)
