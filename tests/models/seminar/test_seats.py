"""Seats: who sits where, under which name, and how a seat is come back to."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory

from options.middleware import actor_of
from options.models import Actor, AuditEvent, Council, Exercise, Seat, SeatDevice
from options.models.seminar.exercises import NotNow
from options.models.seminar.leaving import erase
from options.models.seminar.making import set_councils
from options.models.seminar.seats import Full, NotOnRoster, rejoin_buckets
from options.pages.seminar.handles import council_name, handle
from tests.conftest import NOW
from tests.models.helpers import at_once
from tests.seminar import WORDS, fresh, joined, later, lobby, over, running

pytestmark = pytest.mark.django_db


def places(seats):
    return [(s.seat.role.slug[:5], s.seat.council.name) if s.seat.role else None for s in seats]


def rejoin(exercise, handle, words=WORDS):
    return Seat.objects.rejoin(exercise, handle, words, NOW)


def decider(exercise, name="A"):
    return exercise.councils.get(name=name).decider


# --- who sits where -------------------------------------------------------------------------------------------------


def test_one_of_each_then_pairs_of_advisers_then_observers(town):
    assert places(joined(lobby(town), 5)) == [("mayor", "A"), ("mille", "A"), ("mille", "A"), None, None]


def test_every_council_has_a_decision_maker_before_any_has_an_adviser(town):
    set_councils(town, 3, council_name)
    seats = joined(lobby(town), 10)
    assert places(seats)[:6] == [("mayor", c) for c in "ABC"] + [("mille", c) for c in "ABC"]
    assert places(seats)[6:] == [("mille", c) for c in "ABC"] + [None]


def test_the_decision_maker_decides(town):
    mayor, _miller = joined(lobby(town), 2)
    assert decider(town) == mayor.seat


@pytest.mark.parametrize("leave", ["remove", "erase"])
def test_who_leaves_frees_the_place_and_the_next_one_decides(town, instructor, leave):
    mayor, _miller = joined(lobby(town), 2)
    if leave == "remove":
        mayor.seat.remove(by=instructor, now=NOW)
    else:
        erase(mayor.seat, NOW)
    assert decider(town) is None
    (new,) = joined(town)
    assert places([new]) == [("mayor", "A")]
    assert decider(town) == new.seat


def test_an_exercise_without_councils_has_observers(town):
    town.councils.all().delete()
    assert places(joined(lobby(town))) == [None]


def test_moving_gives_another_place(town, instructor):
    set_councils(town, 2, council_name)
    seat = joined(lobby(town))[0].seat
    role, council = town.roles.get(slug="miller-of-weir"), town.councils.get(name="B")
    seat.place(role, council, by=instructor, now=NOW)
    seat = Seat.objects.get(pk=seat.pk)
    assert (seat.role, seat.council) == (role, council)
    assert (decider(town), decider(town, "B")) == (None, None)


def test_two_who_change_places_change_who_decides(town, instructor):
    mayor, miller = (one.seat for one in joined(lobby(town), 2))
    (first, second), council = town.roles.all(), town.councils.get()
    mayor.place(second, council, by=instructor, now=NOW)
    miller.place(first, council, by=instructor, now=NOW)
    assert decider(town) == miller


def test_who_was_named_decides_in_another_role_of_the_same_council_too(town, instructor):
    _mayor, miller = (one.seat for one in joined(lobby(town), 2))
    miller.decide(by=instructor, now=NOW)
    miller.place(miller.role, miller.council, by=instructor, now=NOW)
    assert decider(town) == miller


def test_an_observer_decides_nothing(town, instructor):
    seat = joined(lobby(town))[0].seat
    seat.place(None, town.councils.get(), by=instructor, now=NOW)
    assert decider(town) is None
    assert Seat.objects.get().role is None
    with pytest.raises(NotNow):
        seat.decide(by=instructor, now=NOW)


def test_who_has_been_removed_is_not_named_to_decide(town, instructor):
    seat = joined(lobby(town))[0].seat
    seat.remove(by=instructor, now=NOW)
    with pytest.raises(NotNow):
        seat.decide(by=instructor, now=NOW)
    assert decider(town) is None


def test_a_second_decision_maker_does_not_take_over(town, instructor):
    mayor, miller = (one.seat for one in joined(lobby(town), 2))
    miller.place(town.roles.first(), town.councils.get(), by=instructor, now=NOW)
    assert decider(town) == mayor


# --- joining --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_nobody_joins_what_is_not_open(town, state):
    if state == "closed":
        over(town)
    with pytest.raises(NotNow):
        joined(town)
    assert not Seat.objects.exists()


def test_people_join_while_it_runs_and_in_a_pause(town):
    joined(running(town))
    Exercise.objects.update(state="paused", paused_at=NOW)
    joined(town)
    assert Seat.objects.count() == 2


def test_when_every_seat_is_taken_the_next_one_is_told(town, instructor):
    Exercise.objects.update(most_seats=2)
    first, _second = joined(lobby(town), 2)
    with pytest.raises(Full):
        joined(town)
    first.seat.remove(by=instructor, now=NOW)
    joined(town)
    assert Seat.objects.present().count() == 2


def test_numbers_and_handles_are_never_given_twice(town, instructor):
    first = joined(lobby(town), 2)[1].seat
    first.remove(by=instructor, now=NOW)
    third = joined(town)[0].seat
    assert (third.number, third.handle) == (3, handle(3))


def test_a_handle_that_another_seat_was_given_is_passed_over(town, instructor):
    seat = joined(lobby(town))[0].seat
    seat.rename(handle(2).upper(), by=instructor, now=NOW)
    new = joined(town)[0].seat
    assert (new.number, new.handle) == (3, handle(3))


def test_words_and_tokens_are_kept_as_hashes_alone(town):
    (one,) = joined(lobby(town))
    seat, device = Seat.objects.get(), SeatDevice.objects.get()
    assert len(one.token) >= 43
    assert WORDS not in seat.words
    assert one.token not in device.token
    assert (len(seat.words), len(device.token)) == (64, 64)


def test_the_same_words_of_two_seats_do_not_open_each_other(town):
    one, two = joined(lobby(town), 2)
    assert rejoin(town, one.seat.handle)[0] == one.seat
    assert rejoin(town, two.seat.handle)[0] == two.seat


def test_a_form_sent_twice_makes_one_seat_and_the_last_words_hold(town):
    token = uuid4()
    (first,) = joined(lobby(town), token=token)
    (again,) = joined(town, words="other words here", token=token)
    assert (again.seat, Seat.objects.count()) == (first.seat, 1)
    assert rejoin(town, first.seat.handle, "other words here")[0] == first.seat
    assert SeatDevice.objects.with_token(first.token).seat == SeatDevice.objects.with_token(again.token).seat


# --- roster and names -----------------------------------------------------------------------------------------------


@pytest.fixture
def listed(town):
    Exercise.objects.update(names="roster", roster=["Anna  Blum", "s1234567"])
    return lobby(fresh(town))


@pytest.mark.parametrize("typed", ["Anna  Blum", "anna blum", "  ANNA\tBLUM "])
def test_an_identifier_is_found_however_it_is_typed(listed, typed):
    (one,) = joined(listed, identifier=typed)
    assert (one.seat.roster_id, one.seat.shown_name) == ("Anna  Blum", one.seat.handle)


@pytest.mark.parametrize("typed", ["", "anna", "s123456"])
def test_who_is_not_on_the_list_stays_out(listed, typed):
    with pytest.raises(NotOnRoster) as refused:
        joined(listed, identifier=typed)
    assert not refused.value.taken
    assert not Seat.objects.exists()


def test_an_identifier_sits_once(listed, instructor):
    (one,) = joined(listed, identifier="s1234567")
    with pytest.raises(NotOnRoster) as refused:
        joined(listed, identifier="S1234567")
    assert refused.value.taken
    one.seat.remove(by=instructor, now=NOW)
    joined(listed, identifier="s1234567")


def test_after_erasing_the_identifier_is_free(listed):
    (one,) = joined(listed, identifier="s1234567")
    erase(one.seat, NOW)
    joined(listed, identifier="s1234567")
    assert [*Seat.objects.values_list("roster_id", flat=True)] == ["", "s1234567"]


def test_where_handles_are_used_neither_name_nor_identifier_is_kept(town):
    seat = joined(lobby(town), identifier="s1234567", name="Anna")[0].seat
    assert (seat.roster_id, seat.name, seat.shown_name) == ("", "", seat.handle)


def test_where_real_names_are_used_everybody_sees_them(town):
    Exercise.objects.update(names="names")
    seat = joined(lobby(town), name="Anna", identifier="s1234567")[0].seat
    assert (seat.name, seat.shown_name, seat.roster_id) == ("Anna", "Anna", "")


# --- coming back ----------------------------------------------------------------------------------------------------


def test_handle_and_words_bring_the_same_seat_back(town):
    (one,) = joined(lobby(town))
    seat, token = rejoin(town, one.seat.handle.lower())
    assert seat == one.seat
    assert SeatDevice.objects.with_token(token).seat == seat
    assert SeatDevice.objects.with_token(one.token).seat == seat
    assert AuditEvent.objects.get(verb="rejoined").seat == seat


def test_a_wrong_handle_and_wrong_words_are_told_alike_and_open_nothing(town):
    (one,) = joined(lobby(town))
    assert rejoin(town, one.seat.handle, "amber basket candles") is None
    assert rejoin(town, "Nobody-99") is None
    assert rejoin(town, one.seat.handle, "") is None
    assert SeatDevice.objects.count() == 1
    assert not AuditEvent.objects.filter(verb="rejoined").exists()


def test_a_handle_alone_is_no_credential(town):
    (one,) = joined(lobby(town))
    assert rejoin(town, one.seat.handle, one.seat.handle) is None
    assert rejoin(town, one.seat.handle, Seat.objects.get().words) is None


def test_a_seat_is_come_back_to_in_its_own_exercise_alone(town, river, instructor):
    from tests.seminar import exercise

    (one,) = joined(lobby(town))
    elsewhere = lobby(exercise(river, instructor))
    assert rejoin(elsewhere, one.seat.handle) is None


@pytest.mark.parametrize("leave", ["remove", "erase"])
def test_a_seat_that_is_gone_is_not_come_back_to(town, instructor, leave):
    (one,) = joined(lobby(town))
    if leave == "remove":
        one.seat.remove(by=instructor, now=NOW)
    else:
        erase(one.seat, NOW)
    assert rejoin(town, one.seat.handle) is None
    assert rejoin(town, one.seat.handle, "") is None
    assert SeatDevice.objects.with_token(one.token) is None


def test_a_revoked_device_opens_nothing_and_the_others_do(town):
    (one,) = joined(lobby(town))
    seat, token = rejoin(town, one.seat.handle)
    seat.devices.order_by("pk").first().revoke(NOW)
    assert SeatDevice.objects.with_token(one.token) is None
    assert SeatDevice.objects.with_token(token).seat == seat


def test_new_words_put_the_old_ones_and_every_device_out(town, instructor):
    (one,) = joined(lobby(town))
    one.seat.new_words("three new words", by=instructor, now=NOW)
    assert rejoin(town, one.seat.handle) is None
    assert SeatDevice.objects.with_token(one.token) is None
    assert rejoin(town, one.seat.handle, "three new words")[0] == one.seat


def test_another_token_opens_nothing(town):
    joined(lobby(town))
    for token in ("", "x", SeatDevice.objects.get().token):
        assert SeatDevice.objects.with_token(token) is None


def test_tries_at_words_are_counted_by_seat_and_address(town):
    def names(*args):
        return {bucket.key for bucket in rejoin_buckets(town, *args)}

    assert names("Heron-14", "192.0.2.1") == names("heron-14", "192.0.2.1")
    assert names("Heron-14", "192.0.2.1").isdisjoint(names("Heron-15", "192.0.2.1"))
    assert names("Heron-14", "192.0.2.1").isdisjoint(names("Heron-14", "198.51.100.7"))


# --- names, being there ---------------------------------------------------------------------------------------------


def test_a_seat_is_renamed_but_not_like_another(town, instructor):
    one, two = (each.seat for each in joined(lobby(town), 2))
    one.rename("Otter-1", by=instructor, now=NOW)
    assert rejoin(town, "otter-1")[0] == one
    for name in ("Otter-1", "OTTER-1"):
        with pytest.raises(IntegrityError), transaction.atomic():
            two.rename(name, by=instructor, now=NOW)
    assert Seat.objects.get(pk=two.pk).handle == handle(2)


def test_what_an_instructor_does_with_a_seat_is_logged_and_seen(town, instructor):
    seat = joined(lobby(town))[0].seat
    before = fresh(town).stamp
    seat.rename("Otter-1", by=instructor, now=NOW)
    seat.new_words("three new words", by=instructor, now=NOW)
    seat.place(None, None, by=instructor, now=NOW)
    seat.remove(by=instructor, now=NOW)
    lines = AuditEvent.objects.filter(seat=seat).values_list("verb", "by", "detail")
    assert [*lines] == [(v, instructor.pk, {}) for v in ("renamed", "new words", "moved", "removed")]
    assert fresh(town).stamp == before + 4


def test_who_is_not_seen_for_three_minutes_is_away(town):
    seat = joined(lobby(town))[0].seat
    assert not seat.is_away(later(minutes=3))
    assert seat.is_away(later(minutes=3, seconds=1))
    seat.is_seen(later(minutes=3))
    assert not Seat.objects.get().is_away(later(minutes=6))


def test_being_seen_is_written_down_once_in_a_while(town, django_assert_num_queries):
    seat = joined(lobby(town))[0].seat
    with django_assert_num_queries(1):
        for second in (0, 5, 19):
            seat.is_seen(later(seconds=second))
    seat.is_seen(later(seconds=20))
    assert Seat.objects.get().seen_at == later(seconds=20)


# --- who asks -------------------------------------------------------------------------------------------------------


def asking(path, user, token=""):
    request = RequestFactory().get(path)
    request.user = user
    request.COOKIES["seat"] = token
    return actor_of(request)


def test_in_an_exercise_it_is_the_seat_that_asks_and_elsewhere_the_person(town, instructor):
    (one,) = joined(lobby(town))
    assert asking(f"/seat/{town.link}/", instructor, one.token) == Actor(seat=one.seat)
    assert asking(f"/seminar/{town.link}/", instructor, one.token) == Actor(user=instructor)
    assert asking("/d/river-crossing/", instructor, one.token) == Actor(user=instructor)


def test_in_an_exercise_a_person_without_a_seat_is_nobody(town, instructor):
    joined(lobby(town))
    for token in ("", "wrong"):
        assert asking(f"/seat/{town.link}/", instructor, token) == Actor()


def test_a_seat_is_found_with_all_that_its_page_needs_in_one_query(town, django_assert_num_queries):
    (one,) = joined(running(town))
    with django_assert_num_queries(1):
        seat = SeatDevice.objects.with_token(one.token).seat
        assert (seat.exercise.current.number, seat.exercise.dossier.slug) == (1, "river-crossing")
        assert (seat.role.slug, seat.council.name) == ("mayor-of-harrow", "A")


def test_the_pulse_is_for_the_seat_that_is_there_alone(town, river, instructor):
    (one,) = joined(running(town))
    before = SeatDevice.objects.pulse(one.token, town.link)
    assert (before.epoch, before.due_at) == (town.epoch, town.due_at)
    fresh(town).changed()
    assert SeatDevice.objects.pulse(one.token, town.link).version != before.version
    assert SeatDevice.objects.pulse(one.token, uuid4()) is None
    assert SeatDevice.objects.pulse("wrong", town.link) is None
    one.seat.remove(by=instructor, now=NOW)
    assert SeatDevice.objects.pulse(one.token, town.link) is None


# --- at once --------------------------------------------------------------------------------------------------------

together = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@together
def test_of_many_who_join_at_once_everybody_has_a_place_of_their_own(common):
    set_councils(common, 2, council_name)
    lobby(common)
    found = at_once(*[lambda: joined(Exercise.objects.get())[0]] * 6)
    assert sorted(one.seat.number for one in found) == [1, 2, 3, 4, 5, 6]
    assert sorted(places(found)) == sorted([("mayor", "A"), ("mayor", "B"), *[("mille", "A"), ("mille", "B")] * 2])
    assert all(c.decider for c in Council.objects.all())


@together
def test_the_last_seat_is_taken_once(common):
    Exercise.objects.update(most_seats=1)
    lobby(common)
    found = at_once(*[lambda: joined(Exercise.objects.get())[0].seat.number] * 4)
    assert sorted(map(repr, found)) == ["1", *["Full()"] * 3]


@together
def test_a_join_form_sent_five_times_at_once_makes_one_seat(common):
    token = uuid4()
    lobby(common)
    found = at_once(*[lambda: joined(Exercise.objects.get(), token=token)[0].seat.pk] * 5)
    assert len(set(found)) == 1
