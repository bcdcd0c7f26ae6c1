"""What a picture of a room has in it, read back from its markup."""

import re
from itertools import combinations
from xml.etree import ElementTree

from options.pictures.svg import breadth

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\"' onload=x ]]> &amp; \u202e"
LONG = "the number of people who would have to leave their homes for more than a year " * 3


def root(picture):
    return ElementTree.fromstring(picture)


def numbers(element, *names):
    return tuple(float(element.get(name)) for name in names)


def size(picture):
    return numbers(root(picture), "width", "height")


def texts(picture):
    return [text.text for text in root(picture).iter(f"{SVG}text")]


def places(picture):
    """Where each number under the line stands, from left to right."""
    found = [(float(t.get("x")), t.text) for t in root(picture).iter(f"{SVG}text") if t.get("text-anchor") == "middle"]
    return {float(text): x for x, text in sorted(found)}


def bands(picture):
    """Left and right ends of the middle halves."""
    rects = (numbers(rect, "x", "width") for rect in root(picture).iter(f"{SVG}rect"))
    return [(x, x + width) for x, width in rects]


def medians(picture):
    return [numbers(e, "x1")[0] for e in root(picture).iter(f"{SVG}line") if e.get("class") == "s-ink"]


def paths(picture, name):
    return [e for e in root(picture).iter(f"{SVG}path") if name in e.get("class").split()]


def triangles(picture):
    """Where the tips are."""
    return [
        tuple(map(float, re.match(r"M([\d.]+) ([\d.]+)l", e.get("d")).groups())) for e in paths(picture, "f-accent")
    ]


def assert_inert(picture):
    """Text stays text, and nothing in it can act or needs a style that the page's policy forbids."""
    tags = {e.tag.removeprefix(SVG) for e in root(picture).iter()}
    assert tags <= {"svg", "desc", "path", "line", "rect", "text"}
    assert not [name for e in root(picture).iter() for name in e.attrib if name.startswith("on") or name == "style"]


def box(text):
    """Left, right, top and bottom, as `breadth` has the letters."""
    tall, x, y = numbers(text, "font-size", "x", "y")
    wide = breadth(text.text or "", tall, bold=text.get("font-weight") == "600")
    left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor")]
    return left, left + wide, y - 0.78 * tall, y + 0.22 * tall


def assert_words_fit(picture):
    """No text on another, and none beyond an edge."""
    wide, tall = size(picture)
    boxes = [(box(text), text.text) for text in root(picture).iter(f"{SVG}text") if text.text]
    for (a, one), (b, other) in combinations(boxes, 2):
        assert a[1] <= b[0] + 0.3 or b[1] <= a[0] + 0.3 or a[3] <= b[2] + 0.3 or b[3] <= a[2] + 0.3, (one, other)
    for (left, right, top, bottom), words in boxes:
        assert min(left, top) >= -0.3, words
        assert right <= wide + 0.3, words
        assert bottom <= tall + 0.3, words
