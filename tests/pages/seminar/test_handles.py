"""Names of seats and councils."""

import re

import pytest

from options.pages.seminar.handles import BIRDS, SEATS, council_name, handle


def test_the_first_seat_is_a_heron():
    assert handle(0) == "Heron-14"


def test_no_two_seats_have_one_handle():
    assert len({handle(number) for number in range(SEATS)}) == SEATS


def test_every_handle_is_a_word_and_two_digits_or_more():
    assert all(re.fullmatch(r"[A-Z][a-z]{2,9}-[1-9]\d{1,2}", handle(number)) for number in range(SEATS))


def test_neighbours_look_different():
    """Another bird, and neither the same figure nor the next one."""
    for number in range(SEATS - 1):
        (bird, figure), (other, next_figure) = handle(number).split("-"), handle(number + 1).split("-")
        assert bird != other
        assert abs(int(figure) - int(next_figure)) > 1


def test_a_handle_does_not_count_those_who_joined():
    assert sum(handle(number).endswith(f"-{number}") for number in range(500)) < 10


def test_birds_are_distinct_plain_words():
    assert len(set(BIRDS)) == len(BIRDS) >= 60
    assert all(re.fullmatch("[A-Z][a-z]{2,9}", bird) for bird in BIRDS)


def test_no_seat_has_a_number_below_0():
    with pytest.raises(ValueError, match="no seat"):
        handle(-1)


@pytest.mark.parametrize(
    ("number", "name"), [(0, "A"), (1, "B"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ"), (702, "AAA")]
)
def test_councils_are_named_by_letters(number, name):
    assert council_name(number) == name


def test_no_council_has_a_number_below_0():
    with pytest.raises(ValueError, match="no council"):
        council_name(-1)
