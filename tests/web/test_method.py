"""The method page as a reader sees it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from options.analysis import digits, draws, unlocking, value, verdict
from options.pages.weigh import conditions, result, swings
from options.pages.weigh.method import limits
from options.pages.weigh.method.page import method_page
from options.pages.weigh.method.works import WORKS
from options.views import weigh
from tests.web.seen import main, rows

METHOD = "/d/river-crossing/method/"
TEMPLATES = Path(__file__).parents[2] / "templates"


def test_every_figure_leads_to_a_part_that_is_there(river, client):
    sources = "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    linked = set(re.findall(r'w\.how\("([a-z-]+)"\)', sources))
    there = set(re.findall(r'id="([a-z-]+)"', client.get(METHOD).content.decode()))
    assert len(linked) > 5
    assert linked - there == set()


def test_thresholds_are_those_of_the_engine(river, client, monkeypatch):
    monkeypatch.setattr(verdict, "ROBUST_SHARE", 0.77)
    said = [row[1] for row in rows(client.get(METHOD)) if row[0].startswith("robust: first with the stated weights")]
    assert said == ["77 of 100"]


def test_the_example_names_whose_points_it_takes(river, client):
    assert "points suggested for the role “Mayor of Harrow”" in main(client.get(METHOD))


def test_nothing_confidential_of_a_role_is_told(river, client):
    assert "A ribbon to cut" not in main(client.get(METHOD))


def test_a_parameter_that_means_nothing_is_named(river, client):
    assert "odd=1" in main(client.get(METHOD + "?odd=1"))


def test_the_page_takes_two_queries(river, client, django_assert_num_queries):
    with django_assert_num_queries(2):  # the dossier and its reading
        client.get(METHOD)


@pytest.mark.parametrize("role", ["visitor"])
def test_a_members_only_dossier_is_not_there(secret_river, as_, role):
    assert as_(role).get(METHOD).status_code == 404


def sections(response):
    """The parts of the page by their place."""
    parts = re.findall(
        r'<section class="sec prose" id="([a-z-]+)">(.*?)</section>', response.content.decode(), re.DOTALL
    )
    return dict(parts)


PARTS = (
    "screening", "gates", "value", "missing", "weights", "equivalences", "uncertainty", "draws", "error-models",
    "drawn-weights", "rank-acceptability", "ties", "central-weights", "crossings", "score-flip", "dominance", "verdict",
    "roles", "rounding",
)  # fmt: skip


def test_the_page_has_these_parts_and_leads_to_each(river, client):
    page = client.get(METHOD)
    assert tuple(sections(page)) == (*PARTS, "limits", "sources")
    nav = page.content.decode().split('class="onpage', 1)[1].split("</nav>")[0]
    assert re.findall(r'href="#([a-z-]+)"', nav) == list(sections(page))


@pytest.mark.parametrize("name", PARTS)
def test_a_part_says_what_it_answers_how_why_and_where_it_misleads(river, client, name):
    part = sections(client.get(METHOD))[name]
    assert re.search(r'</h2>\s*<p class="answers">[^<]+\?</p>', part)
    assert '<p class="formula">' in part
    for aside in ("Why this way", "Where it misleads", "Source"):
        assert len(re.findall(rf"<dt>{aside}</dt><dd>\s*\S", part)) == 1


@pytest.mark.parametrize("name", PARTS)
def test_a_part_has_an_example_of_the_dossier(river, client, name):
    assert re.search(r'class="[^"]*\bexample\b', sections(client.get(METHOD))[name])


def test_limits_have_their_reasons_too(river, client):
    part = sections(client.get(METHOD))["limits"]
    assert ("<dt>Why this way</dt>" in part, "<dt>Where it misleads</dt>" in part) == (True, True)


def test_every_limit_is_told_with_its_name(river, client):
    told = {row[0].rpartition(" ")[2]: row[1] for row in rows(client.get(METHOD)) if len(row) == 2}
    every = {**limits.engine(), **limits.pages()}
    assert {name: told[name] for name in every} == {name: limits.plain(number) for name, number in every.items()}
    assert limits.thresholds().keys() <= told.keys()
    assert told["HEAT"] == "; ".join(map(str, result.HEAT))


@pytest.mark.parametrize(
    ("module", "name", "value", "said"),
    [
        (draws, "DEFAULT_DRAWS", 7_777, "7,777 draws are made"),
        (draws, "MOST_DRAWS", 77_777, "77,777 at most"),
        (draws, "LEAST_DRAWS", 777, "at least 777"),
        (draws, "STEPS_TO_DRAW", 77, "77 × m"),
        (value, "TIE", 0.0625, "within 0.0625 of the best"),
        (digits, "DIGITS", 7, "7 significant digits"),
        (verdict, "CLOSE_BEATEN", 0.37, "b + 2 × error > 0.37"),
        (verdict, "CAUTION", 3.0, "p − 3 × error"),
        (swings, "ALIKE", 0.77, "a correlation of 0.77 or more"),
        (swings, "COMPARED", 7, "over at least 7 options"),
        (swings, "AGREED", 0.07, "more than 7% of itself"),
        (swings, "EQUIVALENCES", 7, "at most 7 exchanges"),
        (result, "APART", 7.5, "more than 7.5 points"),
        (result, "CARES", 7, "the 7 criteria"),
        (conditions, "SETS", 7, "the 7 smallest are listed"),
        (unlocking, "PARTIAL_MAX", 7_777, "at most 7,777 are held"),
    ],
)
def test_every_limit_is_that_of_the_code(river, client, monkeypatch, module, name, value, said):
    monkeypatch.setattr(module, name, value)
    assert said in main(client.get(METHOD))


def test_every_work_is_told_once_with_what_it_is_used_for(river, client):
    listed = sections(client.get(METHOD))["sources"]
    for work in WORKS:
        (entry,) = re.findall(rf'<li id="work-{work.key}">(.*?)</li>', listed, re.DOTALL)
        assert re.search(rf"\({work.year}\).*Used here for:\s*\w[^<]+\.</span>", entry, re.DOTALL)


def test_every_work_is_named_where_it_is_used(river, client):
    page = client.get(METHOD)
    named = {key for part in sections(page).values() for key in re.findall(r'href="#work-([a-z0-9]+)"', part)}
    assert named == {work.key for work in WORKS}


def test_works_stand_by_the_name_of_their_first_author():
    names = [work.short.split(",")[0].split(" and ")[0].lower() for work in WORKS]
    names = [name.rstrip(" 0123456789") for name in names]
    assert names == sorted(names)


def test_a_work_is_named_by_surnames_and_year():
    assert [work.short for work in WORKS if work.key in ("oneill", "hammond")] == [
        "Hammond, Keeney and Raiffa 1998",
        "O’Neill 2014",
    ]


def test_where_nothing_can_be_weighed_the_parts_are_the_same(river, client, monkeypatch):
    monkeypatch.setattr(weigh, "method_page", lambda reading: replace(method_page(reading), example=None))
    page = client.get(METHOD)
    assert tuple(sections(page)) == (*PARTS, "limits", "sources")
    assert "There is no example" in main(page)
