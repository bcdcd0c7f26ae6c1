"""What must be true first, without a database: what-if, shared conditions, the matrix, expressions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.bundle.schema import Node
from options.pages.preconditions import AS_CURATED, Choice, choice, preconditions_page, reach, tree
from tests.pages.made import archived, asked, changed, without


def shown(reading, **values):
    return preconditions_page(reading, asked(choice, reading, **values))


def states(found):
    return {gate.option.slug: gate.why.state for gate in found.gates.items}


def leaf(slug):
    return Node(precondition=slug)


# --- what if ---


def test_states_are_counted_after_toggles(reading):
    assert shown(reading).states == (("open", 2), ("undetermined", 1), ("blocked", 2))
    assert shown(reading, **{"p.both-councils-agree": "met"}).states == (
        ("open", 2),
        ("undetermined", 3),
        ("blocked", 0),
    )


def test_options_that_change_are_told_with_what_they_were(reading):
    found = shown(reading, **{"p.both-councils-agree": "met", "p.money": "met"})
    assert [(gate.option.slug, gate.before, gate.why.state) for gate in found.changes] == [
        ("footbridge", "blocked", "open"),
        ("road-bridge", "blocked", "undetermined"),
    ]


def test_what_closes_is_told_as_well_as_what_opens(reading):
    found = shown(reading, **{"p.crew": "unmet"})
    assert [(gate.option.slug, gate.why.state) for gate in found.changes] == [("faster-ferry", "blocked")]


@pytest.mark.parametrize("to", [AS_CURATED, "unmet", ""])
def test_a_toggle_that_switches_nothing_is_none(reading, to):
    assert asked(choice, reading, **{"p.both-councils-agree": to}).toggles == {}


def test_the_address_of_a_choice_is_read_again(reading):
    found = asked(choice, reading, option="tunnel", **{"p.money": "met", "p.crew": "unmet"})
    assert found.query == {"option": "tunnel", "p.money": "met", "p.crew": "unmet"}
    assert asked(choice, reading, **found.query) == found


STATUS = st.sampled_from(["met", "partly", "unmet", "unknown", "not-applicable"])
TOGGLES = st.dictionaries(
    st.sampled_from(["both-councils-agree", "harbour-permit", "money", "flood-model", "crew"]), STATUS
)


@given(TOGGLES)
def test_any_toggles_leave_every_option_with_a_state_and_the_curated_ones_as_they_were(reading, toggles):
    found = preconditions_page(reading, Choice(toggles=toggles))
    assert sum(n for _, n in found.states) == len(reading.options)
    assert {gate.option.slug: gate.before for gate in found.gates.items} == {
        "keep-the-ferry": "open", "faster-ferry": "open", "footbridge": "blocked", "road-bridge": "blocked",
        "tunnel": "undetermined",
    }  # fmt: skip
    assert {gate.option.slug for gate in found.changes} == {
        gate.option.slug for gate in found.gates.items if gate.why.state != gate.before
    }


@given(TOGGLES)
def test_an_option_that_nobody_assessed_stays_undetermined_whatever_is_toggled(reading, toggles):
    assert states(preconditions_page(reading, Choice(toggles=toggles)))["tunnel"] == "undetermined"


# --- one option ---


def test_the_page_opens_on_the_first_option_that_is_kept_shut(reading):
    assert shown(reading).chosen.slug == "footbridge"


def test_without_a_blocked_option_it_opens_on_one_that_is_undetermined(reading):
    agreed = changed(reading, "precondition", "both-councils-agree", status="met")
    assert shown(agreed).chosen.slug == "footbridge"
    paid = changed(agreed, "precondition", "money", status="met")
    assert shown(paid).chosen.slug == "road-bridge"


def test_with_every_gate_open_it_opens_on_the_first_option(reading):
    nothing = reading
    for slug in reading.options:
        nothing = changed(nothing, "option", slug, requires="none")
    assert shown(nothing).chosen.slug == "keep-the-ferry"


def test_what_an_option_waits_for_has_its_own_requirement_first_and_no_condition_twice(reading):
    assert reach(reading, "road-bridge") == ("harbour-permit", "money", "crew", "flood-model", "both-councils-agree")
    assert reach(reading, "tunnel") == ()


def test_direct_needs_are_told_from_those_further_back(reading):
    assert {w.precondition.slug: w.direct for w in shown(reading, option="road-bridge").waits} == {
        "harbour-permit": True, "money": True, "crew": True, "flood-model": True, "both-councils-agree": False,
    }  # fmt: skip


def test_the_list_shows_statuses_after_toggles(reading):
    waits = shown(reading, option="footbridge", **{"p.money": "met"}).waits
    assert {w.precondition.slug: w.now for w in waits}["money"] == "met"


# --- shared conditions ---


def test_conditions_are_ranked_by_what_falls_with_them_and_then_by_title(reading):
    assert [(c.precondition.slug, c.count) for c in shown(reading).closing] == [
        ("both-councils-agree", 2), ("money", 2), ("crew", 1), ("harbour-permit", 1),
    ]  # fmt: skip


def test_a_condition_that_could_be_replaced_closes_nothing(reading):
    """The flood model is one way of several, for the road bridge and for the permit alike."""
    assert "flood-model" not in [c.precondition.slug for c in shown(reading).closing]


def test_an_archived_condition_is_in_no_list(reading):
    found = shown(archived(reading, "precondition", "both-councils-agree"))
    assert "both-councils-agree" not in [c.precondition.slug for c in found.closing]
    assert "both-councils-agree" not in [row.precondition.slug for row in found.matrix.items]


# --- the matrix ---


def test_the_matrix_marks_what_is_needed_and_what_helps(reading):
    marks = {row.precondition.slug: row.marks for row in shown(reading).matrix.items}
    assert marks["money"] == ("helps", "", "needs", "needs", "helps")
    assert marks["flood-model"] == ("", "", "", "needs", "")
    assert marks["king-s-consent"] == ("", "", "needs", "", "")


def test_needed_wins_over_helpful(reading):
    both = changed(reading, "option", "footbridge", helped_by=("money",))
    assert {r.precondition.slug: r.marks for r in shown(both).matrix.items}["money"][2] == "needs"


def test_rows_stand_by_kind_of_condition(reading):
    assert [(kind, len(rows)) for kind, rows in shown(reading).groups] == [
        ("political", 1), ("legal", 2), ("operational", 2), ("institutional", 1),
    ]  # fmt: skip


def test_a_dossier_without_options_or_conditions_has_a_page(reading):
    found = shown(without(reading, "option"))
    assert (found.chosen, found.why, found.waits, found.closing, found.columns.items) == (None, None, (), (), ())
    found = shown(without(reading, "precondition", "option"))
    assert (found.matrix.items, found.statuses) == ((), ())


# --- expressions ---


def test_a_tree_keeps_the_shape_of_the_expression(reading):
    found = shown(reading).matrix.items[1].depends_on
    assert (found.how, [part.how for part in found.parts]) == ("all", ["precondition", "any"])
    assert [(part.how, part.slug, part.status) for part in found.parts[1].parts] == [
        ("precondition", "flood-model", "met"),
        ("option", "footbridge", None),
    ]


def test_a_tree_of_one_leaf_is_that_leaf(reading):
    from options.bundle.reading import need

    found = tree(reading, need(leaf("crew")))
    assert (found.is_leaf, found.how, found.title, found.status) == (True, "precondition", "A trained crew", "met")
