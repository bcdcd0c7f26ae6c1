"""The method page as a reader sees it."""

import re
from pathlib import Path

import pytest

from options.analysis import verdict
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
