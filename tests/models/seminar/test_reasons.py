"""Reasons that are picked for a reveal: one for each band, of a round that is closed."""

import pytest

from options.models import AuditEvent, Phase, Reason
from options.models.seminar.exercises import NotNow
from options.models.seminar.leaving import erase
from tests.conftest import NOW
from tests.seminar import answer, close, fresh, joined, later, planned, running

pytestmark = pytest.mark.django_db
ITEM = "o.footbridge.cost"


@pytest.fixture
def rounds(town):
    return planned(town, "rate", "reveal")


@pytest.fixture
def sheets(town, rounds):
    """Two sheets of a round that has just been closed."""
    running(town, "rate")
    found = [answer(one.seat, rounds[0]).response for one in joined(town, 2)]
    close(town)
    return found


def pick(phase, response, band="low", *, by=None, text="It is cheap.", now=NOW):
    by = by or phase.exercise.owner
    return Reason.objects.pick(phase, band, response, item=ITEM, text=text, by=by, now=now)


def test_one_is_picked_for_each_band(rounds, sheets):
    for band in ("low", "middle", "high"):
        pick(rounds[0], sheets[0], band)
    assert [(r.band, r.item, r.text, r.response) for r in Reason.objects.all()] == [
        (band, ITEM, "It is cheap.", sheets[0]) for band in ("low", "middle", "high")
    ]


def test_another_one_takes_its_place(rounds, sheets, town, instructor):
    first = pick(rounds[0], sheets[0])
    first.hide(hidden=True, by=instructor, now=NOW)
    pick(rounds[0], sheets[1], text="It is slow.")
    assert [(r.response, r.text, r.hidden_at) for r in Reason.objects.all()] == [(sheets[1], "It is slow.", None)]


def test_one_is_dropped(rounds, sheets, instructor):
    pick(rounds[0], sheets[0])
    pick(rounds[0], sheets[1], "high")
    Reason.objects.drop(rounds[0], "low", by=instructor, now=NOW)
    assert [r.band for r in Reason.objects.all()] == ["high"]


def test_one_is_hidden_and_shown_again(rounds, sheets, instructor):
    row = pick(rounds[0], sheets[0])
    row.hide(hidden=True, by=instructor, now=later(minutes=1))
    assert Reason.objects.get().hidden_at == later(minutes=1)
    row.hide(hidden=False, by=instructor, now=later(minutes=2))
    assert Reason.objects.get().hidden_at is None


def test_all_of_it_is_logged_without_words_and_seen(rounds, sheets, town, instructor):
    before = fresh(town).stamp
    row = pick(rounds[0], sheets[0])
    row.hide(hidden=True, by=instructor, now=NOW)
    row.hide(hidden=False, by=instructor, now=NOW)
    Reason.objects.drop(rounds[0], "low", by=instructor, now=NOW)
    lines = AuditEvent.objects.filter(verb__endswith="a reason").values_list("verb", "by", "detail")
    assert [(verb, by) for verb, by, _ in lines] == [
        (f"{verb} a reason", instructor.pk) for verb in ("picked", "hid", "showed", "dropped")
    ]
    assert "cheap" not in str([*lines])
    assert fresh(town).stamp == before + 4


def test_while_the_round_is_open_none_is_picked(town, rounds, sheets, instructor):
    Phase.objects.extend(town, by=instructor, epoch=town.epoch, now=NOW)
    with pytest.raises(NotNow):
        pick(rounds[0], sheets[0])
    assert not Reason.objects.exists()


def test_none_is_picked_from_a_sheet_that_is_its_students_own(rounds, sheets):
    type(sheets[0]).objects.update(state="private", handed_in_at=None)
    with pytest.raises(NotNow):
        pick(rounds[0], sheets[0])


def test_none_is_picked_by_who_does_not_run_it(rounds, sheets, other):
    with pytest.raises(NotNow):
        pick(rounds[0], sheets[0], by=other)


def test_none_is_picked_from_another_round(rounds, sheets):
    with pytest.raises(NotNow):
        pick(rounds[1], sheets[0])


def test_with_the_seat_its_reason_goes(rounds, sheets):
    pick(rounds[0], sheets[0])
    pick(rounds[0], sheets[1], "high")
    erase(sheets[0].seat, NOW)
    assert [r.band for r in Reason.objects.all()] == ["high"]
