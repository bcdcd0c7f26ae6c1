"""What a score may turn out to be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.matrix import Cell
from options.analysis.scores import WIDENING, Triangles, expected_values, triangles, widened
from options.analysis.value import Scale
from tests.analysis.problems import PERCENT, cells, matrices, scales, table

MIDDLES = (np.arange(4_000) + 0.5) / 4_000


@st.composite
def scored(draw):
    scale = draw(scales())
    return scale, draw(cells(scale, beyond=True))


def inside(scale, cell):
    return [min(max(x, scale.minimum), scale.maximum) for x in (cell.low, cell.best, cell.high)]


@pytest.mark.parametrize(
    ("confidence", "expected"), [("high", (40, 50, 60)), ("moderate", (35, 50, 65)), ("low", (30, 50, 70))]
)
def test_less_confidence_widens_the_range_around_its_mean(confidence, expected):
    assert widened(PERCENT, Cell(40, 50, 60, confidence)) == pytest.approx(expected)


def test_the_mode_moves_too_so_that_the_mean_stays():
    assert widened(PERCENT, Cell(40, 40, 70, "low")) == pytest.approx((30, 30, 90))


def test_a_range_is_widened_no_further_than_to_the_nearer_end_of_the_scale():
    """Mean 20, k = 20 / 15 where the low end reaches 0."""
    assert widened(PERCENT, Cell(5, 20, 35, "low")) == pytest.approx((0, 20, 40))


def test_a_range_that_reaches_the_end_already_is_not_widened():
    assert widened(PERCENT, Cell(0, 20, 35, "low")) == (0, 20, 35)


def test_a_score_without_a_range_stays_one():
    assert widened(PERCENT, Cell(20, 20, 20, "low")) == (20, 20, 20)


def test_a_range_beyond_the_scale_is_cut_off_first():
    assert widened(PERCENT, Cell(-50, 20, 40)) == (0, 20, 40)


@given(scored())
def test_confidence_never_changes_the_expected_score_and_never_leaves_the_scale(problem):
    scale, cell = problem
    found = widened(scale, cell)
    assert scale.minimum <= found[0] <= found[1] <= found[2] <= scale.maximum
    assert sum(found) == pytest.approx(sum(inside(scale, cell)), abs=1e-9)


@given(scored())
def test_a_range_never_shrinks_and_never_grows_by_more_than_the_rule(problem):
    scale, cell = problem
    low, _, high = widened(scale, cell)
    was = inside(scale, cell)
    assert (was[2] - was[0]) * (1 - 1e-12) <= high - low <= (was[2] - was[0]) * WIDENING[cell.confidence] + 1e-9


def quantile(low, mode, high, at):
    """Of the triangular distribution, as textbooks have it."""
    if low == high:
        return np.full_like(at, low)
    up = low + np.sqrt(at * (high - low) * (mode - low))
    return np.where(at * (high - low) < mode - low, up, high - np.sqrt((1 - at) * (high - low) * (high - mode)))


@given(scored())
def test_draws_are_the_quantiles_of_the_triangle(problem):
    scale, cell = problem
    found = Triangles.of(scale, [cell]).positions(MIDDLES[None])[0]
    ends = [(x - scale.minimum) / (scale.maximum - scale.minimum) for x in widened(scale, cell)]
    assert found == pytest.approx(quantile(*ends, MIDDLES), abs=1e-9)
    assert ((found >= 0) & (found <= 1)).all()


@pytest.mark.parametrize(
    "ends", [(0, 0, 1), (0, 1, 1), (0, 1e-310, 1), (0, 1e-15, 1), (0.5, 0.5, 0.5 + 1e-15), (0, 0, 5e-324)]
)
def test_lopsided_and_narrow_triangles_are_drawn_without_overflow(ends):
    at = np.array([[0.0, 2.0**-53, 1e-13, 0.5, 1 - 2.0**-53]])
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        found = Triangles.of(Scale(0, 1), [Cell(*ends)]).positions(at)[0]
    assert found.tolist() == pytest.approx(quantile(*ends, at[0]).tolist(), abs=1e-11)


@pytest.mark.parametrize("mode", [1, 2, 3, 197, 198, 199])
def test_no_draw_leaves_the_scale_by_a_rounding(mode):
    at = np.array([[0.0, 2.0**-53, 1 - 2.0**-53]])
    found = Triangles.of(Scale(0, 200), [Cell(0, mode, 200)]).positions(at)
    assert ((found >= 0) & (found <= 1)).all()


def test_a_missing_score_may_lie_anywhere():
    found = Triangles.of(PERCENT, [None, Cell(10, 20, 30)]).positions(np.stack([MIDDLES, MIDDLES]))
    assert found[0].tolist() == MIDDLES.tolist()
    assert found[1].min() > 0.1


def test_some_options_are_drawn_as_all_are():
    matrix = table({"ash": ((0, 5, 9),), "birch": (None,), "cedar": ((7, 8, 60),)})
    shapes = triangles(matrix)[0]
    at = np.stack([MIDDLES] * 3)
    whole = shapes.positions(at)
    assert shapes.rows(slice(1, 3)).positions(at[1:]).tolist() == whole[1:].tolist()


@given(matrices())
def test_expected_values_are_the_means_of_the_draws(matrix):
    for j, scale in enumerate(matrix.scales):
        drawn = scale.values_at(triangles(matrix)[j].positions(np.stack([MIDDLES] * len(matrix.options))))
        expected = [row[j] for row in expected_values(matrix)]
        assert drawn.mean(axis=1).tolist() == pytest.approx(expected, abs=1e-3)
