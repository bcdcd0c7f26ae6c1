"""Weight lines: straight, labelled at their ends without touching, with the crossing and the present weight marked."""

import math
import re
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from options.pictures.svg import breadth
from options.pictures.weight_lines import MARKED, NAMED, Ray, WeightWords, spread, weight_lines, weight_lines_narrow

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\"' onload=x ]]> &amp; \u202e"
LONG = [HOSTILE * 5, "تعزيز التعاون الأمني " * 9, "選択肢の名前" * 30, "W" * 200, "word " * 40]
WORDS = WeightWords("Values by weight", "now 12%", "0%", "100%")
TWO = [Ray("Ferry", 60, 40, True), Ray("Bridge", 40, 80, False)]
BOTH = pytest.mark.parametrize("draw", [weight_lines, weight_lines_narrow])


def many(n, lead=0):
    return [Ray(f"Option {i}", i * 37 % 100, (i * 61 + 10) % 100, i == lead) for i in range(n)]


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


def lines(picture, tone):
    """Ends of the lines of a tone: ((x1, y1), (x2, y2), width)."""
    found = ElementTree.fromstring(picture).iter(f"{SVG}line")
    return [
        (
            (float(e.get("x1")), float(e.get("y1"))),
            (float(e.get("x2")), float(e.get("y2"))),
            float(e.get("stroke-width")),
        )
        for e in found
        if e.get("class") == f"s-{tone}"
    ]


def rings(picture):
    """Middles of the dots."""
    found = ElementTree.fromstring(picture).iter(f"{SVG}path")
    starts = (re.match(r"M([\d.]+) ([\d.]+)a([\d.]+)", e.get("d")) for e in found if e.get("class") == "f-paper")
    return [(float(m[1]) + float(m[3]), float(m[2])) for m in starts if m]


def thin(picture):
    """How many lines have no label."""
    found = ElementTree.fromstring(picture).iter(f"{SVG}path")
    return sum(e.get("d").count("M") for e in found if e.get("class") == "s-edge")


@BOTH
def test_the_line_that_leads_is_in_accent_and_thicker(draw):
    picture = draw(TWO, 0.12, [], WORDS)
    ((_, _, thick),) = lines(picture, "accent")
    ((_, _, plain),) = lines(picture, "muted")
    assert thick > plain


@BOTH
def test_a_crossing_is_a_dot_on_the_line_that_leads_with_its_weight(draw):
    picture = draw(TWO, 0.12, [(1 / 3, "33%")], WORDS)
    ((start, end, _),) = lines(picture, "accent")
    ((x, y),) = rings(picture)
    assert x == pytest.approx(start[0] + (end[0] - start[0]) / 3, abs=0.2)
    assert y == pytest.approx(start[1] + (end[1] - start[1]) / 3, abs=0.2)
    (label,) = [text for text in texts(picture) if text.text == "33%"]
    assert float(label.get("x")) == pytest.approx(x, abs=0.2)


@BOTH
def test_without_a_leader_dots_lie_on_the_line_that_is_highest_now(draw):
    picture = draw([Ray("Ferry", 60, 40, False), Ray("Bridge", 40, 80, False)], 0, [(0, "0%")], WORDS)
    ((_, y),) = rings(picture)
    assert y == min(start[1] for start, _, _ in lines(picture, "muted"))


@BOTH
@pytest.mark.parametrize("weight", [0, 0.12, 1])
def test_a_vertical_line_stands_at_the_present_weight(draw, weight):
    picture = draw(TWO, weight, [], WORDS)
    ((left, right, _),) = lines(picture, "accent")
    ((top, foot, _),) = lines(picture, "ink")
    assert top[0] == foot[0] == pytest.approx(left[0] + weight * (right[0] - left[0]), abs=0.2)
    assert "now 12%" in said(picture)


@BOTH
def test_labels_follow_the_order_of_the_ends(draw):
    picture = draw([Ray("Low", 90, 10, False), Ray("High", 10, 90, True), Ray("Middle", 50, 50, False)], 0.5, [], WORDS)
    named = [text for text in texts(picture) if text.text in ("Low", "Middle", "High")]
    assert [text.text for text in sorted(named, key=lambda text: float(text.get("y")))] == ["High", "Middle", "Low"]


@BOTH
def test_few_lines_are_all_labelled(draw):
    picture = draw(many(NAMED), 0.5, [], WORDS)
    assert all(f"Option {i}" in said(picture) for i in range(NAMED))
    assert thin(picture) == 0


@BOTH
def test_many_lines_are_labelled_by_lead_then_crossing_then_value(draw):
    crossing = [Ray(f"Crosses {i}", 50, 90, False) for i in range(3)]
    below = [Ray(f"Below {i}", 50 - i, 50 - i, False) for i in range(10)]
    picture = draw([*below, *crossing, Ray("Leads", 80, 80, True)], 0.1, [], WORDS)
    named = {words for words in said(picture) if words.split()[0] in ("Leads", "Crosses", "Below")}
    assert named == {"Leads", "Crosses 0", "Crosses 1", "Crosses 2", "Below 0", "Below 1", "Below 2", "Below 3"}
    assert thin(picture) == 6


@BOTH
def test_all_lines_are_drawn(draw):
    picture = draw(many(200), 0.5, [], WORDS)
    assert thin(picture) + len(lines(picture, "accent")) + len(lines(picture, "muted")) == 200


@BOTH
def test_of_many_crossings_the_nearest_are_marked(draw):
    picture = draw(TWO, 0.5, [(i / 100, f"{i}%") for i in range(101)], WORDS)
    assert 2 <= len(rings(picture)) <= MARKED
    assert "50%" in said(picture)
    assert "3%" not in said(picture)
    assert_nothing_overlaps(picture)


@BOTH
def test_a_crossing_at_the_end_of_the_axis_is_not_said_twice(draw):
    picture = draw(TWO, 0.5, [(1, "100%"), (0, "0%")], WORDS)
    assert len(rings(picture)) == 2
    assert sorted(words for words in said(picture) if words.endswith("%")) == ["0%", "100%", "now 12%"]


@BOTH
@pytest.mark.parametrize(
    "rays", [[Ray("A", 50, 50, True)], [Ray("A", 0, 0, False)] * 5, [Ray("A", 100, 100, True)] * 30]
)
def test_equal_lines_are_drawn(draw, rays):
    picture = draw(rays, 0.5, [(0.5, "50%")], WORDS)
    assert said(picture).count("A") == min(NAMED, len(rays))
    assert_nothing_overlaps(picture)


@BOTH
def test_the_frame_is_fitted_to_the_values(draw):
    ticks = [int(words) for words in said(draw([Ray("A", 61, 68, True)], 0, [], WORDS)) if words.isdecimal()]
    assert 55 <= min(ticks) < max(ticks) <= 75
    assert len(ticks) <= 5


@BOTH
def test_nothing_is_drawn_outside_the_frame(draw):
    picture = draw([Ray("A", -1e9, 1e9, True), Ray("B", 200, -5, False)], 7, [(-1, "no"), (1.5, "no")], WORDS)
    height = float(ElementTree.fromstring(picture).get("height"))
    ends = [
        end for tone in ("accent", "muted", "ink") for start, end, _ in lines(picture, tone) for end in (start, end)
    ]
    assert all(0 <= x <= 900 and 0 <= y <= height for x, y in ends)
    assert "no" not in said(picture)


@BOTH
@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_left_out(draw, number):
    picture = draw([Ray("Lost", number, 5, True), *TWO], number, [(number, "lost")], WORDS)
    assert not {"Lost", "lost"} & set(said(picture))
    assert not re.search("nan|inf", picture)
    assert draw([Ray("Lost", 5, number, True)], 0.5, [], WORDS) == ""


@BOTH
def test_every_word_from_outside_is_text(draw):
    words = WeightWords(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    picture = draw([Ray(HOSTILE, 10, 90, True), Ray(HOSTILE, 90, 10, False)], 0.5, [(0.5, HOSTILE)], words)
    assert "<script" not in picture
    root = ElementTree.fromstring(picture)
    assert root.get("aria-label") == HOSTILE
    assert all(not name.startswith("on") for element in root.iter() for name in element.attrib)


@BOTH
def test_the_picture_carries_no_style_of_its_own(draw):
    assert " style=" not in draw(TWO, 0.5, [(0.3, "30%")], WORDS)


@BOTH
@pytest.mark.parametrize("n", [1, 2, 8, 13, 200])
@pytest.mark.parametrize("weight", [0, 0.07, 1])
def test_no_text_touches_another(draw, n, weight):
    crossings = [(i / 40, f"{i * 2.5:.0f}%") for i in range(41)]
    assert_nothing_overlaps(draw(many(n), weight, crossings, WORDS))


@BOTH
@pytest.mark.parametrize("title", LONG, ids=["hostile", "right to left", "wide", "broad", "words"])
def test_long_titles_touch_nothing(draw, title):
    assert_nothing_overlaps(draw([Ray(title[:200], 50, 60, i == 3) for i in range(12)], 0.3, [(0.4, "40%")], WORDS))


def test_the_narrow_picture_fits_a_phone():
    assert ElementTree.fromstring(weight_lines_narrow(many(13), 0.12, [], WORDS)).get("width") == "328"


@BOTH
def test_text_is_large_enough(draw):
    assert min(float(text.get("font-size")) for text in texts(draw(many(13), 0.1, [(0.2, "20%")], WORDS))) >= 11


@BOTH
def test_no_lines_no_picture(draw):
    assert draw([], 0.5, [], WORDS) == ""


def test_things_that_do_not_touch_stay_where_they_are():
    assert spread([10, 50, 90], [10, 10, 10], 0, 100) == [10, 50, 90]


def test_things_in_one_place_are_moved_apart_around_it():
    assert spread([50, 50], [10, 10], 0, 100) == [45, 55]


SIZES = st.lists(st.tuples(st.floats(-50, 150), st.floats(1, 30)), min_size=1, max_size=20)


@given(SIZES)
def test_things_moved_apart_keep_their_order_and_their_bounds(things):
    middles, sizes = zip(*things, strict=True)
    placed = spread(middles, sizes, 0, sum(sizes) + 10)
    order = sorted(range(len(things)), key=middles.__getitem__)
    for a, b in pairwise(order):
        assert placed[a] + sizes[a] / 2 <= placed[b] - sizes[b] / 2 + 1e-6
    for place, size in zip(placed, sizes, strict=True):
        assert place - size / 2 >= -1e-6
        assert place + size / 2 <= sum(sizes) + 10 + 1e-6


OUTSIDE = ("aria-label", "href")  # what holds text from outside
LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=60)
NUMBERS = st.floats(-10, 130) | st.floats()
RAYS = st.lists(st.builds(Ray, LINES, NUMBERS, NUMBERS, st.booleans()), min_size=1, max_size=20)
CROSSINGS = st.lists(st.tuples(st.floats(-0.1, 1.1) | st.floats(), st.integers(0, 100).map("{}%".format)), max_size=20)


@BOTH
@settings(max_examples=80, deadline=None)
@given(rays=RAYS, weight=st.floats(0, 1) | st.floats(), crossings=CROSSINGS)
def test_any_lines_are_drawn_inside_the_picture_without_touching_texts(draw, rays, weight, crossings):
    picture = draw(rays, weight, crossings, WORDS)
    if not picture:
        assert not any(math.isfinite(ray.at_zero) and math.isfinite(ray.at_one) for ray in rays)
        return
    assert_nothing_overlaps(picture)
    numbers = " ".join(v for e in ElementTree.fromstring(picture).iter() for k, v in e.items() if k not in OUTSIDE)
    assert not re.search("nan|inf", numbers)
