"""The access table: every route, by everybody, by every method. A route without a row fails.

Rows are (address, status for a visitor, for members, for those who may read role cards). The admin's table is in
tests/web/test_admin_access.py, that of seminars
in tests/test_access_seminar.py.
"""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from options.models import Revision, Team
from tests.conftest import NOW
from tests.models.notes import PASSAGE, entry_of, on, post
from tests.test_access_seminar import ROUTES as SEMINAR
from tests.web.kept import kept

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
    "weigh": D + "weigh/?w.cost=1",
    "weigh-json": D + "weigh/result.json?w.cost=1",
    "weigh-roles": D + "weigh/roles/",
    "method": D + "method/",
    "brief": D + "brief/?w.cost=1",
    "brief-pdf": D + "brief/brief.pdf?w.cost=1",
    "brief-docx": D + "brief/brief.docx?w.cost=1",
    "brief-md": D + "brief/brief.md?w.cost=1",
    "brief-xlsx": D + "brief/brief.xlsx?w.cost=1",
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
    "annotations": D + "annotations/",
    "annotations-jsonld": D + "annotations/export.jsonld",
    "annotations-csv": D + "annotations/export.csv",
    "annotations-md": D + "annotations/export.md",
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
# saved comparisons: LINK is the address of one that the analyst owns
SAVED = {
    "comparisons": "/comparisons/",
    "comparison-new": "/comparisons/new/river-crossing/",
    "comparison": "LINK",
    "comparison-save": "LINK@1/",
    "comparison-weigh": "LINKweigh/",
    "comparison-roles": "LINKweigh/roles/",
    "comparison-json": "LINKresult.json",
    "comparison-brief": "LINKbrief/",
    "comparison-brief-pdf": "LINKbrief/brief.pdf",
    "comparison-brief-docx": "LINKbrief/brief.docx",
    "comparison-brief-md": "LINKbrief/brief.md",
    "comparison-brief-xlsx": "LINKbrief/brief.xlsx",
    "comparison-edit": "LINKedit/",
    "comparison-share": "LINKshare/",
    "comparison-delete": "LINKdelete/",
    "comparison-undelete": "LINKundelete/",
    "comparison-update": "LINKupdate/",
    "comparison-restore": "LINK@1/restore/",
}
OWNER = "analyst"
WITH_A_ROLE = ("another analyst", "curator", "admin")
SHARED = ("private", "members", "link")
# how it is shared -> status for a visitor, a member without a role, its owner, others with a role
READ = {"private": (404, 404, 200, 404), "members": (404, 200, 200, 200), "link": (200, 200, 200, 200)}


def however_shared(*statuses):
    return dict.fromkeys(SHARED, statuses)


def changed(owner, visitor=302):
    """A visitor is led to sign in, whatever there is, and so learns nothing."""
    shared = (visitor, 403, owner, 403)
    return {"private": (visitor, 404, owner, 404), "members": shared, "link": shared}


NEVER = however_shared(405, 405, 405, 405)
# (method, name) -> statuses; a form is sent empty, so 422 says that it was looked at
SAVED_TABLE = {
    ("get", "comparisons"): however_shared(302, 200, 200, 200),
    ("post", "comparisons"): NEVER,
    ("get", "comparison-new"): however_shared(302, 403, 200, 200),
    ("post", "comparison-new"): however_shared(403, 403, 422, 422),
    ("get", "comparison"): READ,
    ("post", "comparison"): NEVER,
    ("get", "comparison-save"): READ,
    ("post", "comparison-save"): NEVER,
    ("get", "comparison-weigh"): READ,
    ("post", "comparison-weigh"): NEVER,
    ("get", "comparison-roles"): READ,
    ("post", "comparison-roles"): NEVER,
    ("get", "comparison-json"): READ,
    ("post", "comparison-json"): NEVER,
    **{("get", f"comparison-brief{kind}"): READ for kind in ("", "-pdf", "-docx", "-md", "-xlsx")},
    **{("post", f"comparison-brief{kind}"): NEVER for kind in ("", "-pdf", "-docx", "-md", "-xlsx")},
    ("get", "comparison-edit"): changed(200),
    ("post", "comparison-edit"): changed(422, visitor=403),
    ("get", "comparison-share"): however_shared(302, 302, 302, 302),
    ("post", "comparison-share"): changed(422),
    ("get", "comparison-update"): however_shared(302, 302, 302, 302),
    ("post", "comparison-update"): changed(422),
    ("get", "comparison-restore"): however_shared(302, 302, 302, 302),
    ("post", "comparison-restore"): changed(422),
    ("get", "comparison-delete"): however_shared(302, 302, 302, 302),
    ("post", "comparison-delete"): changed(303),
    ("get", "comparison-undelete"): however_shared(302, 302, 302, 302),
    ("post", "comparison-undelete"): changed(303),
}
# annotations: NOTE is the address of a thread of the analyst's
NOTES = {
    "annotation-new": D + "annotations/new/",
    "annotation-draft": D + "annotations/draft/",
    "annotations-fresh": D + "annotations/fresh/?since=2020-01-01T00:00:00Z",
    "annotations-import": D + "annotations/import/",
    "annotation": "NOTE",
    "annotation-edit": "NOTEedit/",
    "annotation-reply": "NOTEreply/",
    "annotation-state": "NOTEstate/",
    "annotation-withdraw": "NOTEwithdraw/",
    "annotation-share": "NOTEshare/",
    "annotation-report": "NOTEreport/",
    "annotation-moderate": "NOTEmoderate/",
    "annotation-decide": "NOTEdecide/",
    "annotation-take": "NOTEtake/",
    "annotation-open": "NOTEopen/",
    "draft": "DRAFT",
    "inbox": "/inbox/",
    "teams": "/teams/",
    "team": "TEAM",
    "team-join": "JOIN",
}
# who asks: nobody, an account without a role, its author, another analyst, a curator (who moderates), an administrator
ASKING = ("visitor", "member", OWNER, "another analyst", "curator", "admin")


def nobody_but(owner, moderator, analyst=403):
    """A form on a note that all may read; a visitor is asked to sign in."""
    return (403, 403, owner, analyst, moderator, moderator)


BACK = (302, 302, 302, 302, 302, 302)  # a form's own address leads to the page it stands on
LATER = (302, 403, 200, 200, 200, 200)
# (method, name) -> statuses of a public note; a form is sent empty, so 422 says that it was looked at
NOTES_TABLE = {
    ("get", "annotation-new"): (302, 403, 404, 404, 404, 404),  # it names no place
    ("post", "annotation-new"): (403, 403, 404, 404, 404, 404),
    ("get", "annotation-draft"): (405,) * 6,
    ("post", "annotation-draft"): (422, 403, 422, 422, 422, 422),
    ("get", "annotations-fresh"): (200, 200, 204, 200, 200, 200),
    ("post", "annotations-fresh"): (405,) * 6,
    ("get", "annotations-import"): LATER,
    ("post", "annotations-import"): (403, 403, 422, 422, 422, 422),
    ("get", "annotation"): (200,) * 6,
    ("post", "annotation"): (405,) * 6,
    ("get", "annotation-edit"): (302, 403, 200, 403, 403, 403),
    ("post", "annotation-edit"): nobody_but(422, 403),
    ("get", "annotation-reply"): BACK,
    ("post", "annotation-reply"): nobody_but(422, 422, analyst=422),
    ("get", "annotation-state"): BACK,
    ("post", "annotation-state"): nobody_but(422, 422),
    ("get", "annotation-withdraw"): BACK,
    ("post", "annotation-withdraw"): nobody_but(303, 403),
    ("get", "annotation-share"): BACK,
    ("post", "annotation-share"): nobody_but(422, 403),
    ("get", "annotation-report"): BACK,
    ("post", "annotation-report"): nobody_but(403, 422, analyst=422),
    ("get", "annotation-moderate"): BACK,
    ("post", "annotation-moderate"): nobody_but(403, 422),
    ("get", "annotation-decide"): BACK,
    ("post", "annotation-decide"): nobody_but(422, 422),
    ("get", "annotation-take"): BACK,
    ("post", "annotation-take"): nobody_but(403, 409),
    ("get", "annotation-open"): (302, 403, 403, 403, 403, 200),
    ("post", "annotation-open"): (403, 403, 403, 403, 403, 422),
    ("get", "draft"): (302, 403, 403, 403, 200, 200),  # turned down below: publishing takes a reviewer
    ("post", "draft"): (403, 403, 403, 403, 303, 303),
    ("get", "inbox"): (302, 200, 200, 200, 200, 200),
    ("post", "inbox"): (302, 303, 303, 303, 303, 303),
    ("get", "teams"): (302, 200, 200, 200, 200, 200),
    ("post", "teams"): (302, 403, 422, 422, 422, 422),
    ("get", "team"): (302, 404, 200, 404, 404, 404),
    ("post", "team"): (302, 404, 303, 404, 404, 404),
    ("get", "team-join"): (302, 200, 200, 200, 200, 200),
    ("post", "team-join"): (302, 303, 303, 303, 303, 303),
}
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
    assert routes() == {*PUBLIC, *ELSEWHERE, *POSTED, *ACCOUNT, *EDITED, *SAVED, *NOTES, *SEMINAR}
    assert {name for _method, name in ACCOUNT_TABLE} == {*ACCOUNT}
    assert {*SAVED_TABLE} == {(method, name) for method in ("get", "post") for name in SAVED}
    assert {*NOTES_TABLE} == {(method, name) for method in ("get", "post") for name in NOTES}


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
    assert {name: (reply.status_code, b"".join(reply)) for name, reply in replies.items()} == dict.fromkeys(
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


@pytest.fixture
def saved(river, cast, monkeypatch):
    """`saved(visibility)`: the address of a comparison of the analyst; there is another analyst from now on."""
    monkeypatch.setattr("options.pdf.refusal", lambda options: None)
    monkeypatch.setattr("options.pdf.write", lambda *parts: b"%PDF-")
    cast["another analyst"] = type(cast[OWNER]).objects.create_user("colleague")
    cast["another analyst"].groups.set(cast[OWNER].groups.all())
    return lambda visibility: kept(river, cast[OWNER], visibility).get_absolute_url()


def answers(client, methods, visibility, saved):
    """The status of each row, each on a comparison of its own."""
    rows = [(method, name) for method in methods for name in SAVED]
    links = {row: SAVED[row[1]].replace("LINK", saved(visibility)) for row in rows}
    return {(method, name): getattr(client, method)(links[method, name]).status_code for method, name in rows}


@pytest.mark.parametrize("visibility", SHARED)
@pytest.mark.parametrize("role", ["visitor", "member", OWNER, *WITH_A_ROLE])
def test_comparisons_are_saved_by_their_owner_and_read_by_those_they_are_shared_with(as_, saved, role, visibility):
    column = ["visitor", "member", OWNER].index(role) if role not in WITH_A_ROLE else 3
    found = answers(as_(role), ("get", "post"), visibility, saved)
    assert found == {row: statuses[visibility][column] for row, statuses in SAVED_TABLE.items()}


@pytest.mark.parametrize("visibility", SHARED)
@pytest.mark.parametrize("role", ["visitor", "member", OWNER, "curator"])
def test_head_answers_for_a_comparison_as_get(as_, saved, role, visibility):
    found = answers(as_(role), ("get", "head"), visibility, saved)
    assert {name: found["head", name] for name in SAVED} == {name: found["get", name] for name in SAVED}


@pytest.mark.parametrize("role", ["visitor", OWNER])
def test_no_other_method_does_anything_to_a_comparison(as_, saved, role):
    found = answers(as_(role), ("put", "patch", "delete", "options"), "link", saved)
    assert found == dict.fromkeys(found, 405)


@pytest.mark.parametrize("visibility", SHARED)
@pytest.mark.parametrize("role", ["visitor", "member", OWNER, *WITH_A_ROLE])
def test_a_comparison_is_never_more_visible_than_its_dossier(as_, saved, river, role, visibility):
    address = saved(visibility)
    type(river).objects.update(visibility="members")
    client = as_(role)
    found = {
        client.get(SAVED[name].replace("LINK", address)).status_code
        for name in SAVED
        if READ is SAVED_TABLE["get", name]
    }
    column = ["visitor", "member", OWNER].index(role) if role not in WITH_A_ROLE else 3
    assert found == {404 if role == "visitor" else READ[visibility][column]}


@pytest.fixture
def noted(river, cast):
    """`noted(name, visibility)`: the address of a row, on a note, a team and a draft of its own; another analyst is
    there from now on."""
    cast["another analyst"] = type(cast[OWNER]).objects.create_user("colleague")
    cast["another analyst"].groups.set(cast[OWNER].groups.all())

    def made(name, visibility="public"):
        where = NOTES[name]
        if where.startswith("NOTE"):
            note = post(on(river, PASSAGE), cast[OWNER], visibility=visibility)
            return where.replace("NOTE", note.get_absolute_url())
        if name == "annotations-fresh":
            post(on(river), cast[OWNER])
        if name in ("team", "team-join"):
            team = Team.objects.found("Night shift", by=cast[OWNER], now=NOW)
            return f"/teams/{team.pk}/" if name == "team" else f"/teams/join/{team.invitation}/"
        if name == "draft":
            entry = entry_of(river)
            content = entry.live.value().model_copy(update={"summary": "Other."})
            number = Revision.objects.record(entry, content, author=None, origin="admin", now=NOW).number
            return f"{D}options/footbridge/draft/{number}/"
        return where

    return made


@pytest.mark.parametrize("role", ASKING)
def test_who_may_do_what_with_a_public_note(as_, noted, role):
    client, found = as_(role), {}
    for method, name in NOTES_TABLE:
        data = {"do": {"draft": "reject", "team": "leave"}.get(name, "")} if method == "post" else {}
        found[method, name] = getattr(client, method)(noted(name), data).status_code
    column = ASKING.index(role)
    assert found == {row: statuses[column] for row, statuses in NOTES_TABLE.items()}


@pytest.mark.parametrize("role", ASKING)
def test_a_private_note_is_not_there_for_others(as_, noted, role):
    """A visitor is asked to sign in, whatever there is, and learns nothing; an administrator has to give a reason."""
    client = as_(role)
    of_one = [row for row in NOTES_TABLE if NOTES[row[1]].startswith("NOTE") and row[1] != "annotation-open"]
    for method, name in of_one:
        status = getattr(client, method)(noted(name, "private")).status_code
        public = NOTES_TABLE[method, name][ASKING.index(role)]
        if role == OWNER or public == 405 or (method == "get" and public == 302):
            assert status == public
        elif role == "visitor":
            assert status == (404 if name == "annotation" else 403)
        else:
            assert status == (200 if (role, name) == ("admin", "annotation") else 404), (method, name)


@pytest.mark.parametrize("role", ASKING)
def test_a_note_is_never_more_visible_than_its_dossier(as_, noted, river, role):
    address = noted("annotation")
    type(river).objects.update(visibility="members")
    assert as_(role).get(address).status_code == (404 if role == "visitor" else 200)


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
