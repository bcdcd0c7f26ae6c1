"""The spectrum: every option in its cell, whatever its title, and bounded at any size."""

from xml.etree import ElementTree

import pytest

from options.analysis.scales import FORCE, POSTURE
from options.pictures.spectrum import FEW, MOST, spectrum, spectrum_narrow

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\"' onload=x ]]> &amp; \u202e"


def href(slug):
    return f"/o/{slug}/"


def cell_href(posture, force):
    return f"/o/?posture={posture}&force={force}"


def many(reading, n, **changed):
    first = reading.options["keep-the-ferry"]
    return [first.model_copy(update={"slug": f"o-{i}", "order": i, **changed}) for i in range(n)]


def links(picture):
    return [a.get("href") for a in ElementTree.fromstring(picture).iter(f"{SVG}a")]


def words(picture):
    return [text.text for text in ElementTree.fromstring(picture).iter(f"{SVG}text")]


BOTH = pytest.mark.parametrize("draw", [spectrum, spectrum_narrow])


@BOTH
def test_every_option_is_linked_once(reading, draw):
    options = list(reading.options.values())
    assert sorted(links(draw(options, href, cell_href))) == sorted(href(o.slug) for o in options)


@BOTH
def test_one_option_is_enough(reading, draw):
    assert links(draw(many(reading, 1), href, cell_href)) == ["/o/o-0/"]


@BOTH
def test_no_option_no_picture(draw):
    assert draw([], href, cell_href) == ""


@BOTH
def test_hostile_titles_are_text(reading, draw):
    picture = draw(many(reading, 2, title=HOSTILE), href, cell_href)
    root = ElementTree.fromstring(picture)
    assert not list(root.iter(f"{SVG}script"))
    assert all(not name.startswith("on") for element in root.iter() for name in element.attrib)
    assert "<script" not in picture


@BOTH
def test_a_full_cell_is_capped_and_leads_to_the_rest(reading, draw):
    picture = draw(many(reading, 130), href, cell_href)
    found = links(picture)
    assert len(found) == FEW + 1
    assert found[-1].startswith("/o/?posture=domestic")
    assert "and 125 more" in words(picture)


@BOTH
def test_a_small_dossier_names_more_in_one_cell(reading, draw):
    assert len(links(draw(many(reading, 20), href, cell_href))) == MOST + 1


def test_the_picture_does_not_grow_with_the_dossier(reading):
    def height(n):
        spread = [
            option.model_copy(update={"posture": POSTURE[i % 5], "force_level": FORCE[i // 5 % 4]})
            for i, option in enumerate(many(reading, n))
        ]
        return ElementTree.fromstring(spectrum(spread, href, cell_href)).get("height")

    assert height(400) == height(4000)


def test_only_postures_that_are_taken_have_a_column(reading):
    assert "unilateral" not in words(spectrum(many(reading, 2), href, cell_href))


def test_words_can_be_put_into_another_language(reading):
    assert "DOMESTIC" in words(spectrum(many(reading, 1), href, cell_href, say=str.upper))


@BOTH
def test_there_is_no_legal_mark(reading, draw):
    picture = draw(list(reading.options.values()), href, cell_href)
    assert not {"open", "contested", "leaning", "settled"} & {word.strip() for word in words(picture)}
