"""My data: a seat reads all that is kept of it, takes it along, and erases it; nobody else's is in it."""

import json

import pytest
from django.utils import timezone

from options.models import Annotation, Artifact, Exercise, Grade, Response, Seat, SeatDevice, Snapshot
from options.models.seminar.leaving import purge
from tests.conftest import NOW
from tests.seminar import advance, answer, exercise, fresh, joined, lobby, phase, running, seat_client
from tests.web.seminar.after import gone_through

ADDRESSES = ("mine/", "mine.json", "mine/erase/")


@pytest.fixture
def done(river, cast):
    return gone_through(river, cast, 2)


def text(response):
    return " ".join(response.content.decode().split())


def at(exercise, rest="mine/"):
    return f"/seat/{exercise.link}/{rest}"


@pytest.mark.parametrize("rest", ADDRESSES)
def test_without_the_seat_one_is_asked_for_handle_and_words(done, as_, rest):
    made, _seats = done
    for who in ("visitor", "instructor", "admin"):
        response = as_(who).get(at(made, rest))
        assert (response.status_code, "First reason" in text(response)) == (403, False)


@pytest.mark.parametrize("rest", ADDRESSES)
def test_a_seat_of_another_exercise_is_none_of_this(done, river, cast, rest):
    made, _seats = done
    other = joined(lobby(exercise(river, cast["instructor"])))[0]
    assert seat_client(other).get(at(made, rest)).status_code == 403
    assert seat_client(other).post(at(made, "mine/erase/"), {"do": "erase"}).status_code == 403
    assert Response.objects.filter(seat__exercise=made).count() == 10


def test_it_shows_all_that_the_seat_wrote_and_nothing_of_others(done):
    made, (one, two) = done
    page = text(seat_client(one).get(at(made)))
    for words in ("Restated by", "First reason of", "Second reason of", "A note of", "Part of", "Moved by"):
        assert f"{words} {one.seat.handle}." in page
        assert f"{words} {two.seat.handle}." not in page


def test_it_shows_drafts_and_open_phases_to_their_student(river, cast):
    made, seats = gone_through(river, cast, 1, until="rate-again")
    answer(seats[0].seat, made.current, {"why": "Half a thou"}, hand_in=False, now=timezone.now())
    page = text(seat_client(seats[0]).get(at(made)))
    assert "Half a thou" in page
    assert "draft, not handed in" in page


def test_it_says_when_it_is_deleted_and_who_sees_what(done):
    made, seats = done
    page = text(seat_client(seats[0]).get(at(made)))
    assert "It is deleted on 1 May 2026." in page or "It is deleted on" in page
    assert "Nobody was asked for a name." in page
    assert "never before" in page


@pytest.mark.parametrize("state", ["closed", "archived"])
def test_it_is_there_until_the_purge(done, cast, state):
    made, seats = done
    Exercise.objects.filter(pk=made.pk).update(state=state)
    assert seat_client(seats[0]).get(at(made)).status_code == 200
    purge(fresh(made), timezone.now())
    assert seat_client(seats[0]).get(at(made)).status_code == 404


def test_the_room_is_not_told_before_it_is_revealed(river, cast):
    made = exercise(river, cast["instructor"], now=timezone.now())
    made.phases.filter(kind="inject").update(kind="reveal")
    lobby(made, timezone.now())
    seats = joined(made, 5, now=timezone.now())
    running(made, "rate", now=timezone.now())
    for one in seats:
        answer(one.seat, made.current, {"o.footbridge.cost": 6}, now=timezone.now())
    room = 'median">6</td>'
    advance(made, now=timezone.now())  # closed, and its reasons are being chosen
    assert made.current.kind == "rate"
    assert room not in text(seat_client(seats[0]).get(at(made)))
    advance(made, now=timezone.now())
    assert made.current.kind == "reveal"
    assert room in text(seat_client(seats[0]).get(at(made)))


def test_in_a_blind_phase_it_is_the_same_whatever_a_peer_answers(river, cast):
    made = lobby(exercise(river, cast["instructor"], now=timezone.now()), timezone.now())
    phase(made, "rate-again")
    one, peer = joined(made, 2, now=timezone.now())
    running(made, "rate", now=timezone.now())
    files = [seat_client(one).get(at(made, "mine.json")).content]
    answer(peer.seat, made.current, now=timezone.now())
    files.append(seat_client(one).get(at(made, "mine.json")).content)
    assert files[0] == files[1]


# --- the file ---


def test_the_file_has_everything_and_no_secret(done, cast):
    made, (one, two) = done
    Grade.objects.give(one.seat, "use-of-sources", points=2, comment="Good.", by=cast["instructor"], now=NOW)
    response = seat_client(one).get(at(made, "mine.json"))
    assert response.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert "no-store" in response.headers["Cache-Control"]
    found = json.loads(response.content)
    assert found["seat"]["handle"] == one.seat.handle
    assert [row["phase"] for row in found["answers"]] == [1, 2, 5, 6, 7]
    assert found["answers"][1]["answers"]["w.cost"] == 40
    assert found["notes"][0]["text"] == f"A note of {one.seat.handle}."
    assert found["council"][0]["text"] == f"Part of {one.seat.handle}."
    assert (found["grades"], len(found["devices"])) == ([], 1)
    body = response.content.decode()
    assert [secret for secret in (one.seat.words, one.token, two.seat.handle, "csrf") if secret in body] == []


def test_the_file_has_the_grade_once_it_is_released(done, cast):
    made, (one, two) = done
    Grade.objects.give(one.seat, "use-of-sources", points=2, comment="Good.", by=cast["instructor"], now=NOW)
    fresh(made).release(by=cast["instructor"], now=NOW)
    assert json.loads(seat_client(one).get(at(made, "mine.json")).content)["grades"][0]["points"] == 2
    assert json.loads(seat_client(two).get(at(made, "mine.json")).content)["grades"] == []


def test_the_file_has_what_came_after_closing(river, cast):
    made, seats = gone_through(river, cast, 1)
    answer(seats[0].seat, made.phases.get(kind="reflection"), {"q.0": "Afterthought."}, now=timezone.now())
    rows = json.loads(seat_client(seats[0]).get(at(made, "mine.json")).content)["answers"]
    assert [row["after_closing"] for row in rows if row["phase"] == 6] == [{"q.0": "Afterthought."}]


# --- erasing ---


def left(seat):
    return (
        Response.objects.filter(seat=seat).count(),
        Annotation.objects.filter(seat=seat).exclude(body="").count(),
        Artifact.objects.filter(by=seat).exclude(choice="", text="").count(),
        Grade.objects.filter(seat=seat).count(),
        SeatDevice.objects.filter(seat=seat).count(),
    )


def test_it_asks_first(done):
    made, seats = done
    client = seat_client(seats[0])
    assert "Erase everything that you wrote?" in text(client.get(at(made, "mine/erase/")))
    assert client.post(at(made, "mine/erase/")).status_code == 200  # come back with words, and not yet asked
    assert left(seats[0].seat) == (5, 1, 1, 0, 1)


def test_it_erases_all_and_says_what_and_what_stays(done, cast):
    made, (one, two) = done
    Grade.objects.give(one.seat, "use-of-sources", points=2, by=cast["instructor"], now=NOW)
    counted = Snapshot.objects.get(phase__kind="rate").counts
    page = text(seat_client(one).post(at(made, "mine/erase/"), {"do": "erase"}))
    for words in ("5 sheets of answers", "1 note<", "1 text for your council", "1 grade<", "What stays are the counts"):
        assert words in page
    assert left(one.seat) == (0, 0, 0, 0, 0)
    assert left(two.seat) == (5, 1, 1, 0, 1)
    assert Snapshot.objects.get(phase__kind="rate").counts == counted


def test_afterwards_the_browser_holds_no_seat(done):
    made, seats = done
    client = seat_client(seats[0])
    response = client.post(at(made, "mine/erase/"), {"do": "erase"})
    cookies = {name: (morsel["path"], morsel["max-age"], morsel.value) for name, morsel in response.cookies.items()}
    assert cookies == {
        "seat": (f"/seat/{made.link}/", 0, ""),
        "joined": (f"/join/{made.code}/", 0, ""),
    }
    again = seat_client(seats[0]).post(at(made, "mine/erase/"), {"do": "erase"})
    assert (again.status_code, Seat.objects.get(pk=seats[0].seat.pk).erased_at is None) == (403, False)


def test_one_leaves_while_it_runs(river, cast):
    made, seats = gone_through(river, cast, 2, until="vote")
    assert seat_client(seats[0]).post(at(made, "mine/erase/"), {"do": "erase"}).status_code == 200
    assert (fresh(made).state, made.seats.present().count()) == ("running", 1)
    assert seat_client(seats[1]).get(at(made)).status_code == 200


def test_erasing_takes_the_token_of_a_form(done):
    from django.test import Client

    made, seats = done
    client = Client(enforce_csrf_checks=True)
    client.cookies["seat"] = seats[0].token
    assert client.post(at(made, "mine/erase/"), {"do": "erase"}).status_code == 403
    assert left(seats[0].seat) == (5, 1, 1, 0, 1)


QUERIES = 18


@pytest.mark.parametrize("n", [1, 9])
def test_it_takes_the_same_queries_however_many_seats_there_are(river, cast, n, django_assert_max_num_queries):
    made, seats = gone_through(river, cast, n)
    client = seat_client(seats[0])
    client.get(at(made))
    with django_assert_max_num_queries(QUERIES):
        client.get(at(made))
