"""Notes of seats: written in a discussion, read by the council once it may, and by nobody outside, ever."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from options.models import VISITOR, Actor, Anchor, Annotation, AnnotationEvent, Entry, Inbox, Phase, Seat, Team
from options.models.annotations import NotNow, Place, SentBefore, TextChanged
from options.models.seminar.leaving import erase
from options.models.seminar.making import set_councils
from options.pages.seminar.handles import council_name
from tests.conftest import NOW
from tests.models.helpers import at_once, draft
from tests.models.notes import PASSAGE, entry_of, on, post
from tests.models.seminar.notes import note
from tests.seminar import advance, close, exercise, fresh, joined, later, lobby, of_kind, planned, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(town):
    """The discussion, open: peers' notes after two of one's own."""
    set_councils(town, 2, council_name)
    running(town, "discuss")
    return of_kind(town, "discuss")


@pytest.fixture
def tables(talk, town):
    """Two of council A, two of B, an observer."""
    mayor_a, mayor_b, miller_a, miller_b, *_more, observer = (one.seat for one in joined(town, 7))
    return mayor_a, miller_a, mayor_b, miller_b, observer


def seen(seat):
    return [*Annotation.objects.visible_to(Actor(seat=Seat.objects.get(pk=seat.pk)))]


# --- writing --------------------------------------------------------------------------------------------------------


def test_a_note_is_its_exercises_for_ever(tables, talk):
    made = note(tables[0], quote=PASSAGE)
    row = Annotation.objects.get()
    assert row == made
    assert (row.seat, row.phase, row.author, row.team, row.visibility) == (tables[0], talk, None, None, "exercise")
    assert (row.exact, row.stance, row.state) == (PASSAGE, "asks", "open")
    assert not Anchor.objects.exists()


def test_the_same_form_sent_twice_makes_one_and_another_text_is_told(tables):
    token = uuid4()
    first = note(tables[0], token=token)
    assert note(tables[0], token=token) == first
    with pytest.raises(SentBefore) as before:
        note(tables[0], "Something else.", token=token)
    assert before.value.annotation == first
    assert note(tables[1], token=token) != first


def test_nothing_is_written_when_the_discussion_takes_no_more(tables, town):
    with pytest.raises(NotNow):
        note(tables[0], now=later(minutes=10, seconds=10))
    close(town)
    with pytest.raises(NotNow):
        note(tables[0])
    assert not Annotation.objects.exists()


def test_a_form_that_was_sent_before_is_known_after_closing_too(tables, town):
    token = uuid4()
    first = note(tables[0], token=token)
    close(town)
    assert note(tables[0], token=token) == first


@pytest.mark.parametrize("leave", ["remove", "erase"])
def test_who_has_left_writes_nothing(tables, instructor, leave):
    stale = Seat.objects.get(pk=tables[0].pk)
    if leave == "remove":
        tables[0].remove(by=instructor, now=NOW)
    else:
        erase(tables[0], NOW)
    with pytest.raises(NotNow):
        note(stale)


def test_the_passage_must_stand_in_the_pinned_text(tables, river, talk):
    pinned = entry_of(river).live
    draft(entry_of(river), description="Nobody walks here.").publish(by=None, now=NOW)
    spot = on(river, "Nobody walks here.")
    said = {"seat": tables[0], "phase": talk, "made_on": pinned, "token": uuid4(), "now": NOW}
    from options.models.annotations import Said

    with pytest.raises(TextChanged):
        Annotation.objects.post_in_exercise(spot, Said("No.", "asks"), **said)
    whole = Place(spot.entry, None, "description")
    assert Annotation.objects.post_in_exercise(whole, Said("No.", "asks"), **said).made_on == pinned


def test_a_publication_leaves_seats_notes_where_they_are(tables, river):
    made = note(tables[0], quote=PASSAGE)
    draft(entry_of(river), description="Nobody walks here.").publish(by=None, now=NOW)
    made.refresh_from_db()
    assert (made.exact, made.made_on.number) == (PASSAGE, 1)
    assert not Anchor.objects.exists()


# --- who reads: the council -----------------------------------------------------------------------------------------


def test_peers_notes_open_after_so_many_of_ones_own(tables):
    mayor, miller, *_ = tables
    theirs = note(miller)
    assert seen(mayor) == []
    first = note(mayor)
    assert seen(mayor) == [first]
    second = note(mayor)
    assert seen(mayor) == [theirs, first, second]


def test_ones_own_on_every_entry_count(tables, river):
    mayor, miller, *_ = tables
    theirs = note(miller)
    note(mayor, slug="road-bridge")
    note(mayor, slug="keep-the-ferry")
    actor = Actor(seat=Seat.objects.get(pk=mayor.pk))
    rows = Annotation.objects.on_entries(river, "option", ["footbridge"])
    assert [*rows.visible_to(actor)] == [theirs]
    assert [*Annotation.objects.visible_to(actor).on_entries(river, "option", ["footbridge"])] == [theirs]


def test_two_who_wait_for_each_other_see_nothing_even_of_how_many(tables):
    mayor, miller, *_ = tables
    note(mayor)
    note(miller)
    assert [len(seen(seat)) for seat in (mayor, miller)] == [1, 1]
    before = Seat.objects.get(pk=miller.pk).stamp
    note(mayor)
    assert Seat.objects.get(pk=miller.pk).stamp == before


def test_who_may_read_is_told_that_there_is_something_new(tables):
    mayor, miller, _mayor_b, *_ = tables
    note(mayor)
    note(mayor)
    before = {seat.pk: seat.stamp for seat in Seat.objects.all()}
    note(miller)
    after = {seat.pk: seat.stamp for seat in Seat.objects.all()}
    assert {pk for pk in after if after[pk] > before[pk]} == {mayor.pk, miller.pk}


def test_once_the_discussion_is_over_the_council_reads_all(tables, town):
    mayor, miller, *_ = tables
    theirs = note(miller)
    close(town)
    assert seen(mayor) == [theirs]


def test_after_stepping_back_what_is_hidden_is_hidden_again(tables, town, instructor):
    mayor, miller, *_ = tables
    note(miller)
    advance(town)
    assert len(seen(mayor)) == 1
    Phase.objects.step_back(town, by=instructor, epoch=town.epoch, now=NOW)
    assert seen(mayor) == []


@pytest.mark.parametrize("unlock_after", [None, 0])
def test_without_such_a_number_the_council_reads_at_once(tables, talk, unlock_after):
    Phase.objects.filter(pk=talk.pk).update(unlock_after=unlock_after)
    theirs = note(tables[1])
    assert seen(tables[0]) == [theirs]


def test_each_discussion_is_unlocked_on_its_own(town):
    first, second = planned(town, "discuss", "discuss", unlock_after=1)
    running(town, "discuss")
    mayor, miller = (one.seat for one in joined(town, 2))
    note(mayor, phase=first)
    advance(town)
    theirs = note(miller, phase=second)
    assert theirs not in seen(mayor)
    note(mayor, phase=second)
    assert theirs in seen(mayor)


def test_other_councils_never_read_them(tables, town):
    mayor_a, miller_a, mayor_b, _miller_b, observer = tables
    for seat in (mayor_b, mayor_b, miller_a):
        note(seat)
    while town.state == "running":
        assert {row.seat.council.name for row in seen(mayor_b)} == {"B"}
        assert seen(observer) == []
        advance(town)
    assert {row.seat.council.name for row in seen(mayor_b)} == {"B"}
    assert [row.seat for row in seen(mayor_a)] == [miller_a]


def test_an_observer_writes_and_reads_for_itself(tables, town):
    *_, observer = tables
    own = note(observer)
    close(town)
    assert seen(observer) == [own]
    assert seen(tables[0]) == []


def test_what_is_hidden_is_seen_by_its_author_alone(tables, town):
    mayor, miller, *_ = tables
    theirs = note(miller)
    Annotation.objects.update(hidden_at=NOW)
    close(town)
    assert (seen(mayor), seen(miller)) == ([], [theirs])


def test_notes_of_a_removed_seat_are_off_the_table(tables, town, instructor):
    mayor, miller, *_ = tables
    note(miller)
    close(town)
    miller.remove(by=instructor, now=NOW)
    assert seen(mayor) == []


def test_a_seat_reads_no_public_notes(tables, river, cast):
    post(on(river), cast["analyst"])
    assert seen(tables[0]) == []


def test_a_seat_of_another_exercise_reads_none(tables, town, river, instructor):
    note(tables[0])
    stranger = joined(lobby(exercise(river, instructor)))[0].seat
    close(town)
    assert seen(stranger) == []


# --- who reads: people ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["analyst", "curator", "reviewer", "instructor", "member", "admin"])
def test_people_never_read_them_among_annotations(tables, town, cast, role):
    note(tables[0])
    actor = Actor(cast[role])
    for move in (lambda: None, lambda: close(town)):
        move()
        assert not Annotation.objects.visible_to(actor).exists()
        assert not Annotation.objects.visible_to(VISITOR).exists()


def test_not_even_when_somebody_has_reported_or_hidden_them(tables, cast):
    note(tables[0])
    Annotation.objects.update(reported_at=NOW, hidden_at=NOW)
    for role in ("curator", "admin"):
        assert not Annotation.objects.visible_to(Actor(cast[role])).exists()
        assert not Annotation.objects.visible_to(Actor(cast[role])).reported().exists()
        assert not Annotation.objects.waiting_for(Actor(cast[role])).exists()


def test_who_runs_the_exercise_reads_them_there(tables, cast, instructor, other):
    row = note(tables[0])
    assert [*Annotation.objects.in_exercise(Actor(instructor))] == [row]
    assert [*Annotation.objects.in_exercise(Actor(cast["admin"]))] == [row]
    for actor in (Actor(other), Actor(cast["curator"]), Actor(cast["member"]), VISITOR):
        assert not Annotation.objects.in_exercise(actor).exists()


def test_peoples_own_annotations_are_no_exercises(tables, river, cast, instructor):
    post(on(river), instructor)
    assert not Annotation.objects.in_exercise(Actor(instructor)).exists()


def test_they_are_in_nobodys_counts_or_inbox(tables, river, cast):
    note(tables[0])
    assert Annotation.objects.visible_to(Actor(cast["curator"])).counts() == {}
    assert not Inbox.objects.exists()
    assert not AnnotationEvent.objects.exists()


# --- by a person or by a seat ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("changes", [{"visibility": "public"}, {"visibility": "private"}, {"seat": None},
                                     {"phase": None}, {"seat": None, "phase": None}])  # fmt: skip
def test_a_seats_note_never_becomes_anything_else(tables, changes):
    note(tables[0])
    with pytest.raises(IntegrityError, match="annotation_by_a_person_or_a_seat"), transaction.atomic():
        Annotation.objects.update(**changes)


def test_a_seats_note_never_gets_an_author_or_a_team(tables, cast, town):
    note(tables[0])
    team = Team.objects.found("Night shift", by=cast["analyst"], now=NOW)
    for changes in ({"author": cast["analyst"]}, {"visibility": "team", "team": team},
                    {"author": cast["analyst"], "seat": None, "phase": None}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Annotation.objects.update(**changes)


def test_a_persons_never_becomes_a_seats(tables, talk, river, cast):
    post(on(river), cast["analyst"])
    for changes in ({"visibility": "exercise"}, {"seat": tables[0]}, {"phase": talk}, {"author": None},
                    {"seat": tables[0], "phase": talk, "visibility": "exercise"}):  # fmt: skip
        with pytest.raises(IntegrityError, match="annotation_by_a_person_or_a_seat"), transaction.atomic():
            Annotation.objects.update(**changes)


# --- at once --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_form_sent_five_times_at_once_makes_one_note(common):
    token = uuid4()
    running(common, "discuss")
    seat = joined(common)[0].seat
    found = at_once(*[lambda: note(seat, token=token).pk] * 5)
    assert len(set(found)) == 1
    assert Annotation.objects.count() == 1
    assert Entry.objects.exists()
    assert fresh(common).state == "running"
