"""Blind means one filter: while a round is open, nothing that anybody can fetch tells what somebody else answered.

For a seat the bytes are the same whether a classmate has answered or not. For the instructor, whose board tells who has
answered, they are the same whatever was answered. Left out of the comparison: what differs between any two replies.
"""

import re

import pytest
from django.contrib import admin

from options.admin.site import site
from options.models import Response
from tests.conftest import NOW
from tests.seminar import answer, close, exercise, fresh, joined, later, lobby, marks, phase, running, seat_client

pytestmark = pytest.mark.django_db
VOLATILE = re.compile(
    r'name="(?:csrfmiddlewaretoken|token)" value="[^"]*"|nonce="[^"]*"|data-left="\d+"[^<]*>[^<]*<|"made_at": "[^"]*"'
)
SAID = "A secret that only its author knows."

OF_A_SEAT = ("", "poll/", "d/", "d/options/footbridge/", "d/criteria/cost/", "mine/", "mine.json")
OF_AN_INSTRUCTOR = (
    "", "fresh/", "projector/", "projector/fresh/", "reasons/", "notes/", "directives/", "grades/", "grades/1/",
    "grades.csv", "answers.csv", "report/", "report/1/", "phases/", "setup/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: later(seconds=30))


@pytest.fixture
def room(river, cast):
    return lobby(exercise(river, cast["instructor"]))


@pytest.fixture
def two(room):
    return joined(room, 2)


def bytes_of(client, address):
    response = client.get(address)
    assert response.status_code in (200, 204), address
    kept = {name: value for name, value in response.items() if name not in ("Date", "Set-Cookie", "X-Request-Id")}
    return kept.get("Content-Type"), response.status_code, VOLATILE.sub("", response.content.decode(errors="replace"))


@pytest.mark.parametrize("kind", ["briefing", "rate", "vote", "reflection"])
@pytest.mark.parametrize("hand_in", [True, False], ids=["handed in", "a draft"])
@pytest.mark.parametrize("page", OF_A_SEAT)
def test_a_seat_gets_the_same_bytes_whether_a_classmate_has_answered_or_not(room, two, kind, hand_in, page):
    running(room, kind)
    mine, other = two
    address = f"/seat/{room.link}/{page}"
    before = bytes_of(seat_client(mine), address)
    answer(other.seat, fresh(room).current, {"why": SAID, "vote": "footbridge", "q.0": SAID}, hand_in=hand_in)
    assert bytes_of(seat_client(mine), address) == before


@pytest.mark.parametrize("hand_in", [True, False], ids=["handed in", "a draft"])
@pytest.mark.parametrize("page", OF_AN_INSTRUCTOR)
def test_an_instructor_gets_the_same_bytes_whatever_was_answered(as_, room, two, hand_in, page):
    running(room, "rate")
    rated = fresh(room).current
    client, seen = as_("instructor"), []
    for value, said in ((2, "First."), (7, SAID)):
        answer(two[1].seat, rated, marks(rated, value) | {"why": said}, hand_in=hand_in)
        seen.append(bytes_of(client, f"/seminar/{room.link}/{page}"))
    assert seen[0] == seen[1]
    assert SAID not in seen[1][2]


@pytest.mark.parametrize("role", ["instructor", "admin"])
def test_after_a_step_back_the_round_is_blind_again(as_, room, two, role, cast):
    from options.models import Phase

    running(room, "rate")
    answer(two[1].seat, fresh(room).current, {"why": SAID})
    running(fresh(room), "inject")
    assert SAID in as_(role).get(f"/seminar/{room.link}/answers.csv").content.decode()
    Phase.objects.step_back(fresh(room), by=cast["instructor"], epoch=fresh(room).epoch, now=later(seconds=40))
    assert SAID not in as_(role).get(f"/seminar/{room.link}/answers.csv").content.decode()


def test_a_second_round_is_as_blind_as_the_first(as_, room, two):
    phase(room, "rate-again")
    running(room, "rate-again")
    answer(two[1].seat, fresh(room).current, {"why": SAID})
    client = as_("instructor")
    for page in OF_AN_INSTRUCTOR:
        assert SAID not in client.get(f"/seminar/{room.link}/{page}").content.decode(errors="replace"), page


def test_what_is_kept_for_the_student_alone_is_never_the_instructors(as_, room, two):
    room.late_policy = "private"
    room.save(update_fields=["late_policy"])
    running(room, "rate")
    answer(two[1].seat, fresh(room).current, {"why": SAID}, hand_in=False)
    close(fresh(room))
    assert Response.objects.get().state == "private"
    client = as_("admin")
    for page in OF_AN_INSTRUCTOR:
        assert SAID not in client.get(f"/seminar/{room.link}/{page}").content.decode(errors="replace"), page
    assert SAID in seat_client(two[1]).get(f"/seat/{room.link}/mine/").content.decode()


def test_the_admin_site_has_no_way_around(db):
    names = {model._meta.model_name for model in (*site._registry, *admin.site._registry)}
    hidden = {"response", "snapshot", "reason", "artifact", "seat", "seatdevice", "grade", "exercise", "annotation"}
    assert not names & hidden


def test_the_dossiers_own_pages_never_show_what_seats_wrote(as_, room, two):
    running(room, "rate")
    answer(two[1].seat, fresh(room).current, {"why": SAID})
    close(fresh(room))
    for page in (
        "",
        "options/footbridge/",
        "annotations/",
        "annotations/export.csv",
        "search/?q=secret",
        "dossier.json",
    ):
        assert SAID not in as_("admin").get(f"/d/river-crossing/{page}").content.decode(), page


def test_the_time_is_the_servers(room, two):
    running(room, "rate")
    assert f'data-left="{10 * 60 - 30}"' in seat_client(two[0]).get(f"/seat/{room.link}/").content.decode()
    assert fresh(room).current.ends_at == later(minutes=10) != NOW
