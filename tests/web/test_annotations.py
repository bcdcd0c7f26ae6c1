"""The stream of a dossier's annotations, its filters, notes beside the entries, and what is new meanwhile."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from options.models import Annotation, AnnotationEvent, Team
from options.pages.annotations.noted import LISTED
from tests.conftest import NOW
from tests.models.notes import PASSAGE, on, post, reply
from tests.web.helpers import published

D = "/d/river-crossing/"
STREAM = D + "annotations/"
FOOTBRIDGE = D + "options/footbridge/"
COMPARE = D + "compare/?o=footbridge&o=tunnel&g=glance&g=scores&g=risks"
RISK = {"slug": "flood-backwater", "kind": "risk"}


def text(response):
    return response.content.decode()


def bodies(html):
    return re.findall(r'<div class="said"[^>]*><p>(.*?)</p>', html)


@pytest.fixture
def said(river, cast):
    """A handful of threads, named by their bodies."""
    ana, cur = cast["analyst"], cast["curator"]
    team = Team.objects.found("Night shift", by=ana, now=NOW)
    rows = {
        "passage": post(on(river, PASSAGE), ana, "passage"),
        "summary": post(on(river, field="summary"), cur, "summary", stance="asks"),
        "cell": post(on(river, about=("criterion", "lawfulness"), field="rationale"), cur, "cell", stance="supports"),
        "risk": post(on(river, field="description", **RISK), cur, "risk", stance="supports"),
        "team": post(on(river), ana, "team", visibility="team", team=team),
        "mine": post(on(river), ana, "mine", visibility="private"),
    }
    reply(rows["summary"], ana, "An answer about ducks.")
    AnnotationEvent.objects.set_state(rows["risk"], "resolved", by=cur, now=NOW)
    return rows


# --- the stream ---


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("visitor", {"passage", "summary", "cell", "risk"}),
        ("member", {"passage", "summary", "cell", "risk"}),
        ("curator", {"passage", "summary", "cell", "risk"}),
        ("analyst", {"passage", "summary", "cell", "risk", "team", "mine"}),
    ],
)
def test_everybody_sees_what_they_may_read(said, as_, role, seen):
    assert set(bodies(text(as_(role).get(STREAM)))) == seen


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?stance=asks", {"summary"}),
        ("?state=resolved", {"risk"}),
        ("?state=open&stance=supports", {"cell"}),
        ("?on=risk:flood-backwater", {"risk"}),
        ("?on=option:footbridge&field=summary", {"summary"}),
        ("?on=option:footbridge&about=criterion:lawfulness", {"cell"}),
        ("?author=CURAT", {"summary", "cell", "risk"}),
        ("?q=DUCKS", {"summary"}),
        ("?q=on+foot", {"passage"}),
        ("?verdict=same", {"passage", "summary", "cell", "risk"}),
        ("?verdict=orphan", set()),
        ("?readers=team", set()),
        ("?q=nothing+of+the+kind", set()),
    ],
)
def test_it_can_be_narrowed(said, client, query, found):
    page = text(client.get(STREAM + query))
    assert set(bodies(page)) == found
    assert ("No note is of this kind." in page) == (not found)


def test_answers_that_one_may_not_read_are_not_searched(said, cast, client):
    hidden = reply(said["summary"], cast["instructor"], "Secret geese.")
    AnnotationEvent.objects.hide(hidden, "x", by=cast["curator"], now=NOW)
    assert bodies(text(client.get(STREAM + "?q=geese"))) == []


def test_an_author_is_found_by_the_name_that_readers_see(said, cast, client):
    cast["analyst"].first_name, cast["analyst"].last_name = "Ana", "Ruiz"
    cast["analyst"].save()
    assert set(bodies(text(client.get(STREAM + "?author=ruiz")))) == {"passage"}
    assert bodies(text(client.get(STREAM + "?author=analyst"))) == []


def test_values_that_mean_nothing_are_told(said, client):
    page = text(client.get(STREAM + "?stance=shouts&on=option:nothing&nonsense=1"))
    assert ("Left out" in page, "shouts" in page, len(bodies(page))) == (True, True, 4)


def test_a_long_stream_has_pages_that_keep_the_filter(river, cast, client):
    for number in range(52):
        post(on(river), cast["analyst"], f"n{number}")
    first = text(client.get(STREAM + "?stance=challenges"))
    assert (len(bodies(first)), "stance=challenges&amp;page=2" in first) == (50, True)
    assert len(bodies(text(client.get(STREAM + "?stance=challenges&page=2")))) == 2


def test_what_waits_for_a_decision_is_one_press_away_for_those_who_may_decide(said, river, as_):
    published(river, "option", "footbridge", description="Nothing of it is left here.")
    assert "1 waits for a decision" in text(as_("curator").get(STREAM))
    assert "1 waits for a decision" in text(as_("analyst").get(STREAM))
    assert "for a decision</a>" not in text(as_("instructor").get(STREAM))
    assert bodies(text(as_("curator").get(STREAM + "?verdict=waiting"))) == ["passage"]


def test_an_empty_stream_says_what_to_do(river, as_):
    assert "Nobody has written anything for everybody yet." in text(as_("visitor").get(STREAM))
    assert "press the + behind a text" in text(as_("analyst").get(STREAM))


def test_a_withdrawn_thread_whose_answers_are_hidden_is_gone(said, cast, client):
    AnnotationEvent.objects.withdraw(said["summary"], by=cast["curator"], now=NOW)
    AnnotationEvent.objects.hide(said["summary"].replies.get(), "x", by=cast["reviewer"], now=NOW)
    assert "Withdrawn" not in text(client.get(STREAM))


def test_a_withdrawn_thread_stays_for_its_answers_alone(said, cast, client):
    for name in ("summary", "passage"):
        AnnotationEvent.objects.withdraw(said[name], by=said[name].author, now=NOW)
    page = text(client.get(STREAM))
    assert (bodies(page), "Withdrawn by its author." in page) == (["risk", "cell"], True)


# --- beside the entries ---


def test_notes_stand_where_they_belong(said, as_):
    page = text(as_("visitor").get(FOOTBRIDGE))
    assert f'title="analyst challenges">{PASSAGE}</a></mark>' in page
    assert set(bodies(page)) == {"passage", "summary", "cell"} | {"An answer about ducks."}
    cell = page[page.index('id="criterion-lawfulness"') :]
    assert bodies(cell[: cell.index("</td>")]) == ["cell"]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("risks/flood-backwater/", {"slug": "flood-backwater", "kind": "risk", "field": "mitigations"}),
        ("preconditions/money/", {"slug": "money", "kind": "precondition", "field": "verify"}),
        ("law/fixed-crossing/", {"slug": "fixed-crossing", "kind": "legal-question", "field": "arguments"}),
        ("criteria/cost/", {"slug": "cost", "kind": "criterion", "field": "definition"}),
        ("sources/harbour-act/", {"slug": "harbour-act", "kind": "source", "field": "effect"}),
        ("claims/", {"slug": "art-02", "kind": "claim", "field": "doubt"}),
        ("", {"slug": "river-crossing", "kind": "dossier", "field": "summary"}),
        ("options/footbridge/", {"field": "consent_note"}),
        ("options/keep-the-ferry/", {"slug": "keep-the-ferry", "field": "proposed_by"}),
        ("options/faster-ferry/", {"slug": "faster-ferry", "field": "counter_views",
                                   "about": ("criterion", "crossing-time")}),
        ("options/footbridge/", {"field": "note", "about": ("legal-question", "fixed-crossing")}),
        ("options/footbridge/", {"field": "rationale", "about": ("risk", "flood-backwater")}),
        ("options/footbridge/", {"field": "title"}),
    ],
)  # fmt: skip
def test_every_entry_has_a_page_with_its_notes(river, cast, as_, address, place):
    post(on(river, **place), cast["curator"], "Said here.")
    page = text(as_("visitor").get(D + address))
    assert "Said here." in bodies(page)
    assert "annotations/new" not in page
    assert "annotations/new" in text(as_("analyst").get(D + address))


def test_an_options_cell_is_counted_on_the_page_of_what_it_is_about(said, client):
    page = text(client.get(D + "criteria/lawfulness/"))
    assert f'href="{FOOTBRIDGE}#criterion-lawfulness"' in page


def test_the_table_counts_notes_on_cells_rows_and_options(said, as_):
    page = text(as_("visitor").get(COMPARE))
    counts = re.findall(r'<a class="notes" href="([^"]+)"[^>]*>(\d+)</a>', page)
    assert sorted(counts) == [
        (FOOTBRIDGE, "2"), (f"{FOOTBRIDGE}#criterion-lawfulness", "1"), (D + "risks/flood-backwater/", "1"),
    ]  # fmt: skip
    assert (FOOTBRIDGE, "4") in re.findall(
        r'<a class="notes" href="([^"]+)"[^>]*>(\d+)</a>', text(as_("analyst").get(COMPARE))
    )


def test_whoever_writes_can_write_on_a_cell_from_the_table(said, as_):
    form = f"{STREAM}new/?on=option%3Afootbridge&amp;about=criterion%3Alawfulness"
    assert form in text(as_("analyst").get(COMPARE))
    for role in ("visitor", "member"):
        assert "annotations/new" not in text(as_(role).get(COMPARE))


def test_a_crowd_on_one_field_ends_with_a_link_to_the_rest(river, cast, as_):
    for number in range(LISTED + 3):
        post(on(river, PASSAGE), cast["analyst"], f"n{number}")
    page = text(as_("visitor").get(FOOTBRIDGE))
    assert (len(bodies(page)), "3 more notes" in page) == (LISTED, True)
    rest = re.search(r'href="([^"]+)">3 more notes', page)[1].replace("&amp;", "&")
    assert len(bodies(text(as_("visitor").get(rest)))) == LISTED + 3
    said = {
        "on": "option:footbridge", "field": "description", "passage": "all", "stance": "asks", "body": "One more",
        "readers": "public", "seen": 1, "token": "00000000-0000-0000-0000-000000000009",
    }  # fmt: skip
    after = as_("analyst").post(D + "annotations/new/", said)
    assert after.headers["Location"] == Annotation.objects.get(body="One more").get_absolute_url()


def test_the_overview_shows_the_latest_that_everybody_may_read(said, as_):
    page = text(as_("analyst").get(D))
    latest = page[page.index('id="latest"') :]
    assert bodies(latest) == ["risk", "cell", "summary", "passage"]


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", [FOOTBRIDGE, STREAM, COMPARE, D, D + "claims/"])
@pytest.mark.parametrize("role", ["visitor", "analyst"])
def test_more_notes_need_no_more_queries(said, river, cast, as_, address, role):
    few = queries(as_(role), address)
    for number in range(12):
        thread = post(on(river, PASSAGE), cast["curator"], f"n{number}")
        reply(thread, cast["analyst"])
        post(on(river, field="text", slug="art-01", kind="claim"), cast["analyst"])
        post(on(river, field="summary", slug="river-crossing", kind="dossier"), cast["analyst"])
    assert queries(as_(role), address) == few <= (12 if role == "visitor" else 15)


def test_an_archived_entry_keeps_its_notes(said, river, as_):
    from options.models import Entry

    Entry.objects.filter(dossier=river, slug="footbridge").archive(river, NOW)
    assert "passage" in bodies(text(as_("visitor").get(FOOTBRIDGE)))
    assert "passage" in bodies(text(as_("visitor").get(STREAM)))


# --- what is new meanwhile ---

FRESH = STREAM + "fresh/"


def test_what_others_wrote_meanwhile_is_counted(said, as_):
    since = {"since": "2020-01-01T00:00:00+00:00"}
    assert text(as_("analyst").get(FRESH, since)) == "3 new notes since you opened this page"
    assert text(as_("curator").get(FRESH, since)) == "2 new notes since you opened this page"
    assert text(as_("analyst").get(FRESH, {**since, "on": "risk:flood-backwater"})) == (
        "1 new note since you opened this page"
    )


def test_an_entry_that_is_none_counts_nothing_away(said, as_):
    since = {"since": "2020-01-01T00:00:00+00:00", "on": "option:\x00"}
    assert as_("visitor").get(FRESH, since).status_code == 200


@pytest.mark.parametrize("since", ["2099-01-01T00:00:00+00:00", "", "yesterday", "2026-01-01", "2026-13-01T00:00:00Z",
                                   "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"])  # fmt: skip
def test_nothing_new_is_said_with_nothing(said, as_, since):
    response = as_("analyst").get(FRESH, {"since": since})
    assert (response.status_code, response.content) == (204, b"")
