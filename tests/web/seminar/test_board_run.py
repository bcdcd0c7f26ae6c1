"""The controls: what each press does, what a second press does not, and what is asked once more."""

import pytest

from options.models import AuditEvent
from tests.seminar import answer, close, exercise, fresh, joined, later, lobby, planned, running


def at(room, rest=""):
    return f"/seminar/{room.link}/{rest}"


def press(client, room, do, **more):
    return client.post(at(room, "run/"), {"do": do, "epoch": fresh(room).epoch, **more})


def text(response):
    return response.content.decode()


def test_a_whole_run_by_presses(river, cast, wall, as_):
    room, client = exercise(river, cast["instructor"]), as_("instructor")
    states = []
    for do in ("open", "start", "pause", "resume", "more", "close", "next", "back"):
        assert press(client, room, do).headers["Location"] == at(room)
        now = fresh(room)
        states.append((now.state, now.current.number if now.current else 0))
    assert states == [("lobby", 0), ("running", 1), ("paused", 1), ("running", 1), ("running", 1), ("running", 1),
                      ("running", 2), ("running", 1)]  # fmt: skip
    while fresh(room).state == "running":
        press(client, room, "next")
    press(client, room, "archive")
    assert fresh(room).state == "archived"


@pytest.mark.parametrize("do", ["close", "next", "back", "more"])
def test_a_press_on_an_old_page_changes_nothing(room, as_, do):
    running(room, "rate")
    before = fresh(room)
    reply = as_("instructor").post(at(room, "run/"), {"do": do, "epoch": before.epoch - 1})
    assert (reply.status_code, "This was done already" in text(reply)) == (409, True)
    assert f'href="{at(room)}"' in text(reply)
    assert (fresh(room).epoch, fresh(room).current) == (before.epoch, before.current)


@pytest.mark.parametrize("epoch", ["", "x", "²", "9" * 40, "-1"])
def test_a_page_that_says_nothing_of_its_making_moves_nothing(room, as_, epoch):
    running(room)
    assert as_("instructor").post(at(room, "run/"), {"do": "next", "epoch": epoch}).status_code == 409


def test_who_was_faster_is_told(room, cast, as_):
    running(room)
    old = fresh(room).epoch
    press(as_("instructor"), room, "close")
    assert "instructor closed phase 1" in text(as_("instructor").post(at(room, "run/"), {"do": "close", "epoch": old}))


@pytest.mark.parametrize(("do", "state"), [("start", "draft"), ("pause", "lobby"), ("resume", "running"),
                                           ("archive", "running"), ("open", "lobby"), ("back", "running")])  # fmt: skip
def test_what_cannot_be_done_now_is_refused_in_words(river, cast, wall, as_, do, state):
    room = exercise(river, cast["instructor"])
    if state != "draft":
        lobby(room)
    if state == "running":
        running(room)
    reply = press(as_("instructor"), room, do)
    assert (reply.status_code, fresh(room).state) == (409, state)


@pytest.mark.parametrize("do", ["", "burn"])
def test_what_no_button_says_is_refused(room, as_, do):
    assert press(as_("instructor"), room, do).status_code == 422


def test_opened_by_itself_the_address_leads_to_the_board(room, as_):
    assert as_("instructor").get(at(room, "run/")).headers["Location"] == at(room)


@pytest.mark.parametrize("do", ["next", "close"])
def test_below_six_in_ten_it_asks_once_more(room, as_, do):
    seats = [one.seat for one in joined(room, 9)]
    running(room, "rate", now=later(seconds=20))
    for seat in seats[:4]:
        answer(seat, room.current, now=later(seconds=25))
    client = as_("instructor")
    asked = press(client, room, do)
    assert "4 of 9 have handed in (44%). Go on all the same?" in text(asked)
    assert fresh(room).current.closed_at is None
    assert f'name="do" value="{do}"' in text(asked)
    assert press(client, room, do, confirmed="1").status_code == 303


def test_enough_is_not_asked(room, as_):
    seats = [one.seat for one in joined(room, 5)]
    running(room, "rate", now=later(seconds=20))
    for seat in seats[:3]:
        answer(seat, room.current, now=later(seconds=25))
    assert press(as_("instructor"), room, "next").status_code == 303


def test_before_a_reveal_next_only_closes_and_leads_to_the_reasons(room, as_):
    planned(room, "rate", "reveal")
    running(room, "rate")
    client = as_("instructor")
    assert "Close, and choose reasons" in text(client.get(at(room)))
    assert press(client, room, "next").headers["Location"] == at(room, "reasons/")
    assert (fresh(room).current.kind, fresh(room).current.closed_at is not None) == ("rate", True)
    page = text(client.get(at(room)))
    assert "Open the reveal" in page
    assert "Choose reasons" in page
    assert press(client, room, "next").headers["Location"] == at(room)
    assert fresh(room).current.kind == "reveal"


def test_a_double_press_does_not_skip_the_reasons(room, as_):
    planned(room, "rate", "reveal")
    running(room, "rate")
    form = {"do": "next", "epoch": fresh(room).epoch}
    pressed = [as_("instructor").post(at(room, "run/"), form).status_code for _ in range(2)]
    assert (pressed, fresh(room).current.kind) == ([303, 409], "rate")


def test_the_last_phase_ends_the_exercise(room, as_):
    planned(room, "reveal")
    running(room, "reveal")
    assert "End the exercise" in text(as_("instructor").get(at(room)))
    press(as_("instructor"), room, "next")
    assert fresh(room).state == "closed"


def test_paused_the_clock_stands_on_the_board(room, as_, wall):
    running(room, "briefing")
    client = as_("instructor")
    press(client, room, "pause")
    wall(minutes=7)
    page = text(client.get(at(room)))
    assert ">9:30</b>" in page
    assert "data-still" in page
    assert 'value="resume"' in page


def test_who_pressed_is_in_the_log(room, as_):
    press(as_("instructor"), room, "start")
    assert AuditEvent.objects.get(exercise=room, verb="started").by.username == "instructor"


def test_a_closed_round_stays_closed_while_paused(room, as_):
    planned(room, "rate", "reveal")
    running(room, "rate")
    close(room)
    assert press(as_("instructor"), room, "pause").headers["Location"] == at(room)
    assert fresh(room).current.closed_at
