"""The access table of seminars: every route, by everybody, by every method. tests/test_access.py asks that none lacks a
row. EXERCISE is the address of an exercise of the instructor's, SEAT that of a seat in it, CODE its join code."""

import pytest
from django.test import Client

from options.models import Exercise
from tests.seminar import answer, exercise, fresh, joined, lobby, over, running, seat_client

pytestmark = pytest.mark.django_db

DESK = {
    "exercise": "EXERCISE",
    "exercise-setup": "EXERCISEsetup/",
    "exercise-phases": "EXERCISEphases/",
    "exercise-phase": "EXERCISEphases/2/",
    "exercise-role": "EXERCISEroles/mayor-of-harrow/",
    "exercise-rubric": "EXERCISErubric/",
    "exercise-roster": "EXERCISEroster/",
    "exercise-sheet": "EXERCISEsheet/",
    "exercise-share": "EXERCISEshare/",
    "exercise-clone": "EXERCISEclone/",
    "exercise-rehearse": "EXERCISErehearse/",
    "exercise-purge": "EXERCISEpurge/",
    "exercise-fresh": "EXERCISEfresh/",
    "exercise-run": "EXERCISErun/",
    "exercise-reasons": "EXERCISEreasons/",
    "exercise-tell": "EXERCISEtell/",
    "exercise-projector": "EXERCISEprojector/",
    "exercise-projector-fresh": "EXERCISEprojector/fresh/",
    "exercise-seat": "EXERCISEseats/1/",
    "exercise-notes": "EXERCISEnotes/",
    "exercise-directives": "EXERCISEdirectives/",
    "exercise-grades": "EXERCISEgrades/",
    "exercise-grade": "EXERCISEgrades/1/",
    "exercise-grades-csv": "EXERCISEgrades.csv",
    "exercise-grades-xlsx": "EXERCISEgrades.xlsx",
    "exercise-answers-csv": "EXERCISEanswers.csv",
    "exercise-answers-xlsx": "EXERCISEanswers.xlsx",
    "exercise-report": "EXERCISEreport/",
    "exercise-seat-report": "EXERCISEreport/1/",
}
# name -> (get, post) for those who run it: its instructor, a second one, an administrator; forms are sent empty
RUNS = {
    "exercise": (200, 405),
    "exercise-setup": (200, 422),
    "exercise-phases": (200, 409),
    "exercise-phase": (200, 303),
    "exercise-role": (200, 303),
    "exercise-rubric": (200, 422),
    "exercise-roster": (200, 303),
    "exercise-sheet": (200, 405),
    "exercise-share": (200, 422),
    "exercise-clone": (200, 422),
    "exercise-rehearse": (200, 422),
    "exercise-purge": (200, 409),
    "exercise-fresh": (200, 405),
    "exercise-run": (302, 422),
    "exercise-reasons": (200, 303),
    "exercise-tell": (200, 404),
    "exercise-projector": (200, 405),
    "exercise-projector-fresh": (200, 405),
    "exercise-seat": (200, 422),
    "exercise-notes": (200, 405),
    "exercise-directives": (200, 405),
    "exercise-grades": (200, 409),
    "exercise-grade": (200, 303),
    "exercise-grades-csv": (200, 405),
    "exercise-grades-xlsx": (200, 405),
    "exercise-answers-csv": (200, 405),
    "exercise-answers-xlsx": (200, 405),
    "exercise-report": (200, 405),
    "exercise-seat-report": (200, 405),
}
LIST = {"seminar": "/seminar/"}
TAKING_PART = {
    "seat": "SEAT",
    "seat-poll": "SEATpoll/",
    "seat-here": "SEAThere/",
    "seat-respond": "SEATrespond/",
    "seat-council": "SEATcouncil/",
    "seat-accept": "SEATaccept/",
    "seat-dossier": "SEATd/",
    "seat-entry": "SEATd/options/footbridge/",
    "seat-note": "SEATnote/?on=option:footbridge&field=description",
    "seat-mine": "SEATmine/",
    "seat-mine-json": "SEATmine.json",
    "seat-erase": "SEATmine/erase/",
}
# name -> (get, post) for whoever holds the seat; a page that is read leads back to itself when somebody came back to it
SITS = {
    "seat": (200, 303),
    "seat-poll": (200, 405),
    "seat-here": (405, 204),
    "seat-respond": (405, 404),  # it names no phase
    "seat-council": (405, 404),
    "seat-accept": (405, 404),
    "seat-dossier": (200, 303),
    "seat-entry": (200, 303),
    "seat-note": (409, 303),  # no discussion is open
    "seat-mine": (200, 405),
    "seat-mine-json": (200, 405),
    "seat-erase": (200, 200),
}
JOINING = {"join": "/join/", "join-code": "/join/CODE/", "join-back": "/join/CODE/back/"}
JOINS = {"join": (200, 422), "join-code": (200, 200), "join-back": (200, 403)}
ROUTES = {*DESK, *LIST, *TAKING_PART, *JOINING}

REFUSED = {"visitor": 302, "member": 403, "analyst": 403, "curator": 403, "reviewer": 403, "another instructor": 404}
RUNNING = ("instructor", "second instructor", "admin")


@pytest.fixture
def meeting(river, cast):
    """Shared with a second instructor, and running: its first round is open."""
    for name in ("another instructor", "second instructor"):
        cast[name] = type(cast["admin"]).objects.create_user(name.split()[0])
        cast[name].groups.set(cast["instructor"].groups.all())
    made = lobby(exercise(river, cast["instructor"]))
    made.instructors.add(cast["second instructor"])
    joined(made, 2)
    return running(made, "rate")


def at(address, meeting):
    filled = address.replace("EXERCISE", f"/seminar/{meeting.link}/").replace("SEAT", f"/seat/{meeting.link}/")
    return filled.replace("CODE", meeting.code)


def asked(client, method, table, meeting):
    return {name: getattr(client, method)(at(path, meeting)).status_code for name, path in table.items()}


def test_every_row_says_what_its_holders_get():
    assert (set(RUNS), set(SITS), set(JOINS)) == (set(DESK), set(TAKING_PART), set(JOINING))


@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize("role", REFUSED)
def test_an_exercise_is_nobodys_but_its_instructors(as_, meeting, role, method):
    found = asked(as_(role), method, DESK, meeting)
    status = 403 if (role, method) == ("visitor", "post") else REFUSED[role]  # who typed something signs in there
    assert found == {name: 405 if method == "post" and RUNS[name][1] == 405 else status for name in DESK}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", RUNNING)
def test_those_who_run_it_get_every_page(as_, meeting, role, method):
    found = {name: getattr(as_(role), method)(at(path, meeting)).status_code for name, path in DESK.items()}
    assert found == {name: statuses[method == "post"] for name, statuses in RUNS.items()}


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_no_other_method_does_anything_to_an_exercise(as_, meeting, method):
    found = asked(as_("admin"), method, DESK, meeting)
    assert found == dict.fromkeys(DESK, 405)


def test_an_exercise_of_somebody_else_answers_as_one_that_is_not_there(as_, meeting):
    client, missing = as_("another instructor"), "/seminar/00000000-0000-4000-8000-000000000000/"
    for path in DESK.values():
        there, nowhere = client.get(at(path, meeting)), client.get(path.replace("EXERCISE", missing))
        link = str(meeting.link).encode()
        assert there.content.replace(link, b"") == nowhere.content.replace(missing[9:-1].encode(), b""), path


def test_a_second_instructor_whose_share_is_taken_back_is_out(as_, meeting, cast, now):
    meeting.unshare(cast["second instructor"], by=cast["instructor"], now=now)
    assert set(asked(as_("second instructor"), "get", DESK, meeting).values()) == {404}


def test_an_instructor_who_lost_the_role_is_out(as_, meeting, cast):
    cast["instructor"].groups.clear()
    assert set(asked(as_("instructor"), "get", DESK, meeting).values()) == {403}


@pytest.mark.parametrize(("role", "status"), [*((r, REFUSED[r]) for r in ("visitor", "member", "analyst", "curator"))])
def test_the_list_of_exercises_is_for_instructors(as_, river, role, status):
    found = [as_(role).get("/seminar/").status_code, as_(role).post("/seminar/").status_code]
    assert found == [status, 403]


@pytest.mark.parametrize("role", ["instructor", "admin"])
def test_instructors_list_and_make_exercises(as_, river, role):
    assert [as_(role).get("/seminar/").status_code, as_(role).post("/seminar/").status_code] == [200, 422]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_seat_gets_the_pages_of_its_exercise(meeting, method):
    found = {}
    for name, path in TAKING_PART.items():
        (one,) = joined(fresh(meeting))
        found[name] = getattr(seat_client(one), method)(at(path, meeting)).status_code
    assert found == {name: statuses[method == "post"] for name, statuses in SITS.items()}


@pytest.mark.parametrize("who", ["nobody", "a seat elsewhere", "instructor", "admin", "removed"])
def test_a_seat_is_opened_by_its_own_token_alone(as_, river, cast, meeting, who, now):
    clients = {
        "nobody": Client,
        "a seat elsewhere": lambda: seat_client(joined(lobby(exercise(river, cast["instructor"])))[0]),
        "removed": lambda: seat_client(taken_out(meeting, cast, now)),
    }
    client = clients[who]() if who in clients else as_(who)
    for method in ("get", "post"):
        for name, path in TAKING_PART.items():
            status = getattr(client, method)(at(path, meeting)).status_code
            assert status in ((404, 405) if name == "seat-poll" else (403, 405)), (method, name)


def taken_out(meeting, cast, now):
    (one,) = joined(fresh(meeting))
    one.seat.remove(by=cast["instructor"], now=now)
    return one


@pytest.mark.parametrize("role", ["visitor", "member", "instructor"])
def test_anybody_may_join_who_has_the_code(as_, meeting, role):
    for method in ("get", "post"):
        found = {}
        for name, path in JOINING.items():
            found[name] = getattr(as_(role), method)(at(path, meeting)).status_code
        assert found == {name: statuses[method == "post"] for name, statuses in JOINS.items()}


def test_a_purged_exercise_is_closed_to_seats_and_shows_its_instructor_what_is_left(as_, meeting, now):
    from options.models.seminar.leaving import purge

    (one,) = joined(fresh(meeting))
    answer(one.seat, fresh(meeting).current)
    over(fresh(meeting))
    purge(fresh(meeting), now)
    assert Exercise.objects.get().state == "purged"
    pages = {name: path for name, path in TAKING_PART.items() if SITS[name][0] != 405}
    assert set(asked(seat_client(one), "get", pages, meeting).values()) == {404}
    assert as_("instructor").get(at("EXERCISE", meeting)).status_code == 200
