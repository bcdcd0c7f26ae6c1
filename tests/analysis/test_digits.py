"""What reports print."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.digits import rounded


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.1 + 0.2, 0.3), (1 / 3, 0.333333333333), (123456789.123456, 123456789.123), (1e-300 / 3, 3.33333333333e-301)],
)
def test_a_float_keeps_twelve_significant_digits(value, expected):
    assert rounded(value) == expected


def test_a_zero_has_no_sign():
    assert str(rounded(-0.0)) == "0.0"


@pytest.mark.parametrize("value", [None, True, 3, 12345678901234567890, "1.00000000000000001", ""])
def test_what_is_no_float_stays(value):
    assert rounded(value) is value


def test_numbers_are_found_at_any_depth_and_tuples_become_lists():
    assert rounded({"a": (0.1 + 0.2, {"b": [None, -0.0]})}) == {"a": [0.3, {"b": [None, 0.0]}]}


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_float_that_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match="finite"):
        rounded([value])


@pytest.mark.parametrize("value", [Fraction(1, 3), {1, 2}, b"x", object()])
def test_what_is_no_plain_value_is_refused(value):
    with pytest.raises(TypeError, match="no plain value"):
        rounded(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounding_twice_is_rounding_once_and_changes_little(value):
    once = rounded(value)
    assert rounded(once) == once
    assert once == pytest.approx(value, rel=1e-11)
