"""Going back to an earlier revision, from its page in the history."""

import pytest

from options.models import Dossier, Entry, Revision
from tests.web.helpers import published

PAGE = "/d/river-crossing/options/footbridge/@1/"
REVERT = PAGE + "revert/"


@pytest.fixture
def changed(river):
    published(river, "option", "footbridge", title="A slim footbridge")
    return river


def live():
    return Entry.objects.get(kind="option", slug="footbridge").live


@pytest.mark.parametrize("role", ["curator", "reviewer", "admin"])
def test_an_editor_publishes_an_earlier_state_again(as_, cast, changed, role):
    reply = as_(role).post(REVERT, {"seen": 2, "why": "It was never slim."})
    assert reply.headers["Location"] == "/d/river-crossing/options/footbridge/@3/"
    assert (live().number, live().value().title, live().origin) == (3, "A footbridge", "revert")
    assert (live().author, live().change_note) == (cast[role], "Back to revision 1. It was never slim.")


@pytest.mark.parametrize("role", ["visitor", "member", "analyst", "instructor"])
def test_others_are_refused_and_see_no_form(as_, changed, role):
    client = as_(role)
    assert client.post(REVERT, {"seen": 2, "why": "No."}).status_code == 403
    assert REVERT not in client.get(PAGE).content.decode()
    assert live().number == 2


def test_a_hidden_dossier_has_no_such_address(secret_river, client):
    published(secret_river, "option", "footbridge", title="A slim footbridge")
    assert client.post(REVERT, {"seen": 2, "why": "No."}).status_code == 404


def test_the_current_revision_offers_no_way_back(as_, changed):
    assert "/@2/revert/" not in as_("curator").get(PAGE.replace("@1", "@2")).content.decode()


def test_it_needs_a_reason_and_keeps_what_was_typed(as_, changed):
    reply = as_("curator").post(REVERT, {"seen": 2, "why": "x" * 301})
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "at most 300 characters" in page
    assert "x" * 301 in page
    assert live().number == 2


@pytest.mark.parametrize("seen", ["", "-1", "x", "9" * 30])
def test_a_broken_form_is_refused(as_, changed, seen):
    assert as_("curator").post(REVERT, {"seen": seen, "why": "No."}).status_code == 422


def test_a_change_meanwhile_is_told_and_nothing_is_published(as_, changed):
    published(changed, "option", "footbridge", later=2, title="A third name")
    reply = as_("curator").post(REVERT, {"seen": 2, "why": "It was never slim."})
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "Somebody has published this entry since you opened this page." in page
    assert "It was never slim." in page
    assert live().number == 3


def test_a_state_that_no_longer_fits_is_refused_with_the_reason(as_, river):
    criterion = Entry.objects.get(kind="criterion", slug="crossing-time").live.value()
    wider = criterion.scale.model_copy(update={"max": 999, "points": None})
    published(river, "criterion", "crossing-time", scale=wider)
    option = Entry.objects.get(kind="option", slug="footbridge").live.value()
    cells = tuple(
        cell.model_copy(update={"high": 900}) if cell.criterion == "crossing-time" else cell
        for cell in option.assessments
    )
    published(river, "option", "footbridge", later=2, assessments=cells)
    path = "/d/river-crossing/criteria/crossing-time/@1/revert/"
    reply = as_("curator").post(path, {"seen": 2, "why": "Narrower."})
    assert reply.status_code == 409
    assert "below scores that go up to 900" in reply.content.decode()


def test_an_archived_entry_can_be_brought_back_as_it_was(as_, river, now):
    Entry.objects.filter(slug="tunnel").archive(river, now)
    reply = as_("curator").post("/d/river-crossing/options/tunnel/@1/revert/", {"seen": 1, "why": "Needed after all."})
    assert reply.status_code == 302
    assert Entry.objects.get(kind="option", slug="tunnel").archived_at is None


def test_opening_the_address_leads_to_the_revision(as_, changed):
    assert as_("curator").get(REVERT).headers["Location"] == PAGE


def test_a_double_press_publishes_once(as_, changed):
    client = as_("curator")
    client.post(REVERT, {"seen": 2, "why": "It was never slim."})
    assert client.post(REVERT, {"seen": 2, "why": "It was never slim."}).status_code == 409
    assert Revision.objects.filter(entry__slug="footbridge").count() == 3
    assert Dossier.objects.get().version == 3
