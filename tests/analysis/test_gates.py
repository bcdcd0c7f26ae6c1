"""Gates after Kleene: by example, and by properties over random expressions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.gates import Conditions, Group, Leaf, Truth, gate, leaves, necessary


def p(slug):
    return Leaf("precondition", slug)


def all_of(*parts):
    return Group("all", parts)


def any_of(*parts):
    return Group("any", parts)


def conditions(depends_on=None, running=(), **status):
    return Conditions(status, depends_on or {}, running)


@pytest.mark.parametrize(
    ("status", "truth"),
    [("met", Truth.TRUE), ("unmet", Truth.FALSE), ("partly", Truth.UNKNOWN), ("unknown", Truth.UNKNOWN)],
)
def test_a_status_is_true_false_or_unknown(status, truth):
    assert conditions(a=status).truth(p("a")) is truth


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        ("met", "met", "open", "open"),
        ("met", "unknown", "undetermined", "open"),
        ("met", "unmet", "blocked", "open"),
        ("unknown", "unknown", "undetermined", "undetermined"),
        ("unknown", "unmet", "blocked", "undetermined"),
        ("unmet", "unmet", "blocked", "blocked"),
    ],
)
def test_kleenes_table(left, right, both, either):
    known = conditions(a=left, b=right)
    assert gate(all_of(p("a"), p("b")), known).state == both
    assert gate(any_of(p("a"), p("b")), known).state == either


def test_a_condition_is_no_truer_than_what_it_depends_on():
    known = conditions({"a": all_of(p("b"))}, a="met", b="unmet")
    assert gate(all_of(p("a")), known).state == "blocked"


def test_an_unmet_condition_stays_unmet_whatever_it_depends_on():
    known = conditions({"a": all_of(p("b"))}, a="unmet", b="met")
    assert gate(all_of(p("a")), known).state == "blocked"


def test_what_does_not_apply_drops_out_of_its_group():
    known = conditions(a="not-applicable", b="unmet")
    assert gate(all_of(p("a")), known).state == "open"
    assert gate(any_of(p("a"), p("b")), known).state == "blocked"


def test_an_emptied_group_vanishes_below_and_is_true_at_the_top():
    known = conditions(a="not-applicable", b="unknown")
    assert gate(all_of(any_of(p("a")), p("b")), known).state == "undetermined"
    assert gate(any_of(all_of(p("a"))), known).state == "open"


def test_an_option_counts_only_when_it_runs():
    need = all_of(Leaf("option", "x"))
    assert gate(need, conditions()).state == "undetermined"
    assert gate(need, conditions(running=("x",))).state == "open"


def test_needing_nothing_is_open_and_not_assessed_is_undetermined():
    assert (gate("none", conditions()).state, gate("none", conditions()).assessed) == ("open", True)
    assert (gate(None, conditions()).state, gate(None, conditions()).assessed) == ("undetermined", False)


def test_an_unknown_condition_is_unknown():
    assert gate(all_of(p("nobody-wrote-it")), conditions()).state == "undetermined"


def test_deciding_names_what_keeps_it_shut():
    known = conditions(a="unmet", b="unknown", c="met")
    assert gate(all_of(p("a"), p("b"), p("c")), known).deciding == (p("a"),)
    assert gate(all_of(p("b"), p("c")), known).deciding == (p("b"),)
    assert gate(all_of(p("c")), known).deciding == ()


@pytest.mark.parametrize(
    ("need", "slug", "expected"),
    [
        (all_of(p("a"), p("b")), "a", True),
        (any_of(p("a"), p("b")), "a", False),
        (all_of(any_of(p("a"), p("b")), p("c")), "c", True),
        (all_of(any_of(p("a"), p("b")), p("c")), "b", False),
        (any_of(p("a")), "a", True),
        ("none", "a", False),
        (None, "a", False),
    ],
)
def test_necessary_is_false_alone_makes_the_whole_false(need, slug, expected):
    assert necessary(need, slug) is expected


SLUGS = st.sampled_from("abcd")
NEEDS = st.recursive(
    SLUGS.map(p),
    lambda inner: st.builds(Group, st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3).map(tuple)),
    max_leaves=8,
)
STATUSES = st.fixed_dictionaries(
    {slug: st.sampled_from(["met", "unmet", "partly", "unknown", "not-applicable"]) for slug in "abcd"}
)
ORDER = {"unmet": 0, "partly": 1, "unknown": 1, "met": 2}
STATES = ["blocked", "undetermined", "open"]


@given(NEEDS, STATUSES, SLUGS)
def test_meeting_a_condition_that_applies_never_closes_a_gate(need, status, slug):
    if status[slug] == "not-applicable":
        return
    before, after = gate(need, Conditions(status, {})), gate(need, Conditions(status | {slug: "met"}, {}))
    assert STATES.index(before.state) <= STATES.index(after.state)


@given(NEEDS, STATUSES)
def test_order_and_repetition_change_nothing(need, status):
    known = Conditions(status, {})
    turned = Group(need.how, need.parts[::-1] * 2) if isinstance(need, Group) else need
    assert gate(need, known).state == gate(turned, known).state


@given(NEEDS, STATUSES)
def test_deciding_conditions_are_needed_and_absent_only_when_open(need, status):
    found = gate(need, Conditions(status, {}))
    assert set(found.deciding) <= set(leaves(need))
    assert bool(found.deciding) == (found.state != "open")


@given(NEEDS)
def test_all_met_opens_and_all_unmet_blocks(need):
    assert gate(need, Conditions(dict.fromkeys("abcd", "met"), {})).state == "open"
    assert gate(need, Conditions(dict.fromkeys("abcd", "unmet"), {})).state == "blocked"
