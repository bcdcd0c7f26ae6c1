"""The desk: an instructor's exercises, another one made from a template, and the page of each by its state."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group

from options.models import AuditEvent, Dossier, Entry, Exercise, User
from options.models.seminar.exercises import CLOSED
from tests.conftest import NOW
from tests.seminar import exercise, joined, lobby, over, phase, running
from tests.web.seen import main, row

SEMINAR = "/seminar/"
PAGES = ("", "setup/", "phases/", "phases/1/", "roles/mayor-of-harrow/", "rubric/", "roster/", "sheet/", "share/",
         "clone/", "rehearse/", "purge/")  # fmt: skip


@pytest.fixture
def town(river, cast, wall):
    return exercise(river, cast["instructor"])


def new(**changes):
    template = Entry.objects.get(kind="exercise")
    return {"template": str(template.pk), "expected": "12", "token": str(uuid4())} | changes


def statuses(client, made, method="get"):
    return {page: getattr(client, method)(f"/seminar/{made.link}/{page}").status_code for page in PAGES}


@pytest.mark.parametrize("role", ["instructor", "admin"])
def test_those_who_run_it_get_every_page_in_every_state(town, as_, role):
    client = as_(role)
    for move in (lambda e: e, lobby, running, over):
        assert statuses(client, move(town)) == dict.fromkeys(PAGES, 200)


def test_a_visitor_signs_in_first(town, client):
    assert statuses(client, town) == dict.fromkeys(PAGES, 302)
    assert client.get(SEMINAR).headers["Location"] == "/accounts/login/?next=/seminar/"


@pytest.mark.parametrize("role", ["member", "analyst", "curator", "reviewer"])
def test_it_takes_the_role_of_an_instructor(town, as_, role):
    assert statuses(as_(role), town) == dict.fromkeys(PAGES, 403)
    assert (as_(role).get(SEMINAR).status_code, as_(role).post(SEMINAR, new()).status_code) == (403, 403)
    assert Exercise.objects.count() == 1


def test_another_instructors_exercise_is_not_there(town, client, db):
    other = User.objects.create_user("other")
    other.groups.add(Group.objects.get(name="instructor"))
    client.force_login(other)
    assert statuses(client, town) == dict.fromkeys(PAGES, 404)
    posts = {page: client.post(f"/seminar/{town.link}/{page}", {"sure": "1"}).status_code for page in PAGES}
    assert posts == dict.fromkeys(PAGES, 404) | {"": 405, "sheet/": 405}
    assert "A town meeting about the river" not in main(client.get(SEMINAR)).split("A new exercise")[0]


def test_nothing_of_it_is_kept_by_anybody(town, as_):
    response = as_("instructor").get(f"/seminar/{town.link}/")
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-store", "noindex")


@pytest.mark.parametrize("role", ["instructor", "admin", "analyst", "visitor"])
def test_the_account_line_leads_there_for_instructors(river, as_, role):
    page = as_(role).get("/keys/").content.decode()
    assert ('href="/seminar/"' in page) == (role in ("instructor", "admin"))


def test_an_empty_desk_says_what_an_exercise_is(river, as_):
    text = main(as_("instructor").get(SEMINAR))
    assert "An exercise takes a class through one dossier in timed phases" in text
    assert "You have no exercise yet." in text


def test_the_list_says_what_when_how_many_and_in_which_state(town, as_):
    lobby(town)
    one, *_others = joined(town, 3)
    one.seat.remove(by=town.owner, now=NOW)
    found = row(as_("instructor").get(SEMINAR), "How to cross the river")
    assert found[0] == "A town meeting about the river"
    assert found[2:4] == ["made 1 April 2026", "2"]
    assert found[4].startswith("open for joining")


def test_the_list_takes_as_many_queries_for_ten_as_for_one(river, cast, wall, as_, django_assert_num_queries):
    made = [exercise(river, cast["instructor"]) for _ in range(10)]
    for each in made[:5]:
        lobby(each)
    client = as_("instructor")
    with django_assert_num_queries(10):  # session, account, roles, templates; a count of each group, rows of two
        client.get(SEMINAR)


def test_a_dossier_that_has_moved_on_is_told(town, as_):
    Dossier.objects.update(version=5)
    client = as_("instructor")
    assert "pinned to version 1, the dossier is at 5" in main(client.get(SEMINAR))
    for move in (lambda e: e, over):
        move(town)
        assert "pinned to version 1, the dossier is at 5" in main(client.get(f"/seminar/{town.link}/"))


def test_one_is_made_from_a_template(river, as_, cast):
    response = as_("instructor").post(SEMINAR, new())
    made = Exercise.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/seminar/{made.link}/")
    assert (made.owner, made.dossier_version, made.councils_wanted, made.phases.count()) == (
        cast["instructor"],
        1,
        6,
        6,
    )


def test_a_double_click_makes_one(river, as_):
    sent = new()
    first, second = (as_("instructor").post(SEMINAR, sent) for _ in range(2))
    assert (first["Location"], Exercise.objects.count()) == (second["Location"], 1)


def test_the_same_form_saying_something_else_makes_another(river, as_):
    sent = new()
    for expected in ("4", "8"):
        as_("instructor").post(SEMINAR, sent | {"expected": expected})
    assert Exercise.objects.count() == 2


def test_somebody_elses_token_leads_to_nothing_of_theirs(river, as_):
    sent = new()
    mine, theirs = (as_(role).post(SEMINAR, sent)["Location"] for role in ("instructor", "admin"))
    assert mine != theirs


@pytest.mark.parametrize(
    "changes",
    [{"expected": "0"}, {"expected": "1001"}, {"expected": "9" * 5000}, {"expected": "a\0"}, {"template": "999999"},
     {"template": ""}, {"template": "a\0b"}, {"token": ""}, {"token": "x"}],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_is_made(river, as_, changes):
    assert (as_("instructor").post(SEMINAR, new(**changes)).status_code, Exercise.objects.exists()) == (422, False)


def test_a_template_that_is_archived_is_not_offered(river, as_):
    Entry.objects.filter(kind="exercise").update(archived_at=NOW)
    assert as_("instructor").post(SEMINAR, new()).status_code == 422


def test_the_plan_has_minutes_roles_code_and_what_is_missing(town, as_):
    town.phases.filter(kind="rate").update(minutes=1)
    town.roles.update(decision_maker=False)
    town.phases.filter(kind="reflection").update(kind="directive")
    text = main(as_("instructor").get(f"/seminar/{town.link}/"))
    assert "6 phases, 36 minutes." in text
    assert "asks for about 3 minutes" in text
    assert "No role decides for its council" in text
    assert f"{town.code[:3]} {town.code[3:]}" in text


def test_a_rehearsal_is_no_place_to_send_students_to(town, as_):
    Exercise.objects.update(rehearsal=True)
    assert "nobody can join by the code" in main(as_("instructor").get(f"/seminar/{town.link}/"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("at=13:30&until=14:30", "Starts 13:30, ends 14:20, 10 minutes to spare."),
        ("at=13:30&until=14:16", "Starts 13:30, ends 14:20, 4 minutes over. To end in time, cut: Talk by 4 minutes"),
        ("at=9.05", "Starts 09:05, ends 09:55, 10 minutes to spare."),
        ("at=25:00", "Give times as hours and minutes, such as 13:30."),
        ("at=13:30%00", "Give times as hours and minutes"),
        ("at=14:00&until=13:00", "The room must be free after the start."),
        ("at=13:30&until=13:31", "It would still be"),
    ],
)
def test_the_plan_says_when_it_ends_and_what_could_be_cut(town, as_, query, said):
    assert said in main(as_("instructor").get(f"/seminar/{town.link}/?{query}"))


def test_the_plan_stays_readable_beside_the_board(town, as_):
    lobby(town)
    client = as_("instructor")
    assert "What is set" not in main(client.get(f"/seminar/{town.link}/"))
    assert "What is set" in main(client.get(f"/seminar/{town.link}/?plan=1"))


def test_it_is_opened_from_its_plan(town, as_):
    client = as_("instructor")
    client.post(f"/seminar/{town.link}/run/", {"do": "open", "epoch": town.epoch})
    town.refresh_from_db()
    assert town.state == "lobby"


def test_what_follows_stands_on_its_page_once_it_is_over(town, as_):
    over(town)
    page = as_("instructor").get(f"/seminar/{town.link}/").content.decode()
    for address in ("report/", "grades/", "directives/", "notes/", "answers.csv", "answers.xlsx", "grades.csv",
                    "grades.xlsx", "share/", "clone/", "purge/", "rubric/"):  # fmt: skip
        assert f'href="/seminar/{town.link}/{address}"' in page


def test_it_is_put_away(town, as_):
    over(town)
    client = as_("instructor")
    client.post(f"/seminar/{town.link}/run/", {"do": "archive", "epoch": town.epoch})
    town.refresh_from_db()
    assert town.state == "archived"
    assert "Archive it" not in main(client.get(f"/seminar/{town.link}/"))


def test_a_draft_that_waited_past_its_purge_date_gets_another_when_it_opens(town):
    town.purge_at = NOW - timedelta(days=1)
    town.save()
    assert not Exercise.objects.due_for_purge(NOW).exists()
    lobby(town)
    assert town.purge_at == NOW + timedelta(days=30)


def test_a_list_of_names_is_purged_with_a_draft(town):
    Exercise.objects.update(purge_at=NOW, roster=["s-1"])
    assert Exercise.objects.due_for_purge(NOW).get() == town


def test_the_log_says_who_made_it(river, as_, cast):
    as_("instructor").post(SEMINAR, new())
    assert AuditEvent.objects.get().by == cast["instructor"]
    assert Exercise.objects.get().state != CLOSED


def test_the_plan_takes_as_many_queries_for_ten_phases_as_for_six(town, as_, django_assert_num_queries):
    client = as_("instructor")
    client.get(f"/seminar/{town.link}/")
    for _more in range(4):
        phase(town, "discuss")
    with django_assert_num_queries(8):  # session, account, roles, exercise; phases, roles, councils, roles again
        client.get(f"/seminar/{town.link}/")
