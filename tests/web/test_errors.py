"""Errors in the browser: a page in the look, the right status, no inside told, and nothing kept."""

import logging
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client

from tests.web.addresses import PAGES, D

BIG = 5 * 1024 * 1024 + 1


def text(response):
    return response.content.decode()


@pytest.fixture
def broken(monkeypatch):
    """`broken(exception)`: the overview fails with it, and the client shows what a visitor would see."""

    def fail(error):
        def view(*args, **kwargs):
            raise error

        monkeypatch.setattr("options.views.dossier.overview_page", view)
        return Client(raise_request_exception=False)

    return fail


# --- 500 and 503 ----------------------------------------------------------------------------------------------------


def test_a_fault_of_ours_is_told_without_its_inside(river, broken):
    reply = broken(RuntimeError("secret detail /srv/app/settings.py")).get(D)
    assert reply.status_code == 500
    assert "<h1>Server error</h1>" in text(reply)
    assert "Something went wrong on this site. It has been logged." in text(reply)
    for inside in ("secret detail", "/srv/app", "Traceback", "RuntimeError"):
        assert inside not in text(reply)


def test_a_fault_of_ours_is_logged_with_its_traceback_and_the_id_that_the_visitor_has(river, broken, caplog):
    with caplog.at_level(logging.ERROR, logger="django.request"):
        reply = broken(RuntimeError("secret detail")).get(D, HTTP_X_REQUEST_ID="abcdef123456")
    (record,) = [each for each in caplog.records if each.name == "django.request"]
    assert record.exc_info[1].args == ("secret detail",)
    assert reply.headers["X-Request-Id"] == "abcdef123456"


def test_a_database_that_is_away_is_503_and_says_when_to_come_again(river, broken):
    reply = broken(OperationalError("connection refused by 10.1.2.3")).get(D)
    assert (reply.status_code, reply.headers["Retry-After"]) == (503, "10")
    assert "The database cannot be reached at the moment." in text(reply)
    assert "10.1.2.3" not in text(reply)


def test_after_a_fault_the_page_comes_back_by_itself(river, client, monkeypatch):
    """A failed reply must not be the one that is kept."""
    careless = Client(raise_request_exception=False)
    with monkeypatch.context() as patch:
        patch.setattr("options.views.dossier.overview_page", lambda reading: 1 / 0)
        assert careless.get(D).status_code == 500
    assert careless.get(D).status_code == 200


@pytest.mark.parametrize("error", [RuntimeError("x"), OperationalError("x")])
def test_an_error_is_stored_by_nobody(river, broken, error):
    assert broken(error).get(D).headers["Cache-Control"] == "no-store"


# --- 404 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/nowhere/", D + "nowhere/", D + "options/zeppelin/", "/d/zeppelin/", "/d/", "/d//x/"]
)
def test_what_is_not_there_says_the_same_everywhere(client, river, address):
    reply = client.get(address)
    assert reply.status_code == 404
    assert "There is no page at this address. It may have been moved, or the address may be incomplete." in text(reply)


def test_an_error_page_leads_on(client, river):
    page = text(client.get("/nowhere/"))
    assert '<a href="/">Go to the start page</a>' in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_missing_page_is_stored_by_nobody(client, river):
    assert client.get("/nowhere/").headers["Cache-Control"] == "no-store"


def test_an_address_without_its_last_stroke_is_completed(client, river):
    reply = client.get("/d/river-crossing/options/tunnel")
    assert (reply.status_code, reply.headers["Location"]) == (301, "/d/river-crossing/options/tunnel/")


def test_the_asked_address_is_not_repeated(client, river):
    """Nothing a stranger wrote into a link stands on our page."""
    page = text(client.get("/nowhere/<script>alert(1)</script>?q=buy-now"))
    assert "alert(1)" not in page
    assert "buy-now" not in page


# --- other refusals -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_method_that_a_page_does_not_take_has_a_page_and_names_those_it_takes(client, river, method):
    for address in [each for each in PAGES if "citations" not in each]:  # which takes the form of those who check
        reply = getattr(client, method)(address)
        assert (reply.status_code, set(reply.headers["Allow"].split(", "))) == (405, {"GET", "HEAD"}), address
        assert "<h1>Method not allowed</h1>" in text(reply)


def test_a_method_cannot_be_overridden(client, river):
    reply = client.post(D, {"_method": "GET"}, HTTP_X_HTTP_METHOD_OVERRIDE="GET", HTTP_X_HTTP_METHOD="GET")
    assert reply.status_code == 405


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client, river):
    reply = client.post(D + "picks/", b"x", content_type="text/plain", CONTENT_LENGTH=str(BIG))
    assert reply.status_code == 413
    assert "The limit is 5 MB." in text(reply)
    assert reply.headers["Connection"] == "close"


def test_a_form_with_too_many_fields_is_refused_with_the_limit(client, river):
    reply = client.post(D + "picks/", {f"x{n}": "1" for n in range(2_001)}, HTTP_SEC_FETCH_SITE="same-origin")
    assert reply.status_code == 413
    assert "at most 2000 fields" in text(reply)


def test_a_foreign_host_is_refused(client, river):
    reply = client.get(D, HTTP_HOST="elsewhere.example")
    assert reply.status_code == 400
    assert "elsewhere.example" not in text(reply)


@pytest.mark.parametrize("given", ["short", "x" * 65, "a b c d e f g h", "<script>alert(1)", "abcdefgh\r\nX: y", ""])
def test_a_request_id_that_makes_no_sense_is_replaced(client, river, given):
    found = client.get(D, HTTP_X_REQUEST_ID=given).headers["X-Request-Id"]
    assert found != given
    assert len(found) == 16


def test_a_path_that_is_no_utf_8_is_404(client, river):
    assert client.get("/d/%FF%FE/").status_code == 404
    assert client.get("/d/river-crossing/options/%C0%AE%C0%AE/").status_code == 404


@pytest.mark.parametrize("address", [D, "/nowhere/", D + "dossier.json", "/healthz"])
def test_every_reply_carries_the_policy_and_no_server_name(client, river, address):
    headers = client.get(address).headers
    policy = dict(rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";"))
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_session_that_ended_is_a_visitors(as_, secret_river, now):
    from django.contrib.sessions.models import Session

    client = as_("member")
    assert client.get(D).status_code == 200
    Session.objects.update(expire_date=now - timedelta(days=9_000))
    assert client.get(D).status_code == 404


def test_a_deactivated_account_is_a_visitors(as_, cast, secret_river):
    client = as_("member")
    type(cast["member"]).objects.filter(pk=cast["member"].pk).update(is_active=False)
    assert client.get(D).status_code == 404
