"""Grades: given by who runs the exercise, seen by the seat when all are released together."""

import pytest
from django.db import IntegrityError, transaction

from options.models import VISITOR, Actor, Grade
from options.models.seminar.exercises import NotNow
from options.models.seminar.leaving import erase
from tests.conftest import NOW
from tests.seminar import exercise, fresh, joined, later, lobby, over

pytestmark = pytest.mark.django_db
ROW = "use-of-sources"


@pytest.fixture
def seats(town):
    found = [one.seat for one in joined(lobby(town), 2)]
    over(town)
    return found


def give(seat, points=2, comment="", *, row=ROW, now=NOW):
    return Grade.objects.give(seat, row, points=points, comment=comment, by=seat.exercise.owner, now=now)


def seen(actor):
    return [*Grade.objects.visible_to(actor)]


def own(seat):
    return Actor(seat=type(seat).objects.select_related("exercise").get(pk=seat.pk))


def test_a_grade_stands_in_place_of_the_one_before(seats):
    give(seats[0])
    give(seats[0], 2.5, "Named and questioned.", now=later(minutes=1))
    row = Grade.objects.get()
    assert (row.points, row.comment, row.given_at) == (2.5, "Named and questioned.", later(minutes=1))


def test_points_of_zero_are_a_grade_and_a_comment_alone_is_one_too(seats):
    assert give(seats[0], 0).points == 0
    assert give(seats[1], None, "See me.").points is None
    assert Grade.objects.count() == 2


def test_neither_points_nor_words_takes_it_away(seats):
    give(seats[0])
    assert give(seats[0], None) is None
    assert give(seats[0], None) is None
    assert not Grade.objects.exists()


def test_each_seat_and_each_row_has_its_own(seats):
    give(seats[0])
    give(seats[0], row="another-row")
    give(seats[1])
    assert Grade.objects.count() == 3


@pytest.mark.parametrize("points", [-1, 1001, float("nan")])
def test_points_are_from_nothing_to_a_thousand(seats, points):
    with pytest.raises(IntegrityError), transaction.atomic():
        give(seats[0], points)


def test_before_they_are_released_no_seat_sees_any(seats, town, instructor):
    row = give(seats[0])
    assert seen(own(seats[0])) == []
    assert seen(Actor(instructor)) == [row]


def test_released_together_each_seat_sees_its_own(seats, town, instructor):
    mine, theirs = give(seats[0]), give(seats[1])
    town.release(by=instructor, now=NOW)
    assert seen(own(seats[0])) == [mine]
    assert seen(own(seats[1])) == [theirs]


def test_what_is_given_after_that_is_seen_at_once_and_raises_the_stamp(seats, town, instructor):
    before = fresh(town).stamp
    give(seats[0])
    assert fresh(town).stamp == before
    town.release(by=instructor, now=NOW)
    before = fresh(town).stamp
    row = give(seats[0], 1)
    assert fresh(town).stamp == before + 1
    assert seen(own(seats[0])) == [row]


def test_nobody_else_sees_any(seats, town, instructor, other, cast, river):
    give(seats[0])
    town.release(by=instructor, now=NOW)
    stranger = joined(lobby(exercise(river, instructor)))[0].seat
    for actor in (Actor(other), Actor(cast["curator"]), Actor(cast["member"]), Actor(seat=stranger), VISITOR):
        assert seen(actor) == []
    town.share(other, by=instructor, now=NOW)
    assert len(seen(Actor(other))) == 1


def test_an_erased_seat_has_no_grade_and_gets_none(seats):
    give(seats[0])
    erase(seats[0], NOW)
    assert not Grade.objects.exists()
    with pytest.raises(NotNow):
        give(seats[0])
