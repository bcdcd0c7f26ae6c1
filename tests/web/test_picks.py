"""Options kept to compare while reading, without an account."""

import re

import pytest

from tests.web.seen import markup

PICKS = "/d/river-crossing/picks/"
OPTIONS = "/d/river-crossing/options/"
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
HTMX = {"HTTP_HX_REQUEST": "true"}


def text(response):
    return response.content.decode()


def kept(client):
    cookie = client.cookies.get("picks")
    return cookie.value if cookie else ""


def test_a_tick_is_kept_and_the_reader_goes_back(client, river):
    response = client.post(PICKS, {"add": "tunnel", "next": "/d/river-crossing/options/tunnel/"}, **OURS)
    assert (response.status_code, response["Location"]) == (303, "/d/river-crossing/options/tunnel/")
    assert kept(client) == "tunnel"


def test_ticks_stand_in_axis_order_whatever_the_order_of_ticking(client, river):
    client.post(PICKS, {"add": "tunnel"}, **OURS)
    client.post(PICKS, {"add": "footbridge"}, **OURS)
    assert kept(client) == "footbridge.tunnel"


def test_a_tick_can_be_taken_back_and_all_cleared(client, river):
    client.post(PICKS, {"o": ["tunnel", "footbridge"]}, **OURS)
    client.post(PICKS, {"remove": "tunnel"}, **OURS)
    assert kept(client) == "footbridge"
    client.post(PICKS, {"clear": "1"}, **OURS)
    assert kept(client) == ""


def test_one_tick_of_a_list_follows_its_box(client, river):
    client.post(PICKS, {"one": "tunnel", "o": ["tunnel", "footbridge"]}, **OURS)
    assert kept(client) == "tunnel"
    client.post(PICKS, {"one": "tunnel", "o": ["footbridge"]}, **OURS)
    assert kept(client) == ""


def test_the_cookie_is_bound_to_the_dossier_and_closed_to_scripts(client, river):
    client.post(PICKS, {"add": "tunnel"}, **OURS)
    cookie = client.cookies["picks"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/d/river-crossing/", True, "Lax")
    assert cookie["max-age"] == ""  # ends with the browser


# --- the tray ---


def test_the_tray_names_what_is_kept_and_links_to_the_comparison(client, river):
    client.post(PICKS, {"o": ["footbridge", "tunnel"]}, **OURS)
    page = text(client.get(OPTIONS))
    assert "2 options kept" in page
    assert 'href="/d/river-crossing/compare/?o=footbridge&amp;o=tunnel">Compare</a>' in page


def test_without_ticks_the_tray_is_empty(client, river):
    assert "kept" not in re.search(r'<div id="tray".*?</div>', text(client.get(OPTIONS)), re.DOTALL)[0]


def test_the_picker_starts_with_what_is_kept(client, river):
    client.post(PICKS, {"add": "tunnel"}, **OURS)
    assert 'value="tunnel" checked' in text(client.get("/d/river-crossing/compare/"))


def test_pages_with_picks_are_not_kept_by_anybody(client, river):
    client.post(PICKS, {"add": "tunnel"}, **OURS)
    for address in (OPTIONS, "/d/river-crossing/", "/d/river-crossing/compare/?o=footbridge&o=tunnel"):
        assert client.get(address)["Cache-Control"] == "private, no-store"


def test_one_readers_picks_never_reach_another(client, river):
    client.get(OPTIONS)
    client.post(PICKS, {"add": "tunnel"}, **OURS)
    client.get(OPTIONS)
    client.cookies.clear()
    assert "1 option kept" not in text(client.get(OPTIONS))


def test_htmx_gets_the_button_and_the_tray(client, river):
    response = client.post(PICKS, {"add": "tunnel", "next": OPTIONS}, **OURS, **HTMX)
    assert 'id="pick-tunnel"' in text(response)
    assert 'aria-pressed="true"' in text(response)
    assert 'id="tray" class="tray noprint"' in markup(response)
    assert 'hx-swap-oob="true"' in text(response)
    assert response["Cache-Control"] == "private, no-store"


# --- what is refused, and what is ignored ---


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_SEC_FETCH_SITE": "none"},
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://testserver.elsewhere.example"},
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"},
        {},  # no browser sends a form without either; a script can name itself
    ],
)
def test_a_form_from_elsewhere_is_refused(client, river, headers):
    assert client.post(PICKS, {"add": "tunnel"}, **headers).status_code == 403
    assert kept(client) == ""


def test_an_old_browser_without_sec_fetch_site_is_believed_by_its_origin(client, river):
    assert client.post(PICKS, {"add": "tunnel"}, HTTP_ORIGIN="http://testserver").status_code == 303


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", "\x00", "",
        "http:///elsewhere.example", "\\\\elsewhere.example", "options/", "/\t/elsewhere.example",
    ],
)  # fmt: skip
def test_the_way_back_never_leads_off_the_site(client, river, target):
    assert client.post(PICKS, {"add": "tunnel", "next": target}, **OURS)["Location"] == OPTIONS


@pytest.mark.parametrize("slug", ["zeppelin", "a\0b", "x" * 10_000, "<script>", "tunnel.footbridge", "; path=/"])
def test_what_is_no_option_is_ignored(client, river, slug):
    assert client.post(PICKS, {"add": slug}, **OURS).status_code == 303
    assert kept(client) == ""


@pytest.mark.parametrize("cookie", ["zeppelin", "..", "x" * 5_000, "tunnel.<b>", '"', "\x7f"])
def test_a_cookie_somebody_made_up_does_no_harm(client, river, cookie):
    page = client.get(OPTIONS, HTTP_COOKIE=f"picks={cookie}")  # as it travels: newer Pythons refuse to write such a one
    assert page.status_code == 200
    assert "<b>" not in text(page)


def test_only_posting_changes_picks(client, river):
    assert client.get(PICKS).status_code == 405


def test_a_dossier_for_members_keeps_nothing_for_a_visitor(as_, secret_river):
    assert as_("visitor").post(PICKS, {"add": "tunnel"}, **OURS).status_code == 404
    assert as_("member").post(PICKS, {"add": "tunnel"}, **OURS).status_code == 303
