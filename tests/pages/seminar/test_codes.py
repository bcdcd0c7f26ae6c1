"""The code that lets a class in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.pages.seminar.codes import ALPHABET, LENGTH, canonical, code, spaced

NUMBERS = st.lists(st.integers(0, len(ALPHABET) - 1), min_size=LENGTH, max_size=LENGTH)


def test_nothing_in_the_alphabet_is_taken_for_something_else():
    assert ALPHABET == "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
    assert not set("0O1IL") & set(ALPHABET)


def test_a_code_is_made_of_six_numbers():
    assert code([7, 28, 9, 23, 13, 20]) == "H7K2QX"


@pytest.mark.parametrize("numbers", [[], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 31], [-1, 2, 3, 4, 5, 6], [0] * 7])
def test_other_numbers_are_refused(numbers):
    with pytest.raises(ValueError, match="6 numbers"):
        code(numbers)


@pytest.mark.parametrize(
    "typed", ["H7K2QX", "h7k2qx", " H7K 2QX\n", "H7K-2QX", "h7k – 2qx", "H 7 K 2 Q X", "Ｈ７Ｋ２ＱＸ", "H7K\u00a02QX"]
)
def test_a_code_is_taken_however_it_is_typed(typed):
    assert canonical(typed) == "H7K2QX"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "H7K2Q",
        "H7K2QXX",
        "H7K2Q0",
        "H7K2QO",
        "H7K2Q1",
        "H7K2QI",
        "H7K2QL",
        "H7K2Q!",
        "H7K2QÄ",
        " " * 1000 + "H7K2QX",
    ],
)
def test_what_is_no_code_is_none(typed):
    assert canonical(typed) is None


def test_a_code_is_read_out_in_two_halves():
    assert spaced("H7K2QX") == "H7K 2QX"


@given(NUMBERS)
def test_every_code_comes_back_from_how_it_is_read_out(numbers):
    assert canonical(spaced(code(numbers)).lower()) == code(numbers)


@given(st.text())
def test_whatever_is_typed_is_a_code_or_none(text):
    found = canonical(text)
    assert found is None or (len(found) == LENGTH and set(found) <= set(ALPHABET))
