"""What a room of people answered."""

import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.room import (
    Movement,
    Spread,
    binned,
    counted,
    most_disputed,
    movement,
    place,
    representative,
    spread,
)

ANSWERS = st.lists(st.none() | st.floats(0, 100), max_size=40)
GIVEN = st.lists(st.floats(0, 100), min_size=1, max_size=40)
PEOPLE = st.lists(st.integers(0, 100), min_size=1, max_size=40).map(lambda values: list(enumerate(values)))


# --- spread ---------------------------------------------------------------------------------------------------------


def test_quartiles_lie_between_answers():
    assert spread([1, 2, 3, 4]) == Spread(4, 1, 1.75, 2.5, 3.25, 4)


def test_five_answers_have_their_quartiles_on_answers():
    assert spread([70, 10, 30, 50, 20]) == Spread(5, 10, 20, 30, 50, 70)


def test_one_answer_is_everything():
    assert spread([4]) == Spread(1, 4, 4, 4, 4, 4)


def test_missing_answers_are_no_zeros():
    assert spread([None, 5, None, 7]) == Spread(2, 5, 5.5, 6, 6.5, 7)


@pytest.mark.parametrize("values", [[], [None, None]])
def test_without_answers_there_is_no_spread(values):
    assert spread(values) is None


@given(GIVEN)
def test_quartiles_are_those_of_other_programs(values):
    found = spread(values)
    assert (found.lower, found.median, found.upper) == pytest.approx(tuple(np.quantile(values, (0.25, 0.5, 0.75))))
    assert found.median == pytest.approx(statistics.median(values))


@given(ANSWERS)
def test_a_spread_is_in_order(values):
    found = spread(values)
    assert found is None or found.minimum <= found.lower <= found.median <= found.upper <= found.maximum


@given(GIVEN, st.randoms())
def test_the_order_of_answers_does_not_matter(values, random):
    turned = list(values)
    random.shuffle(turned)
    assert spread(turned) == spread(values)


# --- counts ---------------------------------------------------------------------------------------------------------


def test_every_point_of_the_scale_is_counted():
    assert counted([7, 1, 7, None, 3], range(1, 8)) == (1, 0, 1, 0, 0, 0, 2)


@pytest.mark.parametrize("strange", [0, 8, 3.5])
def test_an_answer_that_is_no_point_is_refused(strange):
    with pytest.raises(ValueError, match="not on the scale"):
        counted([1, strange], range(1, 8))


def test_the_last_bin_is_closed():
    assert binned([0, 9.99, 10, 95, 100, None], 0, 100, 10) == (2, 1, 0, 0, 0, 0, 0, 0, 0, 2)


@pytest.mark.parametrize("strange", [-0.1, 100.1])
def test_an_answer_outside_the_range_is_refused(strange):
    with pytest.raises(ValueError, match="not between 0 and 100"):
        binned([strange], 0, 100, 10)


@pytest.mark.parametrize(("low", "high", "bins"), [(0, 100, 0), (5, 5, 3), (7, 1, 3)])
def test_bins_need_a_range(low, high, bins):
    with pytest.raises(ValueError, match="goes up"):
        binned([], low, high, bins)


@given(ANSWERS, st.integers(1, 50))
def test_every_answer_lies_in_one_bin(values, bins):
    found = binned(values, 0, 100, bins)
    assert (len(found), sum(found)) == (bins, sum(value is not None for value in values))


# --- order and place ------------------------------------------------------------------------------------------------


def room(lower, upper, minimum=0.0, maximum=100.0, n=20):
    return Spread(n, minimum, lower, (lower + upper) / 2, upper, maximum)


def test_the_widest_middle_half_is_most_disputed():
    assert most_disputed({"a": room(40, 60), "b": room(10, 80), "c": room(45, 50)}) == ("b", "a", "c")


def test_then_the_widest_range_counts_then_the_most_answers_then_the_order():
    spreads = {
        "level": room(40, 60),
        "as level": room(40, 60),
        "more answers": room(40, 60, n=21),
        "narrow": room(40, 60, minimum=30, n=99),
    }
    assert most_disputed(spreads) == ("more answers", "level", "as level", "narrow")


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (29.9, "lower quarter"),
        (30, "middle half"),
        (55, "middle half"),
        (60, "middle half"),
        (60.1, "upper quarter"),
    ],
)
def test_only_what_lies_beyond_a_quartile_is_outside_the_middle_half(value, where):
    assert place(value, room(30, 60)) == where


@given(GIVEN)
def test_no_more_than_a_quarter_rounded_up_lies_on_either_side(values):
    found = spread(values)
    places = [place(value, found) for value in values]
    assert max(places.count("lower quarter"), places.count("upper quarter")) <= math.ceil(len(values) / 4)


# --- movement -------------------------------------------------------------------------------------------------------


def test_movement_counts_only_those_who_answered_twice():
    found = movement([(1, 4), (5, 3), (2, 2), (None, 7), (6, None), (None, None)])
    assert found == Movement(3, 1, 1, 1, 1 / 3, spread([1, 5, 2]), spread([4, 3, 2]))


@pytest.mark.parametrize("pairs", [[], [(None, 3), (3, None)]])
def test_without_anybody_who_answered_twice_there_is_no_movement(pairs):
    assert movement(pairs) is None


@given(st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), min_size=1))
def test_movement_turned_round_goes_the_other_way(pairs):
    found, back = movement(pairs), movement([(b, a) for a, b in pairs])
    assert (back.up, back.down, back.same, back.mean_change) == (found.down, found.up, found.same, -found.mean_change)
    assert found.up + found.down + found.same == found.n == len(pairs)


# --- whose reasons --------------------------------------------------------------------------------------------------


def test_one_of_the_low_one_of_the_middle_and_one_of_the_high_speak():
    answers = [("a", 1), ("b", 1), ("c", 2), ("d", 4), ("e", 4), ("f", 5), ("g", 6), ("h", 7)]
    assert representative(answers) == ("a", "d", "g")


def test_an_outlier_does_not_speak_for_the_low():
    answers = [("far out", 0), ("low", 20), ("lowish", 22), *((f"m{i}", 50) for i in range(5)), ("high", 80)]
    assert representative(answers)[0] == "low"


def test_where_all_agree_only_the_middle_speaks():
    assert representative([("a", 4), ("b", 4), ("c", 4)]) == (None, "a", None)


def test_one_who_differs_from_all_the_others_speaks():
    assert representative([("a", 4), ("b", 4), ("c", 4), ("d", 4), ("e", 1)]) == ("e", "a", None)


@pytest.mark.parametrize(
    ("answers", "speak"),
    [
        ([], (None, None, None)),
        ([("a", 3)], (None, "a", None)),
        ([("a", 7), ("b", 1)], ("b", None, "a")),
        ([("a", 7), ("b", 4), ("c", 1)], ("c", "b", "a")),
    ],
)
def test_few_people_speak_once_each(answers, speak):
    assert representative(answers) == speak


@given(PEOPLE)
def test_those_who_speak_are_distinct_and_in_order(answers):
    given_by = dict(answers)
    speak = [who for who in representative(answers) if who is not None]
    assert len(set(speak)) == len(speak) >= 1
    assert [given_by[who] for who in speak] == sorted(given_by[who] for who in speak)


@given(PEOPLE)
def test_low_and_high_come_from_the_outer_quarters(answers):
    given_by, found = dict(answers), spread(value for _, value in answers)
    low, _, high = representative(answers)
    assert low is None or given_by[low] <= found.lower
    assert high is None or given_by[high] >= found.upper
