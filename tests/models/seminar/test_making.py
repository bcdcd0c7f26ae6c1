"""An exercise is made from a template: everything in it, nothing answered; and cloned alike."""

import pytest
import yaml
from django.db import IntegrityError, transaction

from options.bundle.load import load
from options.models import (
    Artifact,
    AuditEvent,
    Council,
    Dossier,
    Entry,
    Exercise,
    Grade,
    Inject,
    Phase,
    Response,
    Role,
    Seat,
    Snapshot,
)
from options.models.imports import import_document
from options.models.seminar.making import clone, drafters, make, set_councils, with_code
from options.pages.seminar.handles import council_name
from tests.conftest import NOW, RIVER, SHIPPED
from tests.models.helpers import draft
from tests.seminar import exercise, joined, later, over, running

pytestmark = pytest.mark.django_db


def template_of(river):
    return Entry.objects.get(dossier=river, kind="exercise", slug="town-meeting")


def made_of(river, by, codes=("AAAAAA",), **options):
    return make(template_of(river), by=by, codes=list(codes), name_of=council_name, now=NOW, **options)


def cloned(exercise, by, **options):
    return clone(exercise, by=by, codes=["BBBBBB"], name_of=council_name, now=later(days=100), **options)


# --- from the small template ----------------------------------------------------------------------------------------


def test_it_has_what_the_template_says(town, river, instructor):
    plain = next(e for e in yaml.safe_load(RIVER.read_text())["exercises"] if e["slug"] == "town-meeting")
    for name in ("title", "setting", "ground_rules", "goals", "questions", "debrief", "options", "criteria",
                 "lobby_minutes", "reserve_minutes"):  # fmt: skip
        assert getattr(town, name) == plain[name], name
    assert [row["slug"] for row in town.rubric] == ["use-of-sources"]
    assert (town.owner, town.state, town.dossier, town.template) == (instructor, "draft", river, template_of(river))
    assert (town.names, town.late_policy, town.scale, town.rehearsal) == ("handles", "auto", 7, False)


def test_its_phases_are_those_of_the_template(town):
    phases = [*town.phases.all()]
    assert [(p.number, p.kind, p.minutes) for p in phases] == [
        (1, "briefing", 10), (2, "rate", 10), (3, "inject", 5), (4, "discuss", 10), (5, "vote", 5), (6, "reflection", 5)
    ]  # fmt: skip
    rate, inject, discuss = phases[1:4]
    assert (rate.rates_as, rate.options) == ("self", ["footbridge", "road-bridge"])
    assert rate.criteria == ["crossing-time", "flood-safety", "cost"]
    assert inject.toggles == {"both-councils-agree": "met"}
    assert (discuss.unlock_after, discuss.criteria, discuss.options) == (2, [], town.options)
    assert {p.grace for p in phases} == {10}
    assert not any(p.opened_at or p.ends_at or p.closed_at for p in phases)


def test_its_cards_are_those_of_the_template(town):
    mayor, miller = town.roles.all()
    assert (mayor.slug, mayor.side, mayor.decision_maker) == ("mayor-of-harrow", "West bank", True)
    assert mayor.confidential["red_lines"] == ["A toll"]
    assert miller.weights == {"flood-safety": 80, "cost": 20}


def test_curated_scores_open_when_people_look_back(town):
    assert town.curated_from == 6


def test_it_is_purged_after_thirty_days(town):
    assert town.purge_at == later(days=30)


def test_making_is_in_its_log(town, instructor):
    assert [(e.verb, e.by, e.at) for e in AuditEvent.objects.all()] == [("made", instructor, NOW)]


@pytest.mark.parametrize(("expected", "councils", "seats"), [(0, 1, 60), (1, 1, 60), (9, 4, 60), (100, 50, 200),
                                                             (500, 100, 1_000), (5_000, 100, 1_000)])  # fmt: skip
def test_councils_and_seats_are_made_for_as_many_as_are_expected(river, instructor, expected, councils, seats):
    made = made_of(river, instructor, expected=expected)
    assert (made.councils_wanted, made.councils.count(), made.most_seats) == (councils, councils, seats)


def test_councils_have_letters(river, instructor):
    assert [c.name for c in made_of(river, instructor, expected=6).councils.all()] == ["A", "B", "C"]


def test_a_code_that_is_taken_is_passed_over(town, river, instructor):
    assert made_of(river, instructor, codes=[town.code, "ZZZZZZ"]).code == "ZZZZZZ"


def test_when_every_code_is_taken_it_says_so(town, river, instructor):
    with pytest.raises(RuntimeError):
        made_of(river, instructor, codes=[town.code])
    assert Exercise.objects.count() == 1


def test_another_fault_is_not_taken_for_a_taken_code(town, instructor):
    with pytest.raises(IntegrityError), transaction.atomic():
        with_code(["ZZZZZZ", "YYYYYY"], dossier=town.dossier, template=town.template, owner=instructor, scale=3,
                  dossier_version=1, created_at=NOW, purge_at=NOW)  # fmt: skip


def test_what_is_published_later_does_not_reach_it(town, river):
    bridge = Entry.objects.get(dossier=river, kind="option", slug="footbridge")
    draft(bridge, title="A wider bridge").publish(by=None, now=NOW)
    assert town.reading().options["footbridge"].title != "A wider bridge"
    assert town.reading().version == 1


# --- from the shipped dossier ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped_document():
    return load(SHIPPED)


@pytest.fixture
def shipped(shipped_document, db):
    import_document(shipped_document, now=NOW, publish=True)
    return Dossier.objects.get(slug="us-mexico-cartels")


def test_the_shipped_template_makes_an_exercise_that_runs_to_its_end(shipped, instructor):
    for entry in Entry.objects.filter(dossier=shipped, kind="exercise"):
        made = make(entry, by=instructor, codes=[entry.slug[:6].upper()], name_of=council_name, now=NOW, expected=12)
        reading = made.reading()
        content = reading.exercises[entry.slug]
        assert [p.kind for p in made.phases.all()] == [p.kind for p in content.phases]
        assert set(made.options) <= set(reading.options)
        assert set(made.criteria) <= set(reading.criteria)
        assert {slug for p in made.phases.all() for slug in p.options} <= set(reading.options)
        joined(running(made), made.roles.count() * 2)
        over(made)
        assert made.state == "closed"
        assert Inject.objects.filter(exercise=made).count() == made.phases.filter(kind="inject").count()


def test_parts_of_the_directive_go_to_the_advisers_who_care_most(shipped):
    for content in shipped.reading().exercises.values():
        found = drafters(shipped.reading(), content)
        roles = {role.slug: role for role in content.roles}
        assert set(found) <= {"legal-basis", "preconditions", "mitigations", "tripwire"}
        assert not any(roles[slug].decision_maker for slug in found.values())
        assert len(set(found.values())) == len(found)


def test_a_role_drafts_only_where_it_gives_weight(town, river):
    content = river.reading().exercises["town-meeting"]
    found = drafters(river.reading(), content)
    assert set(found.values()) == {"miller-of-weir"}
    assert town.roles.get(slug="miller-of-weir").drafts == list(found)
    assert town.roles.get(slug="mayor-of-harrow").drafts == []


# --- councils -------------------------------------------------------------------------------------------------------


def test_councils_are_added_and_those_where_nobody_sat_go(town):
    set_councils(town, 4, council_name)
    joined(running(town), 3)
    set_councils(town, 1, council_name)
    assert [c.name for c in town.councils.all()] == ["A", "B", "C"]
    set_councils(town, 4, council_name)
    assert [c.name for c in town.councils.all()] == ["A", "B", "C", "D"]


# --- another term ---------------------------------------------------------------------------------------------------


@pytest.fixture
def term(town, instructor):
    """An exercise that was set, joined, answered and graded."""
    Exercise.objects.update(names="roster", roster=["Anna"], late_policy="late", scale=100, councils_wanted=3)
    town.phases.filter(number=1).update(grace=30, title="Read it well")
    town.phases.filter(number=3).update(for_roles=["miller-of-weir"])
    town.roles.filter(position=0).update(public="Wants a bridge.")
    town.refresh_from_db()
    (one,) = joined(running(town, "rate"), identifier="anna")
    Response.objects.keep(one.seat, town.phases.get(number=2), {"o.footbridge.cost": 3}, hand_in=True,
                          token="0" * 32, now=NOW)  # fmt: skip
    over(town)
    Grade.objects.give(one.seat, "use-of-sources", points=2, by=instructor, now=NOW)
    town.release(by=instructor, now=NOW)
    return town


def test_a_clone_has_all_that_was_set(term, other):
    made = cloned(term, other)
    for name in ("title", "setting", "options", "criteria", "rubric", "names", "late_policy", "scale", "curated_from",
                 "councils_wanted", "most_seats", "lobby_minutes", "reserve_minutes", "dossier",
                 "template"):  # fmt: skip
        assert getattr(made, name) == getattr(term, name), name
    same = ("number", "kind", "title", "minutes", "instructions", "rates_as", "options", "criteria", "unlock_after",
            "toggles", "for_roles", "grace")  # fmt: skip
    assert [*made.phases.values(*same)] == [*term.phases.values(*same)]
    cards = ("position", "slug", "title", "side", "public", "confidential", "weights", "decision_maker", "drafts")
    assert [*made.roles.values(*cards)] == [*term.roles.values(*cards)]
    assert made.councils.count() == 3


def test_a_clone_has_nothing_that_was_answered(term, other):
    made = cloned(term, other)
    assert (made.state, made.roster, made.epoch, made.current, made.released_at) == ("draft", [], 0, None, None)
    assert (made.owner, made.cloned_from, made.code, made.purge_at) == (other, term, "BBBBBB", later(days=130))
    assert not made.instructors.exists()
    assert not any(p.opened_at for p in made.phases.all())
    assert not any(c.decider for c in made.councils.all())
    for model, of in ((Seat, "exercise"), (Response, "phase__exercise"), (Snapshot, "phase__exercise"),
                      (Grade, "seat__exercise"), (Inject, "exercise"), (Artifact, "phase__exercise")):  # fmt: skip
        assert not model.objects.filter(**{of: made}).exists(), model
    assert [e.verb for e in made.log.all()] == ["cloned"]


def test_a_clone_leaves_the_first_one_as_it_was(term, other):
    before = [Exercise.objects.values().get(pk=term.pk), *Phase.objects.values(), *Role.objects.values(),
              *Council.objects.values()]  # fmt: skip
    cloned(term, other)
    after = [Exercise.objects.values().get(pk=term.pk), *Phase.objects.filter(exercise=term).values(),
             *Role.objects.filter(exercise=term).values(), *Council.objects.filter(exercise=term).values()]  # fmt: skip
    assert before == after


def test_a_clone_has_the_dossier_as_it_is_now(term, river, other):
    draft(Entry.objects.get(dossier=river, kind="option", slug="footbridge"), title="A wider bridge").publish(
        by=None, now=NOW
    )
    assert cloned(term, other).reading().options["footbridge"].title == "A wider bridge"
    assert term.dossier_version == 1


def test_a_clone_stays_at_the_version_that_has_all_it_names(term, river, other):
    Entry.objects.filter(dossier=river, kind="option", slug="footbridge").archive(river, NOW)
    assert cloned(term, other).dossier_version == 1


def test_a_clone_of_a_clone_and_a_rehearsal(term, other):
    made = cloned(term, other, rehearsal=True)
    again = clone(made, by=other, codes=["CCCCCC"], name_of=council_name, now=NOW)
    assert (made.rehearsal, again.rehearsal, again.cloned_from) == (True, False, made)


def test_two_of_one_template_are_apart(river, instructor):
    one, two = exercise(river, instructor), exercise(river, instructor)
    one.phases.first().delete()
    assert two.phases.count() == 6
    assert one.code != two.code
