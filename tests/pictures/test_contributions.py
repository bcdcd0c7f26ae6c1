"""Contributions: every option with its parts in order, whatever the numbers and titles, and no text on another."""

import math
import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from options.pictures.contributions import Bar, ContributionWords, contributions, contributions_narrow
from options.pictures.svg import breadth

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\"' onload=x ]]> &amp; \u202e"
ARABIC = "تعزيز التعاون الأمني مع المكسيك"
LONG = [HOSTILE * 5, ARABIC * 6, "選択肢の名前" * 30, "W" * 200, "word " * 40]
WORDS = ContributionWords("Where values come from", "missing")
CRITERIA = ("Speed", "Cost", "Law", "Safety")
BOTH = pytest.mark.parametrize("draw", [contributions, contributions_narrow])


def bar(title="Ferry", parts=(10.0, 20.0, 5.0, 12.0), value=47.0, low=30.0, high=60.0, **more):
    return Bar(title, more.pop("note", ""), tuple(parts), value, low, high, **more)


def many(options, criteria):
    """Options whose parts fill between nothing and everything."""
    made = []
    for i in range(options):
        parts = [(i * 7 + j * 13) % 11 / 10 * 100 / criteria for j in range(criteria)]
        made.append(bar(f"Option {i}", parts, sum(parts), max(0, sum(parts) - 20), min(100, sum(parts) + 20)))
    return made, [f"Criterion {j}" for j in range(criteria)]


def texts(picture):
    return list(ElementTree.fromstring(picture).iter(f"{SVG}text"))


def said(picture):
    return [text.text for text in texts(picture)]


def box(text):
    """Left, right, top and bottom, as `breadth` has the letters."""
    size, x, y = (float(text.get(name)) for name in ("font-size", "x", "y"))
    wide = breadth(text.text or "", size, bold=text.get("font-weight") == "600")
    left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor")]
    return left, left + wide, y - 0.78 * size, y + 0.22 * size


def assert_nothing_overlaps(picture):
    root = ElementTree.fromstring(picture)
    boxes = [(box(text), text.text) for text in root.iter(f"{SVG}text") if text.text]
    for (a, one), (b, other) in combinations(boxes, 2):
        apart = a[1] <= b[0] + 0.3 or b[1] <= a[0] + 0.3 or a[3] <= b[2] + 0.3 or b[3] <= a[2] + 0.3
        assert apart, (one, other)
    for (left, right, top, bottom), words in boxes:
        assert left >= -0.3, words
        assert right <= float(root.get("width")) + 0.3, words
        assert top >= -0.3, words
        assert bottom <= float(root.get("height")) + 0.3, words


def stretches(picture):
    """Left and right ends of all segments, range lines and strokes, in pixels."""
    root, ends = ElementTree.fromstring(picture), []
    for path in root.iter(f"{SVG}path"):
        for x, length in re.findall(r"M([\d.]+) [\d.]+h([\d.]+)v", path.get("d")):
            ends.append((float(x), float(x) + float(length)))
        ends += [(float(a), float(b)) for a, b in re.findall(r"M([\d.]+) [\d.]+L([\d.]+) ", path.get("d"))]
    for rect in root.iter(f"{SVG}rect"):
        ends.append((float(rect.get("x")), float(rect.get("x")) + float(rect.get("width"))))
    return ends


def frame(picture):
    """The right end of the axis, which is 100."""
    tick = next(text for text in texts(picture)[::-1] if text.text == "100")
    return float(tick.get("x"))


def hatched(picture):
    return "stroke-dasharray" in picture


@BOTH
def test_options_stand_in_the_order_given(draw):
    picture = draw([bar(title) for title in ("Zebra", "Ant", "Mole")], CRITERIA, WORDS)
    assert [words for words in said(picture) if words in ("Zebra", "Ant", "Mole")] == ["Zebra", "Ant", "Mole"]


@BOTH
def test_segments_stand_in_the_order_of_the_criteria(draw):
    picture = draw([bar(parts=(10, 30, 10, 30), value=80)], CRITERIA, WORDS)
    inside = [text for text in texts(picture) if "f-on-light" in text.get("class")]
    assert [text.text for text in inside] == ["1", "2", "3", "4"]
    assert [float(text.get("x")) for text in inside] == sorted(float(text.get("x")) for text in inside)


@BOTH
def test_the_value_has_one_decimal_and_the_range_its_ends(draw):
    words = said(draw([bar(value=47.04, low=30, high=59.96)], CRITERIA, WORDS))
    assert "47.0" in words
    assert "30.0–60.0" in words


@BOTH
def test_every_criterion_is_named_beside_its_number(draw):
    words = said(draw([bar()], CRITERIA, WORDS))
    assert all(words[words.index(title) - 1] == str(j + 1) for j, title in enumerate(CRITERIA))


def test_titles_above_the_first_bar_are_joined_to_its_segments():
    curves = ElementTree.fromstring(contributions([bar()], CRITERIA, WORDS)).iter(f"{SVG}path")
    assert sum(path.get("fill") == "none" for path in curves) == len(CRITERIA)


@pytest.mark.parametrize(
    ("bars", "criteria"),
    [
        ([bar(parts=(None, 20, 20, 20), value=None)], CRITERIA),
        ([bar(parts=(0, 0, 0, 0), value=0)], CRITERIA),
        (many(1, 15)[0], ["Unconstitutionality"] * 15),
    ],
    ids=["a part is missing", "nothing to point at", "no room"],
)
def test_where_titles_cannot_be_joined_to_segments_they_are_a_list(bars, criteria):
    root = ElementTree.fromstring(contributions(bars, criteria, WORDS))
    titles = [text for text in root.iter(f"{SVG}text") if text.text in criteria]
    assert len(titles) == len(criteria)
    assert len({text.get("x") for text in titles}) <= 3


@BOTH
def test_a_missing_value_is_said_in_a_word_and_hatched_up_to_the_best_case(draw):
    picture = draw([bar(parts=(10, None, 5, 12), value=None, low=20, high=80)], CRITERIA, WORDS)
    assert "missing" in said(picture)
    assert hatched(picture)
    assert max(right for _, right in stretches(picture)) == pytest.approx(0.8 * frame(picture), abs=0.2)


@BOTH
def test_a_part_that_weighs_nothing_may_be_missing(draw):
    picture = draw([bar(parts=(10, None, 5, 12), value=27)], CRITERIA, WORDS)
    assert "27.0" in said(picture)
    assert not hatched(picture)


@BOTH
@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_none_counts_as_missing(draw, number):
    picture = draw([bar(parts=(10, number, 5, 12), value=number, low=number, high=number)], CRITERIA, WORDS)
    assert "missing" in said(picture)
    assert not re.search("nan|inf", picture)


@BOTH
def test_nothing_is_drawn_outside_the_frame(draw):
    wild = [bar(parts=(70, 80, 1e9, -40), value=1e9, low=-30, high=400), bar(low=90, high=10)]
    picture = draw(wild, CRITERIA, WORDS)
    assert all(-0.1 <= left <= right <= frame(picture) + 0.1 for left, right in stretches(picture))
    assert "100.0" in said(picture)


@BOTH
def test_bars_of_nothing_still_say_so(draw):
    assert said(draw([bar(parts=(0, 0, 0, 0), value=0, low=0, high=0)], CRITERIA, WORDS)).count("0.0") == 1


@BOTH
def test_a_note_stands_with_its_option(draw):
    words = said(draw([bar("Ferry", note="blocked"), bar("Bridge")], CRITERIA, WORDS))
    assert words.index("Ferry") < words.index("blocked") < words.index("Bridge")


@BOTH
def test_an_option_is_linked_under_its_whole_title(draw):
    (link,) = ElementTree.fromstring(draw([bar("word " * 40, href="/o/ferry/"), bar()], CRITERIA, WORDS)).iter(
        f"{SVG}a"
    )
    assert (link.get("href"), link.get("aria-label")) == ("/o/ferry/", "word " * 40)


@BOTH
def test_an_address_that_is_a_script_becomes_no_link(draw):
    assert "<a " not in draw([bar(href="javascript:alert(1)")], CRITERIA, WORDS)


@BOTH
def test_every_word_from_outside_is_text(draw):
    words = ContributionWords(HOSTILE, HOSTILE)
    hostile = [bar(HOSTILE, note=HOSTILE, href=f"/{HOSTILE}"), bar(HOSTILE, value=None, parts=(None, 1, 1, 1))]
    picture = draw(hostile, [HOSTILE] * 4, words)
    assert "<script" not in picture
    root = ElementTree.fromstring(picture)
    assert root.get("aria-label") == HOSTILE
    assert all(not name.startswith("on") for element in root.iter() for name in element.attrib)


@BOTH
def test_the_picture_carries_no_style_of_its_own(draw):
    assert " style=" not in draw([bar(value=None, parts=(None, 1, 1, 1))], CRITERIA, WORDS)


@BOTH
@pytest.mark.parametrize("criteria", [1, 2, 9, 15, 60])
@pytest.mark.parametrize("options", [1, 13, 60])
def test_no_text_touches_another(draw, options, criteria):
    assert_nothing_overlaps(draw(*many(options, criteria), WORDS))


@BOTH
@pytest.mark.parametrize("title", LONG, ids=["hostile", "right to left", "wide", "broad", "words"])
def test_long_titles_touch_nothing(draw, title):
    bars = [bar(title[:200], note=title[:200]), bar(title[:200], value=None, parts=(None, 1, 1, 1), low=0, high=100)]
    assert_nothing_overlaps(draw(bars, [title[:200]] * 4, WORDS))


@BOTH
def test_a_long_word_for_missing_has_room(draw):
    words = ContributionWords("x", "eine Bewertung fehlt, und zwar eine, die zählt")
    assert_nothing_overlaps(draw([bar(value=None, parts=(None, 1, 1, 1), low=80, high=100)], CRITERIA, words))


def test_the_narrow_picture_fits_a_phone():
    assert ElementTree.fromstring(contributions_narrow(*many(13, 9), WORDS)).get("width") == "328"


def test_text_is_large_enough():
    for draw in (contributions, contributions_narrow):
        assert min(float(text.get("font-size")) for text in texts(draw(*many(13, 9), WORDS))) >= 11


def test_the_largest_picture_stays_small():
    assert len(contributions(*many(60, 60), WORDS)) < 300_000


@BOTH
def test_no_options_or_no_criteria_no_picture(draw):
    assert draw([], CRITERIA, WORDS) == ""
    assert draw([bar(parts=())], [], WORDS) == ""


@BOTH
def test_parts_must_match_the_criteria(draw):
    with pytest.raises(ValueError, match="4 parts for 3 criteria"):
        draw([bar()], CRITERIA[:3], WORDS)


OUTSIDE = ("aria-label", "href")  # what holds text from outside
LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=60)
NUMBERS = st.none() | st.floats(-10, 130) | st.floats()


@st.composite
def shapes(draw):
    criteria = draw(st.lists(LINES, min_size=1, max_size=20))
    parts = st.tuples(*[NUMBERS] * len(criteria))
    bars = st.builds(Bar, LINES, LINES, parts, NUMBERS, st.floats(), st.floats(), LINES)
    return draw(st.lists(bars, min_size=1, max_size=8)), criteria


@BOTH
@settings(max_examples=60, deadline=None)
@given(shape=shapes())
def test_any_shape_is_drawn_inside_its_frame_without_touching_texts(draw, shape):
    picture = draw(*shape, WORDS)
    assert_nothing_overlaps(picture)
    numbers = " ".join(v for e in ElementTree.fromstring(picture).iter() for k, v in e.items() if k not in OUTSIDE)
    assert not re.search("nan|inf", numbers)
    assert all(-0.1 <= left <= right <= frame(picture) + 0.1 for left, right in stretches(picture))
