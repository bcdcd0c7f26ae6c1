"""Why a gate stands as it does: the conditions that decide, and what they wait for."""

from hypothesis import given
from hypothesis import strategies as st

from options.analysis import gates
from options.bundle.schema import Node
from options.pages.gate_words import explain, explain_need
from tests.pages.made import archived, changed

STATUS = st.sampled_from(["met", "partly", "unmet", "unknown", "not-applicable"])


def told(why):
    return [(cause.slug, cause.status, [(below.slug, below.status) for below in cause.behind]) for cause in why.causes]


def test_an_unmet_condition_is_its_own_reason(reading):
    why = explain(reading, "footbridge")
    assert (why.state, why.needed, told(why)) == ("blocked", 3, [("both-councils-agree", "unmet", [])])


def test_a_condition_that_waits_names_what_it_waits_for(reading):
    """The permit is unknown; it is blocked because the councils do not agree."""
    why = explain(reading, "road-bridge")
    assert told(why) == [("harbour-permit", "unknown", [("both-councils-agree", "unmet")])]


def test_only_the_last_links_of_a_chain_are_named(reading):
    longer = changed(reading, "precondition", "both-councils-agree", status="met", depends_on=Node(precondition="crew"))
    why = explain(changed(longer, "precondition", "crew", status="unmet"), "road-bridge")
    assert ("harbour-permit", "unknown", [("crew", "unmet")]) in told(why)


def test_a_condition_with_two_ways_to_the_same_reason_names_it_once(reading):
    both = Node(all_of=(Node(precondition="money"), Node(precondition="harbour-permit")))
    unsure = changed(reading, "precondition", "money", status="met", depends_on=Node(precondition="crew"))
    unsure = changed(unsure, "precondition", "harbour-permit", status="met", depends_on=Node(precondition="crew"))
    unsure = changed(unsure, "precondition", "crew", status="unmet")
    top = changed(unsure, "precondition", "flood-model", status="met", depends_on=both)
    why = explain(changed(top, "option", "tunnel", requires=Node(precondition="flood-model")), "tunnel")
    assert told(why) == [("flood-model", "met", [("crew", "unmet")])]


def test_what_nobody_assessed_has_no_reasons_and_is_not_assessed(reading):
    why = explain(reading, "tunnel")
    assert (why.state, why.assessed, why.needed, why.causes) == ("undetermined", False, 0, ())


def test_needing_nothing_is_assessed_and_open(reading):
    why = explain(reading, "keep-the-ferry")
    assert (why.state, why.assessed, why.needed, why.causes) == ("open", True, 0, ())


def test_alternatives_are_marked_as_such(reading):
    either = Node(any_of=(Node(precondition="both-councils-agree"), Node(option="footbridge")))
    why = explain(changed(reading, "option", "tunnel", requires=either), "tunnel")
    assert (why.any_of, why.state, told(why)) == (True, "undetermined", [("footbridge", None, [])])


def test_toggles_are_what_counts(reading):
    toggled = reading.conditions_with({"both-councils-agree": "met"})
    assert told(explain(reading, "footbridge", toggled)) == [("money", "partly", [])]


def test_an_archived_condition_is_unknown_and_still_named(reading):
    why = explain(archived(reading, "precondition", "both-councils-agree"), "footbridge")
    assert (why.state, told(why)[0]) == ("undetermined", ("both-councils-agree", "unknown", []))
    assert why.causes[0].title == "Both town councils agree"


def test_a_chain_of_thousands_is_explained(reading):
    depends_on = {f"c{n}": gates.Leaf("precondition", f"c{n + 1}") for n in range(3_000)}
    known = gates.Conditions(dict.fromkeys(depends_on, "met") | {"c3000": "unmet"}, depends_on)
    why = explain_need(reading, gates.Leaf("precondition", "c0"), known)
    assert told(why) == [("c0", "met", [("c3000", "unmet")])]


@given(
    st.fixed_dictionaries(
        dict.fromkeys(("both-councils-agree", "harbour-permit", "money", "flood-model", "crew"), STATUS)
    )
)
def test_whatever_is_toggled_every_option_is_explained_unless_it_is_open(reading, toggles):
    known = reading.conditions_with(toggles)
    for option in ("faster-ferry", "footbridge", "road-bridge"):
        why = explain(reading, option, known)
        assert bool(why.causes) == (why.state != "open")
        for cause in why.causes:
            own = {"met": "open", "unmet": "blocked"}.get(cause.status, "undetermined")
            assert own == why.state or cause.behind
            wanted = {"blocked": ["unmet"], "undetermined": ["partly", "unknown", None]}[why.state]
            assert all(below.status in wanted for below in cause.behind)
