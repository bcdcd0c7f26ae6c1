"""The same from another hand: pymcdm (Kizielewicz, Shekhovtsov and Salabun, SoftwareX 22, 2023).

Its methods set values by the options at hand. Given the ends of each scale as two more options (weighted sum) or as
bounds (SPOTIS), they set them by the scale, as we do.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.correlations import spearman
from pymcdm.helpers import rankdata, rrankdata
from pymcdm.methods import SPOTIS, WSM
from pymcdm.normalizations import minmax_normalization
from pymcdm.weights import equal_weights

from options.analysis import draws
from options.analysis.agreement import concordance, mid_ranks
from options.analysis.matrix import Cell, Matrix
from options.analysis.robustness import shares
from options.analysis.value import overall, ranks
from options.analysis.weights import normalised, point_estimate
from tests.analysis.problems import CRITERIA, NAMES, scales, sure, table

WIDE = ((0, 40, 90), (10, 60, 70), (20, 30, 100))


@st.composite
def problems(draw):
    """(our matrix, theirs, weights, types): sure scores on straight scales, every criterion with a weight."""
    wide, tall = draw(st.integers(1, 5)), draw(st.integers(2, 6))
    ours = [draw(scales(bent=False)) for _ in range(wide)]
    parts = draw(st.lists(st.lists(st.integers(0, 16), min_size=wide, max_size=wide), min_size=tall, max_size=tall))
    scores = [
        [scale.minimum + part / 16 * (scale.maximum - scale.minimum) for scale, part in zip(ours, row, strict=True)]
        for row in parts
    ]
    rows = {name: dict(zip(CRITERIA, map(sure, row), strict=False)) for name, row in zip(NAMES, scores, strict=False)}
    given_points = draw(st.lists(st.integers(1, 9).map(float), min_size=wide, max_size=wide))
    matrix = Matrix.of(rows, dict(zip(CRITERIA, ours, strict=False)))
    return matrix, np.array(scores), normalised(tuple(given_points)), [-1 if scale.less else 1 for scale in ours]


def with_ends(matrix, scores):
    return np.vstack([scores, [s.minimum for s in matrix.scales], [s.maximum for s in matrix.scales]])


@given(problems())
def test_overall_values_are_those_of_the_weighted_sum(problem):
    matrix, scores, weights, types = problem
    theirs = WSM(minmax_normalization)(with_ends(matrix, scores), np.array(weights), types, validation=False)[:-2]
    assert [overall(weights, row) for row in matrix.best] == pytest.approx((100 * theirs).tolist(), abs=1e-9)


@given(problems())
def test_overall_values_are_those_of_spotis_turned_round(problem):
    """SPOTIS measures the weighted distance from the best end of each scale."""
    matrix, scores, weights, types = problem
    bounds = np.array([[scale.minimum, scale.maximum] for scale in matrix.scales])
    theirs = SPOTIS(bounds)(scores, np.array(weights), np.array(types), validation=False)
    assert [overall(weights, row) for row in matrix.best] == pytest.approx((100 - 100 * theirs).tolist(), abs=1e-9)


@given(problems())
def test_values_of_single_scores_are_min_max_normalised(problem):
    matrix, scores, _weights, types = problem
    for j, kind in enumerate(types):
        theirs = minmax_normalization(with_ends(matrix, scores)[:, j], cost=kind == -1)[:-2]
        assert [row[j] for row in matrix.best] == pytest.approx(theirs.tolist(), abs=1e-12)


@given(st.lists(st.integers(0, 6), min_size=1, max_size=8))
def test_ranks_are_theirs_but_for_ties_which_share_the_better_place(values):
    theirs = rrankdata(values)
    assert mid_ranks(values) == tuple(theirs)
    level = [values.count(value) for value in values]
    assert ranks(values) == tuple(int(rank - (n - 1) / 2) for rank, n in zip(theirs, level, strict=True))


@given(st.integers(1, 9))
def test_equal_weights_are_theirs(n):
    assert point_estimate((1.0,) * n, "any") == pytest.approx(tuple(equal_weights(np.ones((3, n)))))


@given(st.integers(3, 7).flatmap(lambda n: st.lists(st.permutations(range(1, n + 1)), min_size=2, max_size=5)))
def test_agreement_is_their_mean_rank_correlation_in_other_units(rankings):
    """Without ties the mean of Spearman's coefficient over all pairs of m raters is (mW - 1) / (m - 1)."""
    m = len(rankings)
    pairs = [spearman(rankings[a], rankings[b]) for a in range(m) for b in range(a)]
    assert (m * concordance(rankings).w - 1) / (m - 1) == pytest.approx(np.mean(pairs), abs=1e-9)


@settings(max_examples=15)
@given(
    st.sampled_from(["stated", "ordinal", "any"]),
    st.booleans(),
    st.lists(st.integers(1, 5).map(float), min_size=3, max_size=3),
)
def test_acceptability_is_that_of_ranking_each_draw_with_pymcdm(preference, common, given_points):
    """Draw by draw: their weighted sum of the values drawn, their ranks, ours counted."""
    matrix = table({name: tuple(Cell(*ends) for ends in WIDE[k:] + WIDE[:k]) for k, name in enumerate(NAMES[:3])})
    each, number = tuple(given_points), 60
    ours = shares(matrix, each, preference, common=common, seed=5, number=number, among=[(0, 1, 2)])[0]
    values = draws.score_block(matrix, 5, common, 0, number)
    weights = np.broadcast_to(draws.weight_block(each, preference, 5, 0, number), (3, number))
    method, counts = WSM(lambda column, cost: column), np.zeros((3, 3))
    for d in range(number):
        placed = method.rank(method(values[:, :, d].T, weights[:, d], [1, 1, 1], validation=False))
        counts[[0, 1, 2], placed.astype(int) - 1] += 1
    assert np.array(ours.acceptability) == pytest.approx(counts / number)


def test_their_ranks_count_from_the_lowest_unless_told_otherwise():
    """Which is why the comparisons above turn them round."""
    assert rankdata([3, 1, 2]).tolist() == [3, 1, 2]
    assert rrankdata([3, 1, 2]).tolist() == [1, 3, 2]
