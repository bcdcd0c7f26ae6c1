"""Dots: every answer once, on the ballot's own scale, the better end at the right, however many people there are."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.pictures.axis import BROAD, NARROW, Axis
from options.pictures.dots import TOP, PictureWords, dots, own_mark
from tests.pictures.drawn import (
    HOSTILE,
    LONG,
    assert_inert,
    assert_words_fit,
    bands,
    medians,
    paths,
    places,
    root,
    size,
    texts,
    triangles,
)

SVG = "{http://www.w3.org/2000/svg}"
SEVEN = Axis(1, 7, "no effect", "breaks their power")
DEATHS = Axis(0, 100, "none", "very many", better_is_higher=False)
WORDS = PictureWords("Answers of the room", "Median 3, middle half 2 to 5.")
WIDTHS = pytest.mark.parametrize("width", [BROAD, NARROW])
AXES = pytest.mark.parametrize("axis", [SEVEN, DEATHS])


def centres(picture):
    """The middle of every dot, and the diameter of all."""
    ((d, diameter),) = [(e.get("d"), float(e.get("stroke-width"))) for e in paths(picture, "s-muted")]
    found = []
    for x, y, row in re.findall(r"M([\d.]+) ([\d.]+)h\.01((?:m[\d.]+ 0h\.01)*)", d):
        found.append((float(x), float(y)))
        for step in re.findall(r"m([\d.]+) 0", row):
            found.append((found[-1][0] + 0.01 + float(step), float(y)))
    return found, diameter


def stacks(picture):
    """How many dots stand nearest to each number under the line."""
    at = places(picture)
    return Counter(min(at, key=lambda number: abs(at[number] - x)) for x, _ in centres(picture)[0])


@WIDTHS
def test_every_answer_is_a_dot_over_its_number(width):
    picture = dots([1, 2, 2, 2, 5, 7, 7], SEVEN, WORDS, width=width)
    assert stacks(picture) == {1: 1, 2: 3, 5: 1, 7: 2}


def test_missing_answers_are_no_dots():
    assert stacks(dots([None, 1, 2, 2, 2, 5, None], SEVEN, WORDS)) == {1: 1, 2: 3, 5: 1}


@WIDTHS
def test_round_answers_on_a_fine_scale_stand_exactly_at_their_numbers(width):
    picture = dots([0, 25, 50, 50, 75, 100], DEATHS, WORDS, width=width)
    at = places(picture)
    found = sorted(x for x, _ in centres(picture)[0])
    assert found == pytest.approx(sorted(at[n] for n in (0, 25, 50, 50, 75, 100)), abs=0.11)


def test_an_answer_between_columns_goes_to_the_nearest():
    picture = dots([48, 52, 50, 51, 49], DEATHS, WORDS)
    assert {x for x, _ in centres(picture)[0]} == {places(picture)[50]}


@WIDTHS
def test_the_better_end_is_at_the_right(width):
    higher = places(dots([1, 2, 3, 4, 5], SEVEN, WORDS, width=width))
    lower = places(dots([1, 2, 3, 4, 5], DEATHS, WORDS, width=width))
    assert list(higher) == [1, 2, 3, 4, 5, 6, 7]
    assert list(lower) == [100, 75, 50, 25, 0]


@WIDTHS
@pytest.mark.parametrize(("axis", "left", "right"), [(SEVEN, "no effect", "breaks"), (DEATHS, "very many", "none")])
def test_the_words_of_both_ends_stand_under_them(width, axis, left, right):
    picture = dots([1, 2, 3, 4, 5], axis, WORDS, width=width)
    ends = {t.get("text-anchor"): t for t in root(picture).iter(f"{SVG}text") if t.get("text-anchor") != "middle"}
    assert ends["start"].text == left
    assert ends["end"].text.startswith(right)
    numbers = [t for t in root(picture).iter(f"{SVG}text") if t.get("text-anchor") == "middle"]
    assert all(float(end.get("y")) > float(t.get("y")) for end in ends.values() for t in numbers)


@WIDTHS
def test_median_and_middle_half_are_exact(width):
    picture = dots([10, 20, 30, 50, 70], DEATHS, WORDS, width=width)
    at = places(picture)
    unit = (at[0] - at[100]) / 100
    assert medians(picture) == [pytest.approx(at[0] - 30 * unit, abs=0.1)]
    assert bands(picture) == [pytest.approx((at[0] - 50 * unit, at[0] - 20 * unit), abs=0.2)]


def test_a_room_that_agrees_has_a_band_that_can_be_seen():
    ((left, right),) = bands(dots([4] * 9, SEVEN, WORDS))
    assert right - left == pytest.approx(2)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_fewer_than_five_answers_have_no_dots(n):
    picture = dots(range(1, n + 1), SEVEN, WORDS)
    assert paths(picture, "s-muted") == []
    assert (len(bands(picture)), len(medians(picture))) == (1, 1)


def test_five_answers_have_dots():
    assert len(centres(dots([1, 2, 3, 4, 5], SEVEN, WORDS))[0]) == 5


@pytest.mark.parametrize("answers", [[], [None, None]])
def test_without_answers_there_is_no_picture(answers):
    assert dots(answers, SEVEN, WORDS) == ""


@WIDTHS
@AXES
@pytest.mark.parametrize("n", [5, 25, 120, 500, 5000])
def test_one_opinion_of_a_whole_room_keeps_to_the_height(width, axis, n):
    picture = dots([7] * n, axis, WORDS, width=width)
    found, diameter = centres(picture)
    assert len(found) == n
    assert min(y for _, y in found) - diameter / 2 >= TOP - 0.3
    assert min(x for x, _ in found) - diameter / 2 >= -0.3
    assert max(x for x, _ in found) + diameter / 2 <= width + 0.3


@WIDTHS
@AXES
def test_the_size_of_the_picture_does_not_depend_on_the_room(width, axis):
    assert len({size(dots([7] * n, axis, WORDS, width=width)) for n in (1, 5, 60, 500)}) == 1


@WIDTHS
@AXES
def test_dots_of_five_hundred_do_not_touch(width, axis):
    steps = axis.high - axis.low
    found, diameter = centres(dots([axis.low + i * 37 % (steps + 1) for i in range(500)], axis, WORDS, width=width))
    rows = {}
    for x, y in found:
        rows.setdefault(y, []).append(x)
    for places_in_order in (sorted(rows), *map(sorted, rows.values())):
        assert all(b - a >= diameter - 0.11 for a, b in pairwise(places_in_order))


def test_the_dots_of_a_class_are_as_large_as_in_other_pictures():
    assert centres(dots([1, 2, 2, 3, 3, 3, 4, 4, 5, 6] * 2, SEVEN, WORDS))[1] == pytest.approx(6.4)


def test_five_hundred_answers_are_a_small_picture():
    assert len(dots([1 + i % 7 for i in range(500)], SEVEN, WORDS).encode()) < 10_000


@WIDTHS
@AXES
def test_the_readers_own_mark_points_at_their_answer(width, axis):
    picture = dots([1, 2, 3, 4, 5], axis, WORDS, own=axis.high, width=width)
    ((x, _),) = triangles(picture)
    assert x == pytest.approx(places(picture)[axis.high], abs=0.1)


def test_what_others_see_has_no_mark():
    assert triangles(dots([1, 2, 3, 4, 5], SEVEN, WORDS)) == []


@WIDTHS
@AXES
def test_the_mark_alone_lies_over_the_picture_of_the_room_where_it_would_be_within(width, axis):
    whole = dots([1, 2, 3, 4, 5], axis, WORDS, own=3, width=width)
    alone = own_mark(3, axis, "You: 3", width=width)
    assert (size(alone), triangles(alone)) == (size(whole), triangles(whole))
    assert [e.tag for e in root(alone)] == [f"{SVG}path"]
    assert root(alone).get("aria-label") == "You: 3"


def test_an_answer_beyond_the_scale_stands_at_its_end():
    picture = dots([0, 9, 4, 4, 4], SEVEN, WORDS, own=99)
    assert stacks(picture) == {1: 1, 4: 3, 7: 1}
    assert triangles(picture)[0][0] == pytest.approx(places(picture)[7], abs=0.1)


def test_assistive_technology_gets_a_name_and_a_reading():
    top = root(dots([1, 2, 3, 4, 5], SEVEN, WORDS))
    assert (top.get("role"), top.get("aria-label")) == ("img", "Answers of the room")
    assert top.findtext(f"{SVG}desc") == "Median 3, middle half 2 to 5."


@WIDTHS
@pytest.mark.parametrize("words", [HOSTILE, LONG, "W" * 90, ""])
def test_words_of_any_kind_are_text_and_fit(width, words):
    axis = Axis(0, 100, words, words)
    for picture in (
        dots([5, 50, 50, 60, 95], axis, PictureWords(words, words), width=width),
        own_mark(5, axis, words, width=width),
    ):
        assert_inert(picture)
        assert_words_fit(picture)


def test_without_words_only_numbers_stand_under_the_line():
    assert texts(dots([1, 2, 3, 4, 5], Axis(1, 7), WORDS)) == ["1", "2", "3", "4", "5", "6", "7"]


@pytest.mark.parametrize(("low", "high"), [(7, 1), (5, 5)])
def test_a_scale_that_does_not_go_up_is_refused(low, high):
    with pytest.raises(ValueError, match="must go up"):
        Axis(low, high)


@given(st.lists(st.integers(0, 100), min_size=5, max_size=80), st.booleans(), st.sampled_from([BROAD, NARROW]))
def test_as_many_dots_as_answers_stand_within_the_picture(answers, better_is_higher, width):
    picture = dots(answers, Axis(0, 100, better_is_higher=better_is_higher), WORDS, width=width)
    found, _ = centres(picture)
    assert len(found) == len(answers)
    assert all(0 <= x <= width and 0 <= y <= size(picture)[1] for x, y in found)


@given(st.lists(st.integers(1, 7), min_size=5, max_size=60))
def test_a_scale_turned_round_is_the_mirror_image(answers):
    one = dots(answers, Axis(1, 7), WORDS)
    other = dots(answers, Axis(1, 7, better_is_higher=False), WORDS)
    assert medians(one)[0] == pytest.approx(BROAD - medians(other)[0], abs=0.2)
    assert stacks(one) == stacks(other) == Counter(answers)
