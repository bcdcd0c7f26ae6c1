"""Injects and broadcasts: who is told what, and which preconditions an inject switches."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from options.models import VISITOR, Actor, AuditEvent, Inject, Phase
from options.models.seminar.exercises import NotNow
from tests.conftest import NOW
from tests.models.helpers import at_once
from tests.seminar import advance, exercise, fresh, joined, later, lobby, of_kind, over, planned, running

pytestmark = pytest.mark.django_db
NEWS = "FICTION, exercise: both councils agree."
AGREED = {"both-councils-agree": "met"}


def send(exercise, text="The bell rings.", *, kind="inject", now=NOW, token=None, **options):
    return Inject.objects.send(exercise, text, kind=kind, by=exercise.owner, token=token or uuid4(), now=now, **options)


def told(seat=None, user=None):
    return [row.text for row in Inject.objects.visible_to(Actor(user=user, seat=seat))]


@pytest.fixture
def room(town):
    """A mayor, a miller and an observer, in the lobby."""
    mayor, miller, _second, observer = (one.seat for one in joined(lobby(town), 4))
    return mayor, miller, observer


# --- planned --------------------------------------------------------------------------------------------------------


def test_a_planned_inject_is_told_when_its_phase_opens(town, room, instructor):
    running(town, "rate")
    assert [told(seat) for seat in room] == [[], [], []]
    assert told(user=instructor) == []
    advance(town, now=later(minutes=1))
    assert [told(seat) for seat in room] == [[NEWS]] * 3
    sent = Inject.objects.get()
    assert (sent.kind, sent.phase, sent.sent_at, sent.toggles) == (
        "inject",
        of_kind(town, "inject"),
        later(minutes=1),
        AGREED,
    )


def test_a_planned_inject_is_for_the_roles_it_names(town, room):
    town.phases.filter(kind="inject").update(for_roles=["miller-of-weir"])
    mayor, miller, observer = room
    running(town, "inject")
    assert (told(mayor), told(miller), told(observer)) == ([], [NEWS], [])


def test_a_planned_inject_without_words_has_its_title(town):
    town.phases.filter(kind="inject").update(instructions="")
    running(town, "inject")
    assert Inject.objects.get().text == "News (fiction)"


def test_other_phases_tell_nothing(town):
    planned(town, "rate", "discuss", "vote")
    over(town)
    assert not Inject.objects.exists()


# --- on the spot ----------------------------------------------------------------------------------------------------


def test_what_is_sent_is_told_at_once_oldest_first(town, room, instructor):
    send(town, "Second", now=later(minutes=2))
    send(town, "First", kind="broadcast", now=later(minutes=1))
    assert [told(seat) for seat in room] == [["First", "Second"]] * 3
    assert told(user=instructor) == ["First", "Second"]


def test_some_roles_are_told_alone(town, room):
    mayor, miller, observer = room
    send(town, "For you", for_roles=["mayor-of-harrow"])
    assert (told(mayor), told(miller), told(observer)) == (["For you"], [], [])


def test_who_is_moved_is_told_what_is_for_the_new_role(town, room, instructor):
    _mayor, miller, _observer = room
    send(town, "For you", for_roles=["mayor-of-harrow"])
    miller.place(town.roles.first(), town.councils.get(), by=instructor, now=NOW)
    assert told(miller) == ["For you"]


def test_nobody_outside_is_told(town, room, other, river, instructor, cast):
    send(town)
    stranger = joined(lobby(exercise(river, instructor)))[0].seat
    assert told(stranger) == told(user=other) == told(user=cast["curator"]) == []
    assert Inject.objects.visible_to(VISITOR) == []


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_nothing_is_sent_before_or_after(town, state):
    if state == "closed":
        over(town)
    before = Inject.objects.count()
    with pytest.raises(NotNow):
        send(town)
    assert Inject.objects.count() == before


def test_the_same_form_sent_twice_tells_it_once(town, room):
    token = uuid4()
    first = send(town, "Once", token=token)
    again = send(town, "Once", token=token)
    assert first == again
    assert told(room[0]) == ["Once"]
    assert AuditEvent.objects.filter(verb="sent inject").count() == 1


def test_sending_raises_the_stamp_and_leaves_forms_valid(town, room):
    before = fresh(town)
    send(town)
    assert (fresh(town).stamp, fresh(town).epoch) == (before.stamp + 1, before.epoch)


def test_an_empty_text_is_refused(town, room):
    with pytest.raises(IntegrityError), transaction.atomic():
        send(town, "")


def test_a_broadcast_switches_nothing(town, room):
    with pytest.raises(IntegrityError), transaction.atomic():
        send(town, kind="broadcast", toggles=AGREED)


# --- hidden ---------------------------------------------------------------------------------------------------------


def test_what_is_hidden_is_off_the_seats_screens_and_back_again(town, room, instructor):
    row = send(town, toggles=AGREED)
    row.hide(hidden=True, by=instructor, now=later(minutes=1))
    assert told(room[0]) == []
    assert Inject.objects.toggles_for(Actor(seat=room[0])) == {}
    assert not Inject.objects.said(town).exists()
    assert told(user=instructor) == ["The bell rings."]
    row.hide(hidden=False, by=instructor, now=later(minutes=2))
    assert told(room[0]) == ["The bell rings."]
    verbs = AuditEvent.objects.filter(by=instructor, at__gt=NOW).values_list("verb", flat=True)
    assert [*verbs] == ["hid inject", "showed inject"]


def test_hiding_raises_the_stamp(town, room, instructor):
    row = send(town)
    before = fresh(town).stamp
    row.hide(hidden=True, by=instructor, now=NOW)
    assert fresh(town).stamp == before + 1


# --- preconditions --------------------------------------------------------------------------------------------------


def test_preconditions_are_switched_for_those_who_are_told(town, room):
    _mayor, _miller, _observer = room
    send(town, toggles=AGREED, for_roles=["mayor-of-harrow"])
    assert [Inject.objects.toggles_for(Actor(seat=seat)) for seat in room] == [AGREED, {}, {}]


def test_the_later_one_holds(town, room):
    send(town, toggles=AGREED, now=later(minutes=1))
    send(town, toggles={"both-councils-agree": "unmet", "money": "met"}, now=later(minutes=2))
    send(town, toggles={"money": "contested"}, now=NOW)
    assert Inject.objects.toggles_for(Actor(seat=room[0])) == {"both-councils-agree": "unmet", "money": "met"}


def test_a_planned_one_stays_told_after_stepping_back(town, room, instructor):
    running(town, "inject")
    Phase.objects.step_back(town, by=instructor, epoch=town.epoch, now=NOW)
    assert told(room[0]) == [NEWS]


# --- at once --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_form_sent_five_times_at_once_tells_it_once(common):
    token = uuid4()
    lobby(common)
    found = at_once(*[lambda: send(fresh(common), token=token).pk] * 5)
    assert len(set(found)) == 1
    assert Inject.objects.count() == 1
