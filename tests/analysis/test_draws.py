"""Draws of scores and weights, and what they add up to."""

import math
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis import draws, streams
from options.analysis.matrix import Matrix
from options.analysis.value import Scale, overall
from options.analysis.weights import normalised, rank_order_centroid
from tests.analysis.problems import NAMES, PERCENT, matrices, sure, table

WIDE = (0, 40, 100)


def test_the_seed_of_a_dossier_is_the_head_of_the_hash_of_its_slug():
    """`printf river-crossing | sha256sum | cut -c 1-16`"""
    assert draws.default_seed("river-crossing") == 0xE3E3EC8AA5FC69A9


@pytest.mark.parametrize("number", [1, 7, 1_000])
def test_blocks_follow_each_other_and_make_up_all_draws(number):
    matrix = table({"ash": (1, 2), "birch": (3, 4)})
    with mock.patch.object(draws, "BLOCK_VALUES", 100):
        found = list(draws.blocks(matrix, number))
    assert sum(size for _, size in found) == number
    assert [start for start, _ in found] == [sum(size for _, size in found[:k]) for k in range(len(found))]


@given(st.integers(1, 400), st.integers(1, 100))
def test_a_block_is_never_larger_than_its_bound(options, criteria):
    matrix = mock.Mock(options=range(options), criteria=range(criteria))
    size = max(size for _, size in draws.blocks(matrix, draws.MOST_DRAWS))
    assert size * options * criteria <= draws.LARGE_VALUES
    assert size == 1 or size <= draws.LEAST_BLOCK or size * (options + 2) * criteria <= draws.BLOCK_VALUES


def test_a_table_of_usual_size_fits_into_one_block():
    assert len(list(draws.blocks(mock.Mock(options=range(13), criteria=range(9)), draws.DEFAULT_DRAWS))) == 1


def test_only_a_few_blocks_are_kept_and_no_large_ones():
    assert draws._kept_scores.cache_info().maxsize == 4
    matrix = table({"ash": (WIDE, WIDE)})
    with mock.patch.object(draws, "BLOCK_VALUES", 99):
        assert draws.score_block(matrix, 1, False, 0, 50) is not draws.score_block(matrix, 1, False, 0, 50)
    assert draws.score_block(matrix, 1, False, 0, 50) is draws.score_block(matrix, 1, False, 0, 50)


@pytest.mark.parametrize(("options", "criteria", "least"), [(13, 9, 10_000), (40, 20, 10_000), (200, 60, 300)])
def test_so_many_draws_can_be_afforded(options, criteria, least):
    assert least <= draws.affordable_draws(options, criteria) <= draws.DEFAULT_DRAWS


def test_a_larger_table_affords_fewer_draws_but_never_none():
    found = [draws.affordable_draws(n, 60) for n in (1, 50, 100, 200, 400, 10_000)]
    assert found == sorted(found, reverse=True)
    assert found[-1] == 100


def test_no_more_draws_than_are_asked_for():
    assert draws.affordable_draws(13, 9, 50) == 50
    assert draws.affordable_draws(13, 9, draws.MOST_DRAWS) == draws.MOST_DRAWS
    assert draws.affordable_draws(0, 0) == draws.DEFAULT_DRAWS


# --- scores ---------------------------------------------------------------------------------------------------------


@given(matrices(), st.booleans())
def test_values_drawn_lie_between_0_and_1(matrix, common):
    found = draws.score_block(matrix, 3, common, 0, 40)
    assert found.shape == (len(matrix.criteria), len(matrix.options), 40)
    assert ((found >= 0) & (found <= 1)).all()


@given(matrices(least=3), st.booleans())
def test_an_option_left_out_changes_no_draw_of_the_others(matrix, common):
    fewer = Matrix(matrix.options[1:], matrix.criteria, matrix.scales, matrix.cells[1:])
    whole = draws.score_block(matrix, 3, common, 0, 40)
    assert whole[:, 1:].tobytes() == draws.score_block(fewer, 3, common, 0, 40).tobytes()


@given(matrices(), st.booleans())
def test_a_criterion_left_out_changes_no_draw_on_the_others(matrix, common):
    fewer = Matrix(matrix.options, matrix.criteria[1:], matrix.scales[1:], tuple(row[1:] for row in matrix.cells))
    whole = draws.score_block(matrix, 3, common, 0, 40)
    assert whole[1:].tobytes() == draws.score_block(fewer, 3, common, 0, 40).tobytes()


@pytest.mark.parametrize("common", [False, True])
@pytest.mark.parametrize("close", [1, 100, 12_000])
def test_how_many_are_worked_on_at_a_time_changes_nothing(common, close):
    matrix = table(dict.fromkeys(NAMES, (WIDE, None, (1, 2, 3))), [PERCENT, Scale(0, 9), Scale(0, 5, less=True)])
    expected = draws._scores(matrix, 9, common, 0, 70)
    with mock.patch.object(draws, "CLOSE_VALUES", close):
        assert draws._scores(matrix, 9, common, 0, 70).tobytes() == expected.tobytes()


def test_blocks_of_scores_fit_together():
    matrix = table({"ash": (WIDE, 5), "birch": (None, WIDE)})
    for common in (False, True):
        whole = draws.score_block(matrix, 3, common, 0, 50)
        parts = [draws.score_block(matrix, 3, common, start, size) for start, size in ((0, 20), (20, 30))]
        assert np.concatenate(parts, axis=2).tolist() == whole.tolist()


def test_independent_draws_of_two_options_are_unrelated():
    one, other = draws.score_block(table({"ash": (WIDE,), "birch": (WIDE,)}), 3, False, 0, 10_000)[0]
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.04


def test_common_draws_share_a_quantile_within_a_criterion_and_none_between_criteria():
    found = draws.score_block(table({"ash": (WIDE, WIDE), "birch": (WIDE, WIDE)}), 3, True, 0, 10_000)
    assert found[0, 0].tolist() == found[0, 1].tolist()
    assert abs(np.corrcoef(found[0, 0], found[1, 0])[0, 1]) < 0.04


def test_another_seed_draws_other_scores():
    matrix = table({"ash": (WIDE,)})
    assert draws.score_block(matrix, 1, False, 0, 9).tolist() != draws.score_block(matrix, 2, False, 0, 9).tolist()


def test_draws_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        draws.score_block(table({"ash": (WIDE,)}), 1, False, 0, 9)[0, 0, 0] = 1.0


def test_an_option_named_like_a_stream_of_ours_is_drawn_by_itself():
    matrix = Matrix.of({"common": {"2": sure(0)}, "weights": {"2": sure(0)}}, {"2": PERCENT})
    names = {f"7/scores/{option}/2" for option in matrix.options} | {"7/common/2", "7/weights/2"}
    assert len({tuple(streams.uniforms([name], 0, 3)[0].tolist()) for name in names}) == 4


# --- weights --------------------------------------------------------------------------------------------------------


def test_stated_weights_are_the_same_for_all_draws():
    assert draws.weight_block((3.0, 1.0), "stated", 1, 0, 100).tolist() == [[0.75], [0.25]]


@given(st.lists(st.integers(0, 3).map(float), min_size=1, max_size=5).filter(any))
def test_ordinal_weights_keep_the_order_and_zero_stays_zero(given_points):
    found = draws.weight_block(tuple(given_points), "ordinal", 1, 0, 60)
    assert found.sum(axis=0).tolist() == pytest.approx([1] * 60)
    for a, row in zip(given_points, found, strict=True):
        assert (row == 0).all() if a == 0 else (row >= 0).all()
        assert all((row >= other).all() for b, other in zip(given_points, found, strict=True) if b < a)


def test_the_mean_of_ordinal_weights_is_the_centroid():
    given_points = (5.0, 1.0, 9.0, 5.0, 0.0)
    found = draws.weight_block(given_points, "ordinal", 1, 0, 20_000)
    assert found.mean(axis=1).tolist() == pytest.approx(rank_order_centroid(given_points), abs=0.005)


def test_tied_criteria_stand_in_any_order():
    found = draws.weight_block((5.0, 5.0, 1.0), "ordinal", 1, 0, 10_000)
    assert np.count_nonzero(found[0] > found[1]) == pytest.approx(5_000, abs=200)


def test_blocks_of_ordinal_weights_with_ties_fit_together():
    whole = draws.weight_block((5.0, 5.0, 1.0), "ordinal", 1, 0, 50)
    parts = [draws.weight_block((5.0, 5.0, 1.0), "ordinal", 1, start, size) for start, size in ((0, 20), (20, 30))]
    assert np.concatenate(parts, axis=1).tolist() == whole.tolist()


def test_any_weights_count_every_criterion():
    assert (draws.weight_block((0.0, 1.0), "any", 1, 0, 100) > 0).all()


# --- totals ---------------------------------------------------------------------------------------------------------


@given(matrices(missing=False), st.lists(st.integers(1, 9).map(float), min_size=4, max_size=4))
def test_totals_of_sure_scores_are_overall_values(matrix, given_points):
    weights = normalised(tuple(given_points[: len(matrix.criteria)]))
    values = np.array(matrix.best).T[:, :, None]
    found = draws.totals(values, np.array(weights)[:, None])[:, 0]
    assert [100 * x for x in found.tolist()] == pytest.approx([overall(weights, row) for row in matrix.best], abs=2e-9)


def test_what_is_equal_by_arithmetic_is_equal_among_totals():
    """0.1 * 0.3 + 0.9 * 0.7 and 0.9 * 0.7 + 0.1 * 0.3 in another order of criteria differ in the last bit."""
    parts = [0.1, 0.2, 0.3, 0.15, 0.25]
    values = np.array([[0.1, 0.7], [0.7, 0.4], [0.2, 0.3], [0.7, 0.1], [0.4, 0.2]])
    exact = [math.fsum(w * v for w, v in zip(parts, column, strict=True)) for column in values.T.tolist()]
    one = draws.totals(values[:, :, None], np.array(parts)[:, None])
    other = draws.totals(values[::-1][:, :, None], np.array(parts[::-1])[:, None])
    assert one.tolist() == other.tolist()
    assert one[:, 0].tolist() == pytest.approx(exact, abs=1e-11)


def test_memory_used_again_changes_no_total():
    matrix = table({"ash": (WIDE, 5), "birch": (None, WIDE)})
    values = draws.score_block(matrix, 3, False, 0, 50)
    work = draws.workspace(values)
    work.fill(7.0)
    weights = draws.weight_block((1.0, 2.0), "ordinal", 3, 0, 50)
    assert draws.totals(values, weights, work).tolist() == draws.totals(values, weights).tolist()
