"""One seat in its instructor's hands: moved, renamed, new words, made to decide, removed."""

import pytest

from options.models import Council, Seat, SeatDevice
from options.pages.seminar.handles import council_name
from tests.seminar import joined, later, seat_client


def at(room, number):
    return f"/seminar/{room.link}/seats/{number}/"


def text(response):
    return response.content.decode()


@pytest.fixture
def two(room):
    Council.objects.create(exercise=room, number=1, name=council_name(1))
    return joined(room, 2)


@pytest.fixture
def seat(two):
    return two[0].seat


def press(client, seat, do, **form):
    return client.post(at(seat.exercise, seat.number), {"do": do, **form})


def test_a_seat_moves_to_another_role_and_council(seat, as_):
    assert press(as_("instructor"), seat, "move", role="miller-of-weir", council="1").status_code == 303
    seat.refresh_from_db()
    assert (seat.role.slug, seat.council.name) == ("miller-of-weir", "B")


def test_a_seat_becomes_an_observer(seat, as_):
    press(as_("instructor"), seat, "move", role="", council="")
    seat.refresh_from_db()
    assert (seat.role, seat.council, Council.objects.filter(decider=seat).exists()) == (None, None, False)


@pytest.mark.parametrize(
    ("role", "council"), [("king", "0"), ("miller-of-weir", "9"), ("miller-of-weir", ""), ("", "1")]
)
def test_a_place_that_is_none_is_refused(seat, as_, role, council):
    before = seat.role, seat.council
    assert press(as_("instructor"), seat, "move", role=role, council=council).status_code == 422
    seat.refresh_from_db()
    assert (seat.role, seat.council) == before


def test_a_seat_gets_another_handle(seat, as_):
    press(as_("instructor"), seat, "rename", handle="  Grey   Owl-9 ")
    seat.refresh_from_db()
    assert seat.handle == "Grey Owl-9"


def test_a_handle_that_is_taken_is_refused_in_words(two, as_):
    one, other = (each.seat for each in two)
    reply = press(as_("instructor"), one, "rename", handle=other.handle)
    assert (reply.status_code, "Another seat of this exercise has this handle" in text(reply)) == (422, True)
    one.refresh_from_db()
    assert one.handle != other.handle


@pytest.mark.parametrize("handle", ["", "   ", "x" * 41, "a\x00b"])
def test_a_handle_that_is_none_is_refused(seat, as_, handle):
    assert press(as_("instructor"), seat, "rename", handle=handle).status_code == 422


def test_new_words_are_shown_once_and_open_the_seat(two, room, as_):
    seat = two[0].seat
    page = text(press(as_("instructor"), seat, "words"))
    words = page.partition('class="newwords">')[2].partition("<")[0]
    assert len(words.split()) == 3
    assert Seat.objects.rejoin(room, seat.handle, words, later()) is not None
    assert Seat.objects.rejoin(room, seat.handle, "amber basket candle", later()) is None
    assert SeatDevice.objects.with_token(two[0].token) is None
    assert words not in text(as_("instructor").get(at(room, seat.number)))


def test_another_seat_is_made_to_decide(two, as_):
    first, second = (each.seat for each in two)
    press(as_("instructor"), second, "move", role="miller-of-weir", council=str(first.council.number))
    press(as_("instructor"), second, "decider")
    assert Council.objects.get(pk=first.council_id).decider == second


def test_an_observer_decides_nothing(seat, as_):
    press(as_("instructor"), seat, "move", role="", council="")
    reply = press(as_("instructor"), seat, "decider")
    assert (reply.status_code, Council.objects.exclude(decider=None).filter(decider=seat).exists()) == (409, False)


def test_a_removed_seat_is_gone_and_its_browser_with_it(two, room, as_):
    seat = two[0].seat
    assert press(as_("instructor"), seat, "remove").headers["Location"] == f"/seminar/{room.link}/"
    assert seat_client(two[0]).get(f"/seat/{room.link}/").status_code == 403
    assert as_("instructor").get(at(room, seat.number)).status_code == 404
    assert press(as_("instructor"), seat, "remove").status_code == 404


@pytest.mark.parametrize("do", ["", "burn"])
def test_what_no_button_says_changes_nothing(seat, as_, do):
    assert press(as_("instructor"), seat, do).status_code == 422


@pytest.mark.parametrize(("who", "status"), [("visitor", 403), ("member", 403)])
@pytest.mark.parametrize("do", ["move", "rename", "words", "remove", "decider"])
def test_only_instructors_touch_a_seat(seat, as_, who, status, do):
    assert press(as_(who), seat, do, handle="Mine").status_code == status
    seat.refresh_from_db()
    assert (seat.handle != "Mine", seat.removed_at) == (True, None)


def test_who_did_it_is_in_the_log(seat, room, as_):
    press(as_("instructor"), seat, "rename", handle="Owl-9")
    line = room.log.get(verb="renamed")
    assert (line.by.username, line.seat) == ("instructor", seat)
