"""The clock: what opens and closes when, to the second, and what a second press or an old form does."""

from datetime import timedelta

import pytest

from options.models import Actor, AuditEvent, Exercise, Inject, Phase, Response, Snapshot
from options.models.seminar.exercises import MovedOn, NotNow
from options.models.seminar.phases import TooFew
from tests.conftest import NOW
from tests.models.helpers import at_once
from tests.seminar import (
    advance,
    answer,
    close,
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
GRACE = timedelta(seconds=10)


def start(exercise, now=NOW):
    Phase.objects.start(exercise, by=exercise.owner, now=now)
    return exercise


def do(exercise, verb, now, **options):
    getattr(Phase.objects, verb)(exercise, by=exercise.owner, now=now, **options)
    exercise.refresh_from_db()
    return exercise


def press(exercise, verb, now, *, epoch=None, **options):
    return do(exercise, verb, now, epoch=exercise.epoch if epoch is None else epoch, **options)


def current(exercise):
    return Phase.objects.get(pk=fresh(exercise).current_id)


# --- start ----------------------------------------------------------------------------------------------------------


def test_the_first_phase_opens_for_its_minutes_and_a_grace(town):
    start(lobby(town))
    first = current(town)
    assert (first.number, first.opened_at, first.ends_at, first.closed_at) == (1, NOW, later(minutes=10), None)
    assert (town.state, town.started_at, town.due_at) == ("running", NOW, later(minutes=10) + GRACE)


def test_only_a_lobby_is_started(town):
    with pytest.raises(NotNow):
        start(town)
    start(lobby(town))
    with pytest.raises(NotNow):
        start(town)
    assert AuditEvent.objects.filter(verb="started").count() == 1


def test_it_counts_down_by_the_clock_of_the_server(town):
    running(town)
    first = current(town)
    assert first.left(town, later(minutes=3)) == 420
    assert first.left(town, later(minutes=30)) == 0


def test_answers_are_taken_until_the_grace_is_over_and_not_a_moment_longer(town):
    running(town)
    first = current(town)
    due = later(minutes=10) + GRACE
    assert first.takes_answers(town, due - timedelta(microseconds=1))
    assert not first.takes_answers(town, due)


def test_a_phase_that_has_not_opened_takes_no_answers(town):
    running(town)
    assert not of_kind(town, "vote").takes_answers(town, NOW)


# --- closing by the clock -------------------------------------------------------------------------------------------


def test_nothing_closes_before_its_time(town):
    running(town)
    Phase.objects.close_due(town, later(minutes=10, seconds=9))
    assert current(town).closed_at is None


def test_the_clock_closes_what_is_due_and_nobody_is_named(town):
    running(town)
    at = later(minutes=10, seconds=10)
    Phase.objects.close_due(town, at)
    assert (current(town).closed_at, town.due_at, town.state) == (at, None, "running")
    event = AuditEvent.objects.get(verb="closed by the clock")
    assert (event.by, event.at, event.detail) == (None, at, {"phase": 1})


def test_what_the_clock_has_closed_it_does_not_close_again(town):
    running(town)
    epoch = town.epoch
    Phase.objects.close_due(town, later(minutes=11))
    Phase.objects.close_due(town, later(minutes=12))
    assert town.epoch == epoch + 1
    assert current(town).closed_at == later(minutes=11)


def test_the_clock_does_not_close_what_is_paused(town):
    do(running(town), "pause", later(minutes=1))
    Phase.objects.close_due(town, later(hours=5))
    assert current(town).closed_at is None


def test_the_grace_is_the_phases_own(town):
    town.phases.filter(number=1).update(grace=0)
    running(town)
    assert town.due_at == later(minutes=10)


# --- pause and resume -----------------------------------------------------------------------------------------------


def test_a_pause_stops_the_clock_and_what_is_typed_is_kept_as_before(town):
    running(town, "rate")
    (one,) = joined(town)
    do(town, "pause", later(minutes=4))
    assert (town.state, town.paused_at, town.due_at) == ("paused", later(minutes=4), None)
    assert current(town).left(town, later(hours=2)) == 360
    assert answer(one.seat, current(town), now=later(hours=2)).outcome == "submitted"


def test_after_a_pause_the_clock_goes_on_where_it_stood(town):
    do(running(town), "pause", later(minutes=4))
    do(town, "resume", later(minutes=34))
    assert current(town).ends_at == later(minutes=40)
    assert (town.state, town.paused_at, town.due_at) == ("running", None, later(minutes=40) + GRACE)


def test_two_pauses_add_up(town):
    running(town)
    for minute in (2, 6):
        do(town, "pause", later(minutes=minute))
        do(town, "resume", later(minutes=minute + 3))
    assert current(town).ends_at == later(minutes=16)


def test_a_second_press_on_pause_or_resume_changes_nothing(town):
    do(running(town), "pause", later(minutes=1))
    with pytest.raises(NotNow):
        do(town, "pause", later(minutes=2))
    do(town, "resume", later(minutes=3))
    with pytest.raises(NotNow):
        do(town, "resume", later(minutes=9))
    assert current(town).ends_at == later(minutes=12)


def test_a_closed_phase_stays_closed_over_a_pause(town):
    close(running(town))
    do(town, "pause", later(minutes=1))
    do(town, "resume", later(minutes=2))
    assert (current(town).closed_at, town.due_at) == (NOW, None)


def test_neither_pause_nor_resume_makes_forms_old(town):
    epoch = running(town).epoch
    do(town, "pause", NOW)
    do(town, "resume", NOW)
    assert town.epoch == epoch


# --- two minutes more -----------------------------------------------------------------------------------------------


def test_two_minutes_more(town):
    press(running(town), "extend", later(minutes=9))
    assert current(town).ends_at == later(minutes=12)
    assert town.due_at == later(minutes=12) + GRACE


def test_within_the_grace_two_minutes_count_from_now(town):
    press(running(town), "extend", later(minutes=10, seconds=5))
    assert current(town).ends_at == later(minutes=12, seconds=5)


def test_two_minutes_more_in_a_pause_are_there_after_it(town):
    do(running(town), "pause", later(minutes=4))
    press(town, "extend", later(minutes=5))
    assert town.due_at is None
    do(town, "resume", later(minutes=6))
    assert current(town).ends_at == later(minutes=14)


def test_two_minutes_more_open_a_closed_phase_again_for_just_these(town):
    close(running(town), now=later(minutes=1))
    press(town, "extend", later(minutes=2))
    assert (current(town).closed_at, current(town).ends_at) == (None, later(minutes=4))
    assert town.due_at == later(minutes=4) + GRACE


def test_a_second_press_on_a_closed_phase_is_told(town):
    epoch = close_and_epoch(town)
    press(town, "extend", later(minutes=2), epoch=epoch)
    with pytest.raises(MovedOn):
        press(town, "extend", later(minutes=2), epoch=epoch)


def close_and_epoch(town):
    close(running(town))
    return town.epoch


# --- closing, going on ----------------------------------------------------------------------------------------------


def test_closing_leaves_everybody_in_the_phase(town):
    press(running(town), "close", later(minutes=3))
    assert (town.current.number, town.state, town.due_at) == (1, "running", None)
    assert current(town).closed_at == later(minutes=3)


def test_closing_twice_is_told(town):
    close(running(town))
    with pytest.raises(MovedOn):
        press(town, "close", NOW)


def test_going_on_closes_what_is_open_and_opens_the_next(town):
    press(running(town), "advance", later(minutes=3), confirmed=True)
    assert of_kind(town, "briefing").closed_at == later(minutes=3)
    assert (current(town).kind, current(town).ends_at) == ("rate", later(minutes=13))


@pytest.mark.parametrize("verb", ["close", "advance", "step_back", "extend"])
def test_an_old_form_moves_nothing(town, verb):
    running(town, "rate")
    before = (town.epoch, town.stamp, town.current_id, AuditEvent.objects.count())
    with pytest.raises(MovedOn):
        press(town, verb, NOW, epoch=town.epoch - 1)
    town.refresh_from_db()
    assert (town.epoch, town.stamp, town.current_id, AuditEvent.objects.count()) == before


def test_a_double_press_goes_on_once(town):
    epoch = running(town).epoch
    press(town, "advance", NOW, epoch=epoch, confirmed=True)
    with pytest.raises(MovedOn):
        press(town, "advance", NOW, epoch=epoch, confirmed=True)
    assert current(town).number == 2


def test_a_press_that_meets_the_clock_is_told(town):
    epoch = running(town).epoch
    Phase.objects.close_due(fresh(town), later(minutes=11))
    with pytest.raises(MovedOn):
        press(town, "advance", later(minutes=11), epoch=epoch)


@pytest.mark.parametrize("verb", ["close", "advance", "step_back", "extend", "pause", "resume"])
@pytest.mark.parametrize("state", ["draft", "lobby", "closed"])
def test_nothing_moves_before_the_start_and_after_the_end(town, verb, state):
    {"draft": lambda e: e, "lobby": lobby, "closed": over}[state](town)
    with pytest.raises(NotNow):
        do(town, verb, NOW, **({} if verb in ("pause", "resume") else {"epoch": town.epoch}))
    assert fresh(town).state == state


def test_after_the_last_phase_the_exercise_is_over(town):
    running(town, "reflection")
    press(town, "advance", later(hours=1), confirmed=True)
    assert (town.state, town.closed_at, town.due_at) == ("closed", later(hours=1), None)
    assert current(town).closed_at == later(hours=1)


def test_going_on_ends_a_pause(town):
    do(running(town), "pause", NOW)
    press(town, "advance", later(minutes=1), confirmed=True)
    assert (town.state, town.paused_at) == ("running", None)


def test_going_on_out_of_a_pause_may_end_the_exercise(town):
    do(running(town, "reflection"), "pause", NOW)
    press(town, "advance", later(minutes=1), confirmed=True)
    assert (town.state, town.paused_at) == ("closed", None)


def test_what_moves_an_exercise_is_in_its_log(town, instructor):
    running(town, "inject")
    verbs = AuditEvent.objects.filter(exercise=town).values_list("verb", "by")
    assert [*verbs] == [(v, instructor.pk) for v in ("made", "opened", "started", "advanced", "advanced")]


# --- too few --------------------------------------------------------------------------------------------------------


def rated(town, done, of):
    seats = [one.seat for one in joined(running(town, "rate"), of)]
    for seat in seats[:done]:
        answer(seat, current(town))
    return seats


@pytest.mark.parametrize("verb", ["close", "advance"])
def test_below_sixty_of_a_hundred_it_asks_once_more(town, verb):
    rated(town, 2, 4)
    with pytest.raises(TooFew) as few:
        press(town, verb, NOW)
    assert (few.value.done, few.value.of) == (2, 4)
    assert current(town).closed_at is None
    press(town, verb, NOW, confirmed=True)
    assert of_kind(town, "rate").closed_at == NOW


def test_sixty_of_a_hundred_are_enough(town):
    rated(town, 3, 5)
    press(town, "close", NOW)
    assert current(town).closed_at == NOW


def test_a_draft_is_not_handed_in(town):
    (seat,) = rated(town, 0, 1)
    answer(seat, current(town), hand_in=False)
    with pytest.raises(TooFew):
        press(town, "close", NOW)


def test_who_was_removed_is_not_waited_for(town, instructor):
    seats = rated(town, 1, 3)
    for seat in seats[1:]:
        seat.remove(by=instructor, now=NOW)
    assert current(town).progress() == (1, 1)
    press(town, "close", NOW)


def test_an_empty_room_and_a_phase_without_answers_are_asked_nothing(town):
    press(running(town), "advance", NOW)
    joined(town, 3)
    running(town, "discuss")
    press(town, "advance", NOW)
    assert current(town).kind == "vote"


# --- the reveal -----------------------------------------------------------------------------------------------------


def revealing(town):
    planned(town, "rate", "reveal", "discuss")
    return running(town, "rate")


def test_before_a_reveal_a_round_is_only_closed_and_then_waits_without_a_clock(town):
    press(revealing(town), "advance", later(minutes=2), confirmed=True)
    assert (current(town).kind, current(town).closed_at, town.due_at) == ("rate", later(minutes=2), None)
    Phase.objects.close_due(town, later(hours=3))
    assert current(town).kind == "rate"
    press(town, "advance", later(minutes=9))
    assert (current(town).kind, current(town).opened_at, town.due_at) == (
        "reveal",
        later(minutes=9),
        later(minutes=14) + GRACE,
    )


def test_a_double_press_does_not_open_the_reveal(town):
    epoch = revealing(town).epoch
    press(town, "advance", NOW, epoch=epoch)
    with pytest.raises(MovedOn):
        press(town, "advance", NOW, epoch=epoch)
    assert of_kind(town, "reveal").opened_at is None


def test_a_round_that_the_clock_has_closed_goes_on_to_the_reveal_at_once(town):
    revealing(town)
    Phase.objects.close_due(town, later(minutes=6))
    press(town, "advance", later(minutes=7))
    assert current(town).kind == "reveal"


# --- stepping back --------------------------------------------------------------------------------------------------


def test_stepping_back_opens_the_phase_before_and_makes_the_other_one_new(town):
    press(running(town), "advance", later(minutes=10), confirmed=True)
    press(town, "step_back", later(minutes=30))
    assert (current(town).kind, current(town).closed_at) == ("briefing", None)
    assert (current(town).ends_at, town.due_at) == (later(minutes=32), later(minutes=32) + GRACE)
    rate = of_kind(town, "rate")
    assert (rate.opened_at, rate.ends_at, rate.closed_at) == (None, None, None)


def test_what_was_left_of_its_minutes_is_given_back(town):
    press(running(town), "advance", later(minutes=3), confirmed=True)
    press(town, "step_back", later(minutes=5))
    assert current(town).ends_at == later(minutes=12)


def test_a_pause_before_is_not_taken_from_what_is_given_back(town):
    do(running(town), "pause", later(minutes=3))
    press(town, "advance", later(minutes=20), confirmed=True)
    press(town, "step_back", later(minutes=21))
    assert current(town).ends_at == later(minutes=28)


def test_the_opening_stays_the_first_one(town):
    press(running(town, "rate", now=NOW), "step_back", later(minutes=5))
    assert current(town).opened_at == NOW


def test_there_is_nothing_before_the_first_phase(town):
    running(town)
    with pytest.raises(NotNow):
        press(town, "step_back", NOW)
    assert current(town).opened_at == NOW


def test_one_steps_back_as_often_as_there_are_phases_and_goes_on_again(town):
    running(town, "vote")
    for number in (4, 3, 2, 1):
        press(town, "step_back", NOW)
        assert current(town).number == number
    for number in (2, 3, 4, 5):
        advance(town)
        assert current(town).number == number


def test_stepping_back_keeps_every_answer_and_null_stays_null(town):
    running(town, "rate")
    (one,) = joined(town)
    sheet = {"o.footbridge.cost": None, "o.road-bridge.cost": 3, "why": ""}
    answer(one.seat, current(town), sheet)
    advance(town)
    press(town, "step_back", NOW)
    row = Response.objects.get()
    assert (row.answers, row.state) == (sheet, "submitted")


def test_answers_are_hidden_again_after_stepping_back(town, instructor):
    running(town, "rate")
    (one,) = joined(town)
    answer(one.seat, current(town))
    close(town)
    actor = Actor(instructor)
    assert Response.objects.visible_to(actor).count() == 1
    advance(town)
    press(town, "step_back", NOW)
    assert not Response.objects.visible_to(actor).exists()
    assert Snapshot.objects.newest(of_kind(town, "rate")) is None


def test_an_inject_is_told_once_however_often_one_steps_back(town):
    running(town, "inject")
    press(town, "step_back", NOW)
    advance(town)
    assert Inject.objects.count() == 1


def test_stepping_back_ends_a_pause(town):
    do(running(town, "rate"), "pause", NOW)
    press(town, "step_back", NOW)
    assert (town.state, town.paused_at) == ("running", None)


def test_stepping_back_twice_with_one_form_goes_back_once(town):
    epoch = running(town, "inject").epoch
    press(town, "step_back", NOW, epoch=epoch)
    with pytest.raises(MovedOn):
        press(town, "step_back", NOW, epoch=epoch)
    assert current(town).kind == "rate"


# --- at once --------------------------------------------------------------------------------------------------------

together = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@together
def test_of_five_presses_at_once_one_goes_on(common):
    epoch = running(common).epoch

    def one():
        Phase.objects.advance(Exercise.objects.get(), by=common.owner, epoch=epoch, now=NOW, confirmed=True)
        return "went on"

    found = at_once(*[one] * 5)
    assert sorted(map(repr, found)) == ["'went on'", *["MovedOn()"] * 4]
    assert current(common).number == 2


@together
def test_what_arrives_while_a_phase_closes_is_in_the_snapshot_or_late(common):
    running(common, "rate")
    seats = [one.seat for one in joined(common, 6)]
    Exercise.objects.update(late_policy="late")
    phase, epoch = current(common), fresh(common).epoch
    found = at_once(
        *(lambda s=s: answer(s, phase).outcome for s in seats),
        lambda: Phase.objects.close(
            Exercise.objects.get(), by=common.owner, epoch=epoch, now=NOW, confirmed=True
        ),
    )  # fmt: skip
    assert found.pop() is None
    assert set(found) <= {"submitted", "late"}
    counted = Snapshot.objects.get().counts
    assert sum(counted.get("o.footbridge.cost", {}).values()) == found.count("submitted")


@together
def test_the_clock_closes_once_however_many_ask(common):
    epoch = running(common).epoch
    at_once(*[lambda: Phase.objects.close_due(Exercise.objects.get(), later(minutes=11))] * 5)
    assert fresh(common).epoch == epoch + 1
    assert AuditEvent.objects.filter(verb="closed by the clock").count() == 1


# --- ended too early ------------------------------------------------------------------------------------------------


def test_an_exercise_that_was_ended_too_early_goes_on_in_its_last_phase(town):
    over(town)
    last = current(town)
    press(town, "reopen", later(hours=1))
    assert (town.state, town.closed_at, current(town)) == ("running", None, last)
    assert current(town).ends_at == later(hours=1, minutes=2)


def test_reopening_twice_or_before_the_end_does_nothing(town):
    over(town)
    epoch = town.epoch
    press(town, "reopen", NOW)
    for again in (epoch, town.epoch):
        with pytest.raises(NotNow):
            press(town, "reopen", NOW, epoch=again)


def test_an_old_form_does_not_reopen(town):
    over(town)
    with pytest.raises(MovedOn):
        press(town, "reopen", NOW, epoch=town.epoch - 1)


def test_once_grades_are_released_it_stays_closed(town):
    over(town).release(by=town.owner, now=NOW)
    with pytest.raises(NotNow):
        press(town, "reopen", NOW)
