"""What the board is made of: states in one word, percent, the clock, and a version told from values alone."""

import pytest

from options.pages.seminar.board import AWAY, HANDED_IN, JOINED, TYPING, Row, clock, percent, state, version


@pytest.mark.parametrize(
    ("handed_in", "typing", "away", "word"),
    [
        (True, True, True, HANDED_IN),
        (False, True, True, TYPING),
        (False, False, True, AWAY),
        (False, False, False, JOINED),
    ],
)
def test_the_most_telling_state_is_told(handed_in, typing, away, word):
    assert state(handed_in=handed_in, typing=typing, away=away) == word


@pytest.mark.parametrize(("done", "of", "share"), [(0, 0, 0), (8, 18, 44), (17, 18, 94), (18, 18, 100)])
def test_percent_is_rounded_down(done, of, share):
    assert percent(done, of) == share


@pytest.mark.parametrize(
    ("seconds", "shown"), [(-5, "0:00"), (0, "0:00"), (0.2, "0:01"), (252, "4:12"), (600, "10:00"), (3852, "1:04:12")]
)
def test_seconds_are_shown_as_a_clock(seconds, shown):
    assert clock(seconds) == shown


def test_the_version_is_of_the_values():
    one, same = (Row(1, "Heron-14", "", "A", "Mayor", JOINED) for _ in range(2))
    other = Row(1, "Heron-14", "", "A", "Mayor", TYPING)
    assert version(one) == version(same) != version(other)
