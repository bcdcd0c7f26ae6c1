"""The start page. What it does with one dossier stands in test_overview.py."""

import pytest

from options.models import Dossier
from tests.web.seen import main

EVIL = "<script>alert(1)</script>"


def text(response):
    return response.content.decode()


@pytest.fixture
def two(river):
    """A second dossier, for members only."""
    Dossier.objects.create(
        slug="harbour", title="What to do with the harbour", question="Who pays for the harbour?", as_of="2026-05",
        language="en", visibility="members", version=3,
    )  # fmt: skip
    return river


def test_each_dossier_is_listed_with_its_question_and_date(as_, two):
    page = main(as_("member").get("/"))
    assert "What to do with the harbour Who pays for the harbour? Content current to May 2026." in page
    assert "Content current to March 2026." in page


def test_a_dossier_for_members_says_so_to_members(as_, two):
    assert "For people with an account." in main(as_("member").get("/"))


def test_a_visitor_goes_straight_to_the_one_dossier_that_is_public(as_, two):
    reply = as_("visitor").get("/")
    assert (reply.status_code, reply.headers["Location"]) == (302, "/d/river-crossing/")


def test_a_dossier_that_was_never_published_is_listed_for_nobody(as_, two):
    Dossier.objects.create(slug="draft", title="A draft dossier", as_of="2026", language="en", version=0)
    for role in ("member", "curator", "admin"):
        assert "A draft dossier" not in text(as_(role).get("/"))


def test_dossiers_stand_by_title(as_, two):
    page = main(as_("member").get("/"))
    assert page.index("How to cross the river") < page.index("What to do with the harbour")


def test_the_start_page_is_stored_by_nobody(as_, two):
    """It differs by account, and has no version to ask for."""
    for role in ("visitor", "member"):
        assert "no-store" in as_(role).get("/").headers.get("Cache-Control", "no-store")
    assert as_("member").get("/").headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("role", "queries"), [("visitor", 1), ("member", 4)])
def test_query_count(as_, two, django_assert_num_queries, role, queries):
    Dossier.objects.create(slug="third", title="A third dossier", as_of="2026", language="en", version=1)
    client = as_(role)
    with django_assert_num_queries(queries):
        assert client.get("/").status_code == 200


def test_hostile_titles_are_inert(client, river):
    Dossier.objects.create(slug="evil", title=EVIL, question=EVIL, as_of=EVIL, language="en", version=1)
    page = client.get("/")
    assert EVIL not in text(page)
    assert main(page).count(EVIL) == 3


@pytest.mark.parametrize("query", ["?zz=1", "?%00=%ED%A0%80", "?page=1e400", "?" + "x" * 7_000])
def test_no_address_breaks_the_start_page(as_, two, query):
    assert as_("member").get("/" + query).status_code == 200
    assert as_("visitor").get("/" + query).status_code == 302
    assert as_("visitor").get("/keys/" + query).status_code == 200


def test_health_says_nothing_but_that(client, db):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok", "checks": {"database": "ok", "migrations": "ok"}}


def test_health_is_not_stored(client, db):
    for address in ("/healthz", "/readyz"):
        assert "no-store" in client.get(address).headers["Cache-Control"]


def test_the_process_is_well_without_a_database_and_not_ready(client, monkeypatch):
    """No `db` fixture: the first would fail at a query."""
    monkeypatch.setattr("options.views.health.database_answers", lambda: False)
    assert client.get("/healthz").status_code == 200
    reply = client.get("/readyz")
    assert (reply.status_code, reply.json()["checks"]) == (503, {"database": "failed", "migrations": "failed"})
