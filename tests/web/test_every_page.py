"""What holds for every page of a dossier: queries, shared copies, links, hostile text, archived entries, emptiness."""

import json
from html.parser import HTMLParser
from typing import get_type_hints
from urllib.parse import urldefrag, urljoin
from xml.etree import ElementTree

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from options.bundle.document import Document
from options.bundle.load import load
from options.bundle.schema import Part
from options.models import Dossier, Entry
from options.models.imports import import_document
from tests.bench.scale import scaled
from tests.conftest import NOW, RIVER
from tests.web.addresses import FILES, PAGES, UNSHARED, D
from tests.web.helpers import published
from tests.web.seen import markup

FILLED = (
    D + "search/?q=ferry",
    D + "compare/?o=footbridge&o=tunnel",
    D + "options/footbridge/@2/?against=1",
    D + "changes/?version=1",
)
ADDRESSES = (*PAGES, *FILES, *FILLED)
SHARED = tuple(address for address in ADDRESSES if address not in UNSHARED)
# address -> queries of a visitor who comes first; 2 where it is not named: the dossier and its reading
QUERIES = {
    D: 5,  # what is said about the dossier: threads, answers; the latest notes
    D + "options/footbridge/": 4,  # threads, answers
    D + "risks/flood-backwater/": 5,  # and how many stand on the cells of options
    D + "preconditions/harbour-permit/": 4,
    D + "law/fixed-crossing/": 5,
    D + "claims/": 4,
    D + "sources/flood-study/": 4,
    D + "criteria/crossing-time/": 5,
    D + "compare/?o=footbridge&o=tunnel": 3,  # how many stand on each entry and cell
    D + "annotations/": 3,  # how many there are
    D + "search/?q=ferry": 3,  # the hits
    D + "options/footbridge/citations/": 4,  # the entry, who looked up what
    D + "options/footbridge/history/": 5,  # the entry, how many revisions, the revisions
    D + "options/footbridge/@1/": 5,  # the entry, the revision, numbers of all
    D + "options/footbridge/@2/?against=1": 6,  # the other revision
    D + "changes/": 8,  # versions, what they published and archived, counts of it
    D + "changes/?version=1": 8,
    D + "changes/feed/": 8,
}


def text(response):
    return response.content.decode()


def imported(document):
    import_document(document, now=NOW, publish=True)
    return Dossier.objects.get(slug=document.dossier.slug)


def revised(dossier, times):
    for n in range(1, times + 1):
        published(dossier, "option", "footbridge", title=f"Footbridge {n}", later=n)


def queries(client, slug="river-crossing"):
    """How many queries each address takes."""
    found = {}
    for address in ADDRESSES:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address.replace("river-crossing", slug)).status_code == 200
        found[address] = len(captured)
    return found


# --- queries --------------------------------------------------------------------------------------------------------


def test_a_visitor_costs_few_queries(as_, river):
    revised(river, 1)
    assert queries(as_("visitor")) == {address: QUERIES.get(address, 2) for address in ADDRESSES}


@pytest.mark.parametrize("role", ["member", "curator"])
def test_somebody_signed_in_costs_the_session_the_account_and_its_roles_more(as_, river, role):
    revised(river, 1)
    more = {address: 2 if "dossier." in address else 3 for address in ADDRESSES}  # a file has no frame
    more[D + "annotations/"] = {"member": 4, "curator": 5}[role]  # what waits for a decision, what was reported
    assert queries(as_(role)) == {address: QUERIES.get(address, 2) + more[address] for address in ADDRESSES}


def test_the_budget_is_twelve_and_fifteen():
    most = max(QUERIES.values())
    assert (most <= 12, most + 3 <= 15) == (True, True)


def test_a_larger_dossier_with_a_longer_history_needs_no_more_queries(client, db):
    large = imported(scaled(load(RIVER), 10))
    revised(large, 30)
    assert queries(client, large.slug) == {address: QUERIES.get(address, 2) for address in ADDRESSES}


# --- shared copies ------------------------------------------------------------------------------------


def test_a_visitor_gets_a_tag_and_then_304(client, river):
    revised(river, 1)
    first = {address: client.get(address) for address in SHARED}
    assert {reply.headers["Cache-Control"] for reply in first.values()} == {"public, max-age=0, must-revalidate"}
    again = {address: client.get(address, HTTP_IF_NONE_MATCH=first[address].headers["ETag"]) for address in SHARED}
    assert {(reply.status_code, reply.content) for reply in again.values()} == {(304, b"")}


def test_no_two_addresses_share_a_tag(client, river):
    revised(river, 1)
    tags = [client.get(address).headers["ETag"] for address in SHARED]
    assert len(set(tags)) == len(tags)


def test_a_publication_makes_every_tag_old(client, river):
    revised(river, 1)
    before = {address: client.get(address).headers["ETag"] for address in SHARED}
    published(river, "source", "pier-case", title="Millers v. Harrow and others", later=2)
    found = {address: client.get(address, HTTP_IF_NONE_MATCH=before[address]).status_code for address in SHARED}
    assert found == dict.fromkeys(SHARED, 200)


@pytest.mark.parametrize("cookie", ["sessionid", "seat", "picks"])
def test_nothing_is_shared_with_somebody_who_carries_a_session_a_seat_or_picks(client, river, cookie):
    revised(river, 1)
    tags = {address: client.get(address).headers["ETag"] for address in SHARED}
    client.cookies[cookie] = "tunnel"
    replies = [client.get(address, HTTP_IF_NONE_MATCH=tags[address]) for address in SHARED]
    assert {(reply.status_code, reply.headers["Cache-Control"]) for reply in replies} == {(200, "private, no-store")}
    assert not any("ETag" in reply.headers for reply in replies)


@pytest.mark.parametrize("address", sorted(UNSHARED))
def test_a_weighing_is_nobody_elses(client, river, address):
    reply = client.get(address)
    assert reply.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in reply.headers


def test_what_somebody_signed_in_saw_is_not_kept_for_a_visitor(as_, river):
    revised(river, 1)
    client = as_("curator")
    assert not [address for address in PAGES if "curator" not in text(client.get(address))]
    client = as_("visitor")
    assert not [address for address in PAGES if "curator" in text(client.get(address))]


def test_a_visitors_page_sets_no_cookie_and_holds_no_token(client, river):
    replies = {address: client.get(address) for address in PAGES if not address.endswith("@1/")}
    assert not [address for address, reply in replies.items() if reply.cookies]
    assert not [address for address, reply in replies.items() if "csrfmiddlewaretoken" in text(reply)]


# --- what the pages say and where they lead -------------------------------------------------------------------------


class Read(HTMLParser):
    """Elements, identities and links of a page."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.ids, self.links = [], set(), set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.elements.append((tag, values))
        self.ids.add(values.get("id"))
        if tag == "a" and "href" in values:
            self.links.add(values["href"])


def read(client, address):
    return Read(text(client.get(address, follow=True)))


def astray(client):
    """Links that lead to no page, or to no place on it."""
    links = {urljoin(here, link) for here in PAGES for link in read(client, here).links}
    own = sorted(link for link in links if link.startswith("/") and not link.startswith(("/accounts/", "/admin/")))
    pages = {page: client.get(page, follow=True) for page in {urldefrag(link).url for link in own}}
    lost = [page for page, reply in pages.items() if reply.status_code != 200]
    ids = {page: Read(text(reply)).ids for page, reply in pages.items() if "html" in reply.headers["Content-Type"]}
    return lost + [link for link in own if (to := urldefrag(link).fragment) and to not in ids[urldefrag(link).url]]


def test_every_link_leads_to_a_page_and_every_anchor_to_a_place_on_it(client, river):
    revised(river, 1)
    assert astray(client) == []


def test_links_that_leave_the_site_say_so_to_the_other_side(client, river):
    found = [
        attributes["rel"]
        for page in PAGES
        for tag, attributes in read(client, page).elements
        if tag == "a" and attributes.get("href", "").startswith("http") and "testserver" not in attributes["href"]
    ]
    assert set(found) <= {"noopener external nofollow"}


def test_a_page_has_one_heading_of_the_first_rank_one_main_part_and_identities_that_differ(client, river):
    for page in PAGES:
        elements = read(client, page).elements
        tags = [tag for tag, _ in elements]
        assert (tags.count("h1"), tags.count("main"), tags.count("title")) == (1, 1, 1), page
        ids = [attributes["id"] for _, attributes in elements if attributes.get("id")]
        assert len(ids) == len(set(ids)), page


def test_nothing_stands_inline_that_the_policy_would_block(client, river):
    for page in PAGES:
        for tag, attributes in read(client, page).elements:
            assert tag != "style", page
            assert tag != "script" or attributes.get("src", "").startswith("/static/"), page
            assert not [name for name in attributes if name == "style" or name.startswith("on")], page


# --- hostile text in every field ------------------------------------------------------------------------------------

EVIL = (
    """"'><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)" hx-get="/x">{{7*7}}%(n)s"""
)
MILD = ("Words that harm nobody and are as long. " * 9)[: len(EVIL) - 1] + "."


SHORT = {"as_of": 80, "language": 20}  # what these fields hold at most


def filled(part, text):
    """A part of a document with every free text in it replaced."""
    hints = get_type_hints(type(part), include_extras=True)
    new = {
        name: replaced(getattr(part, name), text[: SHORT.get(name)], "canonical_" in repr(hints[name]))
        for name in type(part).model_fields
    }
    return part.model_copy(update=new)


def replaced(value, text, free):
    if isinstance(value, Part):
        return filled(value, text)
    if isinstance(value, tuple):
        return tuple(replaced(item, text, free) for item in value)
    return text if free and isinstance(value, str) else value


def skeletons(client):
    """Elements with the names of their attributes, without the rows of text in pictures, which are wrapped by width."""
    return {
        page: [(tag, *attributes) for tag, attributes in read(client, page).elements if tag not in ("text", "tspan")]
        for page in PAGES
    }


@pytest.fixture
def hostile(db):
    return imported(filled(load(RIVER), EVIL))


def test_hostile_text_in_every_field_adds_no_element_and_no_attribute(client, hostile):
    evil = skeletons(client)
    Dossier.objects.all().update(slug="the-evil-one")
    imported(filled(load(RIVER), MILD))
    assert evil == skeletons(client)


def test_hostile_text_is_shown_as_it_was_written(client, hostile):
    said = "&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"
    assert [page for page in PAGES if said not in text(client.get(page))] == []
    assert not [page for page in PAGES if ">49%" in text(client.get(page))]  # 7 * 7, had a template run it


def test_hostile_text_stays_what_it_is_in_files(client, hostile):
    assert json.loads(text(client.get(D + "dossier.json")))["risks"][0]["title"] == EVIL
    assert yaml.safe_load(text(client.get(D + "dossier.yaml")))["risks"][0]["title"] == EVIL
    feed = ElementTree.fromstring(client.get(D + "changes/feed/").content)
    assert feed.findtext("{http://www.w3.org/2005/Atom}title") == f"Changes: {EVIL}"


# --- archived entries -----------------------------------------------------------------------------------------------

# kind -> an entry, its list, and how the list has it
ARCHIVED = {
    "option": ("footbridge", "options/", '<th scope="row"><a href="/d/river-crossing/options/footbridge/">'),
    "risk": ("flood-backwater", "risks/", '<th scope="row"><a href="/d/river-crossing/risks/flood-backwater/">'),
    "precondition": ("harbour-permit", "preconditions/", '<tr id="harbour-permit">'),
    "legal-question": ("fixed-crossing", "law/", '<details class="question" id="fixed-crossing">'),
    "criterion": ("crossing-time", "criteria/", '<th scope="row"><a href="/d/river-crossing/criteria/crossing-time/">'),
    "source": ("flood-study", "sources/", '<th scope="row"><a href="/d/river-crossing/sources/flood-study/">'),
}


def archive(dossier, kind, slug):
    Entry.objects.filter(dossier=dossier, kind=kind, slug=slug).archive(dossier, NOW)
    dossier.refresh_from_db()


@pytest.mark.parametrize("kind", [*ARCHIVED, "claim", "exercise"])
def test_no_page_breaks_when_what_it_names_is_archived(client, river, kind):
    revised(river, 1)
    for slug in Entry.objects.filter(dossier=river, kind=kind).values_list("slug", flat=True):
        archive(river, kind, slug)
        found = {address: client.get(address).status_code for address in ADDRESSES}
        assert found == dict.fromkeys(ADDRESSES, 200), slug


@pytest.mark.parametrize("kind", ARCHIVED)
def test_an_archived_entry_is_shown_as_archived_with_its_last_text(client, river, kind):
    slug, section, _ = ARCHIVED[kind]
    title = river.reading().title(kind, slug)
    archive(river, kind, slug)
    page = text(client.get(f"{D}{section}{slug}/"))
    assert "is archived" in page
    assert f"<h1>{title}</h1>" in page
    assert f"http://testserver{D}{section}{slug}/@1/" in page


@pytest.mark.parametrize("kind", ARCHIVED)
def test_an_archived_entry_leaves_its_list_and_its_addresses_stay(client, river, kind):
    """It may still be named where something rests on it or waits for it."""
    slug, section, listed = ARCHIVED[kind]
    assert listed in markup(client.get(D + section))
    archive(river, kind, slug)
    assert listed not in markup(client.get(D + section))
    for rest in ("", "history/", "@1/"):
        assert client.get(f"{D}{section}{slug}/{rest}").status_code == 200


@pytest.mark.parametrize("kind", [*ARCHIVED, "claim"])
def test_no_link_goes_astray_when_an_entry_is_archived(client, river, kind):
    archive(river, kind, ARCHIVED[kind][0] if kind in ARCHIVED else "art-02")
    assert astray(client) == []


def test_an_export_holds_archived_entries(client, river):
    """A file is the whole dossier: what refers to an archived entry must find it (failures.md)."""
    for kind, (slug, *_) in ARCHIVED.items():
        archive(river, kind, slug)
    file = json.loads(text(client.get(D + "dossier.json")))
    for kind, (slug, *_) in ARCHIVED.items():
        name = {"legal-question": "legal_questions", "criterion": "criteria"}.get(kind, f"{kind}s")
        assert slug in [entry["slug"] for entry in file[name]], kind


# --- next to nothing ------------------------------------------------------------------------------------------------

LISTS = ("options/", "risks/", "preconditions/", "law/", "claims/", "sources/", "sources/statements/", "criteria/")


@pytest.fixture
def bare(db):
    """A dossier that holds its question and nothing else."""
    head = load(RIVER).dossier
    return imported(Document(format="policy-dossier/1", dossier=head))


def test_a_dossier_without_entries_has_all_its_pages(client, bare):
    pages = [
        D,
        *(D + path for path in LISTS),
        D + "compare/",
        D + "search/",
        D + "search/?q=river",
        D + "key/",
        D + "changes/",
        *FILES,
    ]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("", "no options"),
        ("options/", "no option"),
        ("risks/", "No risk has been recorded yet."),
        ("preconditions/", "No precondition has been recorded yet."),
        ("law/", "No legal question has been recorded yet."),
        ("claims/", "No claim has been read out of a text yet."),
        ("sources/", "No source has been recorded yet."),
        ("sources/statements/", "There is no such statement."),
        ("criteria/", "No criterion has been recorded yet."),
    ],
)
def test_a_page_without_anything_to_list_says_so(client, bare, page, said):
    assert said in text(client.get(D + page))
