"""Who may come to the desk: every address of the admin, by everybody; and how many queries its pages take."""

import pytest

from options.models import Entry, User
from tests.web.admin_forms import ADMIN, address, listed

EDITORS = ("curator", "reviewer", "admin")
OTHERS = ("analyst", "instructor", "member")
KINDS = (
    "dossier", "source", "claim", "option", "risk", "precondition", "legal-question", "criterion", "exercise", "entry",
)  # fmt: skip
LISTS = [listed(kind) for kind in KINDS]
PEOPLE = [f"{ADMIN}user/", f"{ADMIN}user/add/"]
SUGGEST = "/admin/autocomplete/?app_label=options&model_name=exposure&field_name=risk"


def everything(river):
    """Addresses that curators may open, with one change page for each kind."""
    changes = [address(kind, Entry.objects.filter(kind=kind).first().slug) for kind in KINDS[:-1]]
    adds = [f"{path}add/" for path in LISTS[1:-1]]
    return ["/admin/", "/admin/options/", *LISTS, *adds, *changes, "/admin/jsi18n/", SUGGEST]


@pytest.mark.parametrize("role", EDITORS)
def test_editors_may_open_everything_that_is_content(as_, river, role):
    client = as_(role)
    found = {path: client.get(path).status_code for path in everything(river)}
    assert found == dict.fromkeys(found, 200)


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_other_members_are_refused(as_, river, role, method):
    paths = everything(river) + PEOPLE
    client = as_(role)
    found = {path: getattr(client, method)(path).status_code for path in paths}
    assert found == dict.fromkeys(found, 403)


def test_a_visitor_is_sent_to_sign_in_and_back(client, river):
    for path in everything(river) + PEOPLE:
        reply = client.get(path)
        assert reply.status_code == 302
        assert reply.headers["Location"].startswith("/accounts/login/?next=%2Fadmin%2F")


def test_somebody_who_has_left_is_a_visitor(as_, cast, river):
    client = as_("curator")
    User.objects.filter(pk=cast["curator"].pk).update(is_active=False)
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(("role", "status"), [("curator", 403), ("reviewer", 403), ("admin", 200)])
def test_accounts_and_new_dossiers_are_for_administrators(as_, river, role, status):
    client = as_(role)
    for path in [*PEOPLE, f"{ADMIN}dossier/add/"]:
        assert client.get(path).status_code == status


def test_an_administrator_gives_a_role(as_, cast):
    group = cast["curator"].groups.get()
    path = f"{ADMIN}user/{cast['member'].pk}/change/"
    client = as_("admin")
    page = client.get(path)
    form = page.context["adminform"].form
    kept = {name: form[name].value() for name in ("username", "first_name", "last_name", "email")}
    reply = client.post(path, {**kept, "is_active": "on", "groups": [group.pk]})
    assert reply.status_code == 302
    assert User.objects.get(pk=cast["member"].pk).roles == {"curator"}


def test_there_is_one_sign_in(client, db):
    reply = client.get("/admin/login/?next=/admin/options/option/")
    assert reply.headers["Location"] == "/accounts/login/?next=%2Fadmin%2Foptions%2Foption%2F"


def test_a_foreign_address_is_not_followed(client, db):
    reply = client.get("/admin/login/?next=https://elsewhere.example/")
    assert reply.headers["Location"] == "/accounts/login/?next=%2Fadmin%2F"


def test_pages_of_the_desk_are_never_stored(as_, river):
    client = as_("curator")
    for path in set(everything(river)) - {"/admin/jsi18n/"}:  # the words of scripts, the same for everybody
        assert "no-store" in client.get(path).headers.get("Cache-Control", ""), path


# --- queries ---


def count(client, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as counted:
        assert client.get(path).status_code == 200
    return len(counted.captured_queries)


@pytest.fixture
def many(river):
    """Thirty more entries of each kind that has a title."""
    from tests.web.helpers import more_entries

    return lambda: more_entries(river, 30)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_takes_as_many_queries_whatever_its_length(as_, river, many, path, django_assert_max_num_queries):
    client = as_("curator")
    before = count(client, path, django_assert_max_num_queries)
    many()
    assert count(client, path, django_assert_max_num_queries) == before <= 15


def test_an_options_form_takes_as_many_queries_whatever_its_rows(as_, river, django_assert_max_num_queries):
    client = as_("curator")
    few, rows = (address("option", slug) for slug in ("tunnel", "footbridge"))
    counts = [count(client, path, django_assert_max_num_queries) for path in (few, rows)]
    assert max(counts) - min(counts) <= 4  # one more for each model of which one form has no row at all
    assert max(counts) <= 30
