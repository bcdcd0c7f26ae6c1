"""Sharing with a second instructor, copies for another term, the purge, and the sheet that says how to join."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group

from options.models import AuditEvent, Dossier, Exercise, Response, User
from tests.conftest import NOW
from tests.seminar import answer, exercise, fresh, joined, lobby, over, running
from tests.web.seen import main, row


@pytest.fixture
def town(river, cast, wall):
    return exercise(river, cast["instructor"])


@pytest.fixture
def second(db):
    made = User.objects.create_user("second")
    made.groups.add(Group.objects.get(name="instructor"))
    return made


def at(town, page):
    return f"/seminar/{town.link}/{page}/"


def test_a_second_instructor_may_do_all_that_the_first_may(town, as_, client, second):
    for _press in range(2):
        assert as_("instructor").post(at(town, "share"), {"username": " second "}).status_code == 303
    assert AuditEvent.objects.filter(verb="shared").count() == 1
    client.force_login(second)
    assert client.get(at(town, "setup")).status_code == 200
    assert "A town meeting" in main(client.get("/seminar/"))


def test_sharing_ends(town, as_, client, second):
    town.share(second, by=town.owner, now=NOW)
    for _press in range(2):
        assert as_("instructor").post(at(town, "share"), {"out": "second"}).status_code == 303
    assert AuditEvent.objects.filter(verb="unshared").count() == 1
    client.force_login(second)
    assert client.get(at(town, "setup")).status_code == 404


@pytest.mark.parametrize("username", ["member", "analyst", "nobody", "gone"])
def test_it_is_shared_with_instructors_alone_and_says_so_alike(town, as_, username, second):
    User.objects.create_user("gone", is_active=False).groups.add(Group.objects.get(name="instructor"))
    response = as_("instructor").post(at(town, "share"), {"username": username})
    assert (response.status_code, town.instructors.count()) == (422, 0)
    assert "Nobody of this name has the role of an instructor here." in main(response)
    assert f'value="{username}"' in response.content.decode()


@pytest.mark.parametrize("sent", [{"username": ""}, {"username": "a\0"}, {"username": "x" * 151}], ids=str)
def test_a_name_that_is_none_is_told(town, as_, sent):
    assert as_("instructor").post(at(town, "share"), sent).status_code == 422


def test_taking_out_a_name_that_is_none_does_nothing(town, as_):
    assert as_("instructor").post(at(town, "share"), {"out": "a\0"}).status_code == 303


def test_who_made_it_needs_no_sharing(town, as_):
    as_("instructor").post(at(town, "share"), {"username": "instructor"})
    assert town.instructors.count() == 0


def test_a_copy_has_what_was_set_and_nothing_that_was_answered(town, as_, cast):
    (one,) = joined(lobby(town))
    answer(one.seat, running(town, "rate").current)
    over(town)
    sent = {"token": str(uuid4())}
    found = {as_("admin").post(at(town, "clone"), sent)["Location"] for _press in range(2)}
    made = Exercise.objects.exclude(pk=town.pk).get()
    assert found == {made.get_absolute_url()}
    assert (made.owner, made.state, made.cloned_from, made.seats.count()) == (cast["admin"], "draft", town, 0)
    assert (made.phases.count(), made.code != town.code) == (6, True)


def test_a_copy_takes_the_dossier_as_it_is_now(town, as_):
    Dossier.objects.update(version=3)
    as_("instructor").post(at(town, "clone"), {"token": str(uuid4())})
    assert Exercise.objects.latest("pk").dossier_version == 3


def test_a_copy_stays_where_everything_it_names_is(town, as_):
    Dossier.objects.update(version=3)
    town.phases.filter(number=2).update(options=["a-tunnel-that-was"])
    as_("instructor").post(at(town, "clone"), {"token": str(uuid4())})
    assert Exercise.objects.latest("pk").dossier_version == 1


def test_a_copy_without_a_token_is_asked_for_again(town, as_):
    assert as_("instructor").post(at(town, "clone"), {"token": "x"}).status_code == 422
    assert Exercise.objects.count() == 1


def test_purging_asks_first_and_says_what_would_go(town, as_):
    (one,) = joined(lobby(town))
    answer(one.seat, running(town, "rate").current)
    over(town)
    client = as_("instructor")
    assert row(client.get(at(town, "purge")), "Answer sheets") == ["Answer sheets", "1"]
    response = client.post(at(town, "purge"))
    assert (response.status_code, "Tick the box" in main(response)) == (422, True)
    assert (fresh(town).state, Response.objects.count()) == ("closed", 1)


def test_what_was_taken_out_is_told_afterwards(town, as_):
    (one,) = joined(lobby(town))
    answer(one.seat, running(town, "rate").current)
    over(town)
    client = as_("instructor")
    for _press in range(2):
        assert client.post(at(town, "purge"), {"sure": "1"})["Location"] == f"/seminar/{town.link}/"
    page = client.get(f"/seminar/{town.link}/")
    assert row(page, "Answer sheets") == ["Answer sheets", "1"]
    assert (fresh(town).state, Response.objects.count()) == ("purged", 0)
    assert AuditEvent.objects.get(verb="purged").by == town.owner
    assert client.get(at(town, "purge")).status_code == 303


def test_nobody_loses_what_they_type_while_it_runs(town, as_):
    running(town)
    response = as_("instructor").post(at(town, "purge"), {"sure": "1"})
    assert (response.status_code, fresh(town).state) == (409, "running")
    assert "It is running" in main(response)


def test_the_sheet_says_how_to_join_and_who_sees_what(town, as_):
    response = as_("instructor").get(at(town, "sheet"))
    text, page = main(response), response.content.decode()
    assert "testserver/join" in text
    assert f"{town.code[:3]} {town.code[3:]}" in text
    assert f'aria-label="http://testserver/join/{town.code}/"' in page
    assert "While a round is open nobody sees what you answer" in text
    assert "Until 1 May 2026." in text


@pytest.mark.parametrize(
    ("names", "said"),
    [("handles", "Nobody asks for your name."), ("roster", "which your instructor alone sees"),
     ("names", "everybody in the exercise sees it")],
)  # fmt: skip
def test_the_sheet_says_under_which_name_one_is_known(town, as_, names, said):
    Exercise.objects.update(names=names)
    assert said in main(as_("instructor").get(at(town, "sheet")))


def test_a_hostile_title_is_text_everywhere(town, as_):
    Exercise.objects.update(title="<script>alert(1)</script>")
    client = as_("instructor")
    for page in ("", "setup/", "phases/", "sheet/", "share/", "clone/", "rehearse/", "purge/"):
        assert "<script>alert" not in client.get(f"/seminar/{town.link}/{page}").content.decode()
