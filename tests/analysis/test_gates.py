"""Gates after Kleene: by example, by properties over random expressions, and against a slow evaluation by brute force.

The slow one tries every way in which what is unknown could turn out, in plain two-valued logic. Expressions know no
"not", so a need holds in all of them exactly when Kleene calls it true, and in none exactly when he calls it false.
"""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.gates import Conditions, Group, Leaf, Truth, breaking, gate, leaves, necessary


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


# --- against brute force --------------------------------------------------------------------------------------------

DEEP = "abcdef"  # a condition depends on later ones only, so no circle can arise
LEAVES = {**{slug: p(slug) for slug in DEEP}, "x": Leaf("option", "x"), "y": Leaf("option", "y")}


def expressions(slugs):
    return st.recursive(
        st.sampled_from([LEAVES[slug] for slug in slugs]),
        lambda inner: st.builds(
            Group, st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3).map(tuple)
        ),
        max_leaves=6,
    )


ANY_NEED = expressions([*DEEP, "x", "y"])
KNOWN = st.builds(
    Conditions,
    st.fixed_dictionaries(
        dict.fromkeys(DEEP, st.sampled_from(["met", "unmet", "partly", "unknown", "not-applicable"]))
    ),
    st.fixed_dictionaries(
        {}, optional={slug: expressions([*DEEP[at + 1 :], "x", "y"]) for at, slug in enumerate(DEEP)}
    ),
    st.sets(st.sampled_from("xy")),
)
SITUATIONS = st.tuples(ANY_NEED, KNOWN)  # a need, and all that is known: statuses, dependencies, options under way


def holds(need, facts, depends_on):
    """Two-valued: does a need hold when `facts` says so of every condition? None: nothing in it applies."""
    if isinstance(need, Group):
        parts = [each for part in need.parts if (each := holds(part, facts, depends_on)) is not None]
        return None if not parts else all(parts) if need.how == "all" else any(parts)
    if facts[need.slug] is None:
        return None
    below = holds(depends_on[need.slug], facts, depends_on) if need.slug in depends_on else None
    return facts[need.slug] and below is not False


def worlds(known):
    """Every way in which what is unknown could turn out."""
    possible = {
        slug: {"met": [True], "unmet": [False], "not-applicable": [None]}.get(known.status[slug], [False, True])
        for slug in DEEP
    } | {option: [True] if option in known.running else [False, True] for option in "xy"}
    return [dict(zip(possible, each, strict=True)) for each in product(*possible.values())]


def everything_met(known, but=None):
    """The world in which all that applies is met, but for one condition."""
    facts = {slug: None if known.status[slug] == "not-applicable" else slug != but for slug in DEEP}
    return facts | {"x": True, "y": True}


@given(SITUATIONS)
def test_a_gate_stands_as_brute_force_says(situation):
    need, known = situation
    found = {holds(need, facts, known.depends_on) for facts in worlds(known)}
    expected = {(True,): "open", (False,): "blocked", (None,): "open"}.get(tuple(found), "undetermined")
    assert gate(need, known).state == expected


@given(SITUATIONS)
def test_all_is_the_least_of_its_parts_and_any_the_greatest(situation):
    need, known = situation
    parts = need.parts if isinstance(need, Group) else (need,)
    truths = [truth for part in parts if (truth := known.truth(part)) is not None]
    assert known.truth(Group("all", parts)) == min(truths, default=None)
    assert known.truth(Group("any", parts)) == max(truths, default=None)


@given(SITUATIONS)
def test_a_truth_is_the_same_whatever_was_asked_before(situation):
    need, known = situation
    for slug in DEEP:
        known.truth(p(slug))
    assert known.truth(need) == Conditions(known.status, known.depends_on, known.running).truth(need)


def without(need, gone):
    """The same need with every mention of some conditions struck out; None when nothing is left."""
    if isinstance(need, Leaf):
        return None if need.slug in gone else need
    parts = tuple(kept for part in need.parts if (kept := without(part, gone)))
    return Group(need.how, parts) if parts else None


@given(SITUATIONS)
def test_what_does_not_apply_is_as_if_it_were_not_written(situation):
    need, known = situation
    gone = {slug for slug in DEEP if known.status[slug] == "not-applicable"}
    kept = {slug: left for slug, below in known.depends_on.items() if (left := without(below, gone))}
    left = without(need, gone)
    expected = gate(left, Conditions(known.status, kept, known.running)).state if left else "open"
    assert gate(need, known).state == expected


@given(SITUATIONS)
def test_lifting_all_that_decides_lifts_the_gate(situation):
    need, known = situation
    found = gate(need, known)
    lifted = {leaf.slug for leaf in found.deciding}
    status = known.status | dict.fromkeys(lifted.intersection(DEEP), "met")
    depends_on = {slug: below for slug, below in known.depends_on.items() if slug not in lifted}
    after = gate(need, Conditions(status, depends_on, {*known.running, *lifted.intersection("xy")}))
    assert STATES.index(after.state) > STATES.index(found.state) or found.state == "open"


@given(SITUATIONS)
def test_every_condition_that_decides_has_the_truth_of_the_whole(situation):
    need, known = situation
    found = gate(need, known)
    assert {known.truth(leaf) for leaf in found.deciding} <= {known.truth(need)}


@given(ANY_NEED)
def test_necessary_is_that_the_whole_fails_when_this_alone_fails(need):
    """Decision 13. Statuses and what conditions depend on play no part."""
    nothing_known = Conditions(dict.fromkeys(DEEP, "met"), {})
    found = {slug for slug in DEEP if necessary(need, slug)}
    assert found == {slug for slug in DEEP if holds(need, everything_met(nothing_known, but=slug), {}) is False}


@given(SITUATIONS)
def test_breaking_are_those_that_close_the_gate_alone_what_depends_on_them_included(situation):
    need, known = situation
    closing = {
        slug
        for slug in DEEP
        if known.status[slug] != "not-applicable"
        and holds(need, everything_met(known, but=slug), known.depends_on) is False
    }
    assert breaking(need, known) == closing


# --- large ----------------------------------------------------------------------------------------------------------


def test_conditions_that_share_what_they_depend_on_are_looked_at_once():
    """A ladder of pairs: without a memory the work would double with each of its sixty rungs."""
    depends_on = {f"{side}{n}": all_of(p(f"a{n + 1}"), p(f"b{n + 1}")) for n in range(60) for side in "ab"}
    known = Conditions({f"{side}{n}": "met" for n in range(61) for side in "ab"} | {"b60": "unmet"}, depends_on)
    assert gate(p("a0"), known).state == "blocked"
    assert "b60" in breaking(p("a0"), known)


def test_a_chain_of_thousands_ends_in_an_answer_and_not_in_a_full_stack():
    depends_on = {f"c{n}": all_of(p(f"c{n + 1}")) for n in range(3_000)}
    known = Conditions({f"c{n}": "met" for n in range(3_000)} | {"c3000": "unmet"}, depends_on)
    assert gate(p("c0"), known).state == "blocked"
    assert len(breaking(p("c0"), known)) == 3_001
