"""The access table: every route, by everybody, by every method. A route without a row fails.

Rows are (address, status for a visitor, for members, for those who may read role cards). The admin's table is in
tests/web/test_admin_access.py.
"""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

D = "/d/river-crossing/"
READERS = ("analyst", "member")
CONFIDANTS = ("curator", "reviewer", "instructor", "admin")
EVERYBODY = ("visitor", *READERS, *CONFIDANTS)

# name of the route -> address; all of these are for everybody, in a public dossier
PUBLIC = {
    "overview": D,
    "options": D + "options/",
    "option": D + "options/keep-the-ferry/",
    "compare": D + "compare/?o=keep-the-ferry&o=road-bridge",
    "compare-csv": D + "compare/export.csv?o=keep-the-ferry&o=road-bridge",
    "compare-xlsx": D + "compare/export.xlsx?o=keep-the-ferry&o=road-bridge",
    "compare-docx": D + "compare/export.docx?o=keep-the-ferry&o=road-bridge",
    "compare-json": D + "compare/export.json?o=keep-the-ferry&o=road-bridge",
    "dossier-yaml": D + "dossier.yaml",
    "dossier-json": D + "dossier.json",
    "search": D + "search/?q=ferry",
    "risks": D + "risks/",
    "risk": D + "risks/RISK/",
    "preconditions": D + "preconditions/",
    "precondition": D + "preconditions/PRECONDITION/",
    "law": D + "law/",
    "legal-question": D + "law/QUESTION/",
    "claims": D + "claims/",
    "sources": D + "sources/",
    "statements": D + "sources/statements/",
    "source": D + "sources/harbour-act/",
    "criteria": D + "criteria/",
    "criterion": D + "criteria/CRITERION/",
    "key": D + "key/",
    "changes": D + "changes/",
    "changes-feed": D + "changes/feed/",
    "history": D + "options/keep-the-ferry/history/",
    "revision": D + "options/keep-the-ferry/@1/",
}
# routes that do not belong to one dossier
ELSEWHERE = {
    "healthz": "/healthz",
    "readyz": "/readyz",
    "home": "/",
    "keys": "/keys/",
    "schema": "/schema/policy-dossier-1.json",
}
# routes that take a POST and nothing else
POSTED = {"preferences": "/preferences/", "picks": D + "picks/"}
# what people do with their account: (method, address) -> (status for a visitor, for anybody signed in)
ACCOUNT = {
    "sign-in": "/accounts/login/",
    "sign-out": "/accounts/logout/",
    "password": "/accounts/password/",
}
ACCOUNT_TABLE = {
    ("get", "sign-in"): (200, 302),
    ("head", "sign-in"): (200, 302),
    ("post", "sign-in"): (422, 302),
    ("get", "sign-out"): (405, 405),
    ("head", "sign-out"): (405, 405),
    ("post", "sign-out"): (302, 302),
    ("get", "password"): (302, 200),
    ("head", "password"): (302, 200),
    ("post", "password"): (302, 422),
    **{(method, name): (405, 405) for method in ("put", "patch", "delete") for name in ("sign-in", "sign-out")},
    **{(method, "password"): (302, 405) for method in ("put", "patch", "delete")},
}
# what editors say on a page that everybody reads: a visitor and a member without the role are refused
EDITED = {
    "citations": D + "options/keep-the-ferry/citations/",
    "revert": D + "options/keep-the-ferry/@1/revert/",
}
EDITORS = ("curator", "reviewer", "admin")
NAMESPACES = {"admin"}


def routes():
    """Names of all routes outside the namespaces that have tables of their own."""

    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLResolver) and pattern.namespace not in NAMESPACES:
                yield from walk(pattern.url_patterns)
            elif isinstance(pattern, URLPattern):
                yield pattern.name

    return set(walk(get_resolver().url_patterns))


@pytest.fixture
def address(river):
    reading = river.reading()
    names = {
        "RISK": next(iter(reading.risks)),
        "PRECONDITION": next(iter(reading.preconditions)),
        "QUESTION": next(iter(reading.legal_questions)),
        "CRITERION": next(iter(reading.criteria)),
    }

    def filled(path):
        for name, slug in names.items():
            path = path.replace(name, slug)
        return path

    return filled


@pytest.mark.django_db
def test_every_route_has_a_row():
    assert routes() == {*PUBLIC, *ELSEWHERE, *POSTED, *ACCOUNT, *EDITED}
    assert {name for _method, name in ACCOUNT_TABLE} == {*ACCOUNT}


@pytest.mark.parametrize("role", EVERYBODY)
def test_everybody_reads_a_public_dossier(river, as_, address, role):
    client = as_(role)
    found = {name: client.get(address(path)).status_code for name, path in PUBLIC.items()}
    assert found == dict.fromkeys(PUBLIC, 200)


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_members_only_dossier_is_there_for_members_alone(secret_river, as_, address, role):
    client = as_(role)
    status = 404 if role == "visitor" else 200
    found = {name: client.get(address(path)).status_code for name, path in PUBLIC.items()}
    assert found == dict.fromkeys(PUBLIC, status)


def test_a_hidden_dossier_answers_as_a_missing_one(secret_river, client, address):
    for path in map(address, PUBLIC.values()):
        hidden, missing = client.get(path), client.get(path.replace("river-crossing", "no-such-thing"))
        assert hidden.content.replace(b"river-crossing", b"") == missing.content.replace(b"no-such-thing", b"")
        assert (hidden.status_code, missing.status_code) == (404, 404)


def test_a_dossier_that_was_never_published_is_not_there(river, client, address):
    paths = [address(path) for path in PUBLIC.values()]
    type(river).objects.filter(pk=river.pk).update(version=0)
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("rest", ["history/", "@1/"])
def test_exercises_are_there_for_those_who_may_read_role_cards(river, as_, role, rest):
    slug = next(iter(river.reading().exercises))
    status = 200 if role in CONFIDANTS else 404
    assert as_(role).get(f"{D}exercises/{slug}/{rest}").status_code == status


@pytest.mark.parametrize("name", ["dossier-yaml", "dossier-json"])
@pytest.mark.parametrize("role", ["visitor", "admin"])
def test_the_public_export_has_no_exercise(river, as_, name, role):
    assert b"confidential" not in as_(role).get(PUBLIC[name]).content


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_read_only(river, client, address, method):
    found = {name: getattr(client, method)(address(path)).status_code for name, path in PUBLIC.items()}
    assert found == dict.fromkeys(PUBLIC, 405)


def test_head_answers_as_get_without_a_body(river, client, address):
    replies = {name: client.head(address(path)) for name, path in PUBLIC.items()}
    assert {name: (reply.status_code, reply.content) for name, reply in replies.items()} == dict.fromkeys(
        PUBLIC, (200, b"")
    )


@pytest.mark.parametrize("path", ELSEWHERE.values())
@pytest.mark.parametrize("role", EVERYBODY)
def test_pages_outside_a_dossier_are_for_everybody(river, as_, path, role):
    assert as_(role).get(path).status_code in (200, 302)


@pytest.mark.parametrize("role", EVERYBODY)
def test_everybody_signs_in_and_out_and_changes_their_own_password(as_, role):
    found = {}
    for method, name in ACCOUNT_TABLE:
        client = as_(role)
        found[method, name] = getattr(client, method)(ACCOUNT[name]).status_code
    assert found == {row: statuses[role != "visitor"] for row, statuses in ACCOUNT_TABLE.items()}


@pytest.mark.parametrize("role", EVERYBODY)
def test_only_editors_have_their_say_on_an_entry(river, as_, role):
    client = as_(role)
    found = {name: client.post(path, {}).status_code for name, path in EDITED.items()}
    assert found == dict.fromkeys(EDITED, 422 if role in EDITORS else 403)


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("method", ["post", "get"])
def test_nobody_has_a_say_on_what_they_cannot_see(secret_river, as_, role, method):
    client = as_(role)
    found = {name: getattr(client, method)(path).status_code for name, path in EDITED.items()}
    assert (404 in found.values()) == (role == "visitor")
    assert role != "visitor" or set(found.values()) == {404}


@pytest.mark.parametrize("path", POSTED.values())
@pytest.mark.parametrize("role", EVERYBODY)
def test_forms_are_not_pages(river, as_, path, role):
    assert as_(role).get(path).status_code == 405


@pytest.mark.parametrize("path", POSTED.values())
@pytest.mark.parametrize("role", EVERYBODY)
def test_a_form_from_another_site_is_refused(river, as_, path, role):
    reply = as_(role).post(path, {"add": "keep-the-ferry", "theme": "dark"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert reply.status_code == 403
    assert not reply.cookies.get("picks")


@pytest.mark.parametrize("role", ["member", "admin"])
def test_a_page_for_somebody_signed_in_is_never_stored(river, as_, address, role):
    client = as_(role)
    for name, path in PUBLIC.items():
        stored = client.get(address(path)).headers["Cache-Control"]
        assert ("private" in stored, "no-store" in stored) == (True, True), name


def test_parts_and_pages_do_not_share_a_copy(river, client, address):
    for name, path in PUBLIC.items():
        reply = client.get(address(path), headers={"HX-Request": "true"})
        if reply.headers["Content-Type"].startswith("text/html"):
            assert "HX-Request" in reply.headers["Vary"], name
