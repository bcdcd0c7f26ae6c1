"""Before a seat has written its own notes nothing tells it what its council writes, nor that it writes: what it is sent
is the same to the byte."""

import re

import pytest

from tests.seminar import exercise, joined, later, running, seat_client
from tests.web.seminar.reading import send

pytestmark = pytest.mark.django_db
NOTE = "note/?on=option:footbridge&field=summary"
ADDRESSES = ("", "d/", "d/options/footbridge/", "d/claims/art-02/", NOTE, "poll/", "poll/?v=0.0.0")
MOVING = ("Date", "Set-Cookie", "X-Request-Id")


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: later(seconds=30))


@pytest.fixture
def room(river, cast):
    return running(exercise(river, cast["instructor"]), "discuss")


@pytest.fixture
def pair(room):
    return [seat_client(one) for one in joined(room, 2)]


def sent(client, room, address):
    """What a browser gets, without the value against forged forms and what moves by itself."""
    response = client.get(f"/seat/{room.link}/{address}")
    body = re.sub(rb'(name="csrfmiddlewaretoken" value=")[^"]*', rb"\1", response.content)
    headers = sorted((name, value) for name, value in response.headers.items() if name not in MOVING)
    return response.status_code, headers, body


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("own", [0, 1])
def test_a_peers_note_changes_no_byte(pair, room, address, own):
    phone, peer = pair
    for number in range(own):
        send(phone, room, f"Mine {number}.")
    before = sent(phone, room, address)
    send(peer, room, "Theirs.")
    send(peer, room, "Theirs, on a risk.", about="risk:flood-backwater", field="rationale")
    send(peer, room, "Half a thought", draft="1")
    assert sent(phone, room, address) == before


@pytest.mark.parametrize("address", ["", "d/options/footbridge/", "poll/"])
def test_after_ones_own_it_does(pair, room, address):
    phone, peer = pair
    for number in range(2):
        send(phone, room, f"Mine {number}.")
    before = sent(phone, room, address)
    send(peer, room, "Theirs.")
    assert sent(phone, room, address) != before


def test_the_poll_tells_of_a_peers_note_only_after_ones_own(pair, room):
    phone, peer = pair
    version = phone.get(f"/seat/{room.link}/poll/").json()["v"]
    send(peer, room, "Theirs.")
    assert phone.get(f"/seat/{room.link}/poll/?v={version}").status_code == 204
    for number in range(2):
        send(phone, room, f"Mine {number}.")
    version = phone.get(f"/seat/{room.link}/poll/").json()["v"]
    send(peer, room, "Theirs again.")
    assert phone.get(f"/seat/{room.link}/poll/?v={version}").status_code == 200


def test_the_page_and_its_poll_go_by_one_version(pair, room):
    phone, peer = pair
    for client in (phone, peer):
        send(client, room)
    page = phone.get(f"/seat/{room.link}/").content.decode()
    version = re.search(r'data-version="([^"]+)"', page)[1]
    assert phone.get(f"/seat/{room.link}/poll/?v={version}").status_code == 204
