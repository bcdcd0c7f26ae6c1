"""Facts or values: agreement with own scores and weights, with common weights, and with common scores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.agreement import Concordance
from options.analysis.facts_or_values import ThreeWays, reading, three_ways

# two criteria, three options; the first is best on the first criterion, the last on the second
FACTS = [(1.0, 0.0), (0.6, 0.3), (0.0, 1.0)]
OTHER_FACTS = [(0.0, 1.0), (0.3, 0.6), (1.0, 0.0)]
UNIT = st.floats(0, 1)
RATERS = st.integers(1, 6).flatmap(
    lambda m: st.tuples(
        st.lists(
            st.lists(st.tuples(st.none() | UNIT, st.none() | UNIT), min_size=3, max_size=3), min_size=m, max_size=m
        ),
        st.lists(st.tuples(st.none() | st.floats(0, 100), st.none() | st.floats(0, 100)), min_size=m, max_size=m),
    )
)


def ws(three):
    return [None if each.w is None else pytest.approx(each.w) for each in three]


def raters(three):
    return [each.raters for each in three]


def made(own, by_weights, by_scores, n=12):
    return ThreeWays(*(Concordance(n, 4, w, None, None) for w in (own, by_weights, by_scores)))


def test_people_with_one_view_of_the_facts_and_opposed_weights_differ_in_values():
    three = three_ways([FACTS] * 6, [(90, 10), (80, 20), (70, 30), (10, 90), (20, 80), (28, 72)])
    assert three.own.w < 0.2
    assert three.group_weights.w == 1
    assert three.group_scores.w < 0.2
    assert reading(three) == "values"


def test_people_with_one_set_of_weights_and_opposed_scores_differ_on_facts():
    three = three_ways([FACTS] * 3 + [OTHER_FACTS] * 3, [(80, 20)] * 6)
    assert three.own.w < 0.2
    assert three.group_weights.w < 0.2
    assert reading(three_ways([FACTS] * 4 + [OTHER_FACTS] * 3, [(80, 20)] * 7)) == "facts"


def test_people_who_rank_alike_agree():
    three = three_ways([FACTS] * 5, [(70, 30)] * 5)
    assert ws(three) == [1, 1, 1]
    assert reading(three) == "agreed"


def test_weights_are_shares_so_that_their_unit_does_not_count():
    in_points = three_ways([FACTS, OTHER_FACTS], [(3, 1), (1, 3)])
    assert three_ways([FACTS, OTHER_FACTS], [(75, 25), (0.1, 0.3)]) == in_points


def test_the_mean_is_of_shares_so_that_large_points_do_not_count_more():
    """One gives 1000 and 0, two give 1 and 3: on average the second criterion weighs as much as the first."""
    three = three_ways([[(1, 0), (0.55, 0.55)]] * 3, [(1000, 0), (1, 3), (1, 3)])
    assert three.group_weights.w == 1
    level = three_ways([[(1, 0), (0, 1)]] * 3, [(1000, 0), (1, 3), (1, 3)])
    assert level.group_weights.w is None  # all tie both options


def test_a_missing_score_on_a_criterion_that_does_not_weigh_is_no_hindrance():
    without = [(1.0, None), (0.6, None), (0.0, None)]
    three = three_ways([FACTS, without], [(1, 1), (1, 0)])
    assert raters(three) == [2, 1, 2]


def test_who_cannot_rank_every_option_does_not_count_with_own_scores():
    three = three_ways([FACTS, FACTS, [(1.0, 0.0), (None, 0.3), (0.0, 1.0)]], [(1, 2)] * 3)
    assert raters(three) == [2, 2, 3]


@pytest.mark.parametrize("none", [(None, None), (0, 0), (0, None)])
def test_who_has_no_weights_ranks_only_with_those_of_the_group(none):
    assert raters(three_ways([FACTS] * 3, [(1, 2), (2, 1), none])) == [2, 3, 2]


def test_one_missing_weight_is_no_weight_on_that_criterion():
    assert three_ways([FACTS, FACTS], [(1, None), (1, 2)]) == three_ways([FACTS, FACTS], [(1, 0), (1, 2)])


def test_a_cell_that_nobody_scored_leaves_nobody_to_rank_with_common_scores():
    gap = [(1.0, 0.0), (0.6, None), (0.0, 1.0)]
    assert raters(three_ways([gap, gap], [(1, 1), (1, 0)])) == [1, 0, 1]


def test_without_raters_there_is_nothing():
    three = three_ways([], [])
    assert (raters(three), ws(three)) == ([0, 0, 0], [None, None, None])


def test_a_weight_below_0_is_refused():
    with pytest.raises(ValueError, match="below 0"):
        three_ways([FACTS], [(-1, 2)])


def test_scores_and_weights_of_different_raters_are_refused():
    with pytest.raises(ValueError):
        three_ways([FACTS, FACTS], [(1, 2)])


@given(RATERS)
def test_agreement_lies_between_none_and_whole_and_of_no_more_than_all(given_by):
    scores, weights = given_by
    for each in three_ways(scores, weights):
        assert each.w is None or 0 <= each.w <= 1
        assert each.raters <= len(scores)


@given(RATERS)
def test_the_order_of_raters_changes_nothing(given_by):
    scores, weights = given_by
    turned = three_ways(scores[::-1], weights[::-1])
    assert raters(turned) == raters(three_ways(scores, weights))


@given(st.lists(st.tuples(st.floats(0.01, 100), st.floats(0.01, 100)), min_size=2, max_size=6))
def test_with_one_view_of_the_facts_common_weights_bring_whole_agreement(weights):
    w = three_ways([FACTS] * len(weights), weights).group_weights.w
    assert w is None or w == 1


@given(st.lists(st.lists(st.tuples(UNIT, UNIT), min_size=3, max_size=3), min_size=2, max_size=6))
def test_with_one_set_of_weights_common_scores_bring_whole_agreement(scores):
    w = three_ways(scores, [(2, 1)] * len(scores)).group_scores.w
    assert w is None or w == pytest.approx(1)


@pytest.mark.parametrize(
    ("w", "said"),
    [
        ((0.7, 0.2, 0.2), "agreed"),
        ((0.3, 0.7, 0.69), "values"),
        ((0.3, 0.69, 0.7), "facts"),
        ((0.3, 0.7, 0.9), "both"),
        ((0.3, 0.6, 0.6), "neither"),
        ((0.65, 0.74, 0.6), "neither"),
        ((0.625, 0.75, 0.6), "values"),
        ((None, 0.9, 0.9), "unknown"),
        ((0.3, None, 0.9), "unknown"),
        ((0.3, 0.9, None), "unknown"),
    ],
)
def test_three_agreements_in_a_word(w, said):
    assert reading(made(*w)) == said


def test_fewer_than_five_raters_say_nothing():
    assert (reading(made(0.9, 0.9, 0.9, n=4)), reading(made(0.9, 0.9, 0.9, n=5))) == ("unknown", "agreed")
