"""The method page as a reader sees it."""

import re
from pathlib import Path

import pytest
from markupsafe import escape

from options.analysis import draws, unlocking, value, verdict
from options.pages.weigh import conditions, result, swings
from options.pages.weigh.literature import LITERATURE
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


def test_every_part_says_what_it_answers_why_it_is_so_and_where_it_misleads(river, client):
    found = sections(client.get(METHOD))
    assert len(found) == 18
    del found["sources"]
    lacking = [name for name, part in found.items() if "?" not in part.split("</p>")[0]]
    lacking += [name for name, part in found.items() if part.count("<dt>Why this way</dt>") != 1]
    lacking += [name for name, part in found.items() if part.count("<dt>Where it misleads</dt>") != 1]
    assert lacking == []


def test_every_part_that_reckons_has_its_formula_and_an_example(river, client):
    found = sections(client.get(METHOD))
    reckoning = ("gates", "value", "weights", "equivalences", "uncertainty", "rank-acceptability", "central-weights",
                 "crossings", "dominance", "roles")  # fmt: skip
    assert [name for name in reckoning if 'class="formula"' not in found[name]] == []
    assert [name for name in reckoning if "example" not in found[name]] == ["crossings"]  # none here


@pytest.mark.parametrize(
    ("module", "name", "value", "said"),
    [
        (draws, "DEFAULT_DRAWS", 7_777, "7,777 draws are made"),
        (draws, "MOST_DRAWS", 77_777, "77,777 at most"),
        (draws, "LEAST_DRAWS", 777, "at least 777"),
        (value, "TIE", 0.0625, "within 0.0625 of each other"),
        (swings, "ALIKE", 0.77, "a correlation of 0.77 or more"),
        (swings, "AGREED", 0.07, "more than 7% of itself"),
        (result, "APART", 7.5, "more than 7.5 points"),
        (conditions, "SETS", 7, "the 7 smallest are listed"),
        (unlocking, "PARTIAL_MAX", 7_777, "at most 7,777 are held"),
    ],
)
def test_every_limit_is_that_of_the_code(river, client, monkeypatch, module, name, value, said):
    monkeypatch.setattr(module, name, value)
    assert said in main(client.get(METHOD))


def test_every_work_has_its_year_and_is_named_where_it_is_used(river, client):
    page = client.get(METHOD)
    assert [work for _part, work in LITERATURE if not re.search(r"\b(19|20)\d\d\b", work)] == []
    used = "".join(part for name, part in sections(page).items() if name != "sources")
    assert [work for _part, work in LITERATURE if str(escape(work)) not in used] == []
