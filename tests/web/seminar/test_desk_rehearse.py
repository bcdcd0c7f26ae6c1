"""Rehearsals: a copy played by bots, in one go or step by step, never among people."""

from uuid import uuid4

import pytest

from options.models import Exercise, Response, Seat
from options.models.seminar.exercises import NotNow
from options.pages.seminar.handles import handle
from tests.conftest import NOW
from tests.seminar import WORDS, exercise, joined, lobby, running
from tests.web.seen import main


@pytest.fixture
def town(river, cast):
    return exercise(river, cast["instructor"])


def at(made):
    return f"/seminar/{made.link}/rehearse/"


def rehearsal(client, town, do, **changes):
    response = client.post(at(town), {"do": do, "token": str(uuid4())} | changes)
    return Exercise.objects.get(link=response["Location"].split("/")[2])


def test_it_is_played_through_in_one_go(town, as_):
    client = as_("instructor")
    made = rehearsal(client, town, "through")
    assert (made.rehearsal, made.state, made.cloned_from, made.seats.count()) == (True, "closed", town, 2)
    for page in ("", "report/", "grades/", "directives/", "notes/"):
        assert client.get(f"/seminar/{made.link}/{page}").status_code == 200
    assert "rehearsal" in main(client.get("/seminar/"))
    town.refresh_from_db()
    assert (town.state, town.seats.count()) == ("draft", 0)


def test_a_double_click_makes_one(town, as_):
    sent = {"do": "through", "token": str(uuid4())}
    found = {as_("instructor").post(at(town), sent)["Location"] for _press in range(2)}
    assert (len(found), Exercise.objects.filter(rehearsal=True).count()) == (1, 1)


def test_without_a_token_it_is_asked_again(town, as_):
    assert as_("instructor").post(at(town), {"do": "through"}).status_code == 422
    assert Exercise.objects.count() == 1


def test_step_by_step_the_bots_answer_the_open_phase(town, as_):
    client = as_("instructor")
    made = rehearsal(client, town, "steps")
    assert (made.state, Response.objects.count()) == ("lobby", 0)
    client.post(f"/seminar/{made.link}/run/", {"do": "start", "epoch": made.epoch})
    assert "Let the bots answer" in main(client.get(f"/seminar/{made.link}/"))
    response = client.post(at(made), {"do": "answer"})
    assert (response.status_code, response["Location"]) == (303, f"/seminar/{made.link}/")
    assert Response.objects.filter(phase__kind="briefing", state="submitted").count() == 2
    client.post(at(made), {"do": "through"})
    made.refresh_from_db()
    assert made.state == "closed"


@pytest.mark.parametrize("state", ["lobby", "closed"])
def test_bots_answer_only_while_a_phase_is_open(town, as_, state):
    client = as_("instructor")
    made = rehearsal(client, town, "steps" if state == "lobby" else "through")
    response = client.post(at(made), {"do": "answer"})
    assert (response.status_code, "Go on to the next one first" in main(response)) == (409, True)


def test_nobody_joins_a_rehearsal(town, as_, client):
    made = rehearsal(as_("instructor"), town, "steps")
    assert client.get(f"/join/{made.code}/").status_code == 404
    with pytest.raises(NotNow):
        Seat.objects.join(made, handle_of=handle, words=WORDS, now=NOW)


def test_no_bot_joins_people(town):
    with pytest.raises(NotNow):
        joined(lobby(town), bot=True)


@pytest.mark.parametrize("do", ["answer", "through", "sit"])
def test_bots_never_play_where_people_are(town, as_, do):
    joined(running(town))
    response = as_("instructor").post(at(town), {"do": do, "seat": "1"})
    assert (response.status_code, Response.objects.count(), Exercise.objects.count()) == (422, 0, 1)


def test_an_instructor_sits_in_a_bots_seat(town, as_):
    client = as_("instructor")
    made = rehearsal(client, town, "steps")
    response = client.post(at(made), {"do": "sit", "seat": "1"})
    assert (response.status_code, response["Location"]) == (303, f"/seat/{made.link}/")
    assert made.seats.get(number=1).handle in client.get(f"/seat/{made.link}/").content.decode()


@pytest.mark.parametrize("seat", ["", "9", "a\0", "9" * 5_000])
def test_a_seat_that_is_none_is_not_there(town, as_, seat):
    client = as_("instructor")
    made = rehearsal(client, town, "steps")
    assert client.post(at(made), {"do": "sit", "seat": seat}).status_code == 404


def test_it_can_be_purged_at_once_while_it_runs(town, as_):
    client = as_("instructor")
    made = rehearsal(client, town, "steps")
    client.post(f"/seminar/{made.link}/run/", {"do": "start", "epoch": made.epoch})
    assert client.post(f"/seminar/{made.link}/purge/", {"sure": "1"}).status_code == 303
    made.refresh_from_db()
    assert made.state == "purged"
    assert "rehearsal" not in main(client.get("/seminar/"))
