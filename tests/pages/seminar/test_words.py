"""The three words that let a seat in again."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.pages.seminar.wordlist import WORDS
from options.pages.seminar.words import COUNT, canonical, spoken

NUMBERS = st.lists(st.integers(0, len(WORDS) - 1), min_size=COUNT, max_size=COUNT)
# of the subjects that dossiers of policy have, and of what a student must not be given to say
UNWANTED = """
army ass bomb border bullet cartel cocaine coup crime damn dead death devil die drug dumb fat fool gun hate hell idiot
jail kill knife law mad mexico murder nazi poison police prison rape riot sanction satan sex shoot slave spy stupid
terror treaty troop ugly vote war weapon weed
"""


def test_there_are_exactly_2048_words():
    assert len(WORDS) == len(set(WORDS)) == 2048


def test_three_words_are_33_bits():
    assert len(WORDS) ** COUNT == 2**33


def test_every_word_is_three_to_seven_plain_letters():
    assert [word for word in WORDS if not re.fullmatch("[a-z]{3,7}", word)] == []


def test_no_word_becomes_another_by_an_s():
    """Wherever the letter stands: boot and boost as well as boot and boots."""
    known = set(WORDS)
    assert [word for word in known if known & {f"{word[:i]}s{word[i:]}" for i in range(len(word) + 1)}] == []


def test_no_word_hurts_or_belongs_to_a_subject():
    assert set(UNWANTED.split()) & set(WORDS) == set()


def test_words_stand_in_order_so_that_one_is_found():
    assert list(WORDS) == sorted(WORDS)


def test_three_numbers_are_three_words():
    assert spoken([0, 1, 2047]) == "about above zoo"


@pytest.mark.parametrize("numbers", [[], [1, 2], [1, 2, 2048], [-1, 2, 3], [1, 2, 3, 4]])
def test_other_numbers_are_refused(numbers):
    with pytest.raises(ValueError, match="3 numbers"):
        spoken(numbers)


@pytest.mark.parametrize(
    "typed",
    [
        "maple river candle",
        "Maple River Candle",
        " MAPLE-RIVER-CANDLE ",
        "maple, river, candle.",
        "maple.river.candle",
        "maple\triver\n\ncandle",
        "maple – river — candle",
        "ｍａｐｌｅ　river\u00a0candle",
        "maple_river/candle",
    ],
)
def test_words_are_taken_however_they_are_typed(typed):
    assert canonical(typed) == "maple river candle"


@pytest.mark.parametrize("typed", ["maple river", "maple rivers candle", "maple candle river", "mapleriver candle", ""])
def test_other_words_stay_other_words(typed):
    assert canonical(typed) != "maple river candle"


def test_a_long_text_is_not_read_to_its_end():
    assert len(canonical("a" * 10**6)) == 200


@given(NUMBERS, st.sampled_from([" ", "-", ", ", ". ", "  "]), st.booleans())
def test_what_is_spoken_comes_back(numbers, between, shouted):
    said = spoken(numbers)
    typed = said.replace(" ", between)
    assert canonical(typed.upper() if shouted else typed) == said
