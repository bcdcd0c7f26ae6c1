"""Agreement between rankings, and what disagreement comes from."""

import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.agreement import Concordance, concordance, mid_ranks, split_by_criterion

RANKINGS = st.integers(2, 5).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 3), min_size=n, max_size=n).map(mid_ranks), min_size=2, max_size=5)
)


@pytest.mark.parametrize(
    ("values", "expected"),
    [([30, 10, 20], (1, 3, 2)), ([5, 5, 1], (1.5, 1.5, 3)), ([7, 7, 7], (2, 2, 2)), ([], ()), ([1], (1,))],
)
def test_tied_values_share_the_mean_of_their_places(values, expected):
    assert mid_ranks(values) == expected


def test_values_that_differ_by_a_rounding_are_tied():
    assert mid_ranks([0.1 + 0.2, 0.3, 0.0]) == (1.5, 1.5, 3)


@given(st.lists(st.integers(0, 4)))
def test_mid_ranks_always_have_the_same_sum(values):
    assert sum(mid_ranks(values)) == len(values) * (len(values) + 1) / 2


def test_raters_who_rank_alike_agree_wholly():
    assert concordance([(1, 2, 3)] * 4) == Concordance(4, 3, 1.0, 8.0, 2)


def test_raters_who_rank_alike_with_ties_agree_wholly():
    assert concordance([(1.5, 1.5, 3)] * 4).w == 1


def test_rankings_that_cancel_out_agree_not_at_all():
    assert concordance(list(permutations((1, 2, 3)))).w == 0


@pytest.mark.parametrize("rankings", [[], [(1, 2, 3)], [(1,), (1,)], [(2, 2, 2), (2, 2, 2)], [(), ()]])
def test_where_agreement_is_undefined_there_is_none(rankings):
    found = concordance(rankings)
    assert (found.w, found.chi_square, found.df) == (None, None, None)
    assert found.raters == len(rankings)


def test_rankings_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="the same items"):
        concordance([(1, 2), (1, 2, 3)])


@given(RANKINGS)
def test_agreement_lies_between_none_and_whole(rankings):
    w = concordance(rankings).w
    assert w is None or 0 <= w <= 1


@given(RANKINGS, st.randoms())
def test_the_order_of_raters_and_items_changes_nothing(rankings, random):
    order = list(range(len(rankings[0])))
    random.shuffle(order)
    turned = [tuple(ranking[i] for i in order) for ranking in rankings[::-1]]
    assert concordance(turned).w == pytest.approx(concordance(rankings).w)


# --- by criterion ---------------------------------------------------------------------------------------------------


def test_all_disagreement_comes_from_the_criteria_that_judges_weigh_differently():
    found = split_by_criterion([(0.6, 0.2, 0.2), (0.2, 0.6, 0.2)], [(1, 0, 1), (0, 1, 0)])
    assert found == pytest.approx((0.5, 0.5, 0))


def test_a_criterion_on_which_options_are_alike_explains_nothing():
    assert split_by_criterion([(0.6, 0.4), (0.2, 0.8)], [(0.5, 1), (0.5, 0)])[0] == 0


def test_a_criterion_that_brings_judges_closer_counts_below_zero():
    """More weight on both for one of the judges, but the options stand the other way round on the second."""
    found = split_by_criterion([(0.6, 0.3, 0.1), (0.2, 0.1, 0.7)], [(1, 0, 0.5), (0, 1, 0.5)])
    assert found[1] < 0
    assert math.fsum(found) == pytest.approx(1)


@pytest.mark.parametrize(
    ("weights", "values"),
    [
        ([(0.5, 0.5), (0.5, 0.5)], [(1, 0), (0, 1)]),
        ([(0.6, 0.4), (0.2, 0.8)], [(0.5, 0.5), (0.5, 0.5)]),
        ([(0.6, 0.4), (0.2, 0.8)], []),
        ([], []),
        ([(1.0,)], [(0.3,), (0.7,)]),
    ],
)
def test_without_disagreement_there_is_nothing_to_split(weights, values):
    assert split_by_criterion(weights, values) is None
