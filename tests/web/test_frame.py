"""What stands around every page: sections, theme, notices, caching, errors."""

import pytest

OVERVIEW = "/d/river-crossing/"
SAME_SITE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def text(response):
    return response.content.decode()


def test_sections_carry_their_counts(client, river):
    page = text(client.get(OVERVIEW))
    assert 'href="/d/river-crossing/risks/">Risks <span>4</span>' in page
    assert 'href="/d/river-crossing/" aria-current="page">Overview' in page


def test_the_first_note_and_the_date_stand_at_the_foot(client, river):
    page = text(client.get(OVERVIEW))
    assert "Made up for tests. Content current to March 2026." in page
    assert "Scores are illustrative." in page


def test_a_page_has_one_h1_and_a_skip_link(client, river):
    page = text(client.get(OVERVIEW))
    assert page.count("<h1") == 1
    assert 'href="#main"' in page


@pytest.mark.parametrize(("year", "stale"), [("2026-03", False), ("2020-03", True)])
def test_old_content_says_so_on_every_page(client, river, year, stale):
    from tests.web.helpers import published

    published(river, "dossier", "river-crossing", as_of=year)
    for address in (OVERVIEW, "/d/river-crossing/options/", "/d/river-crossing/options/tunnel/"):
        assert ("has not been brought up to date" in text(client.get(address))) is stale


# --- theme and keyboard ---------------------------------------------------------------------------------------------


def test_the_theme_is_remembered_without_a_script(client, river):
    client.post("/preferences/", {"theme": "dark", "next": OVERVIEW}, **SAME_SITE)
    assert 'data-theme="dark"' in text(client.get(OVERVIEW))


def test_the_theme_can_be_given_back_to_the_device(client, river):
    client.post("/preferences/", {"theme": "dark"}, **SAME_SITE)
    client.post("/preferences/", {"theme": ""}, **SAME_SITE)
    assert "data-theme" not in text(client.get(OVERVIEW))


def test_a_strange_theme_cookie_is_ignored(client, river):
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in text(client.get(OVERVIEW))


def test_shortcuts_can_be_switched_off(client, db):
    client.post("/preferences/", {"keys": "off"}, **SAME_SITE)
    assert "switched off" in text(client.get("/keys/"))
    client.post("/preferences/", {"keys": "on"}, **SAME_SITE)
    assert "switched on" in text(client.get("/keys/"))


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        (OVERVIEW, OVERVIEW),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:1", "/"),
        ("", "/"),
    ],
)
def test_preferences_lead_back_to_this_site_only(client, db, asked, led_to):
    response = client.post("/preferences/", {"theme": "dark", "next": asked}, **SAME_SITE)
    assert (response.status_code, response.headers["Location"]) == (302, led_to)


@pytest.mark.parametrize(
    "sender",
    [{"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://elsewhere.example"}, {"HTTP_ORIGIN": "null"}, {}],
)
def test_preferences_from_elsewhere_are_refused(client, db, sender):
    response = client.post("/preferences/", {"theme": "dark"}, **sender)
    assert response.status_code == 403
    assert "theme" not in response.cookies


def test_an_old_browser_is_believed_by_its_referer(client, db):
    response = client.post("/preferences/", {"theme": "dark"}, HTTP_REFERER="http://testserver/keys/")
    assert response.status_code == 302


def test_preferences_take_no_get(client, db):
    assert client.get("/preferences/").status_code == 405


# --- caching ------------------------------------------------------------------------------------------


def test_a_visitors_page_may_be_kept_and_asked_for_again(client, river):
    first = client.get(OVERVIEW)
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = client.get(OVERVIEW, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_a_new_version_has_a_new_etag(client, river):
    from tests.web.helpers import published

    before = client.get(OVERVIEW).headers["ETag"]
    published(river, "option", "tunnel", title="A long tunnel")
    after = client.get("/d/river-crossing/options/", HTTP_IF_NONE_MATCH=before)
    assert after.status_code == 200
    assert "A long tunnel" in text(after)


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/d/river-crossing/options/"},
        {"path": OVERVIEW + "?x=1"},
        {"HTTP_COOKIE": "theme=dark"},
        {"HTTP_HX_REQUEST": "true"},
        {"HTTP_HOST": "localhost"},
    ],
)
def test_what_a_page_depends_on_is_in_its_etag(client, river, other):
    path = other.pop("path", OVERVIEW)
    assert client.get(OVERVIEW).headers["ETag"] != client.get(path, **other).headers["ETag"]


def test_the_order_of_the_query_does_not_matter(client, river):
    one = client.get("/d/river-crossing/options/?force=none&time=years").headers["ETag"]
    other = client.get("/d/river-crossing/options/?time=years&force=none").headers["ETag"]
    assert one == other


@pytest.mark.parametrize("cookie", ["sessionid", "seat", "picks", "messages"])
def test_a_page_for_one_person_is_not_kept(client, river, cookie):
    client.cookies[cookie] = "footbridge"
    response = client.get(OVERVIEW)
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_signed_in_page_is_not_served_to_a_visitor(as_, river):
    assert "curator" in text(as_("curator").get(OVERVIEW))
    page = as_("visitor").get(OVERVIEW)
    assert "curator" not in text(page)


def test_a_visitors_page_holds_no_csrf_form_and_sets_no_cookie(client, river):
    response = client.get(OVERVIEW)
    assert "csrfmiddlewaretoken" not in text(response)
    assert not response.cookies


def test_a_members_dossier_is_never_shared(as_, secret_river):
    assert as_("member").get(OVERVIEW).headers["Cache-Control"] == "private, no-store"
    assert as_("visitor").get(OVERVIEW).status_code == 404


def test_a_page_is_built_once_for_all_visitors(client, river, monkeypatch):
    first = client.get(OVERVIEW)
    monkeypatch.setattr("options.views.dossier.overview_page", None)
    assert client.get(OVERVIEW).content == first.content


def test_replies_vary_by_what_they_depend_on(client, river):
    vary = client.get(OVERVIEW).headers["Vary"]
    assert {"Cookie", "HX-Request", "Accept-Language"} <= {name.strip() for name in vary.split(",")}


def test_head_has_the_headers_and_no_body(client, river):
    response = client.head(OVERVIEW)
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["ETag"] == client.get(OVERVIEW).headers["ETag"]


@pytest.mark.parametrize(
    "address", [OVERVIEW, "/d/river-crossing/options/", "/d/river-crossing/options/tunnel/", "/", "/keys/"]
)
def test_reading_pages_take_no_post(client, river, address):
    assert client.post(address).status_code == 405


# --- errors ---------------------------------------------------------------------------------------------------------


def test_an_unknown_dossier_and_a_hidden_one_look_the_same(client, secret_river):
    hidden, missing = client.get("/d/river-crossing/"), client.get("/d/no-such-thing/")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_the_error_page_is_in_the_look(client, db):
    page = text(client.get("/nowhere/"))
    assert "css/tokens" in page
    assert "<h1>Page not found</h1>" in page


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 500, 503])
def test_error_pages_need_no_database_and_escape_what_they_say(rf, status):
    """No `db` fixture: a query would fail this test."""
    from policyapp.errors import page

    response = page(rf.get("/"), status, "A title", "<b>bold</b>")
    assert response.status_code == status
    assert "&lt;b&gt;bold" in text(response)
    assert "css/base" in text(response)


def test_a_bad_query_is_told_and_the_page_stands(client, river):
    response = client.get("/d/river-crossing/options/?force=nuclear&page=-1&nonsense=<script>")
    assert response.status_code == 200
    page = text(response)
    assert "Left out, because it means nothing on this page: force=nuclear, page=-1, nonsense=&lt;script&gt;." in page


@pytest.mark.parametrize(
    "query", ["q=%00", "force=%ff%fe", "page=" + "9" * 400, "page=1e400", "x=" * 300, "force[]=none"]
)
def test_no_query_breaks_a_page(client, river, query):
    assert client.get(f"/d/river-crossing/options/?{query}").status_code == 200
