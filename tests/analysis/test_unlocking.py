"""Unlock sets: by example, and against trying every set of conditions on the gate itself."""

from itertools import combinations
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis import unlocking
from options.analysis.gates import Conditions, Group, Leaf, gate, leaves
from options.analysis.unlocking import Unlocking, unlock_sets
from tests.analysis.test_gates import DEEP, KNOWN, SITUATIONS, all_of, any_of, conditions, p

OPTION = Leaf("option", "x")


def found(need, known=None):
    return unlock_sets(need, known or conditions()).sets


def test_every_condition_that_is_not_met_must_be():
    known = conditions(a="met", b="unmet", c="partly")
    assert found(all_of(p("a"), p("b"), p("c"), p("d")), known) == ((p("b"), p("c"), p("d")),)


def test_of_alternatives_each_is_a_set_the_smallest_first_and_then_by_name():
    need = any_of(all_of(p("a"), p("b")), p("d"), p("c"))
    assert found(need) == ((p("c"),), (p("d"),), (p("a"), p("b")))


def test_a_set_that_contains_another_is_none():
    assert found(any_of(p("a"), all_of(p("a"), p("b")))) == ((p("a"),),)


def test_one_condition_may_serve_two_parts():
    need = all_of(any_of(p("a"), p("b")), any_of(p("a"), p("c")))
    assert found(need) == ((p("a"),), (p("b"), p("c")))


def test_a_condition_and_what_it_depends_on_are_both_named():
    assert found(p("a"), conditions({"a": p("b")}, a="unmet", b="unmet")) == ((p("a"), p("b")),)


def test_a_condition_that_is_met_but_depends_on_one_that_is_not_needs_only_that():
    assert found(p("a"), conditions({"a": p("b")}, a="met", b="unmet")) == ((p("b"),),)


def test_an_option_is_met_when_it_runs():
    assert found(OPTION) == ((OPTION,),)
    assert found(OPTION, conditions(running=("x",))) == ()


def test_options_come_before_preconditions_of_the_same_number():
    assert found(any_of(p("a"), OPTION)) == ((OPTION,), (p("a"),))


def test_what_does_not_apply_is_in_no_set():
    known = conditions(a="not-applicable", b="unmet")
    assert found(all_of(p("a"), p("b")), known) == found(any_of(p("a"), p("b")), known) == ((p("b"),),)
    assert found(all_of(p("a")), known) == ()


def test_an_open_gate_needs_nothing():
    assert unlock_sets(p("a"), conditions(a="met")) == unlock_sets("none", conditions()) == Unlocking((), True)


def test_of_an_option_that_nobody_assessed_nothing_is_known():
    assert unlock_sets(None, conditions()) == Unlocking(None, True)


def opens(need, known, met):
    status = {**known.status, **{leaf.slug: "met" for leaf in met if leaf.kind == "precondition"}}
    running = {*known.running, *(leaf.slug for leaf in met if leaf.kind == "option")}
    return gate(need, Conditions(status, known.depends_on, running)).state == "open"


def reached(need, known):
    """Every condition that a need rests on, in the end or at once."""
    seen, waiting = set(), list(leaves(need))
    while waiting:
        leaf = waiting.pop()
        if leaf not in seen:
            seen.add(leaf)
            waiting += leaves(known.depends_on.get(leaf.slug)) if leaf.kind == "precondition" else ()
    return seen


def by_trying(need, known):
    """Minimal sets of conditions not met that open the gate, by trying all."""
    open_to_be_met = sorted(
        (
            leaf
            for leaf in reached(need, known)
            if (leaf.slug not in known.running)
            and (leaf.kind == "option" or known.status[leaf.slug] not in ("met", "not-applicable"))
        ),
        key=lambda leaf: (leaf.kind, leaf.slug),
    )
    sets = []
    for size in range(len(open_to_be_met) + 1):
        for each in combinations(open_to_be_met, size):
            if not any(set(smaller) <= set(each) for smaller in sets) and opens(need, known, each):
                sets.append(each)
    return () if sets == [()] else tuple(sets)


@given(SITUATIONS)
def test_sets_are_all_that_open_the_gate_and_no_larger_than_they_must_be(situation):
    need, known = situation
    assert unlock_sets(need, known) == Unlocking(by_trying(need, known), True)


@given(SITUATIONS)
def test_order_and_repetition_of_parts_change_nothing(situation):
    need, known = situation
    turned = Group(need.how, need.parts[::-1] * 2) if isinstance(need, Group) else need
    assert unlock_sets(turned, known) == unlock_sets(need, known)


@given(SITUATIONS, st.integers(1, 3))
def test_sets_cut_short_are_still_minimal_and_still_open_the_gate(situation, most):
    """With room for a few sets only, those that are told are some of all."""
    need, known = situation
    with mock.patch.object(unlocking, "PARTIAL_MAX", most), mock.patch.object(unlocking, "PAIRS_MAX", 2 * most):
        few = unlock_sets(need, known)
    assert set(few.sets) <= set(by_trying(need, known))
    assert not few.complete or few.sets == by_trying(need, known)


def test_a_set_whose_smaller_one_was_left_out_is_made_smaller_itself():
    """With room for one set, only a of the alternatives is kept, and b alone would do."""
    need = all_of(any_of(p("a"), p("b")), p("b"))
    with mock.patch.object(unlocking, "PARTIAL_MAX", 1):
        assert unlock_sets(need, conditions()) == Unlocking(((p("b"),),), False)


@given(KNOWN)
def test_no_set_is_empty_and_none_is_told_twice(known):
    sets = unlock_sets(all_of(*map(p, DEEP)), known).sets
    assert all(sets)
    assert len(set(sets)) == len(sets)


# --- large ----------------------------------------------------------------------------------------------------------


def letters(letter, n):
    return [p(f"{letter}{k:02}") for k in range(n)]


def test_exactly_as_many_sets_as_there_is_room_for_are_complete():
    need = all_of(any_of(*letters("a", 40)), any_of(*letters("b", 50)))
    every = unlock_sets(need, conditions())
    assert (len(every.sets), every.complete) == (2_000, True)


def test_one_set_too_many_and_it_says_so():
    need = any_of(all_of(any_of(*letters("a", 40)), any_of(*letters("b", 50))), all_of(*letters("c", 3)))
    some = unlock_sets(need, conditions())
    assert not some.complete
    assert 1 <= len(some.sets) <= unlocking.SOME
    assert all(len(each) == 2 for each in some.sets)


@pytest.mark.parametrize("groups", [3, 8])
def test_more_ways_than_anybody_could_write_down_end_in_an_answer(groups):
    """100 alternatives in each of several groups: 100^8 sets."""
    need = all_of(*(any_of(*letters(letter, 100)) for letter in "abcdefgh"[:groups]))
    some = unlock_sets(need, conditions())
    assert not some.complete
    assert all(len(each) == groups for each in some.sets)


def test_never_more_sets_are_put_together_at_once_than_there_is_time_for():
    need = all_of(*(any_of(*letters(letter, 150)) for letter in "abc"))
    with mock.patch.object(unlocking._Search, "_smallest", autospec=True) as smallest:
        sizes = []
        smallest.side_effect = lambda _search, sets: sizes.append(len(kept := tuple(sets))) or kept
        unlock_sets(need, conditions())
    assert max(sizes) <= unlocking.PAIRS_MAX + 150


def test_sets_of_many_sizes_are_told_from_those_that_contain_them():
    """Alternatives share conditions, so that most combinations contain another."""
    need = all_of(*(any_of(all_of(p(f"s{k}"), p(f"s{k + 1}")), p(f"t{k}")) for k in range(9)))
    every = unlock_sets(need, conditions())
    assert every.complete
    assert all(opens(need, conditions(), each) for each in every.sets)
    for each in every.sets:
        assert not any(opens(need, conditions(), set(each) - {leaf}) for leaf in each)


def test_a_chain_of_thousands_is_one_set():
    depends_on = {f"c{n}": all_of(p(f"c{n + 1}")) for n in range(3_000)}
    known = Conditions({f"c{n}": "unmet" for n in range(3_001)}, depends_on)
    assert [len(each) for each in unlock_sets(p("c0"), known).sets] == [3_001]
