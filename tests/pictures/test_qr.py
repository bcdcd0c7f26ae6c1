"""The QR code: what is drawn is the code, dark on light whatever the theme, with nothing around it."""

import re
from xml.etree import ElementTree

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from options.pictures.qr import QUIET, qr

SVG = "{http://www.w3.org/2000/svg}"
ADDRESS = "https://example.org/join/H7K2QX/"
HOSTILE = "<script>alert(1)</script>\"' onload=x ]]> &amp; \u202e"


def drawn(picture):
    """Which modules are dark, row by row, quiet zone and all; each is drawn once."""
    root = ElementTree.fromstring(picture)
    side = int(root.get("viewBox").split()[2])
    grid = [[0] * side for _ in range(side)]
    (path,) = root.iter(f"{SVG}path")
    pieces = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path.get("d"))
    assert "".join(f"M{x} {y}h{n}v1h-{m}z" for x, y, n, m in pieces) == path.get("d")
    for x, y, n, back in pieces:
        assert n == back
        for i in range(int(x), int(x) + int(n)):
            grid[int(y)][i] += 1
    return grid


def inside(grid):
    return [row[QUIET:-QUIET] for row in grid[QUIET:-QUIET]]


def test_the_picture_is_the_code_of_the_address():
    assert inside(drawn(qr(ADDRESS))) == [list(row) for row in segno.make_qr(ADDRESS, error="m").matrix]


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=200))
def test_every_address_is_drawn_as_its_code(address):
    assert inside(drawn(qr(address, "join"))) == [list(row) for row in segno.make_qr(address, error="m").matrix]


def test_four_modules_around_the_code_are_light():
    grid = drawn(qr(ADDRESS))
    rim = [*grid[:4], *grid[-4:], *(row[:4] + row[-4:] for row in grid)]
    assert not any(map(any, rim))
    assert any(grid[4])


def test_the_code_is_dark_on_light_in_every_theme():
    """No class, so that no style sheet recolours it; a light ground of its own under everything."""
    root = ElementTree.fromstring(qr(ADDRESS))
    (ground,) = root.iter(f"{SVG}rect")
    (path,) = root.iter(f"{SVG}path")
    assert (ground.get("fill"), path.get("fill")) == ("#ffffff", "#000000")
    assert ground.get("width") == ground.get("height") == root.get("viewBox").split()[2]
    assert not [e for e in root.iter() if e.get("class") or e.get("style")]


def test_the_code_is_named_by_its_address_or_a_title():
    assert ElementTree.fromstring(qr(ADDRESS)).findtext(f"{SVG}title") == ADDRESS
    root = ElementTree.fromstring(qr(ADDRESS, "Join at example.org"))
    assert (root.get("aria-label"), root.get("role")) == ("Join at example.org", "img")


@pytest.mark.parametrize("args", [(HOSTILE,), (ADDRESS, HOSTILE)])
def test_a_hostile_address_or_title_is_text(args):
    root = ElementTree.fromstring(qr(*args))
    assert root.findtext(f"{SVG}title") == args[-1]
    assert {e.tag.removeprefix(SVG) for e in root.iter()} == {"svg", "title", "rect", "path"}
    assert all(not name.startswith("on") for e in root.iter() for name in e.attrib)


def test_the_usual_address_makes_a_code_that_is_seen_from_the_back_row():
    """37 modules a side with the quiet zone: the fewer, the larger each."""
    assert len(drawn(qr(ADDRESS))) == 37


def test_an_address_that_no_code_holds_is_refused():
    with pytest.raises(ValueError):
        qr("https://example.org/" + "x" * 3000)
