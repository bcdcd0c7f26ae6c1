"""Responses: from whom they are hidden and until when, and what becomes of what is typed."""

from uuid import uuid4

import pytest

from options.models import VISITOR, Actor, Exercise, Phase, Response, Snapshot
from options.models.seminar.exercises import NotNow
from options.models.seminar.leaving import erase
from tests.conftest import NOW
from tests.models.helpers import at_once
from tests.seminar import (
    advance,
    answer,
    close,
    exercise,
    fresh,
    joined,
    later,
    lobby,
    of_kind,
    over,
    planned,
    running,
)

pytestmark = pytest.mark.django_db
SHEET = {"o.footbridge.cost": 3, "o.road-bridge.cost": None, "why": "It is cheap."}
POLICIES = ("auto", "late", "private")


@pytest.fixture
def rating(town):
    return running(town, "rate")


@pytest.fixture
def seat(rating):
    return joined(rating)[0].seat


@pytest.fixture
def rate(rating):
    return of_kind(rating, "rate")


def seen(actor):
    return [*Response.objects.visible_to(actor)]


def row():
    return Response.objects.get()


def set_policy(policy):
    Exercise.objects.update(late_policy=policy)


def step_back(exercise):
    Phase.objects.step_back(exercise, by=exercise.owner, epoch=exercise.epoch, now=NOW)
    exercise.refresh_from_db()


# --- blind ----------------------------------------------------------------------------------------------------------


def test_a_seat_sees_its_own_and_no_peers_at_any_time(rating, seat, rate):
    peer = joined(rating)[0].seat
    answer(seat, rate)
    answer(peer, rate)
    for move in (lambda: None, lambda: close(rating), lambda: over(rating)):
        move()
        assert [r.seat for r in seen(Actor(seat=seat))] == [seat]
        assert [r.seat for r in seen(Actor(seat=peer))] == [peer]


@pytest.mark.parametrize("who", ["instructor", "admin"])
def test_who_runs_it_sees_nothing_until_the_phase_closes(rating, seat, rate, cast, who):
    answer(seat, rate)
    assert seen(Actor(cast[who])) == []
    close(rating)
    assert seen(Actor(cast[who])) == [row()]


def test_nothing_is_seen_within_the_grace_either(rating, seat, rate, instructor):
    answer(seat, rate, now=later(minutes=10, seconds=5))
    assert seen(Actor(instructor)) == []
    Phase.objects.close_due(rating, later(minutes=10, seconds=10))
    assert len(seen(Actor(instructor))) == 1


def test_a_pause_shows_nothing(rating, seat, rate, instructor):
    answer(seat, rate)
    Phase.objects.pause(rating, by=instructor, now=NOW)
    assert seen(Actor(instructor)) == []


@pytest.mark.parametrize("role", ["analyst", "curator", "reviewer", "member"])
def test_nobody_else_sees_any_ever(rating, seat, rate, cast, other, role):
    answer(seat, rate)
    for move in (lambda: None, lambda: close(rating), lambda: over(rating)):
        move()
        for actor in (Actor(cast[role]), Actor(other), VISITOR):
            assert seen(actor) == []


def test_another_instructor_sees_them_once_it_is_shared(rating, seat, rate, instructor, other):
    answer(seat, rate)
    close(rating)
    rating.share(other, by=instructor, now=NOW)
    assert seen(Actor(other)) == [row()]


def test_a_seat_of_another_exercise_sees_none(rating, seat, rate, river, instructor):
    answer(seat, rate)
    close(rating)
    stranger = joined(lobby(exercise(river, instructor)))[0].seat
    assert seen(Actor(seat=stranger)) == []


@pytest.mark.parametrize("back", [1, 2])
def test_after_stepping_back_it_is_blind_again(rating, seat, rate, instructor, back):
    answer(seat, rate)
    advance(rating)
    assert len(seen(Actor(instructor))) == 1
    for _ in range(back):
        step_back(rating)
    assert seen(Actor(instructor)) == []
    assert len(seen(Actor(seat=seat))) == 1


def test_two_minutes_more_make_it_blind_again(rating, seat, rate, instructor):
    answer(seat, rate)
    close(rating)
    Phase.objects.extend(rating, by=instructor, epoch=rating.epoch, now=NOW)
    assert seen(Actor(instructor)) == []


@pytest.mark.parametrize("who", ["instructor", "admin"])
def test_what_is_kept_for_the_student_alone_is_never_seen_by_others(rating, seat, rate, cast, who):
    set_policy("private")
    answer(seat, rate, hand_in=False)
    over(rating)
    assert row().state == "private"
    assert seen(Actor(cast[who])) == []
    assert seen(Actor(seat=seat)) == [row()]


def test_what_is_late_is_seen_by_who_runs_it_and_does_not_count(rating, seat, rate, instructor):
    set_policy("late")
    answer(seat, rate, hand_in=False)
    close(rating)
    assert seen(Actor(instructor)) == [row()]
    assert not Response.objects.counted().exists()


def test_a_stranded_draft_is_seen_by_nobody_else(rating, seat, rate, instructor):
    answer(seat, rate)
    close(rating)
    Response.objects.update(state="draft", handed_in_at=None)
    assert seen(Actor(instructor)) == []


def test_the_board_is_told_who_and_never_what(rating, seat, rate):
    peer = joined(rating)[0].seat
    answer(seat, rate, now=later(minutes=1))
    answer(peer, rate, hand_in=False, now=later(minutes=2))
    found = Response.objects.states(rate)
    assert found == {seat.pk: (later(minutes=1), True), peer.pk: (later(minutes=2), False)}


def test_who_has_left_does_not_count(rating, seat, rate, instructor):
    answer(seat, rate)
    seat.remove(by=instructor, now=NOW)
    assert not Response.objects.counted().exists()


# --- while the phase is open ----------------------------------------------------------------------------------------


def test_what_is_typed_is_a_draft_until_it_is_handed_in(seat, rate):
    assert answer(seat, rate, SHEET, hand_in=False).outcome == "draft"
    assert (row().state, row().handed_in_at) == ("draft", None)
    assert answer(seat, rate, SHEET, now=later(minutes=1)).outcome == "submitted"
    assert (row().state, row().handed_in_at, row().saved_at) == ("submitted", later(minutes=1), later(minutes=1))


def test_null_stays_null(seat, rate):
    answer(seat, rate, SHEET)
    assert row().answers == SHEET
    assert row().answers["o.road-bridge.cost"] is None


def test_what_was_handed_in_stays_so_when_it_is_changed(seat, rate):
    answer(seat, rate, SHEET)
    receipt = answer(seat, rate, SHEET | {"why": "It is not."}, hand_in=False, now=later(minutes=1))
    assert (receipt.outcome, row().state, row().handed_in_at) == ("submitted", "submitted", NOW)
    assert row().answers["why"] == "It is not."


def test_the_same_form_sent_twice_is_one(seat, rate):
    token = uuid4()
    for minute in (0, 1):
        assert answer(seat, rate, SHEET, token=token, now=later(minutes=minute)).outcome == "submitted"
    assert row().handed_in_at == NOW


def test_a_second_form_is_a_new_hand_in(seat, rate):
    answer(seat, rate, SHEET)
    answer(seat, rate, SHEET | {"why": "No."}, now=later(minutes=1))
    assert (row().handed_in_at, row().answers["why"]) == (later(minutes=1), "No.")


def test_each_seat_and_each_phase_has_its_own(rating, seat, rate):
    answer(seat, rate)
    answer(joined(rating)[0].seat, rate)
    answer(seat, of_kind(running(rating, "vote"), "vote"), {"vote": "footbridge"})
    assert Response.objects.count() == 3


def test_a_few_items_are_kept_beside_the_others(seat, rate):
    answer(seat, rate, SHEET, hand_in=False)
    Response.objects.keep_some(seat, rate, {"why": "", "asked": "Who pays?"}, token=uuid4(), now=NOW)
    assert row().answers == {"o.footbridge.cost": 3, "asked": "Who pays?"}


def test_an_erased_seat_writes_no_more(rating, seat, rate):
    stale = type(seat).objects.get(pk=seat.pk)
    erase(seat, NOW)
    with pytest.raises(NotNow):
        answer(stale, rate)
    assert not Response.objects.exists()


# --- when it closes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("policy", "handed_in"), [("auto", NOW), ("late", None), ("private", None)])
def test_at_closing_what_was_typed_becomes_what_the_policy_says(rating, seat, rate, policy, handed_in):
    set_policy(policy)
    answer(seat, rate, SHEET, hand_in=False)
    close(rating)
    assert (row().state, row().answers, row().handed_in_at) == (policy, SHEET, handed_in)


@pytest.mark.parametrize("policy", POLICIES)
def test_at_closing_what_was_handed_in_stays(rating, seat, rate, policy):
    set_policy(policy)
    answer(seat, rate, SHEET)
    close(rating, now=later(minutes=1))
    assert (row().state, row().handed_in_at) == ("submitted", NOW)


@pytest.mark.parametrize("policy", POLICIES)
def test_at_closing_empty_sheets_go(rating, seat, rate, policy):
    set_policy(policy)
    answer(seat, rate, {"o.footbridge.cost": None, "why": ""}, hand_in=False)
    close(rating)
    assert not Response.objects.exists()


def test_an_empty_sheet_that_was_handed_in_stays(rating, seat, rate):
    answer(seat, rate, {"o.footbridge.cost": None, "why": ""})
    close(rating)
    assert row().state == "submitted"


def test_the_clock_settles_alike(rating, seat, rate):
    answer(seat, rate, SHEET, hand_in=False)
    Phase.objects.close_due(rating, later(minutes=11))
    assert row().state == "auto"


def test_drafts_of_a_discussion_stay_their_students_own(town):
    talk = of_kind(running(town, "discuss"), "discuss")
    answer(joined(town)[0].seat, talk, {"note": "Not yet sent."}, hand_in=False)
    advance(town)
    assert row().state == "private"


# --- after it -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("hand_in", [True, False])
def test_what_arrives_right_after_is_kept_as_the_policy_says(rating, seat, rate, policy, hand_in):
    set_policy(policy)
    close(rating)
    assert answer(seat, rate, SHEET, hand_in=hand_in, now=later(seconds=2)).outcome == policy
    assert (row().state, row().answers) == (policy, SHEET)


@pytest.mark.parametrize("policy", POLICIES)
def test_after_the_grace_nothing_is_taken_though_nobody_has_closed_yet(rating, seat, rate, policy):
    set_policy(policy)
    assert answer(seat, rate, SHEET, now=later(minutes=10, seconds=10)).outcome == policy


@pytest.mark.parametrize(("policy", "outcome"), [("auto", "late"), ("late", "late"), ("private", "private")])
def test_what_comes_when_the_room_may_be_known_does_not_count(rating, seat, rate, policy, outcome):
    set_policy(policy)
    close(rating)
    assert answer(seat, rate, SHEET, now=later(minutes=1)).outcome == policy
    Response.objects.all().delete()
    assert answer(seat, rate, SHEET, now=later(minutes=1, seconds=1)).outcome == outcome
    assert row().answers == SHEET


def test_what_counts_and_comes_after_is_in_the_picture_of_the_room(rating, seat, rate):
    close(rating)
    assert Snapshot.objects.newest(rate).counts == {}
    answer(seat, rate, SHEET, now=later(seconds=2))
    assert Snapshot.objects.newest(rate).counts == {"o.footbridge.cost": {"3": 1}}


@pytest.mark.parametrize("policy", ["late", "private"])
def test_what_does_not_count_is_not_in_it(rating, seat, rate, policy):
    set_policy(policy)
    close(rating)
    answer(seat, rate, SHEET, now=later(seconds=2))
    assert [s.counts for s in Snapshot.objects.all()] == [{}]


@pytest.mark.parametrize("policy", POLICIES)
def test_what_comes_after_a_sheet_was_handed_in_is_kept_beside_it(rating, seat, rate, policy):
    set_policy(policy)
    answer(seat, rate, SHEET)
    close(rating)
    more = SHEET | {"why": "Too late."}
    receipt = answer(seat, rate, more, now=later(minutes=1))
    assert receipt.outcome == "after"
    assert (row().answers, row().after, row().latest, row().state) == (SHEET, more, more, "submitted")
    assert len(Snapshot.objects.all()) == 1


def test_the_same_again_after_closing_changes_nothing_and_is_told_alike(rating, seat, rate):
    answer(seat, rate, SHEET)
    close(rating)
    assert answer(seat, rate, SHEET, now=later(minutes=1)).outcome == "submitted"
    assert (row().after, row().saved_at) == ({}, NOW)
    more = SHEET | {"why": "Too late."}
    for minute in (2, 3):
        assert answer(seat, rate, more, now=later(minutes=minute)).outcome == "after"
    assert row().saved_at == later(minutes=2)


def test_whoever_types_back_what_was_handed_in_gets_it_back(rating, seat, rate):
    answer(seat, rate, SHEET)
    close(rating)
    answer(seat, rate, SHEET | {"why": "Too late."}, now=later(minutes=1))
    answer(seat, rate, SHEET, now=later(minutes=2))
    assert row().latest == SHEET


@pytest.mark.parametrize("policy", ["late", "private"])
def test_of_what_is_late_the_last_words_are_kept(rating, seat, rate, policy):
    set_policy(policy)
    close(rating)
    answer(seat, rate, SHEET, now=later(seconds=2))
    assert answer(seat, rate, SHEET | {"why": "And."}, now=later(seconds=4)).outcome == policy
    assert row().answers["why"] == "And."


# --- open again -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", POLICIES)
def test_stepping_back_keeps_everything_and_it_can_be_handed_in(rating, seat, rate, policy):
    set_policy(policy)
    answer(seat, rate, SHEET, hand_in=False)
    advance(rating)
    step_back(rating)
    assert row().answers == SHEET
    assert answer(seat, rate, SHEET | {"why": "Now."}, now=later(minutes=1)).outcome == "submitted"
    assert row().answers["why"] == "Now."


def test_what_came_after_stands_in_the_form_when_it_opens_again(rating, seat, rate):
    answer(seat, rate, SHEET)
    advance(rating)
    more = SHEET | {"why": "Too late."}
    answer(seat, rate, more, now=later(seconds=1))
    step_back(rating)
    assert row().latest == more
    answer(seat, rate, more, now=later(seconds=9))
    assert (row().answers, row().after) == (more, {})


@pytest.mark.parametrize("policy", POLICIES)
def test_what_is_sent_to_a_phase_that_was_stepped_back_from_is_kept(rating, seat, rate, policy):
    set_policy(policy)
    step_back(rating)
    assert answer(seat, rate, SHEET).outcome == policy
    assert (row().latest, Snapshot.objects.filter(phase=rate, number=2).exists()) == (SHEET, False)


def test_what_was_set_by_the_clock_is_a_draft_again_once_it_is_changed(rating, seat, rate):
    answer(seat, rate, SHEET, hand_in=False)
    close(rating)
    Phase.objects.extend(rating, by=rating.owner, epoch=rating.epoch, now=NOW)
    assert answer(seat, rate, SHEET | {"why": "Hm."}, hand_in=False).outcome == "draft"
    assert (row().state, row().handed_in_at) == ("draft", None)


def test_empty_is_told_from_nothing_typed(seat, rate):
    answer(seat, rate, {"o.footbridge.cost": 0}, hand_in=False)
    assert not row().is_empty
    answer(seat, rate, {"o.footbridge.cost": None, "why": ""}, hand_in=False)
    assert row().is_empty


def test_an_exercise_that_is_over_keeps_what_still_comes(town):
    planned(town, "vote")
    running(town, "vote")
    seat = joined(town)[0].seat
    over(town)
    assert answer(seat, of_kind(town, "vote"), {"vote": "footbridge"}, now=later(minutes=5)).outcome == "late"


# --- at once --------------------------------------------------------------------------------------------------------

together = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@together
def test_a_form_sent_five_times_at_once_is_one(common):
    running(common, "rate")
    seat, rate, token = joined(common)[0].seat, of_kind(common, "rate"), uuid4()
    found = at_once(*[lambda: answer(seat, rate, SHEET, token=token).outcome] * 5)
    assert found == ["submitted"] * 5
    assert Response.objects.count() == 1


@together
def test_of_what_an_erased_seat_sends_at_the_same_moment_nothing_stays(common):
    running(common, "rate")
    rate = of_kind(common, "rate")
    for _ in range(4):
        seat = joined(common)[0].seat
        at_once(
            lambda s=seat: answer(s, rate, SHEET), lambda s=seat: erase(type(s).objects.get(pk=s.pk), NOW),
            lambda s=seat: answer(s, rate, SHEET, hand_in=False),
        )  # fmt: skip
        assert not Response.objects.filter(seat=seat).exists()
    assert fresh(common).state == "running"
