"""The live board and the projector in a browser: they follow by themselves, and take nothing out of anybody's hands."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import session_of, staff_session
from tests.seminar import advance, answer, exercise, fresh, joined, lobby, planned, running

FOUR_BY_THREE = {"width": 1024, "height": 768}


@pytest.fixture
def room(live):
    """Six seats in the first round of five phases."""
    from django.contrib.auth import get_user_model

    from options.models import Dossier

    staff_session()
    now = timezone.now()
    room = exercise(
        Dossier.objects.get(slug="river-crossing"), get_user_model().objects.get(username="browser-staff"), now=now
    )
    planned(room, "rate", "reveal", "inject", "directive", "compare-directives", options=["footbridge", "road-bridge"])
    running(room, "rate", now=now)
    room.people = [one.seat for one in joined(room, 6, now=now)]
    return room


def at(live, room, rest=""):
    return f"{live.url}/seminar/{room.link}/{rest}"


def rate(room, seat, mark):
    answer(seat, room.current, {"o.footbridge.cost": mark, "why": f"Reason {mark}"}, now=timezone.now())


def test_the_board_follows_by_itself_and_keeps_what_is_open(live, room, staff, axe):
    staff.goto(at(live, room))
    axe(staff)
    row = staff.locator(f"#seat-{room.people[0].number}")
    row.locator("summary").click()
    row.get_by_role("link", name="New words, move, rename, remove").focus()
    rate(room, room.people[0], 3)
    expect(row.get_by_text("handed in")).to_be_visible()
    expect(row.get_by_role("link", name="New words, move, rename, remove")).to_be_focused()
    expect(row.locator("details")).to_have_attribute("open", "")


def test_what_is_typed_to_the_room_stays_while_the_board_changes(live, room, staff):
    staff.goto(at(live, room))
    staff.get_by_text("Tell the room something").click()
    staff.get_by_label("What to tell").fill("Two minutes m")
    rate(room, room.people[0], 3)
    expect(staff.locator(f"#seat-{room.people[0].number}").get_by_text("handed in")).to_be_visible()
    expect(staff.get_by_label("What to tell")).to_have_value("Two minutes m")
    expect(staff.get_by_label("What to tell")).to_be_focused()


def test_the_board_shows_what_another_instructor_did(live, room, staff):
    staff.goto(at(live, room))
    advance(room, now=timezone.now())
    expect(staff.get_by_role("button", name="Open the reveal")).to_be_visible()
    advance(room, now=timezone.now())
    expect(staff.get_by_role("heading", level=1)).to_have_text("Reveal")


def test_the_seconds_go_down_and_stand_while_paused(live, room, staff):
    staff.goto(at(live, room))
    expect(staff.get_by_role("timer")).to_have_text(re.compile("^4:5[0-7]$"))
    staff.get_by_role("button", name="Pause").click()
    stood = staff.get_by_role("timer").inner_text()
    staff.wait_for_timeout(2500)
    assert staff.get_by_role("timer").inner_text() == stood


def test_a_run_by_presses_without_a_script(live, room, plain):
    from options.models import User

    session = session_of(User.objects.get(username="browser-staff"))
    plain.context.add_cookies([{"name": "sessionid", "value": session, "url": live.url}])
    for mark, seat in enumerate(room.people, 1):
        rate(room, seat, mark)
    plain.goto(at(live, room))
    plain.get_by_role("link", name="Refresh").click()
    plain.get_by_role("button", name="Close, and choose reasons").click()
    plain.get_by_role("button", name="Accept all").click()
    expect(plain.get_by_text("accepted", exact=True)).to_have_count(3)
    plain.get_by_role("button", name="Open the reveal").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Reveal")
    assert fresh(room).current.kind == "reveal"


@pytest.mark.parametrize("size", [{"width": 1280, "height": 720}, FOUR_BY_THREE], ids=["16:9", "4:3"])
def test_the_wall_of_the_lobby_fits(live, room, staff, axe, size):
    other = lobby(exercise(room.dossier, room.owner, now=timezone.now()), timezone.now())
    staff.set_viewport_size(size)
    staff.goto(at(live, other, "projector/"))
    axe(staff)
    broad, high = staff.evaluate("[document.body.scrollWidth, document.body.scrollHeight]")
    assert (broad <= size["width"], high <= size["height"]) == (True, True)
    joined(other, now=timezone.now())
    expect(staff.get_by_text("has joined")).to_be_visible()


@pytest.mark.parametrize("size", [{"width": 1280, "height": 720}, FOUR_BY_THREE], ids=["16:9", "4:3"])
def test_the_wall_fits_and_follows(live, room, staff, axe, size):
    staff.set_viewport_size(size)
    staff.goto(at(live, room, "projector/"))
    axe(staff)
    broad, high = staff.evaluate("[document.body.scrollWidth, document.body.scrollHeight]")
    assert (broad <= size["width"], high <= size["height"]) == (True, True)
    rate(room, room.people[0], 3)
    expect(staff.get_by_text(re.compile(r"1\s*of 6 in"))).to_be_visible()
    for mark, seat in enumerate(room.people, 1):
        rate(room, seat, mark)
    for _ in range(2):
        advance(room, now=timezone.now())
    expect(staff.locator(".pictures svg").first).to_be_visible()
    assert staff.evaluate("document.body.scrollWidth") <= size["width"]


def test_the_pages_beside_the_board_are_sound(live, room, staff, axe):
    for rest in ("tell/", "reasons/", "notes/", "directives/", f"seats/{room.people[0].number}/"):
        staff.goto(at(live, room, rest))
        axe(staff)
