"""Headers that tell browsers what not to do."""

import re
from html.parser import HTMLParser

import pytest

POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'none'"},
    "base-uri": {"'none'"},
}
FOR_EVERYBODY = [
    ("/", 302),
    ("/d/river-crossing/", 200),
    ("/d/river-crossing/compare/?o=tunnel&o=footbridge", 200),
    ("/d/river-crossing/compare/export.csv?o=tunnel&o=footbridge", 200),
    ("/d/river-crossing/dossier.json", 200),
    ("/d/river-crossing/changes/feed/", 200),
    ("/accounts/login/", 200),
    ("/nowhere/", 404),
    ("/preferences/", 405),
    ("/healthz", 200),
    ("/static/css/base.css", 200),
]
FOR_ADMINS = [
    ("/admin/", 200),
    ("/admin/options/option/", 200),
    ("/admin/options/user/", 200),
    ("/admin/options/user/add/", 200),
    ("/admin/options/nowhere/", 404),
]


def policy(response):
    directives = [directive.split() for directive in response.headers["Content-Security-Policy"].split(";")]
    return {name: set(sources) for name, *sources in directives}


def assert_strict(response):
    assert policy(response) == POLICY
    assert "Content-Security-Policy-Report-Only" not in response.headers
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    response.close()


@pytest.mark.parametrize(("path", "status"), FOR_EVERYBODY)
def test_every_answer_has_the_strict_policy(client, river, path, status):
    response = client.get(path)
    assert response.status_code == status
    assert_strict(response)


@pytest.mark.parametrize(("path", "status"), FOR_ADMINS)
def test_the_admin_has_the_same_policy(as_, river, path, status):
    response = as_("admin").get(path)
    assert response.status_code == status
    assert_strict(response)


def test_error_pages_have_the_same_policy(river, visitor, monkeypatch):
    monkeypatch.setattr("options.views.dossier.overview_page", lambda *arguments, **options: 1 / 0)
    replies = [
        visitor.get("/d/river-crossing/"),
        visitor.get("/keys/", HTTP_HOST="evil.example"),
        visitor.post("/preferences/", CONTENT_LENGTH=str(10**9)),
        visitor.post("/preferences/"),
    ]
    assert [reply.status_code for reply in replies] == [500, 400, 413, 403]
    for reply in replies:
        assert_strict(reply)


def test_no_answer_may_be_framed(client, river):
    for path in ("/d/river-crossing/", "/nowhere/", "/accounts/login/"):
        assert client.get(path).headers["X-Frame-Options"] == "DENY"


class Inline(HTMLParser):
    """Collects what the policy would block: scripts and styles in the page, handlers, javascript: addresses."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in values and values.get("type") != "application/json"):
            self.found.append(tag)
        self.found += [name for name in values if name == "style" or name.startswith(("on", "hx-on"))]
        self.found += [value for value in values.values() if (value or "").strip().lower().startswith("javascript:")]


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("visitor", "/d/river-crossing/"),
        ("visitor", "/d/river-crossing/compare/?o=tunnel&o=footbridge"),
        ("visitor", "/accounts/login/"),
        ("visitor", "/nowhere/"),
        *(("admin", path) for path, _ in FOR_ADMINS),
    ],
)
def test_pages_hold_nothing_that_the_policy_blocks(as_, river, role, path):
    inline = Inline()
    inline.feed(as_(role).get(path).content.decode())
    assert inline.found == []


def test_the_finder_of_inline_code_finds_it():
    inline = Inline()
    inline.feed('<script>1</script><p onclick="1" style="x"><a href=" JavaScript:1">')
    assert inline.found == ["script", "onclick", "style", " JavaScript:1"]


# --- with HTTPS -----------------------------------------------------------------------------------------------------


def test_browsers_are_told_to_stay_with_https(without_database):
    headers = without_database[0]["GET", "/accounts/login/"].headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_plain_http_is_sent_to_https(plain_http):
    answer = plain_http["/d/river-crossing/?x=1"]
    assert (answer.status, answer.headers["Location"]) == (301, "https://policy.example.org/d/river-crossing/?x=1")


def test_cookies_travel_by_https_alone(without_database):
    cookie = without_database[0]["GET", "/accounts/login/"].cookies["csrftoken"]
    assert {"Secure", "SameSite=Lax", "Path=/"} <= set(re.split(r"; ", cookie))


def test_the_session_cookie_is_kept_from_scripts(client, django_user_model, db):
    django_user_model.objects.create_user("ann", password="a quiet river")
    cookie = client.post("/accounts/login/", {"username": "ann", "password": "a quiet river"}).cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
