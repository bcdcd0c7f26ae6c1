"""Published revisions: the list of an entry, one as it was at an address that stays, and what differs between two."""

from datetime import timedelta

import pytest

from options.models import Entry, Redaction, Revision
from tests.conftest import NOW
from tests.web.helpers import published
from tests.web.seen import main, rows

D = "/d/river-crossing/"
TUNNEL = D + "options/tunnel/"

# kind -> section and an entry of it
ENTRIES = {
    "source": ("sources", "harbour-act"),
    "claim": ("claims", "art-02"),
    "option": ("options", "road-bridge"),
    "risk": ("risks", "flood-backwater"),
    "precondition": ("preconditions", "harbour-permit"),
    "legal-question": ("law", "fixed-crossing"),
    "criterion": ("criteria", "crossing-time"),
    "dossier": ("dossier", "river-crossing"),
}


def text(response):
    return response.content.decode()


def differences(response):
    """Field -> what the page says of it, as text."""
    found = main(response).split(" What it changed from ", 1)[-1].split(" How it differs from ", 1)[-1]
    return found.split(" As it is ")[0].split(" As it was ")[0]


@pytest.fixture
def thrice(river):
    """The tunnel in three revisions."""
    published(river, "option", "tunnel", title="A deeper tunnel")
    published(river, "option", "tunnel", title="The deepest tunnel", later=2)
    return river


# --- the list -------------------------------------------------------------------------------------------------------


def test_revisions_are_listed_latest_first_with_their_versions(client, thrice):
    page = client.get(TUNNEL + "history/")
    assert "This option has been published three times. Each revision keeps its address." in main(page)
    assert [(cells[0], cells[4]) for cells in rows(page) if len(cells) == 5][1:] == [
        ("Revision 3 current", "3"),
        ("Revision 2", "2"),
        ("Revision 1", "1"),
    ]


def test_times_are_shown_with_their_zone(client, thrice):
    assert "2 April 2026 12:00 UTC" in main(client.get(TUNNEL + "history/"))


def test_a_revision_says_who_published_it_and_why(client, river, cast):
    cast["curator"].first_name, cast["curator"].last_name = "Ada", "Ferryman"
    cast["curator"].save()
    entry = Entry.objects.select_related("dossier", "live").get(kind="option", slug="tunnel")
    content = entry.live.value().model_copy(update={"title": "A tunnel with lights"})
    revision = Revision.objects.record(
        entry, content, author=cast["curator"], origin="admin", now=NOW, note="Lights were forgotten."
    )
    revision.publish(by=cast["curator"], now=NOW + timedelta(days=1), self_published=True)
    newest = [cells for cells in rows(client.get(TUNNEL + "history/")) if len(cells) == 5][1]
    assert "Ada Ferryman" in newest[2]
    assert "published without another’s approval" in newest[2]
    assert newest[3] == "Lights were forgotten."


def test_drafts_are_not_in_the_history(client, thrice):
    entry = Entry.objects.select_related("dossier", "live").get(kind="option", slug="tunnel")
    draft = entry.live.value().model_copy(update={"title": "A secret draft"})
    Revision.objects.record(entry, draft, author=None, origin="import", now=NOW)
    assert "Revision 4" not in main(client.get(TUNNEL + "history/"))
    assert client.get(TUNNEL + "@4/").status_code == 404


def test_a_draft_is_no_revision_for_its_editors_either(as_, thrice):
    """The address of a published revision stays; a draft has none yet."""
    entry = Entry.objects.select_related("dossier", "live").get(kind="option", slug="tunnel")
    Revision.objects.record(entry, entry.live.value(), author=None, origin="import", now=NOW)
    assert as_("curator").get(TUNNEL + "@4/").status_code == 404


def test_a_long_history_has_pages(client, river):
    for n in range(1, 61):
        published(river, "source", "pier-case", read_note=f"Read {n} times.", later=n)
    page = client.get(D + "sources/pier-case/history/")
    assert "1 to 50 of 61" in main(page)
    second = client.get(D + "sources/pier-case/history/?page=2")
    assert len([cells for cells in rows(second) if len(cells) == 5]) == 12


def test_an_archived_entry_keeps_its_history_and_says_that_it_is_archived(client, thrice, now):
    Entry.objects.filter(dossier=thrice, kind="option", slug="tunnel").archive(thrice, now)
    page = main(client.get(TUNNEL + "history/"))
    assert "This entry is archived" in page
    assert "Revision 1" in page


# --- one revision ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ENTRIES)
def test_every_kind_of_entry_has_a_history_and_revisions(client, river, kind):
    section, slug = ENTRIES[kind]
    title = river.reading().title(kind, slug).partition(" …")[0]
    for rest in ("history/", "@1/"):
        page = client.get(f"{D}{section}/{slug}/{rest}")
        assert (page.status_code, title in main(page)) == (200, True)


def test_an_earlier_revision_stays_as_it_was_at_its_address(client, thrice):
    page = main(client.get(TUNNEL + "@1/"))
    assert "This is an earlier revision." in page
    assert "As it was Order 5 Title A tunnel Summary" in page
    assert "The deepest tunnel" not in page.split("As it was")[1]


def test_the_current_revision_says_so_and_leads_to_its_page(client, thrice):
    page = client.get(TUNNEL + "@3/")
    assert "This is the current revision." in main(page)
    assert f'<a href="{TUNNEL}">Its page</a>' in text(page)


def test_cite_this_page_gives_the_permanent_address(client, thrice):
    page = main(client.get(TUNNEL + "@2/"))
    assert (
        "“A deeper tunnel” (option, revision 2 of 2 April 2026), in: “How to cross the river”, policy dossier. "
        "http://testserver/d/river-crossing/options/tunnel/@2/"
    ) in page


def test_everything_in_an_entry_is_shown(client, river):
    page = main(client.get(D + "options/road-bridge/@1/"))
    for said in (
        "Critics".lower(), "Four wide piers stand in the part of the stream", "Weir has said no.",
        "While the bridge is built, somebody must carry people across.", "dredging makes up for the piers",
        "Whose judgement compiler", "Likelihood likely", "Severity 4", "All of", "Any one of",
    ):  # fmt: skip
        assert said in page, said


def test_what_a_revision_names_is_linked_by_its_title(client, river):
    page = text(client.get(D + "options/road-bridge/@1/"))
    assert '<a href="/d/river-crossing/risks/flood-backwater/">Higher water in a flood</a>' in page
    assert '<a href="/d/river-crossing/preconditions/harbour-permit/">Permit of the harbour master</a>' in page


def test_citations_in_a_revision_say_how_far_a_source_was_read_and_where_no_page_is_given(client, river):
    assert "Treaty of the two banks, no page given read as quoted by others" in main(
        client.get(D + "law/fixed-crossing/@1/")
    )


def test_an_archived_entry_says_so_on_its_revisions(client, thrice, now):
    Entry.objects.filter(dossier=thrice, kind="option", slug="tunnel").archive(thrice, now)
    for number in (1, 3):
        assert "This entry is archived." in main(client.get(f"{TUNNEL}@{number}/"))


def test_the_revision_of_an_archived_claim_leads_to_no_place_that_is_gone(client, river, now):
    assert 'href="/d/river-crossing/claims/#art-01">Its page' in text(client.get(D + "claims/art-01/@1/"))
    Entry.objects.filter(dossier=river, kind="claim", slug="art-01").archive(river, now)
    page = client.get(D + "claims/art-01/@1/")
    assert "claims/#art-01" not in text(page)
    assert "The headline asks whether the ferry can go on for ever." in main(page)


# --- what differs ---------------------------------------------------------------------------------------------------


def test_a_revision_is_compared_with_the_one_before_it(client, thrice):
    page = client.get(TUNNEL + "@3/")
    assert "What it changed from revision 2" in main(page)
    assert "One field differs." in main(page)
    assert "Title [taken out: A deeper ] [put in: The deepest ] tunnel" in differences(page)
    assert "<del>" in text(page)
    assert "<ins>" in text(page)


def test_any_two_revisions_can_be_compared(client, thrice):
    page = client.get(TUNNEL + "@1/?against=3")
    assert "How it differs from revision 3" in main(page)
    assert "What it changed from revision 1" in main(client.get(TUNNEL + "@3/?against=1"))


def test_the_first_revision_is_compared_with_nothing(client, thrice):
    assert "What it changed" not in main(client.get(TUNNEL + "@1/"))


def test_equal_revisions_say_that_nothing_differs(client, river):
    published(river, "option", "tunnel", title="A deeper tunnel")
    published(river, "option", "tunnel", title="A tunnel", later=2)
    assert "Nothing differs." in main(client.get(TUNNEL + "@3/?against=1"))


def test_a_cell_is_named_by_what_it_is_about(client, river):
    bridge = river.reading().options["footbridge"]
    (flood,) = bridge.exposures
    published(river, "option", "footbridge", exposures=(flood.model_copy(update={"severity": 5}),))
    page = differences(client.get(D + "options/footbridge/@2/"))
    assert "Risks, severity Higher water in a flood before 2 after 5" in page


def test_a_cell_that_was_taken_out_or_put_in_is_shown_whole(client, river):
    bridge = river.reading().options["footbridge"]
    published(river, "option", "footbridge", exposures=())
    page = differences(client.get(D + "options/footbridge/@2/"))
    assert "Risks Higher water in a flood taken out" in page
    assert "Two thin piers narrow the channel" in page
    published(river, "option", "footbridge", exposures=bridge.exposures, later=2)
    assert "Risks Higher water in a flood put in" in differences(client.get(D + "options/footbridge/@3/"))


def test_an_item_of_a_list_is_counted_from_one(client, river):
    question = river.reading().legal_questions["fixed-crossing"]
    first, second, third = question.arguments
    published(
        river,
        "legal-question",
        "fixed-crossing",
        arguments=(first, second.model_copy(update={"text": "It lapsed."}), third),
    )
    assert "Arguments 2, text" in differences(client.get(D + "law/fixed-crossing/@2/"))


def test_what_an_option_needs_is_compared_as_one_thing(client, river):
    published(river, "option", "faster-ferry", requires="none", requires_note=None)
    page = differences(client.get(D + "options/faster-ferry/@2/"))
    assert "What it needs before A trained crew after none" in page


def test_values_of_a_list_are_said_in_words(client, river):
    published(river, "precondition", "money", status="not-applicable")
    assert "Status before partly after not applicable" in differences(client.get(D + "preconditions/money/@2/"))


@pytest.mark.parametrize("against", ["2", "99", "-1", "0", "1e400", "%00", "NaN"])
def test_a_revision_that_is_not_there_or_is_the_same_is_named_and_left_out(client, thrice, against):
    page = client.get(f"{TUNNEL}@2/?against={against}")
    assert page.status_code == 200
    assert "this dossier does not have it: revision" in main(page)
    assert "What it changed from revision 1" in main(page)


# --- who may see it -------------------------------------------------------------------------------------------------


def test_a_members_dossier_shows_its_history_to_members_alone(as_, secret_river):
    for address in (TUNNEL + "history/", TUNNEL + "@1/"):
        assert as_("visitor").get(address).status_code == 404
        assert as_("member").get(address).status_code == 200


def test_no_revision_of_an_exercise_is_public(as_, river):
    published(river, "exercise", "town-meeting", title="A secret meeting")
    for address in (D + "exercises/town-meeting/history/", D + "exercises/town-meeting/@2/"):
        assert as_("analyst").get(address).status_code == 404
        assert "A secret meeting" in main(as_("instructor").get(address))


def test_a_role_card_that_changed_is_compared_for_those_who_may_read_it(as_, river):
    roles = river.reading().exercises["town-meeting"].roles
    weights = dict(roles[0].weights) | {"flood-safety": 30}
    published(river, "exercise", "town-meeting", roles=(roles[0].model_copy(update={"weights": weights}), roles[1]))
    page = differences(as_("curator").get(D + "exercises/town-meeting/@2/"))
    assert "Roles mayor-of-harrow, weights, flood-safety before 20 after 30" in page


def test_words_that_were_redacted_are_gone_from_every_revision_and_the_page_says_when(client, thrice):
    entry = Entry.objects.get(kind="option", slug="tunnel")
    Redaction.objects.redact(entry, "A private company", by=None, reason="Named a person.", now=NOW + timedelta(days=3))
    for number in (1, 2, 3):
        page = main(client.get(f"{TUNNEL}@{number}/"))
        assert "A private company" not in page
        assert "Words were removed from it on 4 April 2026." in page
    assert "words removed 4 April 2026" in main(client.get(TUNNEL + "history/"))


def test_hostile_text_is_inert_in_fields_and_in_differences(client, river):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    published(river, "option", "tunnel", title=evil, description=f"{evil}\n\n{evil}")
    published(river, "option", "tunnel", title=f"{evil} again", later=2)
    for address in (TUNNEL + "@2/", TUNNEL + "@3/", TUNNEL + "history/"):
        page = text(client.get(address))
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "alert(1)" in page
