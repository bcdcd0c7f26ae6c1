"""Snapshots: what the room answered, counted when a round closes."""

import pytest

from options.models import Phase, Snapshot
from options.models.seminar.snapshots import counts, moves
from tests.conftest import NOW
from tests.seminar import advance, answer, close, joined, later, of_kind, planned, running

pytestmark = pytest.mark.django_db


def sheets(exercise, phase, *values, item="o.footbridge.cost"):
    seats = [one.seat for one in joined(exercise, len(values))]
    for seat, value in zip(seats, values, strict=True):
        answer(seat, phase, {item: value, "why": "Because."})
    return seats


def test_values_are_counted_by_item_and_texts_and_gaps_are_not(town):
    rate = of_kind(running(town, "rate"), "rate")
    sheets(town, rate, 3, 3, None, 7)
    close(town, now=later(minutes=1))
    taken = Snapshot.objects.get()
    assert taken.counts == {"o.footbridge.cost": {"3": 2, "7": 1}}
    assert (taken.phase, taken.number, taken.taken_at, taken.moves) == (rate, 1, later(minutes=1), {})
    assert taken.values("o.footbridge.cost") == (3.0, 3.0, 7.0)
    assert taken.values("o.footbridge.speed") == ()


def test_a_mark_of_zero_is_counted():
    assert counts([{"a": 0}, {"a": None}, {"a": ""}]) == {"a": {"0": 1}}


def test_votes_are_counted(town):
    vote = of_kind(running(town, "vote"), "vote")
    sheets(town, vote, "footbridge", "footbridge", "road-bridge", None, "", item="vote")
    close(town)
    assert Snapshot.objects.get(phase=vote).votes("vote") == {"footbridge": 2, "road-bridge": 1}


def test_what_is_drafted_counts_only_where_the_policy_hands_it_in(town):
    rate = of_kind(running(town, "rate"), "rate")
    answer(joined(town)[0].seat, rate, {"o.footbridge.cost": 2}, hand_in=False)
    close(town)
    assert Snapshot.objects.get().counts == {"o.footbridge.cost": {"2": 1}}


def test_no_snapshot_is_taken_of_what_is_not_counted(town):
    running(town, "rate")
    advance(town)
    advance(town)
    assert [s.phase.kind for s in Snapshot.objects.all()] == ["rate"]


def test_who_was_removed_is_not_in_it(town, instructor):
    rate = of_kind(running(town, "rate"), "rate")
    sheets(town, rate, 3, 5)[0].remove(by=instructor, now=NOW)
    close(town)
    assert Snapshot.objects.get().counts == {"o.footbridge.cost": {"5": 1}}


def test_a_round_that_closes_again_is_counted_anew_and_the_first_count_stays(town, instructor):
    rate = of_kind(running(town, "rate"), "rate")
    (seat,) = sheets(town, rate, 3)
    close(town)
    Phase.objects.extend(town, by=instructor, epoch=town.epoch, now=NOW)
    assert Snapshot.objects.newest(rate) is None
    answer(seat, rate, {"o.footbridge.cost": 6})
    close(town)
    assert [s.counts["o.footbridge.cost"] for s in Snapshot.objects.order_by("number")] == [{"3": 1}, {"6": 1}]
    assert Snapshot.objects.newest(rate).number == 2


def test_what_moved_is_counted_by_pairs_of_those_who_gave_both(town):
    first, second = planned(town, "rate", "rate-again")
    running(town, "rate")
    stays, moved, gap, early = sheets(town, first, 3, 3, None, 5)
    advance(town)
    for seat, value in ((stays, 3), (moved, 6), (gap, 4), (early, None)):
        answer(seat, second, {"o.footbridge.cost": value})
    (_late,) = sheets(town, second, 7)
    close(town)
    taken = Snapshot.objects.newest(second)
    assert taken.moves == {"o.footbridge.cost": {"3>3": 1, "3>6": 1}}
    assert taken.pairs("o.footbridge.cost") == ((3.0, 3.0), (3.0, 6.0))
    assert taken.pairs("o.footbridge.speed") == ()


def test_pairs_need_a_number_on_both_sides():
    assert moves({1: {"a": 1, "why": "x"}, 2: {"a": None}}, {1: {"a": 2, "why": "y"}, 2: {"a": 2}, 3: {"a": 1}}) == {
        "a": {"1>2": 1}
    }
