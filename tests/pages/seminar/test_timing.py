"""Do the minutes suffice, when does an exercise end, and what could be cut."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.pages.seminar.timing import Cut, Schedule, Timed, warn

TWO = datetime(2026, 3, 5, 14, 0, tzinfo=UTC)
PHASES = (
    Timed("Read", "briefing", 10),
    Timed("First rating", "rate", 10),
    Timed("What the room thinks", "reveal", 6),
    Timed("Talk", "discuss", 12),
    Timed("Decide", "directive", 15),
    Timed("Side by side", "compare-directives", 7),
    Timed("Looking back", "reflection", 5),
)
KINDS = st.sampled_from(["briefing", "rate", "reveal", "discuss", "screen", "directive", "compare-directives"])
RUNS = st.lists(st.tuples(KINDS, st.integers(0, 40)), min_size=1, max_size=8).flatmap(
    lambda phases: st.tuples(st.just(phases), st.integers(0, len(phases) - 1), st.integers(-30, 240))
)


def at(hour, minute, second=0):
    return TWO.replace(hour=hour, minute=minute, second=second)


def running(index, end, **more):
    return Schedule(PHASES, TWO, lobby=5, reserve=10, current=index, current_ends_at=end, **more)


def test_a_ballot_that_fits_is_not_warned_of():
    assert warn(items=12, texts=1, minutes=10) is None


def test_a_ballot_that_just_fits_is_not_warned_of():
    assert warn(items=45, texts=1, minutes=10) is None


def test_a_ballot_that_is_too_long_is_told_its_minutes_rounded_up():
    assert warn(items=46, texts=1, minutes=10) == 11


def test_a_phase_without_questions_needs_no_time():
    assert warn(items=0, texts=0, minutes=0) is None


def test_before_the_lobby_the_end_is_start_lobby_and_phases():
    plan = Schedule(PHASES, TWO, lobby=5, reserve=10)
    assert (plan.ends_at, plan.over_minutes, plan.cuts) == (at(15, 10), 0, ())


def test_the_planned_end_has_lobby_and_reserve_in_it():
    assert Schedule(PHASES, TWO, lobby=5, reserve=10).planned_end == at(15, 20)


def test_phases_that_are_longer_than_the_plan_are_over_before_the_start():
    assert Schedule(PHASES, TWO, minutes=50, lobby=5, reserve=10).over_minutes == 5


def test_a_lobby_that_goes_on_moves_the_end():
    assert Schedule(PHASES, TWO, lobby=5, reserve=10, now=at(14, 20)).ends_at == at(15, 25)


def test_while_it_runs_the_end_follows_from_the_current_phase():
    plan = running(1, at(14, 36))
    assert (plan.ends_at, plan.over_minutes) == (at(15, 21), 1)


def test_a_phase_that_is_over_its_time_moves_the_end():
    assert running(1, at(14, 36), now=at(14, 40)).ends_at == at(15, 25)


def test_a_phase_without_an_end_counts_from_now():
    assert running(1, None, now=at(14, 40)).ends_at == at(15, 25)


def test_part_of_a_minute_over_is_a_minute_over():
    assert running(6, at(15, 20, 1)).over_minutes == 1


def test_ending_early_is_not_over():
    assert running(6, at(15, 0)).over_minutes == 0


def test_cuts_are_offered_from_talk_first_and_only_as_many_as_needed():
    assert running(1, at(14, 43)).cuts == (Cut(3, "Talk", 6), Cut(5, "Side by side", 2))


def test_when_talk_is_not_enough_the_longest_of_the_others_follows():
    assert [cut.title for cut in running(1, at(14, 51)).cuts] == [
        "Talk",
        "Side by side",
        "What the room thinks",
        "Decide",
    ]


def test_a_phase_that_is_open_or_closed_is_not_cut():
    assert {cut.index for cut in running(3, at(15, 50)).cuts} == {4, 5, 6}


def test_what_cutting_cannot_reach_is_told():
    plan = running(5, at(15, 40))
    assert (plan.over_minutes, plan.cuts, plan.over_after_cuts) == (25, (Cut(6, "Looking back", 2),), 23)


@pytest.mark.parametrize("index", [-1, 7])
def test_a_phase_that_is_not_there_is_refused(index):
    with pytest.raises(ValueError, match="no phase"):
        running(index, at(14, 30))


def test_a_running_exercise_without_any_time_is_refused():
    with pytest.raises(ValueError, match="present time"):
        running(1, None)


@given(RUNS)
def test_cuts_take_half_of_a_phase_at_most_and_never_more_than_needed(run):
    phases, index, shift = run
    timed = [Timed(str(i), kind, minutes) for i, (kind, minutes) in enumerate(phases)]
    plan = Schedule(timed, TWO, current=index, current_ends_at=TWO + timedelta(minutes=shift))
    assert all(index < cut.index and 0 < cut.minutes <= timed[cut.index].minutes / 2 for cut in plan.cuts)
    assert len({cut.index for cut in plan.cuts}) == len(plan.cuts)
    assert plan.over_after_cuts >= 0


@given(RUNS)
def test_an_exercise_that_takes_the_cuts_ends_when_it_says(run):
    phases, index, shift = run
    timed = [Timed(str(i), kind, minutes) for i, (kind, minutes) in enumerate(phases)]
    planned = sum(phase.minutes for phase in timed)
    end = TWO + timedelta(minutes=shift)
    plan = Schedule(timed, TWO, minutes=planned, current=index, current_ends_at=end)
    cut = list(timed)
    for each in plan.cuts:
        cut[each.index] = timed[each.index]._replace(minutes=timed[each.index].minutes - each.minutes)
    after = Schedule(cut, TWO, minutes=planned, current=index, current_ends_at=end)
    assert after.over_minutes == plan.over_after_cuts
