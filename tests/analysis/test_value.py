"""Value functions, overall values and ranks: by hand, and as properties of random scales."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.value import Scale, equivalent_score, overall, ranks
from tests.analysis.problems import PERCENT, scales

BENT = Scale(0, 100, points=((0, 0.0), (40, 0.5), (60, 0.5), (100, 1.0)))
PARTS = st.floats(0, 1)
LARGEST, SMALLEST = 1.7e308, 5e-324


def test_a_straight_scale_runs_from_its_worse_to_its_better_end():
    assert [Scale(10, 30).value(x) for x in (10, 15, 30)] == [0, 0.25, 1]


def test_a_scale_of_which_less_is_better_runs_down():
    assert [Scale(10, 30, less=True).value(x) for x in (10, 15, 30)] == [1, 0.75, 0]


def test_a_bent_scale_runs_straight_between_its_points():
    assert [BENT.value(x) for x in (0, 20, 40, 50, 80, 100)] == [0, 0.25, 0.5, 0.5, 0.75, 1]


def test_a_score_beyond_the_scale_counts_as_its_end():
    assert [Scale(10, 30).value(x) for x in (-1e300, 9, 31, 1e300)] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("minimum", "maximum"),
    [(1, 1), (2, 1), (math.nan, 1), (0, math.nan), (0, math.inf), (-math.inf, 0), (0, 10**400), (-LARGEST, LARGEST)],
)
def test_ends_that_are_no_scale_are_refused(minimum, maximum):
    with pytest.raises(ValueError, match="a scale"):
        Scale(minimum, maximum)


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (((1, 0), (9, 1)), "start at the scale's minimum"),
        (((0, 0), (9, 1)), "end at its maximum"),
        (((0, 0), (5, 0.5), (5, 0.6), (10, 1)), "scores of points must go up"),
        (((0, 0.1), (10, 1)), "reach the values 0 and 1"),
        (((0, 0), (10, 0.9)), "reach the values 0 and 1"),
        (((0, 0), (5, 1.1), (10, 1)), "stay between them"),
        (((0, 0), (3, 1), (6, 0.5), (10, 1)), "turn back"),
        (((0, 1), (10, 0)), "up to where it is better"),
        (((0, 0), (5, math.nan), (10, 1)), "finite"),
        (((0, 0), (math.inf, 1)), "finite"),
        (((0, 0),), "end at its maximum"),
    ],
)
def test_points_that_are_no_value_function_are_refused_each_with_its_own_words(points, words):
    with pytest.raises(ValueError, match=words):
        Scale(0, 10, points=points)


def test_points_that_run_up_where_less_is_better_are_refused():
    with pytest.raises(ValueError, match="down to where it is better"):
        Scale(0, 10, less=True, points=((0, 0), (10, 1)))


@given(scales(), PARTS, PARTS)
def test_more_of_what_is_better_never_has_the_lower_value(scale, one, other):
    low, high = sorted(scale.minimum + part * (scale.maximum - scale.minimum) for part in (one, other))
    worse, better = (high, low) if scale.less else (low, high)
    assert 0 <= scale.value(worse) <= scale.value(better) <= 1


@given(scales())
def test_the_ends_have_the_values_0_and_1(scale):
    ends = scale.value(scale.minimum), scale.value(scale.maximum)
    assert ends == ((1, 0) if scale.less else (0, 1))


@given(scales(), PARTS, PARTS)
def test_the_score_of_a_value_has_that_value(scale, value, near):
    near = scale.minimum + near * (scale.maximum - scale.minimum)
    assert scale.value(scale.score(value, near)) == pytest.approx(value, abs=1e-12)


@given(scales(), PARTS)
def test_the_score_of_a_value_that_a_score_has_is_the_score_itself(scale, part):
    score = scale.minimum + part * (scale.maximum - scale.minimum)
    assert scale.score(scale.value(score), score) == pytest.approx(score, abs=1e-9)


@pytest.mark.parametrize(("near", "score"), [(10, 40), (90, 60), (50, 50)])
def test_where_value_stands_still_the_score_nearest_to_the_present_one_is_meant(near, score):
    assert BENT.score(0.5, near) == score


@pytest.mark.parametrize("value", [-0.1, 1.1, math.nan])
def test_a_value_that_no_score_has_is_refused(value):
    with pytest.raises(ValueError, match="between 0 and 1"):
        BENT.score(value, 50)


@given(scales(), st.lists(PARTS, min_size=1))
def test_values_of_many_are_those_of_each(scale, parts):
    scores = [scale.minimum - 1 + part * (scale.maximum - scale.minimum + 2) for part in parts]
    assert scale.values(np.array(scores)).tolist() == pytest.approx([scale.value(x) for x in scores], abs=1e-14)


@given(scales(), st.lists(st.integers(0, 8), min_size=3, max_size=3))
def test_the_mean_value_is_the_integral_over_the_triangle(scale, parts):
    """Against the quantiles at the middles of 20,000 equal strips."""
    low, mode, high = (scale.minimum + part / 8 * (scale.maximum - scale.minimum) for part in sorted(parts))
    at = (np.arange(20_000) + 0.5) / 20_000
    before = at * (high - low) < mode - low
    up = low + np.sqrt(at * (high - low) * (mode - low))
    down = high - np.sqrt((1 - at) * (high - low) * (high - mode))
    mean = scale.values(np.where(before, up, down)).mean()
    assert scale.mean_value(low, mode, high) == pytest.approx(mean, abs=1e-4)


@given(scales())
def test_the_mean_of_all_is_the_area_under_the_value_function(scale):
    middles = scale.minimum + (np.arange(20_000) + 0.5) / 20_000 * (scale.maximum - scale.minimum)
    assert scale.mean_of_all() == pytest.approx(scale.values(middles).mean(), abs=1e-4)


def test_the_mean_value_of_a_sure_score_is_its_value():
    assert BENT.mean_value(20, 20, 20) == pytest.approx(0.25)


@pytest.mark.parametrize("less", [False, True])
@pytest.mark.parametrize(
    ("minimum", "maximum"),
    [(0, SMALLEST), (-SMALLEST, SMALLEST), (0, LARGEST), (-LARGEST / 2, LARGEST / 2), (1, 1 + 2**-52), (0, 1e-320)],
)
def test_the_smallest_and_the_largest_scales_are_reckoned_without_overflow(minimum, maximum, less):
    scale = Scale(minimum, maximum, less)
    assert scale.value(minimum) == less
    assert scale.value(maximum) == (not less)
    assert scale.values(np.array([-LARGEST, minimum, maximum, LARGEST])).tolist() == [less, less, not less, not less]
    assert scale.mean_value(minimum, minimum, maximum) == pytest.approx(2 / 3 if less else 1 / 3)
    assert scale.mean_of_all() == 0.5
    assert minimum <= scale.score(0.5, 0) <= maximum


def test_points_that_lie_closer_than_numbers_can_say_do_no_harm():
    scale = Scale(0, 1e308, points=((0, 0.0), (1e-320, 0.3), (1e-300, 0.6), (1e308, 1.0)))
    assert 0 <= scale.value(0) <= scale.value(1e-310) <= scale.value(1) <= scale.value(1e308) == 1
    assert 0 <= scale.mean_value(0, 1e-310, 1e308) <= 1
    assert scale.score(0.3, 0) == 1e-320


def test_the_mean_over_a_range_too_narrow_to_square_is_a_mean():
    assert PERCENT.mean_value(0, 1e-200, 3e-200) == pytest.approx(0, abs=1e-190)
    assert Scale(0, 1, points=((0, 0.0), (1e-200, 0.5), (1, 1.0))).mean_value(0, 5e-201, 2e-200) < 0.51


# --- overall values and ranks ---------------------------------------------------------------------------------------


def test_overall_is_a_hundred_times_the_weighted_sum():
    assert overall([0.25, 0.75], [1.0, 0.5]) == 62.5


def test_overall_of_an_option_that_misses_what_counts_is_none():
    assert overall([0.25, 0.75], [1.0, None]) is None


def test_a_value_missing_where_the_weight_is_zero_is_no_hindrance():
    assert overall([1.0, 0.0], [0.5, None]) == 50


def test_overall_is_never_above_a_hundred():
    assert overall([0.1] * 3 + [0.7 + 2e-16], [1.0] * 4) <= 100


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], ()),
        ([7], (1,)),
        ([10, 30, 20], (3, 1, 2)),
        ([10, 20, 20, 30], (4, 2, 2, 1)),
        ([None, 5, None], (None, 1, None)),
        ([5, 5, 5], (1, 1, 1)),
    ],
)
def test_ranks_are_those_of_a_competition(values, expected):
    assert ranks(values) == expected


def test_values_that_differ_by_a_rounding_share_a_rank():
    assert ranks([50, 50 + 1e-10, 50 - 1e-8]) == (1, 1, 3)


def test_a_group_that_shares_a_rank_is_measured_from_its_best():
    assert ranks([0.0, 0.8e-9, 1.6e-9]) == (3, 1, 1)


@given(st.lists(st.integers(0, 5)))
def test_a_rank_is_one_more_than_how_many_are_higher(values):
    assert ranks(values) == tuple(1 + sum(other > value for other in values) for value in values)


# --- a weight restated in units -------------------------------------------------------------------------------------


def test_a_change_is_worth_the_change_that_gains_as_much():
    """A whole swing of the other weighs half as much: half the way on this scale."""
    assert equivalent_score(PERCENT, 0, 0.5, Scale(0, 10), 0, 10, 0.25) == 50


def test_the_equivalent_goes_towards_the_better_end():
    assert equivalent_score(Scale(0, 100, less=True), 100, 0.5, Scale(0, 10), 10, 0, 0.25) == 50


def test_nothing_is_equivalent_when_the_rest_of_the_scale_is_worth_less():
    assert equivalent_score(PERCENT, 60, 0.5, Scale(0, 10), 0, 10, 0.25) is None


def test_nothing_is_equivalent_when_a_criterion_weighs_nothing():
    assert equivalent_score(PERCENT, 0, 0.0, Scale(0, 10), 0, 10, 0.25) is None


@given(scales(), scales(), st.floats(0.01, 1), st.floats(0.01, 1))
def test_both_changes_gain_the_same(scale, other, weight, other_weight):
    start = scale.maximum if scale.less else scale.minimum
    to = equivalent_score(scale, start, weight, other, other.minimum, other.maximum, other_weight)
    if to is None:
        assert other_weight > weight
    else:
        assert scale.value(to) * weight == pytest.approx(other_weight, abs=1e-9)


def test_knots_are_the_points_or_the_ends():
    assert Scale(0, 9).knots == ((0, 0.0), (9, 1.0))
    assert Scale(0, 9, less=True).knots == ((0, 1.0), (9, 0.0))
    assert [b[0] - a[0] for a, b in pairwise(BENT.knots)] == [40, 20, 40]
