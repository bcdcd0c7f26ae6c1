"""Which reasons are proposed: of the low, the middle and the high answers, each person in one band."""

import pytest

from options.pages.seminar.choosing import candidates, turn

SEVEN = [(f"seat {n}", float(n)) for n in range(1, 8)]


def test_everybody_is_in_one_band():
    found = candidates(SEVEN)
    assert {band: set(who) for band, who in found.items()} == {
        "low": {"seat 1", "seat 2"},
        "middle": {"seat 3", "seat 4", "seat 5"},
        "high": {"seat 6", "seat 7"},
    }


def test_the_nearest_to_the_middle_comes_first_and_the_others_by_distance():
    assert candidates(SEVEN)["middle"][0] == "seat 4"
    low = candidates([(f"seat {n}", float(n)) for n in range(12)])["low"]
    assert low == ["seat 1", "seat 0", "seat 2"]


def test_where_all_agree_everybody_is_the_middle():
    assert candidates([("a", 4.0), ("b", 4.0), ("c", 4.0)]) == {"low": [], "middle": ["a", "b", "c"], "high": []}


def test_nobody_proposes_nothing():
    assert candidates([]) == {"low": [], "middle": [], "high": []}


def test_one_answer_is_the_middle():
    assert candidates([("a", 2.0)]) == {"low": [], "middle": ["a"], "high": []}


@pytest.mark.parametrize(("number", "who"), [(0, "a"), (1, "b"), (2, "a"), (1001, "b")])
def test_asked_for_again_and_again_it_begins_anew(number, who):
    assert turn(["a", "b"], number) == who


def test_an_empty_band_has_nobody():
    assert turn([], 3) is None
