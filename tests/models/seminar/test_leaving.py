"""Leaving: what is taken out of an exercise when a seat asks, and when its date is due; and what stays."""

from uuid import uuid4

import pytest

from options.models import (
    Actor,
    Annotation,
    Artifact,
    AuditEvent,
    Exercise,
    Grade,
    Phase,
    Reason,
    Response,
    Seat,
    SeatDevice,
    Snapshot,
)
from options.models.seminar.exercises import NotNow
from options.models.seminar.leaving import Purged, erase, purge
from tests.conftest import NOW
from tests.models.helpers import at_once
from tests.models.seminar.notes import note
from tests.seminar import answer, close, fresh, joined, later, lobby, of_kind, over, planned, running

pytestmark = pytest.mark.django_db
SECRETS = ("Anna Blum", "s1234567", "My own reason", "My own note", "My own part", "My own mark")


@pytest.fixture
def room(town, instructor):
    """Two who have left something of every kind, in an exercise by real names that is over."""
    planned(town, "rate", "discuss", "directive", "vote")
    Exercise.objects.update(names="names")
    seats = [one.seat for one in joined(lobby(town), 2, name="Anna Blum")]
    Seat.objects.update(roster_id="")
    running(town, "rate")
    for seat in seats:
        answer(seat, of_kind(town, "rate"), {"o.footbridge.cost": 3, "why": "My own reason"})
    close(town)
    for band, response in zip(("low", "high"), Response.objects.all(), strict=True):
        Reason.objects.pick(
            of_kind(town, "rate"), band, response, item="", text="My own reason", by=instructor, now=NOW
        )
    running(town, "discuss")
    for seat in seats:
        note(seat, "My own note", quote="carries people on foot")
    running(town, "directive")
    for seat, item in zip(seats, ("tripwire", "mitigations"), strict=True):
        Artifact.objects.write(town.current, seat, item, text="My own part", seen=0, now=NOW)
    over(town)
    for seat in seats:
        Grade.objects.give(seat, "use-of-sources", points=2, comment="My own mark", by=instructor, now=NOW)
    return seats


def everything(*models):
    return str([[*model.objects.values()] for model in models])


LEFT = (Exercise, Seat, Response, Reason, Annotation, Artifact, Grade, SeatDevice, AuditEvent, Snapshot)


# --- erasing --------------------------------------------------------------------------------------------------------


def test_everything_that_a_seat_wrote_goes_and_the_others_stays(room):
    leaves, stays = room
    assert erase(leaves, NOW) == Purged(seats=1, responses=1, notes=1, parts=1, grades=1)
    assert [r.seat for r in Response.objects.all()] == [stays]
    assert [g.seat for g in Grade.objects.all()] == [stays]
    assert [d.seat for d in SeatDevice.objects.all()] == [stays]
    assert [r.response.seat for r in Reason.objects.all()] == [stays]
    assert {a.by: a.text for a in Artifact.objects.all()} == {leaves: "", stays: "My own part"}
    assert {n.seat: (n.state, n.body, n.exact) for n in Annotation.objects.all()} == {
        leaves: ("withdrawn", "", ""), stays: ("open", "My own note", "carries people on foot")
    }  # fmt: skip


def test_who_it_was_goes_and_the_counts_stay(room, town):
    counted = Snapshot.objects.get(phase__kind="rate").counts
    erase(room[0], later(days=1))
    seat = Seat.objects.get(pk=room[0].pk)
    assert (seat.name, seat.roster_id, seat.words, seat.erased_at) == ("", "", "", later(days=1))
    assert Snapshot.objects.get(phase__kind="rate").counts == counted == {"o.footbridge.cost": {"3": 2}}


def test_erasing_twice_is_erasing_once(room):
    erase(room[0], NOW)
    assert erase(room[0], later(days=1)) == Purged(seats=1)
    assert Seat.objects.get(pk=room[0].pk).erased_at == NOW


def test_erasing_is_logged_without_words_and_seen(room, town):
    before = fresh(town).stamp
    erase(room[0], NOW)
    line = AuditEvent.objects.get(verb="erased")
    assert (line.seat, line.by) == (room[0], None)
    assert not any(secret in str(line.detail) for secret in SECRETS)
    assert fresh(town).stamp == before + 1


def test_what_both_have_left_is_gone_when_both_are(room):
    for seat in room:
        erase(seat, NOW)
    assert not any(secret in everything(*LEFT) for secret in SECRETS)


def test_a_removed_seat_may_be_erased(room, instructor):
    room[0].remove(by=instructor, now=NOW)
    erase(room[0], NOW)
    assert Seat.objects.get(pk=room[0].pk).erased_at == NOW


# --- purging --------------------------------------------------------------------------------------------------------


def test_a_purge_leaves_nothing_that_anybody_wrote(room, town):
    assert purge(town, later(days=30)) == Purged(seats=2, responses=2, notes=2, parts=2, grades=2, cells=1)
    assert not any(secret in everything(*LEFT) for secret in SECRETS)
    assert (town.state, town.purged_at, town.current, town.roster) == ("purged", later(days=30), None, [])
    assert all(seat.erased_at and not seat.words for seat in Seat.objects.all())


def test_a_second_purge_finds_nothing_and_says_nothing(room, town):
    purge(town, NOW)
    before = fresh(town).stamp, AuditEvent.objects.count()
    assert purge(town, later(days=1)) == Purged()
    assert (fresh(town).stamp, AuditEvent.objects.count(), fresh(town).purged_at) == (*before, NOW)


def test_a_purge_says_in_the_log_how_much_it_took(room, town, instructor):
    purge(town, NOW, by=instructor)
    line = AuditEvent.objects.get(verb="purged")
    assert line.by == instructor
    assert line.detail == {"seats": 2, "responses": 2, "notes": 2, "parts": 2, "grades": 2, "cells": 1}


def test_a_purge_leaves_another_exercise_alone(room, town, river, instructor):
    from tests.seminar import exercise

    elsewhere = running(exercise(river, instructor), "rate")
    answer(joined(elsewhere)[0].seat, of_kind(elsewhere, "rate"))
    purge(town, NOW)
    assert (Response.objects.count(), SeatDevice.objects.count()) == (1, 1)


def test_what_it_was_made_of_stays(room, town):
    purge(town, NOW)
    assert (town.phases.count(), town.roles.count(), town.title) == (4, 2, "A town meeting about the river")


def test_who_was_erased_before_is_not_counted_again(room, town):
    erase(room[0], NOW)
    assert purge(town, NOW).responses == 1


@pytest.mark.parametrize("state", ["lobby", "running", "paused"])
def test_a_purge_ends_what_is_still_open(town, state, instructor):
    lobby(town)
    seat = joined(town)[0].seat
    if state != "lobby":
        running(town, "rate")
    if state == "paused":
        Phase.objects.pause(town, by=instructor, now=NOW)
    purge(town, NOW)
    assert (town.state, town.due_at, town.paused_at, town.current) == ("purged", None, None, None)
    assert not Phase.objects.filter(opened_at__isnull=False, closed_at=None).exists()
    with pytest.raises(NotNow):
        answer(seat, of_kind(town, "rate"))
    with pytest.raises(NotNow):
        joined(town)


def test_what_is_purged_does_not_come_back(room, town, instructor):
    purge(town, NOW)
    for verb in (town.archive, town.release):
        with pytest.raises(NotNow):
            verb(by=instructor, now=NOW)
    with pytest.raises(NotNow):
        Phase.objects.advance(town, by=instructor, epoch=town.epoch, now=NOW)


# --- few ------------------------------------------------------------------------------------------------------------


def counted(town, *answers):
    """An exercise of two rounds that so many have answered alike, over."""
    first, second = planned(town, "rate", "rate-again")
    running(town, "rate")
    seats = [one.seat for one in joined(town, len(answers))]
    for phase in (first, second):
        running(town, phase.kind)
        for seat, items in zip(seats, answers, strict=True):
            answer(seat, phase, dict.fromkeys(items, 4))
    return over(town)


def test_items_with_fewer_than_five_answers_go_from_the_counts(town):
    purge(counted(town, *["ab"] * 4, "b"), NOW)
    first, second = Snapshot.objects.order_by("phase__number")
    assert first.counts == second.counts == {"b": {"4": 5}}
    assert second.moves == {"b": {"4>4": 5}}


def test_moves_of_few_go_though_many_have_answered(town):
    first, second = planned(town, "rate", "rate-again")
    running(town, "rate")
    early = [one.seat for one in joined(town, 5)]
    for seat in early:
        answer(seat, first, {"a": 3})
    running(town, "rate-again")
    late = [one.seat for one in joined(town, 3)]
    for seat in early[:2] + late:
        answer(seat, second, {"a": 4})
    over(town)
    assert purge(town, NOW).cells == 1
    assert [(s.counts, s.moves) for s in Snapshot.objects.order_by("phase__number")] == [
        ({"a": {"3": 5}}, {}), ({"a": {"4": 5}}, {})
    ]  # fmt: skip


def test_counts_of_many_stay_as_they_are(town):
    counted(town, *["a"] * 5)
    before = [*Snapshot.objects.values()]
    assert purge(town, NOW).cells == 0
    assert [*Snapshot.objects.values()] == before


# --- when it is due -------------------------------------------------------------------------------------------------


def test_it_is_due_on_its_date_and_no_more_afterwards(town):
    lobby(town)
    assert not Exercise.objects.due_for_purge(later(days=29)).exists()
    assert [*Exercise.objects.due_for_purge(later(days=30))] == [town]
    purge(town, later(days=30))
    assert not Exercise.objects.due_for_purge(later(days=60)).exists()


def test_a_draft_is_due_only_with_names_in_it(town):
    assert not Exercise.objects.due_for_purge(later(days=60)).exists()
    Exercise.objects.update(roster=["s1234567"])
    assert Exercise.objects.due_for_purge(later(days=60)).exists()


def test_a_draft_that_was_planned_long_before_has_its_date_from_the_opening(town):
    lobby(town, now=later(days=60))
    assert fresh(town).purge_at == later(days=90)


# --- at once --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_purges_at_once_one_finds_something_and_what_is_sent_meanwhile_goes(common):
    running(common, "rate")
    seats, rate = [one.seat for one in joined(common, 3)], of_kind(common, "rate")
    found = at_once(
        *[lambda: purge(Exercise.objects.get(), NOW).seats] * 2,
        *(lambda s=s: answer(s, rate, token=uuid4()).outcome for s in seats),
    )
    assert sorted(found[:2]) == [0, 3]
    assert {type(each) for each in found[2:]} <= {str, NotNow}
    assert not Response.objects.exists()
    assert not Response.objects.visible_to(Actor(common.owner)).exists()


@pytest.mark.parametrize("leave", ["erase", "purge"])
def test_a_name_that_an_instructor_put_in_place_of_a_handle_goes_too(room, town, leave):
    seat = room[0] if isinstance(room, list | tuple) else Seat.objects.first()
    seat.rename("Anna Blum", by=town.owner, now=NOW)
    if leave == "erase":
        erase(seat, NOW)
    else:
        purge(fresh(town), NOW)
    assert Seat.objects.get(pk=seat.pk).handle == f"Erased-{seat.number}"
