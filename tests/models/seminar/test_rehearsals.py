"""What bots answer: whole, plausible, marked as made up, the same each time; and quickly."""

from time import process_time

import pytest

from options.bundle.load import load
from options.models import Annotation, Artifact, Entry, Exercise, Reason, Response, Snapshot
from options.models.imports import import_document
from options.models.seminar import rehearsals
from options.models.seminar.artifacts import PARTS
from options.models.seminar.exercises import NotNow
from options.models.seminar.making import make
from options.pages.seminar.handles import council_name, handle
from tests.conftest import NOW, SHIPPED
from tests.seminar import WORDS, answer, code, planned, running


def rehearse(exercise, number=0):
    return rehearsals.rehearse(exercise, by=exercise.owner, codes=[code(500_000 + number)], name_of=council_name,
                               handle_of=handle, words=WORDS, now=NOW)  # fmt: skip


def played(exercise, number=0):
    made = rehearse(exercise, number)
    rehearsals.play_through(made, by=made.owner, now=NOW)
    return made


@pytest.fixture
def principals(cast):
    """The shipped exercise, for 24 students."""
    import_document(load(SHIPPED), now=NOW, publish=True)
    template = Entry.objects.get(kind="exercise")
    return make(template, by=cast["instructor"], codes=[code(400_000)], name_of=council_name, now=NOW, expected=24)


def test_a_full_class_of_bots_plays_everything_in_less_than_two_seconds(principals):
    principals.reading()
    start = process_time()  # other work may share the machine
    made = played(principals)
    took = process_time() - start
    assert (made.state, made.seats.count()) == ("closed", 24)
    assert took < 2
    assert Response.objects.filter(state="submitted").count() == 24 * 4
    assert Annotation.objects.filter(seat__exercise=made).count() == 24 * 2
    assert Artifact.objects.filter(phase__kind="screen").count() == 3 * (5 * 5 + 2)
    assert Artifact.objects.filter(phase__kind="directive", accepted_at__isnull=False).count() == 3 * len(PARTS)
    assert set(Reason.objects.values_list("band", flat=True)) == {"low", "middle", "high"}
    assert Snapshot.objects.count() == 2


def test_marks_are_on_the_scale_and_weights_are_points(principals):
    for scale, allowed in ((7, set(range(1, 8))), (100, set(range(101)))):
        Exercise.objects.filter(pk=principals.pk).update(scale=scale)
        principals.refresh_from_db()
        made = played(principals, scale)
        sheets = Response.objects.filter(phase__exercise=made, phase__kind__in=("rate", "rate-again"))
        marks = {value for sheet in sheets for item, value in sheet.answers.items() if item.startswith("o.")}
        weights = {value for sheet in sheets for item, value in sheet.answers.items() if item.startswith("w.")}
        assert marks - {None} <= allowed
        assert len(marks) > 4
        assert weights <= set(range(101))


def test_every_text_says_that_it_is_a_rehearsals(principals):
    made = played(principals)
    sheets = Response.objects.filter(phase__exercise=made).values_list("answers", flat=True)
    words = [v for sheet in sheets for item, v in sheet.items() if isinstance(v, str) and item not in ("vote", "claim")]
    words += list(Annotation.objects.values_list("body", flat=True))
    words += list(Artifact.objects.exclude(item__startswith="decides.").values_list("text", flat=True))
    assert {text.split(":")[0] for text in words} == {"Rehearsal text"}


def test_two_rehearsals_are_answered_alike(town):
    one, two = (played(town, number) for number in range(2))
    sheets = [
        list(Response.objects.filter(phase__exercise=made).values_list("answers", flat=True)) for made in (one, two)
    ]
    assert sheets[0] == sheets[1]


def test_some_move_between_the_rounds_and_most_do_not(principals):
    made = played(principals)
    first, second = (
        dict(Response.objects.filter(phase__exercise=made, phase__kind=kind).values_list("seat", "answers"))
        for kind in ("rate", "rate-again")
    )
    pairs = [(sheet[item], second[seat][item]) for seat, sheet in first.items() for item in sheet if item != "why"]
    moved = sum(a != b for a, b in pairs)
    assert 0 < moved < len(pairs) / 2


def test_what_somebody_handed_in_in_a_bots_seat_stays(town):
    made = running(rehearse(town), "vote")
    seat = made.seats.get(number=1)
    answer(seat, made.current, {"vote": "footbridge"})
    rehearsals.play(made, NOW)
    rehearsals.play(made, NOW)
    assert Response.objects.get(seat=seat).answers == {"vote": "footbridge"}
    assert Response.objects.filter(phase=made.current).count() == 2


def test_every_kind_of_phase_can_be_played_without_the_ones_before_it(town):
    kinds = ("rate-again", "vote", "who-moved", "compare-directives", "directive", "screen", "reveal", "inject")
    planned(town, *kinds)
    made = played(town)
    assert (made.state, list(made.phases.values_list("kind", flat=True))) == ("closed", list(kinds))


def test_a_roster_or_names_are_no_hindrance(town):
    for number, names in enumerate(("roster", "names")):
        Exercise.objects.filter(pk=town.pk).update(names=names, roster=["s-1"])
        town.refresh_from_db()
        made = rehearse(town, number)
        assert made.seats.exclude(roster_id="", name="").count() == 2


def test_there_are_not_more_bots_than_seats(town):
    Exercise.objects.filter(pk=town.pk).update(most_seats=1)
    town.refresh_from_db()
    assert rehearse(town).seats.count() == 1


def test_bots_play_in_rehearsals_only(town):
    running(town)
    for refused in (lambda: rehearsals.play(town, NOW), lambda: rehearsals.play_through(town, by=town.owner, now=NOW)):
        with pytest.raises(NotNow):
            refused()
    assert not Response.objects.exists()


def test_it_is_purged_within_a_week(town):
    assert (rehearse(town).purge_at - NOW).days == 7
