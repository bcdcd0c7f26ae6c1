"""A seat's page through an exercise: what it hands in, what is kept when the phase closes, and the way back into it."""

from uuid import uuid4

import pytest
from django.test import Client

from options.models import Exercise, Phase, Response, Seat
from tests.conftest import NOW
from tests.seminar import (
    WORDS,
    advance,
    answer,
    close,
    exercise,
    fresh,
    joined,
    later,
    lobby,
    over,
    phase,
    running,
    seat_client,
)
from tests.web.seen import main

pytestmark = pytest.mark.django_db
MARK = "o.footbridge.cost"


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    """Pages ask the wall clock; here it is the one at which the exercise was started."""
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: later(seconds=30))


@pytest.fixture
def room(river, cast):
    return lobby(exercise(river, cast["instructor"]))


@pytest.fixture
def one(room):
    return joined(room)[0]


@pytest.fixture
def phone(one):
    return seat_client(one)


def send(phone, room, data, **more):
    current = fresh(room).current
    form = {"phase": current.number, "epoch": fresh(room).epoch, "token": str(uuid4()), **data}
    return phone.post(f"/seat/{room.link}/respond/", form | more)


def at(room):
    return f"/seat/{room.link}/"


def test_in_the_lobby_a_seat_reads_its_card(phone, room, one):
    page = main(phone.get(at(room)))
    assert "The exercise begins when your instructor starts it" in page
    assert one.seat.role.title in page
    assert "A ribbon to cut" in page


def test_nobody_reads_the_confidential_card_of_another_role(room):
    _mayor, miller = joined(room, 2)
    assert "A ribbon to cut" not in seat_client(miller).get(at(room)).content.decode()
    assert "A dry cellar" in seat_client(miller).get(at(room)).content.decode()


def test_every_phase_of_the_template_has_its_page(phone, room):
    running(room)
    seen = []
    while fresh(room).state == "running":
        response = phone.get(at(room))
        assert response.status_code == 200
        seen.append(main(response).split(" ")[0])
        advance(room)
    assert len(seen) == 6
    assert "The exercise is over" in main(phone.get(at(room)))


def test_the_ballot_names_both_ends_with_the_worse_one_first(phone, room):
    running(room, "rate")
    page = main(phone.get(at(room)))
    assert "250 million crowns 0 million crowns" in page  # less is better
    assert "0 of 3" in page


def test_what_is_handed_in_comes_back_and_can_be_changed(phone, room, one):
    running(room, "rate")
    response = send(phone, room, {MARK: "6", "why": "It is cheap."})
    assert (response.status_code, response["Location"]) == (303, f"{at(room)}?kept=2#handed")
    page = phone.get(at(room)).content.decode()
    assert 'name="o.footbridge.cost" value="6" checked' in page
    assert "It is cheap." in page
    send(phone, room, {MARK: "2"})
    row = Response.objects.get()
    assert (row.state, row.answers[MARK], row.answers["why"]) == ("submitted", 2, None)


def test_what_is_left_empty_is_none_and_not_zero(phone, room):
    running(room, "rate")
    send(phone, room, {MARK: ""})
    row = Response.objects.get()
    assert set(row.answers.values()) == {None}


@pytest.mark.parametrize("wrong", ["8", "0", "-1", "3.5", "NaN", "1e400", "abc", "٣", "\0"])
def test_a_wrong_mark_is_said_beside_its_field_and_the_rest_is_kept(phone, room, wrong):
    running(room, "rate")
    response = send(phone, room, {MARK: wrong, "why": "My reason."})
    if wrong == "٣":  # a figure all the same
        assert response.status_code in (303, 422)
        return
    assert response.status_code == 422
    assert "whole number from 1 to 7" in main(response)
    assert "My reason." in response.content.decode()
    assert Response.objects.get().answers["why"] == "My reason."
    assert Response.objects.get().state == "draft"


def test_a_reason_that_is_too_long_is_refused_with_its_limit_and_stays(phone, room):
    running(room, "rate")
    response = send(phone, room, {"why": "x" * 2_001})
    assert response.status_code == 422
    assert "2000" in main(response).replace(",", "")
    assert "x" * 2_001 in response.content.decode()


def test_script_in_a_reason_is_text(phone, room):
    running(room, "rate")
    send(phone, room, {"why": "</textarea><script>alert(1)</script>"})
    page = phone.get(at(room)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;" in page


def test_a_draft_is_kept_and_answers_in_words(phone, room):
    running(room, "rate")
    response = send(phone, room, {"why": "half a sen"}, draft="1")
    assert response.content.decode() == "Kept as a draft. It is not handed in yet."
    assert "half a sen" in phone.get(at(room)).content.decode()
    assert Response.objects.get().handed_in_at is None


def test_a_draft_after_handing_in_does_not_take_it_back(phone, room):
    running(room, "rate")
    send(phone, room, {"why": "done"})
    send(phone, room, {"why": "done, and better"}, draft="1")
    row = Response.objects.get()
    assert (row.state, row.answers["why"]) == ("submitted", "done, and better")


def test_the_same_form_twice_is_one_response(phone, room):
    running(room, "rate")
    token = str(uuid4())
    first, second = (send(phone, room, {"why": "once"}, token=token) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("policy", "state", "told"),
    [
        ("auto", "auto", "what you had typed was handed in for you"),
        ("late", "late", "marked as late, and does not count"),
        ("private", "private", "kept for you alone"),
    ],
)
def test_what_was_typed_when_the_phase_closed_is_kept_as_the_exercise_says(phone, room, policy, state, told):
    Exercise.objects.update(late_policy=policy)
    running(fresh(room), "rate")
    send(phone, room, {"why": "in the middle of a"}, draft="1")
    close(fresh(room))
    page = main(phone.get(at(room)))
    assert Response.objects.get().state == state
    assert told in page
    assert "in the middle of a" in page


@pytest.mark.parametrize(("policy", "state"), [("auto", "late"), ("late", "late"), ("private", "private")])
def test_what_is_sent_after_the_phase_closed_is_kept_and_told(phone, room, policy, state):
    Exercise.objects.update(late_policy=policy)
    running(fresh(room), "rate")
    form = {"phase": 2, "epoch": fresh(room).epoch, "why": "a sentence that came late", "token": str(uuid4())}
    advance(fresh(room))
    response = phone.post(f"{at(room)}respond/", form, follow=True)
    assert Response.objects.get().state == state
    assert Response.objects.get().answers["why"] == "a sentence that came late"
    assert "First rating:" in main(response)


def test_what_comes_after_handing_in_and_closing_is_kept_beside_it(phone, room):
    running(room, "rate")
    send(phone, room, {"why": "first"})
    form = {"phase": 2, "epoch": fresh(room).epoch, "why": "second thoughts", "draft": "1"}
    close(fresh(room))
    said = phone.post(f"{at(room)}respond/", form).content.decode()
    row = Response.objects.get()
    assert (row.answers["why"], row.after["why"]) == ("first", "second thoughts")
    assert said.startswith("You had handed in before the phase closed, and that counts.")


def test_stepping_back_opens_the_form_with_everything_in_it(phone, room, cast):
    running(room, "rate")
    send(phone, room, {MARK: "5", "why": "kept"})
    advance(fresh(room))
    Phase.objects.step_back(fresh(room), by=cast["instructor"], epoch=fresh(room).epoch, now=later(minutes=1))
    page = phone.get(at(room)).content.decode()
    assert 'name="o.footbridge.cost" value="5" checked' in page
    assert "\nkept</textarea>" in page


def test_a_late_text_is_in_the_form_when_the_phase_opens_again(phone, room, cast):
    running(room, "rate")
    send(phone, room, {"why": "first"})
    form = {"phase": 2, "why": "second thoughts", "draft": "1"}
    close(fresh(room))
    phone.post(f"{at(room)}respond/", form)
    Phase.objects.extend(fresh(room), by=cast["instructor"], epoch=fresh(room).epoch, now=later(minutes=1))
    assert "\nsecond thoughts</textarea>" in phone.get(at(room)).content.decode()


def test_text_on_its_way_to_a_phase_that_was_stepped_back_from_is_kept(phone, room, cast):
    running(room, "vote")
    form = {"phase": fresh(room).current.number, "why": "typed in the last second", "draft": "1"}
    Phase.objects.step_back(fresh(room), by=cast["instructor"], epoch=fresh(room).epoch, now=later(seconds=20))
    assert phone.post(f"{at(room)}respond/", form).status_code == 200
    assert Response.objects.get(phase__kind="vote").latest["why"] == "typed in the last second"


def test_what_comes_at_once_after_closing_is_handed_in_while_nobody_has_seen_the_room(phone, room):
    running(room, "rate")
    form = {"phase": 2, "why": "in the last second", "draft": "1"}
    close(fresh(room))
    phone.post(f"{at(room)}respond/", form)
    assert Response.objects.get().state == "auto"


@pytest.mark.parametrize("typed", ["pasted\vfrom elsewhere", "x" * 2_001, "half \ud800 a pair", "a\0b"])
def test_a_draft_keeps_its_text_whatever_is_wrong_with_it(phone, room, typed):
    running(room, "rate")
    send(phone, room, {"why": "what stood before"}, draft="1")
    send(phone, room, {"why": typed.encode("utf-8", "surrogatepass") if "\ud800" in typed else typed}, draft="1")
    kept = Response.objects.get().answers["why"]
    assert kept
    assert kept != "what stood before"


def test_a_draft_with_a_wrong_mark_keeps_the_one_before_and_says_so(phone, room):
    running(room, "rate")
    send(phone, room, {MARK: "5"}, draft="1")
    said = send(phone, room, {MARK: "9"}, draft="1").content.decode()
    assert Response.objects.get().answers[MARK] == 5
    assert "whole number from 1 to 7" in said


def test_a_wrong_form_that_comes_too_late_loses_nothing(phone, room):
    running(room, "rate")
    form = {"phase": 2, "why": "pasted\vtext", MARK: "99"}
    advance(fresh(room))
    assert phone.post(f"{at(room)}respond/", form).status_code == 303
    assert Response.objects.get().latest["why"] == "pasted\ntext"


def test_an_older_page_of_another_device_takes_nothing_out(phone, room, one):
    running(room, "rate")
    send(phone, room, {"why": "a long reason", MARK: "3"}, draft="1", edition="0")
    send(phone, room, {"why": "", MARK: "6"}, draft="1", edition="0")
    row = Response.objects.get()
    assert (row.answers["why"], row.answers[MARK]) == ("a long reason", 6)


def test_what_is_taken_out_on_the_newest_page_is_gone(phone, room):
    running(room, "rate")
    edition = send(phone, room, {"why": "a long reason"}, draft="1", edition="0")["X-Edition"]
    send(phone, room, {"why": ""}, draft="1", edition=edition)
    assert Response.objects.get().answers["why"] is None


def test_saves_of_one_page_count_in_the_order_in_which_they_were_made(phone, room):
    running(room, "rate")
    token = str(uuid4())
    send(phone, room, {"why": "final"}, draft="1", token=token, turn="2")
    send(phone, room, {"why": "fin"}, draft="1", token=token, turn="1")
    assert Response.objects.get().answers["why"] == "final"


def test_a_draft_on_its_way_does_not_undo_what_was_handed_in(phone, room):
    running(room, "rate")
    token = str(uuid4())
    send(phone, room, {"why": "final"}, token=token)
    send(phone, room, {"why": "fin"}, draft="1", token=token, turn="7")
    assert Response.objects.get().answers["why"] == "final"


def test_fewer_than_five_answers_are_not_shown_to_anybody(phone, room, one):
    room.phases.filter(kind="inject").update(kind="reveal")
    (other,) = joined(room)
    running(room, "rate")
    rated = fresh(room).current
    for value, each in ((2, one), (6, other)):
        answer(each.seat, rated, {MARK: value, "why": ""})
    running(fresh(room), "reveal")
    page = main(phone.get(at(room)))
    assert "Fewer than five answered, so it is not shown" in page
    assert "median" not in page


def test_fewer_than_five_votes_are_not_shown(phone, room):
    running(room, "vote")
    send(phone, room, {"vote": "footbridge"})
    close(fresh(room))
    page = main(phone.get(at(room)))
    assert "Fewer than five have voted" in page
    assert "How the room voted" not in page


def test_a_closed_phase_does_not_say_that_it_can_be_changed(phone, room):
    running(room, "rate")
    send(phone, room, {MARK: "3"})
    close(fresh(room))
    page = main(phone.get(at(room)))
    assert "Handed in. The phase is closed." in page
    assert "You can change it" not in page


def test_a_seat_that_is_removed_while_it_sends_gets_its_text_back(phone, room, one, monkeypatch):
    from options.models.seminar.exercises import NotNow
    from options.models.seminar.seats import SeatManager

    def gone(*args):
        raise NotNow

    running(room, "rate")
    monkeypatch.setattr(SeatManager, "still_there", gone)
    words = "A reason that took some minutes to write down."
    response = send(phone, room, {"why": words})
    assert response.status_code == 403
    assert f">\n{words}</textarea>" in response.content.decode()


def test_a_role_reads_what_it_cares_about(phone, room, one):
    assert "What this role cares about, in points: Time to cross 60" in main(phone.get(at(room)))


def test_the_clock_closes_the_phase_for_whoever_asks_first(phone, room, monkeypatch):
    from django.utils import timezone

    running(room, "rate")
    send(phone, room, {"why": "typed"}, draft="1")
    monkeypatch.setattr(timezone, "now", lambda: later(minutes=10, seconds=11))
    page = main(phone.get(at(room)))
    assert "This phase is closed" in page
    assert Response.objects.get().state == "auto"


def test_in_the_grace_after_the_minutes_what_is_handed_in_counts(phone, room, monkeypatch):
    from django.utils import timezone

    running(room, "rate")
    monkeypatch.setattr(timezone, "now", lambda: later(minutes=10, seconds=5))
    send(phone, room, {"why": "just in time"})
    assert Response.objects.get().state == "submitted"


def test_a_browser_that_lost_its_seat_is_asked_for_the_words_and_what_was_typed_goes_on(room, one):
    running(room, "rate")
    stranger = Client()
    asked = send(stranger, room, {"why": "an hour's work", MARK: "3"})
    assert asked.status_code == 403
    page = asked.content.decode()
    assert 'name="why" value="an hour&#39;s work"' in page
    sent = send(stranger, room, {"why": "an hour's work", MARK: "3"}, handle=one.seat.handle, words=WORDS)
    assert sent.status_code == 303
    row = Response.objects.get()
    assert (row.seat, row.answers["why"], row.answers[MARK], row.state) == (one.seat, "an hour's work", 3, "submitted")
    assert stranger.get(at(room)).status_code == 200


def test_wrong_words_keep_what_was_typed_on_the_screen(room, one):
    running(room, "rate")
    asked = send(Client(), room, {"why": "an hour's work"}, handle=one.seat.handle, words="not these words")
    assert asked.status_code == 422
    assert 'name="why" value="an hour&#39;s work"' in asked.content.decode()
    assert not Response.objects.exists()


def test_a_seat_of_another_exercise_opens_nothing_here(room, river, cast):
    other = lobby(exercise(river, cast["instructor"]))
    (stranger,) = joined(other)
    assert seat_client(stranger).get(at(room)).status_code == 403


def test_a_missing_exercise_one_not_opened_and_a_purged_one_are_alike(client, river, cast):
    draft, purged = (exercise(river, cast["instructor"]) for _ in range(2))
    Exercise.objects.filter(pk=purged.pk).update(state="purged", purged_at=NOW)
    links = (draft.link, purged.link, uuid4())
    answers = [client.get(f"/seat/{link}/") for link in links]
    assert [each.status_code for each in answers] == [404] * 3


def test_people_who_are_signed_in_hold_no_seat_by_it(as_, room):
    for role in ("instructor", "admin", "analyst"):
        assert as_(role).get(at(room)).status_code == 403


@pytest.mark.parametrize("number", ["1", "3", "99", "", "-1", "x", "9" * 30])
def test_only_phases_that_are_open_to_answers_take_any(phone, room, number):
    running(room, "inject")
    expected = 303 if number == "1" else 404
    assert phone.post(f"{at(room)}respond/", {"phase": number, "why": "x"}).status_code == expected


def test_a_phase_to_come_takes_nothing(phone, room):
    running(room)
    assert phone.post(f"{at(room)}respond/", {"phase": "2", "why": "early"}).status_code == 404
    assert not Response.objects.exists()


def test_a_vote_is_counted_and_shown_once_it_is_closed(phone, room):
    others = joined(room, 4)
    running(room, "vote")
    send(phone, room, {"vote": "footbridge"})
    for each in others:
        answer(each.seat, fresh(room).current, {"vote": "road-bridge"})
    assert "How the room voted" not in main(phone.get(at(room)))
    close(fresh(room))
    page = main(phone.get(at(room)))
    assert "Your vote: A bridge for people" in page or "Your vote:" in page
    assert "How the room voted" in page


def test_a_vote_for_what_is_not_offered_is_refused(phone, room):
    running(room, "vote")
    assert send(phone, room, {"vote": "a-tunnel"}).status_code == 422


def test_a_second_round_shows_the_first_answer_and_the_median(phone, room, one):
    phase(room, "rate-again", options=["footbridge"], criteria=["cost"])
    others = joined(room, 4)
    running(room, "rate")
    rated = fresh(room).current
    for value, each in zip((2, 2, 6, 6, 7), (one, *others), strict=True):
        answer(each.seat, rated, {MARK: value, "why": ""})
    running(fresh(room), "rate-again")
    page = phone.get(at(room))
    assert "You said 2. The room: median 6, middle half 2 to 6." in main(page)
    assert 'name="o.footbridge.cost" value="2" checked' in page.content.decode()


def test_the_reveal_shows_the_room_the_own_answer_and_the_reasons_without_names(phone, room, one):
    room.phases.filter(kind="inject").update(kind="reveal")
    others = joined(room, 4)
    running(room, "rate")
    rated = fresh(room).current
    for value, each in zip((7, 2, 2, 3, 3), (one, *others), strict=True):
        answer(each.seat, rated, {MARK: value, "why": f"Reason {value}."})
    running(fresh(room), "reveal")
    response = phone.get(at(room))
    page = main(response)
    assert "5 answers, median 3, middle half 2 to 3. You: 7. A quarter of the room or less is as high." in page
    assert not any(each.seat.handle in page for each in others)


def test_a_late_joiner_lands_in_the_current_phase_with_a_card_that_catches_up(room):
    running(room, "rate")
    (late,) = joined(fresh(room), now=later(seconds=20))
    page = main(seat_client(late).get(at(room)))
    assert "You came in at phase 2" in page


def test_paused_the_clock_stands_and_typing_goes_on(phone, room, cast):
    running(room, "rate")
    Phase.objects.pause(fresh(room), by=cast["instructor"], now=later(seconds=10))
    page = phone.get(at(room)).content.decode()
    assert "Paused" in page
    send(phone, room, {"why": "meanwhile"}, draft="1")
    assert Response.objects.get().answers["why"] == "meanwhile"


def test_after_the_end_a_seat_is_led_to_its_data(phone, room):
    over(fresh(room))
    assert "Everything that you and the others wrote is deleted on 1 May 2026" in main(phone.get(at(room)))


def test_here_marks_the_seat_as_seen(phone, room, one):
    assert phone.post(f"{at(room)}here/").status_code == 204
    assert Seat.objects.get().seen_at == later(seconds=30)


def test_a_poll_says_nothing_until_something_has_changed(phone, room, cast, django_assert_num_queries):
    version = phone.get(at(room)).content.decode().split('data-version="')[1].split('"')[0]
    with django_assert_num_queries(1):
        assert phone.get(f"{at(room)}poll/?v={version}").status_code == 204
    Phase.objects.start(room, by=cast["instructor"], now=NOW)
    changed = phone.get(f"{at(room)}poll/?v={version}")
    assert changed.status_code == 200
    assert changed.json()["epoch"] == fresh(room).epoch


def test_a_poll_without_a_seat_is_refused(client, room):
    assert client.get(f"{at(room)}poll/").status_code == 404


def test_queries_of_the_ballot(phone, room, django_assert_num_queries):
    running(room, "rate")
    phone.get(at(room))
    with django_assert_num_queries(8):
        phone.get(at(room))
