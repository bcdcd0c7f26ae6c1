"""Exercises: who runs one, what its states allow, and the log that nobody changes."""

import ast
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from options.models import VISITOR, Actor, AuditEvent, Exercise, Phase, Role, Seat, Snapshot
from options.models.seminar.exercises import NotNow
from tests.conftest import NOW
from tests.seminar import advance, answer, close, exercise, fresh, joined, later, lobby, of_kind, over, running

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
NOTES = {"note", "_say", "_turn"}


# --- who runs it ----------------------------------------------------------------------------------------------------


def test_its_owner_runs_it(town, instructor):
    assert [*Exercise.objects.run_by(Actor(instructor))] == [town]


@pytest.mark.parametrize("role", ["analyst", "curator", "reviewer", "member"])
def test_who_is_no_instructor_runs_none(town, cast, role):
    assert not Exercise.objects.run_by(Actor(cast[role])).exists()
    assert not Exercise.objects.visible_to(Actor(cast[role])).exists()


def test_neither_a_visitor_nor_a_seat_runs_one(town):
    (one,) = joined(lobby(town))
    assert not Exercise.objects.run_by(VISITOR).exists()
    assert not Exercise.objects.run_by(Actor(seat=one.seat)).exists()


def test_another_instructor_runs_it_once_it_is_shared_and_no_more_after(town, other, instructor):
    assert not Exercise.objects.run_by(Actor(other)).exists()
    town.share(other, by=instructor, now=NOW)
    assert [*Exercise.objects.run_by(Actor(other))] == [town]
    town.unshare(other, by=instructor, now=NOW)
    assert not Exercise.objects.run_by(Actor(other)).exists()
    verbs = AuditEvent.objects.exclude(verb="made").values_list("verb", "detail__with_")
    assert [*verbs] == [("shared", "other"), ("unshared", "other")]


def test_it_is_listed_once_for_an_owner_with_whom_it_is_shared(town, instructor):
    town.share(instructor, by=instructor, now=NOW)
    town.share(instructor, by=instructor, now=NOW)
    assert [*Exercise.objects.run_by(Actor(instructor))] == [town]


def test_administrators_run_every_one(town, cast):
    assert [*Exercise.objects.run_by(Actor(cast["admin"]))] == [town]


def test_who_has_lost_the_role_or_the_account_runs_none(town, instructor, other):
    town.share(other, by=instructor, now=NOW)
    other.groups.clear()
    assert not Exercise.objects.run_by(Actor(type(other).objects.get(pk=other.pk))).exists()
    instructor.is_active = False
    assert not Exercise.objects.run_by(Actor(instructor)).exists()


def test_a_seat_sees_its_exercise_alone(town, river, instructor):
    elsewhere = exercise(river, instructor)
    (one,) = joined(lobby(town))
    assert [*Exercise.objects.visible_to(Actor(seat=one.seat))] == [town]
    assert elsewhere not in Exercise.objects.visible_to(Actor(seat=one.seat))


# --- cards ----------------------------------------------------------------------------------------------------------


def test_public_cards_are_for_the_exercise(town, instructor, other):
    (one,) = joined(lobby(town))
    for actor in (Actor(instructor), Actor(seat=one.seat)):
        assert Role.objects.visible_to(actor).count() == 2
    for actor in (Actor(other), VISITOR):
        assert not Role.objects.visible_to(actor).exists()


def test_the_confidential_part_is_for_whoever_plays_it_and_who_runs_it(town, instructor, other, cast):
    mayor, miller = joined(lobby(town), 2)
    card = mayor.seat.role
    secret = {"interests": ["A ribbon to cut"], "red_lines": ["A toll"], "press": ["What does it cost?"]}
    for actor in (Actor(seat=mayor.seat), Actor(instructor), Actor(cast["admin"])):
        assert card.secret_for(actor) == secret
    for actor in (Actor(seat=miller.seat), Actor(other), Actor(cast["curator"]), Actor(cast["analyst"]), VISITOR):
        assert card.secret_for(actor) == {}


# --- states ---------------------------------------------------------------------------------------------------------


def test_a_draft_lets_nobody_in_and_a_lobby_does(town):
    assert not Exercise.objects.joinable().exists()
    lobby(town)
    assert [*Exercise.objects.joinable()] == [town]
    assert (town.state, town.is_open, town.is_under_way) == ("lobby", True, False)


def test_a_rehearsal_is_joined_by_nobody(town):
    Exercise.objects.update(rehearsal=True)
    lobby(town)
    assert not Exercise.objects.joinable().exists()


@pytest.mark.parametrize("missing", ["phases", "roles"])
def test_an_exercise_without_phases_or_roles_does_not_open(town, missing):
    getattr(town, missing).all().delete()
    with pytest.raises(NotNow):
        lobby(town)
    assert fresh(town).state == "draft"


def test_a_lobby_opens_once(town):
    lobby(town)
    with pytest.raises(NotNow):
        lobby(town)
    assert AuditEvent.objects.filter(verb="opened").count() == 1


@pytest.mark.parametrize("state", ["draft", "lobby", "running"])
def test_only_what_is_over_is_archived_or_released(town, state, instructor):
    {"draft": lambda e: e, "lobby": lobby, "running": running}[state](town)
    for verb in (town.archive, town.release):
        with pytest.raises(NotNow):
            verb(by=instructor, now=NOW)
    assert (fresh(town).state, fresh(town).released_at) == (state, None)


def test_what_is_over_is_archived(town, instructor):
    over(town).archive(by=instructor, now=NOW)
    assert (fresh(town).state, town.is_open) == ("archived", False)
    with pytest.raises(NotNow):
        town.archive(by=instructor, now=NOW)


def test_grades_are_released_of_what_is_archived_too(town, instructor):
    over(town).archive(by=instructor, now=NOW)
    town.release(by=instructor, now=later(days=1))
    assert fresh(town).released_at == later(days=1)


def test_the_stamp_rises_with_every_change_and_the_epoch_with_answers(town, instructor):
    seen = []
    for step in (
        lambda: lobby(town),
        lambda: Phase.objects.start(town, by=instructor, now=NOW),
        lambda: Phase.objects.pause(town, by=instructor, now=NOW),
        lambda: Phase.objects.resume(town, by=instructor, now=NOW),
        lambda: Phase.objects.extend(town, by=instructor, epoch=town.epoch, now=NOW),
        lambda: close(town),
        lambda: advance(town),
    ):
        before = fresh(town)
        step()
        seen.append((fresh(town).stamp > before.stamp, fresh(town).epoch > before.epoch))
    assert seen == [(True, answers) for answers in (False, True, False, False, False, True, True)]


def test_a_change_raises_the_stamp_by_one_whatever_the_object_at_hand_says(town):
    stale = fresh(town)
    town.changed()
    stale.changed()
    assert fresh(town).stamp == 2 == stale.stamp


# --- curated scores -------------------------------------------------------------------------------------------------


def test_curated_scores_are_seen_from_a_phase_on(town):
    town.curated_from = 3
    town.save()
    shown = []
    running(town)
    for _ in range(6):
        shown.append(town.shows_curated())
        advance(town)
    assert shown == [False, False, True, True, True, True]
    assert fresh(town).shows_curated()


def test_curated_scores_are_hidden_again_after_stepping_back(town, instructor):
    town.curated_from = 2
    town.save()
    running(town, "rate")
    Phase.objects.step_back(town, by=instructor, epoch=town.epoch, now=NOW)
    town.refresh_from_db()
    assert not town.shows_curated()


def test_without_such_a_phase_curated_scores_wait_for_the_end(town):
    town.curated_from = None
    town.save()
    assert not town.shows_curated()
    assert not running(town, "reflection").shows_curated()
    assert over(town).shows_curated()


# --- the log and the snapshots --------------------------------------------------------------------------------------


def test_the_log_is_never_changed(town):
    for changes in ({"verb": "opened"}, {"at": later(days=1)}, {"detail": {}}):
        with pytest.raises(IntegrityError, match="the log of an exercise is never changed"), transaction.atomic():
            AuditEvent.objects.update(**changes)


def test_a_line_of_the_log_is_never_saved_again(town):
    line = AuditEvent.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save()


def test_a_snapshot_is_never_changed(town):
    running(town, "rate")
    (one,) = joined(town)
    answer(one.seat, of_kind(town, "rate"))
    close(town)
    for changes in ({"counts": {}}, {"moves": {}}, {"number": 7}, {"taken_at": later(days=1)}):
        with pytest.raises(IntegrityError, match="a snapshot is never changed"), transaction.atomic():
            Snapshot.objects.update(**changes)
    assert Snapshot.objects.get().counts["o.footbridge.cost"] == {"4": 1}


def verbs():
    """All that the code writes in the log, as it stands there."""
    for path in (ROOT / "options/models/seminar").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in NOTES:
                for part in ast.walk(ast.Tuple(elts=node.args, ctx=ast.Load())):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value


def test_every_verb_of_the_log_has_room_in_its_column():
    found = set(verbs())
    assert found >= {"opened", "advanced", "closed by the clock", "hid a part", "new words", "hid"}
    assert max(map(len, found)) <= AuditEvent._meta.get_field("verb").max_length


def test_seats_of_an_exercise_are_seen_by_it_alone(town, instructor, other):
    mayor, miller = joined(lobby(town), 2)
    miller.seat.remove(by=instructor, now=NOW)
    assert [*Seat.objects.visible_to(Actor(instructor))] == [mayor.seat, miller.seat]
    assert [*Seat.objects.visible_to(Actor(seat=mayor.seat))] == [mayor.seat]
    for actor in (Actor(other), VISITOR):
        assert not Seat.objects.visible_to(actor).exists()
