"""Points, weights and centroids."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.weights import (
    WeightFault,
    checked,
    equal_by_group,
    normalised,
    point_estimate,
    rank_order_centroid,
)

POINTS = st.lists(st.integers(0, 9).map(float), min_size=1, max_size=7).filter(any)


@pytest.mark.parametrize(
    ("points", "reason", "criterion"),
    [
        ({"a": -1}, "negative", "a"),
        ({"a": -math.inf}, "not-finite", "a"),
        ({"a": math.nan}, "not-finite", "a"),
        ({"a": math.inf}, "not-finite", "a"),
        ({"a": 10**400}, "not-finite", "a"),
        ({"z": 1}, "unknown", "z"),
        ({"a": 0, "b": -0.0}, "nothing", None),
        ({}, "nothing", None),
    ],
)
def test_points_that_are_no_weights_are_refused_with_the_reason(points, reason, criterion):
    with pytest.raises(WeightFault) as found:
        checked(points, ("a", "b"))
    assert (found.value.reason, found.value.criterion) == (reason, criterion)


def test_a_fault_is_a_value_error_with_a_sentence():
    with pytest.raises(ValueError, match="a has negative points"):
        checked({"a": -1}, ("a",))


def test_criteria_that_nobody_named_get_no_points():
    assert checked({"b": 2}, ("a", "b", "c")) == (0.0, 2.0, 0.0)


def test_a_zero_has_no_sign():
    assert [math.copysign(1, point) for point in checked({"a": -0.0, "b": 1}, ("a", "b"))] == [1, 1]


@given(POINTS)
def test_weights_sum_to_1_in_proportion_to_points(points):
    weights = normalised(tuple(points))
    assert math.fsum(weights) == pytest.approx(1, abs=1e-15)
    assert [w * sum(points) for w in weights] == pytest.approx(points)


@given(POINTS, st.sampled_from([1e-300, 2.0**-1000, 1e-3, 3, 1e300, 2.0**1000]))
def test_weights_do_not_depend_on_the_unit_of_points(points, factor):
    scaled = tuple(point * factor for point in points)
    assert normalised(scaled) == pytest.approx(normalised(tuple(points)), abs=1e-12)
    assert rank_order_centroid(scaled) == rank_order_centroid(tuple(points))


@pytest.mark.parametrize(
    ("points", "weights"),
    [
        ((1e308, 1e308), (0.5, 0.5)),
        ((5e-324, 5e-324), (0.5, 0.5)),
        ((1e308, 5e-324), (1, 0)),
        ((5e-324, 1.5e-323), (0.25, 0.75)),
    ],
)
def test_the_largest_and_the_smallest_points_are_weighed(points, weights):
    assert normalised(points) == pytest.approx(weights)


def test_centroid_weights_depend_on_the_order_alone():
    assert rank_order_centroid((9.0, 1.0)) == rank_order_centroid((5.1, 5.0)) == (0.75, 0.25)


def test_tied_criteria_share_the_mean_of_their_centroid_weights():
    assert rank_order_centroid((3.0, 7.0, 3.0)) == pytest.approx((7 / 36, 11 / 18, 7 / 36))


def test_criteria_without_points_get_no_centroid_weight_and_take_none():
    assert rank_order_centroid((0.0, 2.0, 1.0)) == (0.0, 0.75, 0.25)


@given(POINTS)
def test_centroid_weights_sum_to_1_and_keep_the_order(points):
    weights = rank_order_centroid(tuple(points))
    assert math.fsum(weights) == pytest.approx(1, abs=1e-15)
    for point, weight in zip(points, weights, strict=True):
        assert (weight > 0) == (point > 0)
        assert all(weight > w for p, w in zip(points, weights, strict=True) if p < point)
        assert all(weight == w for p, w in zip(points, weights, strict=True) if p == point)


@pytest.mark.parametrize(
    ("preference", "weights"),
    [("stated", (0.8, 0.2, 0)), ("ordinal", (0.75, 0.25, 0)), ("any", (1 / 3, 1 / 3, 1 / 3))],
)
def test_the_point_estimate_follows_the_preference(preference, weights):
    assert point_estimate((8.0, 2.0, 0.0), preference) == weights


def test_equal_means_equal_groups_and_then_equal_within():
    found = equal_by_group({"a": "benefit", "b": "harm", "c": "harm", "d": "means", "e": "means", "f": "means"})
    assert [found["a"], found["b"] + found["c"], found["d"] * 3] == pytest.approx([100 / 3] * 3)
    assert found["b"] == found["c"]


def test_criteria_without_a_group_form_one_together():
    assert equal_by_group({"a": None, "b": None, "c": "harm"}) == {"a": 25, "b": 25, "c": 50}


def test_no_criteria_no_points():
    assert equal_by_group({}) == {}
