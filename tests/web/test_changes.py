"""What changed in a dossier, version by version, as a page and as an Atom feed."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from options.models import Entry, Revision
from tests.conftest import NOW
from tests.web.helpers import published
from tests.web.seen import main, markup

CHANGES = "/d/river-crossing/changes/"
FEED = CHANGES + "feed/"
ATOM = "{http://www.w3.org/2005/Atom}"


def text(response):
    return response.content.decode()


def versions(response):
    """Numbers of the versions on a page, in order."""
    return [int(number) for number in re.findall(r'<section class="version" id="v(\d+)">', text(response))]


def version(response, number):
    """What the page says of one version, as text."""
    return main(response).split(f"Version {number} ", 1)[1].split(f" Version {number - 1} ")[0]


def feed(response):
    return ElementTree.fromstring(response.content)


def items(response):
    """Title, identity, date, address and text of each item."""
    return [
        {
            "title": item.findtext(ATOM + "title"),
            "id": item.findtext(ATOM + "id"),
            "updated": item.findtext(ATOM + "updated"),
            "link": item.find(ATOM + "link").get("href"),
            "summary": item.findtext(ATOM + "summary"),
        }
        for item in feed(response).findall(ATOM + "entry")
    ]


def archive(river, kind, slug, at=NOW):
    Entry.objects.filter(dossier=river, kind=kind, slug=slug).archive(river, at)


# --- the page -------------------------------------------------------------------------------------------------------


def test_versions_stand_latest_first(client, river):
    published(river, "option", "tunnel", title="A deeper tunnel")
    published(river, "risk", "lost-trade", title="Shops lose some trade", later=2)
    page = client.get(CHANGES)
    assert versions(page) == [3, 2, 1]
    assert "The dossier stands at version 3." in main(page)


def test_the_first_version_is_counted_and_not_listed(client, river):
    assert version(client.get(CHANGES), 1).startswith(
        "1 April 2026 First published: the dossier entry, 5 options, 4 risks, 6 preconditions, 4 legal questions, "
        "4 criteria, 3 claims, 7 sources."
    )
    assert "A footbridge" not in main(client.get(CHANGES))


def test_one_version_can_be_seen_whole(client, river):
    page = client.get(CHANGES + "?version=1")
    assert "A footbridge option, revision 1, import" in main(page)
    assert 'href="/d/river-crossing/options/footbridge/@1/"' in text(page)


def test_a_change_says_who_made_it_and_why_and_leads_to_its_revision(client, river, cast):
    entry = Entry.objects.select_related("dossier", "live").get(kind="option", slug="tunnel")
    content = entry.live.value().model_copy(update={"title": "A deeper tunnel"})
    why = "The rock is deeper than was thought."
    Revision.objects.record(entry, content, author=cast["curator"], origin="admin", now=NOW, note=why).publish(
        by=cast["reviewer"], now=NOW + timedelta(days=1)
    )
    page = client.get(CHANGES)
    assert version(page, 2) == f"2 April 2026 A deeper tunnel option, revision 2, curator {why}"
    assert 'href="/d/river-crossing/options/tunnel/@2/"' in text(page)


def test_an_archival_is_a_change(client, river):
    archive(river, "option", "tunnel", NOW + timedelta(days=1))
    page = client.get(CHANGES)
    assert version(page, 2) == "2 April 2026 A tunnel option, archived"
    assert 'href="/d/river-crossing/options/tunnel/history/"' in text(page)


def test_an_archival_stays_in_the_history_when_the_entry_returns(client, river):
    archive(river, "option", "tunnel", NOW + timedelta(days=1))
    published(river, "option", "tunnel", title="A tunnel after all", later=2)
    page = client.get(CHANGES)
    assert versions(page) == [3, 2, 1]
    assert "archived" in version(page, 2)


def test_each_of_many_archivals_is_named_and_dated(client, river):
    """More of them in all than one version names."""
    slugs = Entry.objects.filter(dossier=river, kind__in=["risk", "criterion", "source"]).values_list("kind", "slug")
    for n, (kind, slug) in enumerate(slugs, 1):
        archive(river, kind, slug, NOW + timedelta(days=n))
    page = client.get(CHANGES)
    assert len(slugs) == 15
    assert all("archived" in version(page, number) for number in range(2, 17))
    assert text(page).count("<time") == 16


def test_a_large_version_names_some_and_leads_to_all(client, river):
    drafts = []
    for entry in Entry.objects.select_related("dossier", "live").filter(kind__in=["source", "precondition", "option"]):
        content = entry.live.value().model_copy(update={"title": f"{entry.slug} anew"})
        drafts.append(Revision.objects.record(entry, content, author=None, origin="import", now=NOW))
    Revision.objects.publish(drafts, by=None, now=NOW + timedelta(days=1))
    page = client.get(CHANGES)
    assert "5 options, 6 preconditions, 7 sources" in version(page, 2)
    assert version(page, 2).endswith("and 6 more")
    assert version(page, 2).count("revision 2") == 12
    assert main(client.get(CHANGES + "?version=2")).count("revision 2") == 18


def test_many_versions_have_pages(client, river):
    for n in range(1, 25):
        published(river, "source", "pier-case", read_note=f"Read {n} times.", later=n)
    assert versions(client.get(CHANGES)) == list(range(25, 5, -1))
    assert "1 to 20 of 25" in main(client.get(CHANGES))
    assert versions(client.get(CHANGES + "?page=2")) == [5, 4, 3, 2, 1]


@pytest.mark.parametrize("asked", ["0", "99", "-1", "1e400", "latest", "%00", "١"])
def test_a_version_that_is_not_there_is_named_and_all_are_shown(client, river, asked):
    page = client.get(f"{CHANGES}?version={asked}")
    assert page.status_code == 200
    assert "it means nothing on this page: version=" in main(page)
    assert versions(page) == [1]


def test_drafts_are_no_changes(as_, river):
    entry = Entry.objects.select_related("dossier", "live").get(kind="option", slug="tunnel")
    draft = entry.live.value().model_copy(update={"title": "A secret draft"})
    Revision.objects.record(entry, draft, author=None, origin="import", now=NOW)
    for role in ("visitor", "curator"):
        assert versions(as_(role).get(CHANGES)) == [1]


def test_what_happens_to_an_exercise_is_told_to_nobody_but_those_who_may_read_it(as_, river):
    published(river, "exercise", "town-meeting", title="A secret meeting")
    archive(river, "exercise", "town-meeting", NOW + timedelta(days=2))
    for address in (CHANGES, FEED, CHANGES + "?version=1"):
        page = text(as_("analyst").get(address))
        assert "secret meeting" not in page
        assert "exercise" not in page
    assert versions(as_("visitor").get(CHANGES)) == [1]
    assert versions(as_("instructor").get(CHANGES)) == [3, 2, 1]


# --- the feed -------------------------------------------------------------------------------------------------------


def test_the_page_names_its_feed(client, river):
    page = markup(client.get(CHANGES))
    assert (
        '<link rel="alternate" type="application/atom+xml" title="Changes" href="/d/river-crossing/changes/feed/">'
        in page
    )


def test_the_feed_is_atom_with_all_that_atom_asks_for(client, river):
    reply = client.get(FEED)
    assert reply.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = feed(reply)
    assert root.tag == ATOM + "feed"
    assert root.findtext(ATOM + "title") == "Changes: How to cross the river"
    assert root.findtext(ATOM + "id") == "http://testserver/d/river-crossing/changes/"
    assert datetime.fromisoformat(root.findtext(ATOM + "updated")) == NOW
    assert {link.get("rel"): link.get("href") for link in root.findall(ATOM + "link")} == {
        "alternate": "http://testserver/d/river-crossing/changes/",
        "self": "http://testserver/d/river-crossing/changes/feed/",
    }


def test_each_version_is_an_item_with_an_address_and_a_date(client, river):
    published(river, "option", "tunnel", title="A deeper tunnel")
    first, second = items(client.get(FEED))
    assert first["title"] == "Version 2: 1 entry"
    assert first["link"] == "http://testserver/d/river-crossing/changes/?version=2"
    assert datetime.fromisoformat(first["updated"]) == datetime(2026, 4, 2, 12, tzinfo=UTC)
    assert first["summary"] == "A deeper tunnel (option)"
    assert second["title"] == "Version 1: 34 entries"
    assert second["summary"].endswith("; and 22 more")


def test_identities_are_addresses_that_never_change(client, river):
    published(river, "option", "tunnel", title="A deeper tunnel")
    before = [item["id"] for item in items(client.get(FEED))]
    published(river, "option", "tunnel", title="The deepest tunnel", later=2)
    archive(river, "risk", "lost-trade", NOW + timedelta(days=3))
    after = [item["id"] for item in items(client.get(FEED, HTTP_HOST="localhost"))]
    assert after[2:] == before == ["urn:policy-dossier:river-crossing:2", "urn:policy-dossier:river-crossing:1"]
    assert len(set(after)) == 4


def test_an_archival_is_called_one(client, river):
    archive(river, "option", "tunnel")
    assert items(client.get(FEED))[0]["summary"] == "A tunnel (option, archived)"


def test_every_item_has_a_date_however_many_entries_were_archived(client, river):
    for kind, slug in Entry.objects.filter(kind__in=["risk", "criterion", "source"]).values_list("kind", "slug"):
        archive(river, kind, slug)
    assert [item for item in items(client.get(FEED)) if not item["updated"]] == []


def test_the_feed_holds_the_latest_thirty(client, river):
    for n in range(1, 41):
        published(river, "source", "pier-case", read_note=f"Read {n} times.", later=n)
    found = items(client.get(FEED))
    assert (len(found), found[0]["title"], found[-1]["title"]) == (30, "Version 41: 1 entry", "Version 12: 1 entry")


def test_hostile_words_are_text_and_what_xml_cannot_hold_is_dropped(client, river):
    entry = Entry.objects.select_related("dossier", "live").get(kind="option", slug="tunnel")
    content = entry.live.value().model_copy(update={"title": "]]><script>alert(1)</script>&"})
    note = "a\x0b\x1bb <b>&amp;"
    Revision.objects.record(entry, content, author=None, origin="import", now=NOW, note=note).publish(by=None, now=NOW)
    assert items(client.get(FEED))[0]["summary"] == "]]><script>alert(1)</script>& (option): ab <b>&amp;"


@pytest.mark.parametrize("kind", ["dossier", "option"])
def test_letters_that_no_xml_may_hold_do_not_break_the_feed(client, river, kind):
    slug = {"dossier": "river-crossing", "option": "footbridge"}[kind]
    text = {"question": "Ferry\ufffe or\uffff bridge?"} if kind == "dossier" else {}
    published(river, kind, slug, title="A\ufffe slim\uffff bridge", **text)
    assert "A slim bridge" in "".join(feed(client.get(FEED)).itertext())


def test_the_feed_of_a_members_dossier_is_for_members(as_, secret_river):
    assert as_("visitor").get(FEED).status_code == 404
    reply = as_("member").get(FEED)
    assert (reply.status_code, reply.headers["Cache-Control"]) == (200, "private, no-store")


def test_a_feed_reader_that_asks_again_is_told_that_nothing_is_new(client, river):
    tag = client.get(FEED).headers["ETag"]
    assert client.get(FEED, HTTP_IF_NONE_MATCH=tag).status_code == 304
    published(river, "option", "tunnel", title="A deeper tunnel")
    assert client.get(FEED, HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_the_feed_is_read_only(client, river):
    assert client.post(FEED).status_code == 405
