"""The start page and the overview."""

import pytest

from tests.web.helpers import published

OVERVIEW = "/d/river-crossing/"


def text(response):
    return response.content.decode()


def test_one_dossier_leads_straight_to_it(client, river):
    response = client.get("/")
    assert (response.status_code, response.headers["Location"]) == (302, OVERVIEW)


def test_several_dossiers_are_listed(client, river):
    from options.models import Dossier

    Dossier.objects.create(slug="other", title="Another question", as_of="2026", language="en", version=1)
    page = text(client.get("/"))
    assert "Another question" in page
    assert 'href="/d/river-crossing/"' in page


def test_without_a_dossier_the_start_page_says_how_to_get_one(client, db):
    response = client.get("/")
    assert response.status_code == 200
    assert "import_dossier" in text(response)


def test_a_dossier_for_members_is_not_listed_for_visitors(as_, secret_river):
    assert "import_dossier" in text(as_("visitor").get("/"))
    assert as_("member").get("/").headers["Location"] == OVERVIEW


def test_the_question_is_the_heading(client, river):
    page = text(client.get(OVERVIEW))
    assert "<h1>How should people and goods cross the river between Harrow and Weir in the next ten years?</h1>" in page


def test_the_picture_has_a_reading_and_a_table(client, river):
    page = text(client.get(OVERVIEW))
    assert "Five options, by who must agree and how much force they use" in page
    assert "Two use limited or sustained force." in page
    assert "Two need the consent of another government." in page
    assert "<caption" in page
    assert 'aria-label="4. A road bridge, cooperative, use of force: limited"' in page


def test_the_four_counts_lead_somewhere(client, river):
    page = text(client.get(OVERVIEW))
    for link in (
        'href="/d/river-crossing/preconditions/"><b>1</b>',
        'href="/d/river-crossing/law/?state=open"><b>1</b>',
        'href="/d/river-crossing/criteria/"><b>2</b>',
    ):
        assert link in page


def test_judged_statements_are_told_apart_from_uncited_ones(client, river):
    page = text(client.get(OVERVIEW))
    assert "statements are uncited" in page
    assert "rest on a judgement alone, without a source" in page


def test_the_weightiest_doubt_stands_first(client, river):
    page = text(client.get(OVERVIEW))
    assert page.index("No study is named.") < page.index("The question is not answered in the body.")


def test_an_unchanged_dossier_says_that_nothing_was_revised(client, river):
    assert "Nothing has been revised since" in text(client.get(OVERVIEW))


def test_a_revision_is_a_recent_change(client, river):
    published(river, "option", "tunnel", title="A deeper tunnel")
    page = text(client.get(OVERVIEW))
    assert "A deeper tunnel" in page
    assert "Option, revision 2, " in page


def test_an_exercise_never_shows(client, river):
    published(river, "exercise", "town-meeting", title="A secret meeting")
    page = text(client.get(OVERVIEW))
    assert "A secret meeting" not in page
    assert "Mayor of Harrow" not in page


def test_hostile_text_is_inert(client, river):
    evil = '<script>alert(1)</script>"onmouseover="x'
    published(river, "option", "tunnel", title=evil)
    published(river, "claim", "art-02", text=evil, later=2)
    page = text(client.get(OVERVIEW))
    assert "<script>alert" not in page
    assert '"onmouseover="' not in page


@pytest.mark.parametrize(("role", "most"), [("visitor", 12), ("curator", 15)])
def test_query_budget(as_, river, django_assert_max_num_queries, role, most):
    client = as_(role)
    with django_assert_max_num_queries(most):
        client.get(OVERVIEW)
