"""One entry's content is held to the rules of the file, with paths inside the content."""

from dataclasses import replace

import pytest

from options.bundle.checks import check_content, warnings
from options.bundle.regroup import regroup
from options.bundle.schema import CONTENT, dump_content
from options.bundle.surroundings import Surroundings


@pytest.fixture
def around(river):
    return Surroundings.of(regroup(river))


@pytest.fixture
def plain(entries):
    return lambda kind, slug: dump_content(entries[kind, slug].content)


def told(kind, content, around):
    return [(fault.path, fault.message) for fault in check_content(kind, content, around)]


def test_every_content_of_a_good_file_is_good(river, around):
    for entry in regroup(river):
        assert check_content(entry.kind, dump_content(entry.content), around) == ()


def test_structure_references_and_ranges_are_told_together(plain, around):
    content = plain("option", "footbridge")
    content["posture"] = "alone"
    content["exposures"][0] |= {"risk": "flood-backwaters", "severity": 9}
    content["assessments"][1]["high"] = 61
    content["sumary"] = "x"
    assert told("option", content, around) == [
        ("posture", 'must be unilateral, at-invitation, cooperative, domestic or mixed, not "alone"'),
        ("exposures[0].risk", 'there is no risk "flood-backwaters"; did you mean "flood-backwater"?'),
        ("exposures[0].severity", "must be at most 5, not 9"),
        ("assessments[1].high", "61 lies outside the scale of crossing-time, 0 to 60"),
        ("sumary", 'is not a known key; did you mean "summary"?'),
    ]


def test_two_cells_about_one_entry_are_a_fault(plain, around):
    content = plain("option", "footbridge")
    content["bearings"].append(content["bearings"][0])
    assert told("option", content, around) == [
        ("bearings[2].question", '"fixed-crossing" stands here twice, first at position 0')
    ]


def test_a_note_on_what_is_needed_needs_a_requirement(plain, around):
    content = plain("option", "tunnel") | {"requires_note": "Nobody knows."}
    assert told("option", content, around) == [("requires_note", "needs something in requires")]


def test_an_option_cannot_close_a_circle(plain, around):
    content = plain("option", "keep-the-ferry") | {"requires": {"precondition": "money"}}
    words = "goes round in a circle: option keep-the-ferry -> precondition money -> option keep-the-ferry"
    assert told("option", content, around) == [("requires", words)]


def test_a_precondition_cannot_depend_on_itself(plain, around):
    content = plain("precondition", "crew") | {"depends_on": {"precondition": "crew"}}
    words = "goes round in a circle: precondition crew -> precondition crew"
    assert told("precondition", content, around) == [("depends_on", words)]


def test_a_scale_cannot_shrink_away_from_its_scores(plain, around):
    content = plain("criterion", "cost")
    content["scale"] |= {"min": 10, "max": 200}
    assert told("criterion", content, around) == [
        ("scale.max", "200 is below scores that go up to 250"),
        ("scale.min", "10 is above scores that go down to 8"),
    ]


def test_entries_published_together_are_checked_against_each_other(river, entries, plain):
    shrunk = plain("criterion", "cost")
    shrunk["scale"]["max"] = 200
    together = [
        replace(entry, content=CONTENT["criterion"].model_validate(shrunk)) if entry.slug == "cost" else entry
        for entry in regroup(river)
    ]
    assert told("option", plain("option", "tunnel"), Surroundings.of(together)) == [
        ("assessments[0].best", "230 lies outside the scale of cost, 0 to 200"),
        ("assessments[0].high", "250 lies outside the scale of cost, 0 to 200"),
    ]


def test_content_of_odd_types_is_told_and_never_raises(around):
    for kind, made in CONTENT.items():
        for odd in (None, 3, "x", [], [[]], {"a": 1}, float("nan"), True):
            content = dict.fromkeys(made.model_fields, odd)
            assert check_content(kind, content, around)


def test_an_exercise_needs_options_criteria_phases_and_roles(plain, around):
    content = plain("exercise", "town-meeting") | {"options": [], "criteria": [], "phases": [], "roles": []}
    empty = [(key, "must not be empty") for key in ("options", "criteria", "phases", "roles")]
    assert told("exercise", content, around) == empty


def test_deep_content_is_refused(plain, around):
    node = {"precondition": "crew"}
    for _ in range(30):
        node = {"all_of": [node]}
    content = plain("option", "tunnel") | {"requires": node}
    assert told("option", content, around) == [("", "is nested more than 20 levels deep")]


def test_a_score_without_a_range_is_warned_about_unless_confidence_is_high(river):
    cells = [
        cell.model_copy(update={"confidence": "low"}) if cell.low == cell.high else cell for cell in river.assessments
    ]
    assert warnings(river) == ()
    told = warnings(river.model_copy(update={"assessments": tuple(cells)}))
    assert [(fault.path, fault.message) for fault in told] == [
        ("assessments[1]", "low and high are equal, but confidence is not high"),
        ("assessments[3]", "low and high are equal, but confidence is not high"),
    ]


def test_roles_that_all_want_the_same_option_are_warned_about(river):
    (exercise,) = river.exercises
    alike = tuple(role.model_copy(update={"weights": {"cost": 1}}) for role in exercise.roles)
    told = warnings(river.model_copy(update={"exercises": (exercise.model_copy(update={"roles": alike}),)}))
    assert [fault.path for fault in told] == ["exercises[0].roles"]
    assert "by their weights all roles put the option keep-the-ferry first" in told[0].message


def test_a_single_role_with_weights_is_not(river):
    (exercise,) = river.exercises
    first, *rest = exercise.roles
    roles = (first, *(role.model_copy(update={"weights": None}) for role in rest))
    assert warnings(river.model_copy(update={"exercises": (exercise.model_copy(update={"roles": roles}),)})) == ()
