"""Who moved: a line for each way, as thick as many took it, between the first and the second answers."""

import re
from math import pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.pictures.axis import BROAD, NARROW, Axis
from options.pictures.movement import LARGEST, THICKEST, MovementWords, movement
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
)

SVG = "{http://www.w3.org/2000/svg}"
SEVEN = Axis(1, 7, "no effect", "breaks their power")
DEATHS = Axis(0, 100, "none", "very many", better_is_higher=False)
WORDS = MovementWords("Who moved", "Three up, one down, two stayed.", "First rating", "Second rating")
SIX = [(2, 5), (2, 5), (3, 4), (6, 3), (4, 4), (1, 1)]
WIDTHS = pytest.mark.parametrize("width", [BROAD, NARROW])
PAIRS = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=5, max_size=60)


def nearest(picture, x):
    at = places(picture)
    return min(at, key=lambda number: abs(at[number] - x))


def lines(picture):
    """(first number, second number) -> (class, thickness, dashed)."""
    found = {}
    for path in [e for e in root(picture).iter(f"{SVG}path") if e.get("fill") == "none"]:
        for a, b in re.findall(r"M([\d.]+) [\d.]+L([\d.]+) [\d.]+", path.get("d")):
            way = nearest(picture, float(a)), nearest(picture, float(b))
            assert way not in found
            found[way] = (
                path.get("class"),
                float(path.get("stroke-width")),
                path.get("stroke-dasharray") is not None,
            )
    return found


def discs(picture):
    """Two rows from above: number -> radius."""
    (path,) = paths(picture, "f-muted")
    rows = {}
    for left, y, r in re.findall(r"M(-?[\d.]+) ([\d.]+)a([\d.]+) ", path.get("d")):
        rows.setdefault(float(y), {})[nearest(picture, float(left) + float(r))] = float(r)
    return [rows[y] for y in sorted(rows)]


@WIDTHS
def test_every_way_is_one_line(width):
    assert set(lines(movement(SIX, SEVEN, WORDS, width=width))) == {(2, 5), (3, 4), (6, 3), (4, 4), (1, 1)}


def test_a_way_that_more_people_took_is_thicker():
    found = lines(movement(SIX, SEVEN, WORDS))
    assert found[2, 5][1] == 2 * found[3, 4][1]


def test_direction_is_told_by_colour_and_by_dashes():
    found = lines(movement(SIX, SEVEN, WORDS))
    assert {way: (found[way][0], found[way][2]) for way in ((2, 5), (6, 3), (4, 4))} == {
        (2, 5): ("s-accent", False),
        (6, 3): ("s-muted", True),
        (4, 4): ("s-edge", False),
    }


def test_where_less_is_better_falling_is_moving_to_the_better_end():
    found = lines(movement([(50, 25), (25, 50), (0, 0), (0, 0), (0, 0)], DEATHS, WORDS))
    assert (found[50, 25][0], found[25, 50][0]) == ("s-accent", "s-muted")


@WIDTHS
def test_the_better_end_is_at_the_right(width):
    assert list(places(movement(SIX, SEVEN, WORDS, width=width))) == [1, 2, 3, 4, 5, 6, 7]
    assert list(places(movement(SIX, DEATHS, WORDS, width=width))) == [100, 75, 50, 25, 0]


def test_discs_are_as_large_as_many_answered_so():
    first, second = discs(movement([(2, 5)] * 4 + [(3, 5)], SEVEN, WORDS))
    assert pi * first[2] ** 2 == pytest.approx(4 * pi * first[3] ** 2, rel=0.1)
    assert second[5] == pytest.approx(sqrt(5) * first[3], rel=0.1)


@WIDTHS
def test_both_rounds_have_their_median_and_middle_half(width):
    picture = movement(SIX, SEVEN, WORDS, width=width)
    at = places(picture)
    unit = at[2] - at[1]
    assert medians(picture) == pytest.approx([at[1] + 1.5 * unit, at[4]], abs=0.2)
    assert bands(picture)[0] == pytest.approx((at[2], at[1] + 2.75 * unit), abs=0.2)
    assert bands(picture)[1] == pytest.approx((at[1] + 2.25 * unit, at[1] + 3.75 * unit), abs=0.2)


def test_both_rounds_are_named_the_first_above():
    named = {t.text: float(t.get("y")) for t in root(movement(SIX, SEVEN, WORDS)).iter(f"{SVG}text")}
    assert named["First rating"] < named["Second rating"]


def test_who_answered_once_is_not_in_it():
    assert movement([*SIX, (7, None), (None, 7), (None, None)], SEVEN, WORDS) == movement(SIX, SEVEN, WORDS)


@pytest.mark.parametrize("pairs", [[], [(1, None), (None, 2)]])
def test_without_anybody_who_answered_twice_there_is_no_picture(pairs):
    assert movement(pairs, SEVEN, WORDS) == ""


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_of_fewer_than_five_people_there_are_no_lines_and_no_discs(n):
    picture = movement([*SIX[:n], (7, None), (None, 1)], SEVEN, WORDS)
    assert list(root(picture).iter(f"{SVG}path")) == []
    assert (len(bands(picture)), len(medians(picture))) == (2, 2)


def test_of_five_people_there_are_lines():
    assert len(lines(movement(SIX[1:], SEVEN, WORDS))) == 5


@WIDTHS
@pytest.mark.parametrize("axis", [SEVEN, DEATHS])
def test_five_hundred_people_fit(width, axis):
    steps = axis.high - axis.low
    pairs = [(axis.low + i * 37 % (steps + 1), axis.low + i * 53 % (steps + 1)) for i in range(500)]
    picture = movement(pairs, axis, WORDS, width=width)
    assert size(picture) == size(movement(SIX, axis, WORDS, width=width))
    assert len(picture.encode()) < 15_000
    assert all(float(e.get("stroke-width")) <= THICKEST for e in root(picture).iter(f"{SVG}path") if e.get("stroke"))


@WIDTHS
def test_five_hundred_people_who_went_one_way_are_one_line(width):
    picture = movement([(7, 1)] * 500, SEVEN, WORDS, width=width)
    assert lines(picture) == {(7, 1): ("s-muted", THICKEST, True)}
    assert [max(row.values()) <= LARGEST for row in discs(picture)] == [True, True]


def test_assistive_technology_gets_a_name_and_a_reading():
    top = root(movement(SIX, SEVEN, WORDS))
    assert (top.get("role"), top.get("aria-label")) == ("img", "Who moved")
    assert top.findtext(f"{SVG}desc") == "Three up, one down, two stayed."


@WIDTHS
@pytest.mark.parametrize("words", [HOSTILE, LONG, "W" * 90])
@pytest.mark.parametrize("n", [3, 6])
def test_words_of_any_kind_are_text_and_fit(width, words, n):
    picture = movement(SIX[:n], Axis(1, 7, words, words), MovementWords(*[words] * 4), width=width)
    assert_inert(picture)
    assert_words_fit(picture)


def test_the_words_of_both_ends_stand_under_the_second_round():
    assert texts(movement(SIX, DEATHS, WORDS))[-2:] == ["very many", "none"]


@given(PAIRS, st.booleans(), st.sampled_from([BROAD, NARROW]))
def test_everything_stays_within_the_picture(pairs, better_is_higher, width):
    picture = movement(pairs, Axis(0, 100, better_is_higher=better_is_higher), WORDS, width=width)
    tall = size(picture)[1]
    for path in root(picture).iter(f"{SVG}path"):
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.get("d")):
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= tall
