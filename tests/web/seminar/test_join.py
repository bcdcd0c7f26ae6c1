"""Joining: the code, one press, the words; what is refused; coming back from another device; a class at one address."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from options.models import Exercise, Seat, Throttle
from options.models.seminar.seats import SeatDevice
from tests.seminar import exercise, fresh, joined, lobby, over, seat_client
from tests.web.seen import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(river, cast):
    return lobby(exercise(river, cast["instructor"]))


@pytest.fixture
def frozen(monkeypatch):
    """The wall clock stands, so that no token of a limiter comes back while a test runs."""
    from django.utils import timezone

    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def take(client, meeting, **data):
    return client.post(f"/join/{meeting.code}/", {"token": str(uuid4()), **data})


def words_in(response):
    return re.search(r'class="threewords"><b>([^<]+)</b>', response.content.decode())[1]


def test_a_code_leads_to_its_exercise_however_it_is_typed(client, meeting):
    typed = f"{meeting.code[:3].lower()} {meeting.code[3:]}"
    response = client.post("/join/", {"code": typed})
    assert (response.status_code, response["Location"]) == (303, f"/join/{meeting.code}/")


@pytest.mark.parametrize("typed", ["", "12", "O0O0O0", "much too long for a code"])
def test_what_is_no_code_is_said_beside_the_field(client, typed):
    response = client.post("/join/", {"code": typed})
    assert response.status_code == 422
    assert "six letters" in main(response)


def test_the_page_of_a_code_says_who_sees_what_and_until_when(client, meeting):
    page = main(client.get(f"/join/{meeting.code}/"))
    assert "not even your instructor" in page
    assert "Everything is deleted on 1 May 2026" in page


def test_one_press_gives_a_seat_a_role_and_three_words(client, meeting):
    response = take(client, meeting)
    seat = Seat.objects.get()
    page = main(response)
    assert response.status_code == 200
    assert f"You are {seat.handle}" in page
    assert f"Your role: {seat.role.title}" in page
    assert len(words_in(response).split()) == 3


def test_the_seat_is_open_in_this_browser_from_then_on(client, meeting):
    take(client, meeting)
    assert client.get(f"/seat/{meeting.link}/").status_code == 200


def test_the_cookies_are_for_the_pages_of_this_exercise_alone(client, meeting):
    take(client, meeting)
    paths = {name: client.cookies[name]["path"] for name in ("seat", "joined")}
    assert paths == {"seat": f"/seat/{meeting.link}/", "joined": f"/join/{meeting.code}/"}
    assert all(client.cookies[name]["httponly"] for name in paths)


def test_the_same_form_twice_makes_one_seat_with_the_same_words(meeting):
    data = {"token": str(uuid4())}
    one, other = (Client().post(f"/join/{meeting.code}/", data) for _ in range(2))
    assert Seat.objects.count() == 1
    assert words_in(one) == words_in(other)


def test_a_browser_with_a_seat_is_led_to_it_and_makes_no_other(client, meeting):
    take(client, meeting)
    for response in (client.get(f"/join/{meeting.code}/"), take(client, meeting)):
        assert (response.status_code, response["Location"]) == (303, f"/seat/{meeting.link}/")
    assert Seat.objects.count() == 1


def test_a_removed_seat_does_not_hold_its_browser_back(client, meeting, cast, now):
    take(client, meeting)
    Seat.objects.get().remove(by=cast["instructor"], now=now)
    assert take(client, meeting).status_code == 200
    assert Seat.objects.count() == 2


@pytest.mark.parametrize("state", ["draft", "closed", "archived"])
def test_a_code_lets_nobody_in_before_and_after(client, river, cast, state):
    made = exercise(river, cast["instructor"])
    Exercise.objects.filter(pk=made.pk).update(state=state)
    assert client.get(f"/join/{made.code}/").status_code == 404
    assert take(client, made).status_code == 404
    assert not Seat.objects.exists()


def test_a_code_that_is_not_open_answers_as_one_that_there_is_not(client, river, cast):
    made = exercise(river, cast["instructor"])
    closed, none = client.get(f"/join/{made.code}/"), client.get("/join/222222/")
    assert closed.status_code == none.status_code == 404
    assert main(closed) == main(none)


def test_the_running_exercise_still_lets_people_in(client, meeting, cast, now):
    from options.models import Phase

    Phase.objects.start(meeting, by=cast["instructor"], now=now)
    assert take(client, meeting).status_code == 200


def test_when_all_seats_are_taken_it_says_so_and_keeps_the_form(client, meeting):
    Exercise.objects.update(most_seats=1)
    joined(fresh(meeting))
    response = take(client, meeting)
    assert response.status_code == 409
    assert "All 1 seats are taken" in main(response)


def test_a_list_lets_in_who_is_on_it_once(client, river, cast):
    made = lobby(exercise(river, cast["instructor"], names="roster", roster=["A 17", "B 23"]))
    assert "not on your instructor" in main(take(client, made, identifier="C 99"))
    assert take(client, made, identifier=" a  17 ").status_code == 200
    other = take(Client(), made, identifier="A 17")
    assert other.status_code == 422
    assert "joined with this identifier already" in main(other)
    assert Seat.objects.get().roster_id == "A 17"


def test_real_names_are_asked_for_and_kept(client, river, cast):
    made = lobby(exercise(river, cast["instructor"], names="names"))
    assert take(client, made).status_code == 422
    assert take(client, made, name="Ada <b>L</b>").status_code == 200
    assert "Ada &lt;b&gt;L&lt;/b&gt;" in client.get(f"/seat/{made.link}/").content.decode()


def test_handles_alone_keep_no_name_even_when_one_is_sent(client, meeting):
    take(client, meeting, name="Ada", identifier="A 17")
    assert (Seat.objects.get().name, Seat.objects.get().roster_id) == ("", "")


# --- coming back ---


def back(client, meeting, handle, words, **more):
    return client.post(f"/join/{meeting.code}/back/", {"handle": handle, "words": words, **more})


def test_handle_and_words_open_the_same_seat_on_another_device(client, meeting):
    words = words_in(take(client, meeting))
    seat, phone = Seat.objects.get(), Client()
    response = back(phone, meeting, seat.handle.lower(), words.upper().replace(" ", "-"))
    assert (response.status_code, response["Location"]) == (303, f"/seat/{meeting.link}/")
    assert seat.handle in main_frame(phone.get(f"/seat/{meeting.link}/"))
    assert client.get(f"/seat/{meeting.link}/").status_code == 200  # the first device stays


def main_frame(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("wrong", ["handle", "words"])
def test_a_wrong_handle_and_wrong_words_answer_alike(client, meeting, wrong):
    words = words_in(take(client, meeting))
    handle = Seat.objects.get().handle
    response = back(Client(), meeting, *(("Nobody-99", words) if wrong == "handle" else (handle, "one two three")))
    assert response.status_code == 422
    assert "Handle and words do not fit" in main(response)


def test_a_handle_alone_opens_nothing(client, meeting):
    take(client, meeting)
    assert back(Client(), meeting, Seat.objects.get().handle, "").status_code == 422


def test_five_wrong_tries_then_a_wait_that_names_the_seconds(client, meeting, frozen):
    take(client, meeting)
    handle, thief = Seat.objects.get().handle, Client()
    assert [back(thief, meeting, handle, "a b c").status_code for _ in range(5)] == [422] * 5
    sixth = back(thief, meeting, handle, "a b c")
    assert sixth.status_code == 429
    assert sixth["Retry-After"] == "2"
    assert "Wait 2 seconds" in main(sixth)


def test_while_a_thief_waits_the_right_words_wait_too_at_that_address_alone(client, meeting, frozen):
    words = words_in(take(client, meeting))
    handle = Seat.objects.get().handle
    for _ in range(6):
        back(Client(), meeting, handle, "a b c")
    assert back(Client(), meeting, handle, words).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert back(elsewhere, meeting, handle, words).status_code == 303


def test_a_thief_of_one_seat_slows_no_classmate(client, meeting, frozen):
    other = Client()
    words = words_in(take(other, meeting))
    mine = Seat.objects.get().handle
    take(client, meeting)
    target = Seat.objects.exclude(handle=mine).get().handle
    for _ in range(8):
        back(Client(), meeting, target, "a b c")
    assert back(Client(), meeting, mine, words).status_code == 303


def test_right_words_take_no_token(client, meeting, frozen):
    words = words_in(take(client, meeting))
    handle = Seat.objects.get().handle
    assert [back(Client(), meeting, handle, words).status_code for _ in range(12)] == [303] * 12


def test_a_lost_phone_is_out_when_the_instructor_gives_new_words(client, meeting, cast, now):
    take(client, meeting)
    Seat.objects.get().new_words("new words here", by=cast["instructor"], now=now)
    assert client.get(f"/seat/{meeting.link}/").status_code == 403
    assert back(Client(), meeting, Seat.objects.get().handle, "new words here").status_code == 303


def test_one_can_come_back_when_nobody_may_join_any_more(client, meeting):
    words = words_in(take(client, meeting))
    handle = Seat.objects.get().handle
    over(fresh(meeting))
    assert back(Client(), meeting, handle, words).status_code == 303


def test_the_way_back_of_another_exercise_is_closed(client, meeting, river, cast):
    words = words_in(take(client, meeting))
    other = lobby(exercise(river, cast["instructor"]))
    assert back(Client(), other, Seat.objects.get().handle, words).status_code == 422


# --- limits ---


def test_sixty_who_join_from_one_address_all_get_in(meeting, frozen):
    codes = [take(Client(), meeting).status_code for _ in range(60)]
    assert codes == [200] * 60


def test_wrong_codes_are_limited_and_right_ones_cost_nothing(client, meeting, frozen):
    assert client.get("/join/222222/").status_code == 404
    rows = Throttle.objects.count()
    for _ in range(5):
        assert client.get(f"/join/{meeting.code}/").status_code == 200
    assert Throttle.objects.count() == rows


def test_who_has_guessed_too_often_waits_and_nobody_elsewhere_does(meeting, frozen, monkeypatch):
    from options.models.seminar import seats
    from options.models.throttles import Limit

    monkeypatch.setattr(seats, "CODES_HERE", Limit(free=3, longest=5))
    thief = Client()
    assert [thief.get("/join/222222/").status_code for _ in range(3)] == [404] * 3
    assert thief.get(f"/join/{meeting.code}/").status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get(f"/join/{meeting.code}/").status_code == 200


def test_guesses_from_everywhere_are_limited_together(meeting, frozen, monkeypatch):
    from options.models.seminar import seats
    from options.models.throttles import Limit

    monkeypatch.setattr(seats, "CODES_EVERYWHERE", Limit(free=3, longest=5))
    thieves = [Client(REMOTE_ADDR=f"192.0.2.{n}") for n in range(4)]
    for thief in thieves[:3]:
        assert thief.get("/join/222222/").status_code == 404
    assert thieves[0].get("/join/333333/").status_code == 429
    assert thieves[3].get(f"/join/{meeting.code}/").status_code == 200  # it has guessed nothing wrong


def test_a_flood_of_new_seats_from_one_address_waits(meeting, frozen, monkeypatch):
    from options.models.seminar import seats
    from options.models.throttles import Limit

    monkeypatch.setattr(seats, "JOINS", Limit(free=2, longest=5))
    assert [take(Client(), meeting).status_code for _ in range(3)] == [200, 200, 429]


def test_only_hashes_are_kept(client, meeting):
    response = take(client, meeting)
    stored = str(list(Seat.objects.values())) + str(list(SeatDevice.objects.values()))
    assert words_in(response) not in stored
    assert client.cookies["seat"].value not in stored


def test_a_token_that_somebody_made_up_opens_nothing(meeting):
    (one,) = joined(meeting)
    made_up = replace(one, token=one.token[:-1] + ("A" if one.token[-1] != "A" else "B"))
    assert seat_client(made_up).get(f"/seat/{meeting.link}/").status_code == 403


# --- a form that is sent again ---


def test_a_join_form_sent_again_is_no_key_once_the_seat_has_new_words(client, meeting, cast, now):
    token = str(uuid4())
    take(client, meeting, token=token)
    seat = Seat.objects.get()
    seat.new_words("new words here", by=cast["instructor"], now=now)
    words = Seat.objects.get().words
    take(client, meeting, token=token)
    assert Seat.objects.get(pk=seat.pk).words == words
    assert not SeatDevice.objects.filter(seat=seat, revoked_at=None).exists()


@pytest.mark.parametrize("leave", ["remove", "erase"])
def test_a_join_form_sent_again_after_leaving_takes_another_seat(client, meeting, cast, now, leave):
    from options.models.seminar.leaving import erase

    token = str(uuid4())
    take(client, meeting, token=token)
    seat = Seat.objects.get()
    if leave == "remove":
        seat.remove(by=cast["instructor"], now=now)
    else:
        erase(seat, now)
    assert take(Client(), meeting, token=token).status_code == 200
    assert Seat.objects.count() == 2


def test_a_join_form_that_was_left_open_is_no_key_for_long(client, meeting, monkeypatch):
    from django.utils import timezone

    token, now = str(uuid4()), timezone.now()
    take(client, meeting, token=token)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=11))
    response = take(Client(), meeting, token=token)
    assert (response.status_code, response["Location"]) == (303, f"/join/{meeting.code}/")
    assert SeatDevice.objects.count() == 1


def test_the_way_back_is_no_way_around_the_limit_on_codes(meeting, frozen, monkeypatch):
    from options.models.seminar import seats
    from options.models.throttles import Limit

    monkeypatch.setattr(seats, "CODES_HERE", Limit(free=3, longest=5))
    thief = Client()
    assert [thief.get("/join/222222/back/").status_code for _ in range(3)] == [404] * 3
    assert thief.get(f"/join/{meeting.code}/back/").status_code == 429


@pytest.mark.parametrize("refused", ["full", "not on the list"])
def test_who_is_refused_takes_no_token_from_the_class(client, river, cast, frozen, refused):
    made = lobby(exercise(river, cast["instructor"], names="roster", roster=["A 17"]))
    if refused == "full":
        Exercise.objects.filter(pk=made.pk).update(most_seats=1)
        joined(fresh(made), identifier="A 17")
    take(client, made, identifier="B 23")
    assert not Throttle.objects.filter(full_at__gt=frozen).exists()


@pytest.mark.parametrize(("typed", "kept"), [("Ada\nLovelace", "Ada Lovelace"), ("\u202eAda", "Ada")])
def test_a_name_is_one_line_that_reads_from_left_to_right(client, river, cast, typed, kept):
    made = lobby(exercise(river, cast["instructor"], names="names"))
    take(client, made, name=typed)
    assert Seat.objects.get().name == kept


@pytest.mark.parametrize("typed", ["\u200b", "...", "\u2060\ufeff"])
def test_a_name_that_nobody_can_read_is_refused(client, river, cast, typed):
    made = lobby(exercise(river, cast["instructor"], names="names"))
    assert take(client, made, name=typed).status_code == 422
