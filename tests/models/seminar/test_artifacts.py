"""What a council writes together: who may write, who accepts, who reads, and two who write at once."""

import pytest

from options.models import VISITOR, Actor, Artifact, AuditEvent, Phase, Seat
from options.models.seminar.artifacts import WrittenMeanwhile
from options.models.seminar.exercises import NotNow
from options.models.seminar.leaving import erase
from options.models.seminar.making import set_councils
from options.pages.seminar.handles import council_name
from tests.conftest import NOW
from tests.models.helpers import at_once
from tests.seminar import advance, close, exercise, fresh, joined, later, lobby, of_kind, over, planned, running

pytestmark = pytest.mark.django_db


def opened(exercise):
    planned(exercise, "directive", "compare-directives", "vote")
    set_councils(exercise, 2, council_name)
    return running(exercise, "directive")


@pytest.fixture
def table(town):
    """Mayor and miller of council A, mayor and miller of B; an observer last."""
    mayor_a, mayor_b, miller_a, miller_b, *_more, observer = (one.seat for one in joined(opened(town), 7))
    return mayor_a, miller_a, mayor_b, miller_b, observer


def write(seat, item="tripwire", *, text="If it floods twice.", choice="", seen=0, now=NOW, kind="directive"):
    phase = of_kind(seat.exercise, kind)
    return Artifact.objects.write(phase, seat, item, text=text, choice=choice, seen=seen, now=now)


def seen_by(seat):
    return [*Artifact.objects.visible_to(Actor(seat=Seat.objects.get(pk=seat.pk)))]


# --- writing --------------------------------------------------------------------------------------------------------


def test_everybody_at_the_table_writes(table):
    mayor, miller, *_ = table
    row = write(miller, choice="footbridge", now=later(minutes=1))
    assert (row.by, row.council, row.edition, row.saved_at) == (miller, miller.council, 1, later(minutes=1))
    row = write(mayor, text="If it floods once.", seen=1)
    assert (row.by, row.edition, row.choice, Artifact.objects.count()) == (mayor, 2, "", 1)


def test_each_council_has_its_own(table):
    mayor_a, _, mayor_b, *_ = table
    write(mayor_a)
    write(mayor_b, text="Never.")
    assert {a.council.name: a.text for a in Artifact.objects.all()} == {"A": "If it floods twice.", "B": "Never."}


def test_an_observer_writes_nothing(table):
    with pytest.raises(NotNow):
        write(table[-1])
    assert not Artifact.objects.exists()


@pytest.mark.parametrize("leave", ["remove", "erase"])
def test_who_has_left_writes_nothing(table, instructor, leave):
    _, miller, *_ = table
    stale = Seat.objects.get(pk=miller.pk)
    if leave == "remove":
        miller.remove(by=instructor, now=NOW)
    else:
        erase(miller, NOW)
    with pytest.raises(NotNow):
        write(stale)


def test_who_is_moved_writes_at_the_new_table(table, town, instructor):
    _, miller, *_ = table
    stale = Seat.objects.get(pk=miller.pk)
    miller.place(miller.role, town.councils.get(name="B"), by=instructor, now=NOW)
    assert write(stale).council.name == "B"


def test_nothing_is_written_once_the_phase_is_closed(table, town):
    close(town)
    with pytest.raises(NotNow):
        write(table[0])


def test_nothing_is_written_after_the_grace(table):
    write(table[0], now=later(minutes=5, seconds=9))
    with pytest.raises(NotNow):
        write(table[0], seen=1, text="More.", now=later(minutes=5, seconds=10))


def test_writing_is_new_for_the_council_alone(table, town):
    before = fresh(town).stamp, [*town.councils.values_list("stamp", flat=True)]
    write(table[0])
    assert fresh(town).stamp == before[0]
    assert [*town.councils.values_list("stamp", flat=True)] == [before[1][0] + 1, before[1][1]]


# --- written meanwhile ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seen", [0, 2])
def test_who_has_not_seen_the_last_edition_is_shown_it(table, seen):
    mayor, miller, *_ = table
    theirs = write(miller)
    with pytest.raises(WrittenMeanwhile) as meanwhile:
        write(mayor, text="Mine.", seen=seen)
    assert (meanwhile.value.theirs, meanwhile.value.theirs.text) == (theirs, "If it floods twice.")
    assert Artifact.objects.get().text == "If it floods twice."


def test_the_same_words_again_change_nothing_whatever_was_seen(table, town):
    mayor, miller, *_ = table
    write(miller)
    stamp = town.councils.first().stamp
    assert write(mayor, seen=9).edition == 1
    assert Artifact.objects.get().by == miller
    assert town.councils.first().stamp == stamp


def test_a_text_may_be_emptied(table):
    mayor, *_ = table
    write(mayor)
    assert write(mayor, text="", seen=1).edition == 2


# --- accepting ------------------------------------------------------------------------------------------------------


def test_the_decision_maker_accepts(table, town):
    mayor, miller, *_ = table
    row = write(miller)
    stamp = town.councils.first().stamp
    row.accept(mayor, now=later(minutes=1))
    row = Artifact.objects.get()
    assert (row.accepted_by, row.accepted_at) == (mayor, later(minutes=1))
    assert town.councils.first().stamp == stamp + 1


def test_nobody_else_accepts_or_reopens(table):
    mayor, miller, mayor_b, _, observer = table
    row = write(miller)
    for seat in (miller, mayor_b, observer):
        with pytest.raises(NotNow):
            row.accept(seat, now=NOW)
    row.accept(mayor, now=NOW)
    for seat in (miller, mayor_b, observer):
        with pytest.raises(NotNow):
            row.reopen(seat, now=NOW)
    assert Artifact.objects.get().accepted_by == mayor


def test_who_is_named_by_the_instructor_accepts_instead(table, instructor):
    mayor, miller, *_ = table
    row = write(miller)
    miller.decide(by=instructor, now=NOW)
    with pytest.raises(NotNow):
        row.accept(mayor, now=NOW)
    row.accept(miller, now=NOW)
    assert Artifact.objects.get().accepted_by == miller


def test_accepting_twice_changes_nothing(table):
    mayor, *_ = table
    row = write(mayor)
    row.accept(mayor, now=NOW)
    row.accept(mayor, now=later(minutes=1))
    assert Artifact.objects.get().accepted_at == NOW


def test_only_what_was_read_is_accepted(table):
    mayor, miller, *_ = table
    stale = write(miller)
    write(miller, text="Something else.", seen=1)
    with pytest.raises(WrittenMeanwhile) as meanwhile:
        stale.accept(mayor, now=NOW, seen=1)
    assert meanwhile.value.theirs.text == "Something else."
    assert Artifact.objects.get().accepted_at is None
    stale.accept(mayor, now=NOW, seen=2)
    assert Artifact.objects.get().accepted_by == mayor


def test_an_empty_part_is_not_accepted(table):
    mayor, *_ = table
    write(mayor)
    row = write(mayor, text="", seen=1)
    with pytest.raises(NotNow):
        row.accept(mayor, now=NOW)


def test_what_is_accepted_is_written_again_only_once_it_is_reopened(table):
    mayor, miller, *_ = table
    row = write(miller)
    row.accept(mayor, now=NOW)
    with pytest.raises(NotNow):
        write(miller, text="More.", seen=1)
    row.reopen(mayor, now=NOW)
    assert write(miller, text="More.", seen=1).accepted_at is None


def test_nothing_is_accepted_once_the_phase_is_closed(table, town):
    mayor, *_ = table
    row = write(mayor)
    close(town)
    for verb in (row.accept, row.reopen):
        with pytest.raises(NotNow):
            verb(mayor, now=NOW)


def test_after_stepping_back_everything_stands_and_goes_on(table, town, instructor):
    mayor, *_ = table
    write(mayor).accept(mayor, now=NOW)
    advance(town)
    Phase.objects.step_back(town, by=instructor, epoch=town.epoch, now=NOW)
    row = Artifact.objects.get()
    assert (row.text, row.accepted_by) == ("If it floods twice.", mayor)
    row.reopen(mayor, now=NOW)


def test_what_an_erased_seat_wrote_is_empty_and_open_to_the_others(table):
    mayor, miller, *_ = table
    write(miller).accept(mayor, now=NOW)
    erase(miller, NOW)
    row = Artifact.objects.get()
    assert (row.text, row.choice, row.accepted_at, row.edition) == ("", "", None, 2)
    with pytest.raises(WrittenMeanwhile):
        write(mayor, text="Ours.", seen=1)
    assert write(mayor, text="Ours.", seen=2).by == mayor


# --- who reads ------------------------------------------------------------------------------------------------------


def test_before_directives_are_compared_a_council_reads_its_own_alone(table, town):
    mayor_a, miller_a, mayor_b, _miller_b, _observer = table
    mine, theirs = write(miller_a), write(mayor_b)
    mine.accept(mayor_a, now=NOW)
    theirs.accept(mayor_b, now=NOW)
    close(town)
    assert [seen_by(seat) for seat in table] == [[mine], [mine], [theirs], [theirs], []]


def test_when_they_are_compared_everybody_reads_what_was_accepted_and_the_dissents(table, town):
    mayor_a, _miller_a, mayor_b, miller_b, observer = table
    accepted, open_one = write(miller_b), write(miller_b, "mitigations")
    accepted.accept(mayor_b, now=NOW)
    dissent = write(miller_b, f"dissent.{miller_b.number}", text="Not in my name.")
    advance(town)
    assert set(seen_by(mayor_a)) == set(seen_by(observer)) == {accepted, dissent}
    assert set(seen_by(mayor_b)) == {accepted, dissent, open_one}


def test_what_an_instructor_hides_is_seen_by_its_council_alone(table, town, instructor):
    mayor_a, _, mayor_b, *_ = table
    row = write(mayor_b)
    row.accept(mayor_b, now=NOW)
    advance(town)
    before = fresh(town).stamp
    row.hide(hidden=True, by=instructor, now=NOW)
    assert (seen_by(mayor_a), seen_by(mayor_b)) == ([], [row])
    row.hide(hidden=False, by=instructor, now=NOW)
    assert seen_by(mayor_a) == [row]
    assert fresh(town).stamp == before + 2
    assert [*AuditEvent.objects.filter(verb__contains="part").values_list("verb", "by")] == [
        ("hid a part", instructor.pk), ("showed a part", instructor.pk)
    ]  # fmt: skip


def test_after_stepping_back_from_comparing_it_is_the_councils_own_again(table, town, instructor):
    mayor_a, _, mayor_b, *_ = table
    write(mayor_b).accept(mayor_b, now=NOW)
    advance(town)
    assert len(seen_by(mayor_a)) == 1
    Phase.objects.step_back(town, by=instructor, epoch=town.epoch, now=NOW)
    assert seen_by(mayor_a) == []


def test_a_screening_grid_stays_with_its_council(town):
    planned(town, "screen", "directive", "compare-directives")
    set_councils(town, 2, council_name)
    running(town, "screen")
    mayor_a, mayor_b = (one.seat for one in joined(town, 2))
    row = write(mayor_b, "footbridge.lawful", choice="p", text="", kind="screen")
    over(town)
    assert (seen_by(mayor_a), seen_by(mayor_b)) == ([], [row])


def test_an_exercise_that_never_compared_shows_directives_at_its_end(town):
    planned(town, "directive", "vote")
    set_councils(town, 2, council_name)
    running(town, "directive")
    mayor_a, mayor_b = (one.seat for one in joined(town, 2))
    row = write(mayor_b)
    row.accept(mayor_b, now=NOW)
    advance(town)
    assert seen_by(mayor_a) == []
    over(town)
    assert seen_by(mayor_a) == [row]


def test_who_runs_it_reads_everything_at_any_time(table, instructor, cast):
    row = write(table[0])
    row.hide(hidden=True, by=instructor, now=NOW)
    for user in (instructor, cast["admin"]):
        assert [*Artifact.objects.visible_to(Actor(user))] == [row]


def test_nobody_outside_reads_any(table, town, other, cast, river, instructor):
    write(table[0]).accept(table[0], now=NOW)
    over(town)
    stranger = joined(lobby(exercise(river, instructor)))[0].seat
    for actor in (Actor(other), Actor(cast["curator"]), Actor(cast["analyst"]), Actor(seat=stranger), VISITOR):
        assert not Artifact.objects.visible_to(actor).exists()


# --- at once --------------------------------------------------------------------------------------------------------

together = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@together
def test_of_five_who_write_one_item_at_once_one_does_and_the_others_are_shown_it(common):
    seat = joined(opened(common))[0].seat
    found = at_once(*(lambda n=n: write(seat, text=f"Version {n}").text for n in range(5)))
    (saved,) = [each for each in found if isinstance(each, str)]
    assert [each.theirs.text for each in found if each != saved] == [saved] * 4
    assert Artifact.objects.get().text == saved


@together
def test_writing_moving_and_erasing_at_once_do_not_wait_for_each_other(common):
    mayor, _mayor_b, miller = (one.seat for one in joined(opened(common), 3))
    row = write(miller)
    for n in range(3):
        found = at_once(
            lambda n=n: write(mayor, "mitigations", text=f"Version {n}", seen=n),
            lambda: Seat.objects.get(pk=mayor.pk).place(mayor.role, mayor.council, by=common.owner, now=NOW),
            lambda: Seat.objects.get(pk=miller.pk).decide(by=common.owner, now=NOW),
            lambda: erase(Seat.objects.get(pk=miller.pk), NOW),
            lambda: row.accept(mayor, now=NOW),
        )
        assert {type(each) for each in found if isinstance(each, Exception)} <= {NotNow}
