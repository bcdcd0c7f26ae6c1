"""Runs of equal tokens, against the textbook's table."""

import random
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.anchoring import matching
from options.analysis.anchoring.matching import runs

TOKENS = st.lists(st.sampled_from("abc."), max_size=30)


def longest(a, b):
    """Length of a longest common subsequence, by the recurrence of Wagner and Fischer (1974)."""
    row = [0] * (len(b) + 1)
    for x in a:
        above = row
        row = [0]
        for j, y in enumerate(b):
            row.append(above[j] + 1 if x == y else max(above[j + 1], row[j]))
    return row[-1]


def sound(found, a, b):
    ends = [(0, 0)]
    for i, j, size in found:
        assert size > 0
        assert list(a[i : i + size]) == list(b[j : j + size])
        assert i >= ends[-1][0]
        assert j >= ends[-1][1]
        assert (i, j) != ends[-1] or len(ends) == 1  # runs side by side are one
        ends.append((i + size, j + size))
    assert ends[-1][0] <= len(a)
    assert ends[-1][1] <= len(b)


@given(TOKENS, TOKENS)
def test_as_many_tokens_as_possible_are_matched(a, b):
    found = runs(a, b)
    sound(found, a, b)
    assert sum(size for _, _, size in found) == longest(a, b)


@given(TOKENS, TOKENS, st.integers(0, 300))
def test_what_is_matched_in_parts_is_sound(a, b, room):
    with mock.patch.object(matching, "CELLS_MAX", room):
        sound(runs(a, b), a, b)


@given(TOKENS)
def test_the_same_is_all_matched(a):
    assert runs(a, a) == ([(0, 0, len(a))] if a else [])


def test_an_example():
    assert runs(["the", "plan", "is", "cheap"], ["the", "whole", "plan", "was", "cheap"]) == [
        (0, 0, 1),
        (1, 2, 1),
        (3, 4, 1),
    ]


def in_parts(a, b, room):
    with mock.patch.object(matching, "CELLS_MAX", room), mock.patch.object(matching, "_matched", autospec=True) as each:
        each.side_effect = REAL
        return runs(a, b), [(len(call.args[0]), len(call.args[1])) for call in each.call_args_list]


REAL = matching._matched


def test_what_fits_is_matched_at_once_and_one_more_is_not():
    a = [str(n) for n in range(10)]
    assert in_parts(a, a, 100) == ([(0, 0, 10)], [(10, 10)])
    assert len(in_parts(a, a, 99)[1]) > 1


def test_rows_that_occur_once_cut_long_texts_into_parts():
    """A few words change in each hundred: eight in a row keep their order on both sides."""
    chosen = random.Random(2)
    a = [chosen.choice("abcdefgh") for _ in range(3000)]
    b = [token if n % 100 else "x" for n, token in enumerate(a)]
    found, parts = in_parts(a, b, 5_000)
    sound(found, a, b)
    assert sum(size for _, _, size in found) == 2970
    assert max(x * y for x, y in parts) <= 5_000


def test_rows_that_changed_their_order_are_not_all_taken():
    one, two = [f"a{n}" for n in range(40)], [f"b{n}" for n in range(50)]
    found, _parts = in_parts(one + two, two + one, 100)
    assert sum(size for _, _, size in found) == 50


def test_single_tokens_that_occur_once_are_taken_where_rows_are_not():
    a = [token for n in range(100) for token in (f"u{n}", "x")]
    b = [token for n in range(100) for token in (f"u{n}", "y")]
    found, _parts = in_parts(a, b, 50)
    assert sum(size for _, _, size in found) == 100


def test_where_no_token_occurs_once_sentences_are_matched():
    a = ["so", "be", "it", "."] * 300
    b = a[:400] + ["never", "mind", "."] * 2 + a[400:]
    found, parts = in_parts(a, b, 100_000)
    sound(found, a, b)
    assert sum(size for _, _, size in found) == 1200
    assert parts == [(300, 302)]


def test_where_nothing_tells_parts_from_each_other_nothing_is_matched():
    assert in_parts(["x"] * 1000 + ["."] * 1000, ["."] * 1001, 100_000) == ([], [])


@pytest.mark.parametrize("sides", [("", "ab"), ("ab", ""), ("", "")])
def test_nothing_on_one_side_matches_nothing(sides):
    for room in (matching.CELLS_MAX, -1):
        assert in_parts(*sides, room)[0] == []
