"""What the database itself refuses in an exercise, whoever writes. That all constraints are here is held in
tests/models/test_constraints.py; that the log and snapshots never change, in test_exercises.py."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from options.models import Artifact, Exercise, Grade, Inject, Phase, Reason, Seat, SeatDevice
from tests.conftest import NOW
from tests.models.seminar.notes import note
from tests.models.seminar.rules import CHECKS, UNIQUE
from tests.seminar import advance, answer, exercise, joined, lobby, of_kind, planned, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def played(town, instructor):
    """Something of every kind, in an exercise that runs."""
    planned(town, "rate", "inject", "discuss", "directive", "vote")
    seat = joined(lobby(town), token=uuid4())[0].seat
    Seat.objects.update(roster_id="s1234567")
    running(town, "rate")
    rate = town.current
    sheet = answer(seat, rate).response
    advance(town)
    Reason.objects.pick(rate, "low", sheet, item="", text="So.", by=instructor, now=NOW)
    Inject.objects.update(toggles={"money": "met"}, token=uuid4())
    Inject.objects.send(town, "The bell rings.", kind="broadcast", by=instructor, token=uuid4(), now=NOW)
    running(town, "discuss")
    note(seat)
    running(town, "directive")
    Artifact.objects.write(town.current, seat, "tripwire", text="If.", seen=0, now=NOW)
    Grade.objects.give(seat, "use-of-sources", points=2, by=instructor, now=NOW)
    return town


def write(row, **changes):
    with transaction.atomic():
        type(row)._default_manager.filter(pk=row.pk).update(**changes)


@pytest.mark.parametrize(("name", "model", "rows", "changes"), CHECKS)
def test_a_row_that_breaks_a_rule_is_refused(played, name, model, rows, changes):
    row = model._default_manager.filter(**rows).first()
    with pytest.raises(IntegrityError, match=name):
        write(row, **changes)


@pytest.mark.parametrize(("name", "model", "changes"), UNIQUE)
def test_a_second_row_of_the_same_name_is_refused(played, name, model, changes):
    row = model._default_manager.first()
    if "handle" in changes and name == "seat_handle":
        assert changes["handle"] == row.handle.upper()
    row.pk = None
    for column, value in changes.items():
        setattr(row, column, value)
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        row.save(force_insert=True)


def test_what_is_alike_only_where_it_may_be_is_taken(played):
    """The rows of the test before, each with one difference more."""
    seat = Seat.objects.get()
    seat.pk, seat.number, seat.handle, seat.client_token, seat.roster_id = None, 99, "Otter-1", None, "s7654321"
    seat.save(force_insert=True)
    assert Seat.objects.count() == 2


def test_an_identifier_is_free_again_once_its_seat_is_gone(played):
    seat = Seat.objects.get()
    Seat.objects.update(removed_at=NOW)
    seat.pk, seat.number, seat.handle, seat.client_token = None, 99, "Otter-1", None
    seat.save(force_insert=True)
    assert Seat.objects.filter(roster_id="s1234567").count() == 2


@pytest.mark.parametrize("column", ["code", "link", "current"])
def test_two_exercises_share_neither_code_nor_link_nor_phase(played, river, instructor, column):
    other = exercise(river, instructor)
    with pytest.raises(IntegrityError):
        write(other, **{column: getattr(played, column)})


def test_two_devices_never_share_a_token(played):
    joined(played)
    with pytest.raises(IntegrityError):
        write(SeatDevice.objects.last(), token=SeatDevice.objects.first().token)


def test_a_phase_tells_its_inject_once(played):
    planned_one = Inject.objects.get(phase__isnull=False)
    with pytest.raises(IntegrityError):
        write(Inject.objects.get(phase=None), phase=planned_one.phase, kind="inject")


@pytest.mark.parametrize("model", [Exercise, Seat, Phase])
def test_what_people_have_worked_in_cannot_be_deleted(played, model):
    with pytest.raises(ProtectedError):
        model._default_manager.first().delete()


def test_neither_its_dossier_nor_its_template_nor_its_owner_can_be_deleted(played):
    for row in (played.dossier, played.template, played.owner):
        with pytest.raises(ProtectedError), transaction.atomic():
            row.delete()


def test_the_phase_that_everybody_is_in_cannot_be_deleted(town):
    running(town)
    with pytest.raises(ProtectedError):
        of_kind(town, "briefing").delete()
