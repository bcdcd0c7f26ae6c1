"""Scores, and the table that they stand in."""

import math

import pytest
from hypothesis import given

from options.analysis.matrix import Cell, Matrix, kept
from options.analysis.value import Scale
from tests.analysis.problems import PERCENT, matrices, sure, table


@pytest.mark.parametrize(("low", "best", "high"), [(2, 1, 3), (1, 3, 2), (3, 2, 1)])
def test_a_score_that_does_not_go_from_low_over_best_to_high_is_refused(low, best, high):
    with pytest.raises(ValueError, match="low over best to high"):
        Cell(low, best, high)


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf, 10**400])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_score_that_is_no_finite_number_is_refused(wrong, place):
    parts = [1.0, 1.0, 1.0]
    parts[place] = wrong
    with pytest.raises(ValueError, match="finite"):
        Cell(*parts)


def test_a_confidence_that_is_none_is_refused():
    with pytest.raises(ValueError, match="low, moderate or high"):
        Cell(1, 2, 3, "medium")


def test_the_order_in_which_things_are_named_never_matters():
    scales = {"b": Scale(0, 1), "a": Scale(0, 2)}
    rows = {"y": {"b": sure(1), "a": sure(2)}, "x": {"a": sure(0)}}
    turned = {option: dict(reversed(row.items())) for option, row in reversed(rows.items())}
    assert Matrix.of(rows, scales) == Matrix.of(turned, dict(reversed(scales.items())))
    assert (Matrix.of(rows, scales).options, Matrix.of(rows, scales).criteria) == (("x", "y"), ("a", "b"))


def test_a_score_on_something_that_is_no_criterion_is_refused():
    with pytest.raises(ValueError, match="y is scored on z"):
        Matrix.of({"y": {"z": sure(1)}}, {"a": PERCENT})


@pytest.mark.parametrize(
    ("options", "criteria"), [(("y", "x"), ("a", "b")), (("x", "y"), ("b", "a")), (("x", "x"), ("a", "b"))]
)
def test_a_matrix_out_of_order_is_refused(options, criteria):
    with pytest.raises(ValueError, match="in the order of their slugs"):
        Matrix(options, criteria, (PERCENT,) * 2, ((None,) * 2,) * 2)


@pytest.mark.parametrize(
    ("scales", "cells"),
    [((PERCENT,), ((None, None),)), ((PERCENT,) * 2, ((None,),)), ((PERCENT,) * 2, ((None, None),) * 2)],
)
def test_a_matrix_that_is_no_rectangle_is_refused(scales, cells):
    with pytest.raises(ValueError, match="a scale for each criterion"):
        Matrix(("x",), ("a", "b"), scales, cells)


def test_values_of_a_range_are_its_worse_and_its_better_end():
    matrix = table({"x": ((10, 20, 40), (10, 20, 40), None)}, [PERCENT, Scale(0, 100, less=True), PERCENT])
    assert matrix.best == ((0.2, 0.8, None),)
    assert matrix.worst_case == ((0.1, 0.6, 0.0),)
    assert matrix.best_case == ((0.4, 0.9, 1.0),)


@given(matrices())
def test_a_best_estimate_lies_between_the_cases(matrix):
    for best, low, high in zip(matrix.best, matrix.worst_case, matrix.best_case, strict=True):
        assert all(a <= v <= b for v, a, b in zip(best, low, high, strict=True) if v is not None)


def test_what_is_missing_and_what_leaves_the_scale_is_told():
    matrix = table({"x": ((-5, 0, 5), None, (90, 100, 101), 50)})
    assert matrix.missing(0) == ("burden",)
    assert matrix.clipped(0) == ("access", "cost")


@given(matrices())
def test_equal_matrices_are_one_key(matrix):
    again = Matrix(matrix.options, matrix.criteria, matrix.scales, matrix.cells)
    assert hash(again) == hash(matrix)
    assert kept(again) is kept(matrix)
