"""The citations of an entry: what each is cited for, and who has looked it up."""

import re

import pytest

from options.models import CitationCheck, Dossier
from tests.web.helpers import published

PAGE = "/d/river-crossing/options/footbridge/citations/"


def text(response):
    return response.content.decode()


def forms(response):
    """(citation, text) of each form on the page."""
    return re.findall(
        r'name="citation" value="(\w+)">\s*<input type="hidden" name="text" value="(\w+)"', text(response)
    )


def confirm(client, which=0, **changes):
    citation, said = forms(client.get(PAGE))[which]
    return client.post(PAGE, {"what": "confirm", "citation": citation, "text": said, **changes})


def test_each_citation_says_what_it_is_cited_for(client, river):
    page = text(client.get(PAGE))
    assert "Treaty of the two banks" in page
    assert "art. 4" in page
    assert "field consent note" in page
    assert "Not checked." in page


def test_a_curator_confirms_a_citation(as_, river):
    client = as_("curator")
    reply = confirm(client)
    assert reply.status_code == 303
    assert "#c-" in reply.headers["Location"]
    assert "Checked by curator" in text(client.get(PAGE))


def test_readers_see_it_at_once(as_, river, client):
    client.get(PAGE)  # kept for visitors
    confirm(as_("curator"))
    assert "Checked by curator" in text(as_("visitor").get(PAGE))


def test_a_check_lapses_when_the_text_changes_and_not_before(as_, river):
    client = as_("curator")
    citation, _said = forms(client.get(PAGE))[0]
    confirm(client)
    published(river, "option", "footbridge", lead_actor="Somebody else")
    assert "Text changed since checked." not in text(client.get(PAGE))
    published(river, "option", "footbridge", later=2, summary="Another summary.")
    assert "Text changed since checked." in text(client.get(PAGE))
    assert citation in text(client.get(PAGE))


def test_it_stands_again_when_a_person_confirms_the_new_text(as_, river):
    client = as_("curator")
    confirm(client)
    published(river, "option", "footbridge", summary="Another summary.")
    confirm(client)
    assert "Text changed since checked." not in text(client.get(PAGE))


def test_a_citation_of_one_field_lapses_with_that_field_alone(as_, river):
    client = as_("curator")
    (which,) = [at for at, row in enumerate(rows(client)) if "field consent note" in row]
    confirm(client, which)
    published(river, "option", "footbridge", summary="Another summary.")
    assert "Text changed" not in rows(client)[which]
    published(river, "option", "footbridge", later=2, consent_note="Nobody need agree.")
    assert "Text changed since checked." in rows(client)[which]


def rows(client):
    return text(client.get(PAGE)).split('class="stated"')[1:]


def test_a_check_can_be_taken_back(as_, river):
    client = as_("curator")
    confirm(client)
    citation, said = forms(client.get(PAGE))[0]
    client.post(PAGE, {"what": "withdraw", "citation": citation, "text": said})
    assert not CitationCheck.objects.exists()
    assert "Checked by" not in text(client.get(PAGE))


def test_what_changed_while_reading_is_not_confirmed(as_, river):
    client = as_("curator")
    citation, said = forms(client.get(PAGE))[0]
    published(river, "option", "footbridge", summary="Another summary.")
    reply = client.post(PAGE, {"what": "confirm", "citation": citation, "text": said})
    assert reply.status_code == 409
    assert "has changed since you opened this page" in text(reply)
    assert not CitationCheck.objects.exists()


@pytest.mark.parametrize("role", ["visitor", "member", "analyst", "instructor"])
def test_others_see_no_button_and_are_refused(as_, river, role):
    client = as_(role)
    assert forms(client.get(PAGE)) == []
    reply = client.post(PAGE, {"what": "confirm", "citation": "0" * 64, "text": "0" * 64})
    assert reply.status_code == 403


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"what": "burn"},
        {"what": "confirm", "citation": "x", "text": "é"},
        {"what": "confirm", "citation": "0" * 999},
    ],
)
def test_a_broken_form_is_told(as_, river, form):
    reply = as_("curator").post(PAGE, form)
    assert reply.status_code == 422
    assert "The form was not complete." in text(reply)


def test_a_hidden_dossier_has_no_such_page(secret_river, client):
    assert client.get(PAGE).status_code == client.post(PAGE, {}).status_code == 404


@pytest.mark.parametrize("path", ["claims/art-01", "sources/harbour-act", "exercises/town-meeting", "nowhere/x"])
def test_what_cites_nothing_has_no_such_page(as_, river, path):
    assert as_("admin").get(f"/d/river-crossing/{path}/citations/").status_code == 404


def test_the_relations_of_the_dossier_have_theirs(client, river):
    assert client.get("/d/river-crossing/dossier/river-crossing/citations/").status_code == 200


def test_it_takes_few_queries(as_, river, django_assert_max_num_queries):
    client = as_("curator")
    confirm(client)
    with django_assert_max_num_queries(15):
        client.get(PAGE)


def test_a_second_confirmation_leaves_one_row(as_, river):
    client = as_("curator")
    confirm(client)
    confirm(client)
    assert CitationCheck.objects.count() == 1
    assert Dossier.objects.get().version == 1
