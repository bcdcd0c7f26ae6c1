"""Criteria in their groups, shares, equivalences and overlaps."""

from math import isclose

import pytest

from options.analysis.value import Scale
from options.bundle.leading import scale_of


def shares(part):
    return {swing.criterion.slug: swing.share for group in part.groups for swing in group.swings}


def test_before_any_points_there_are_no_shares(weighed):
    part = weighed("").swings
    assert set(shares(part).values()) == {None}
    assert [group.share for group in part.groups] == [None] * len(part.groups)
    assert not part.ready


def test_shares_are_points_over_all_points(weighed):
    assert shares(weighed("w.cost=30&w.flood-safety=10").swings) == {
        "crossing-time": 0, "flood-safety": 0.25, "cost": 0.75, "lawfulness": 0,
    }  # fmt: skip


def test_a_group_has_the_sum_of_its_shares(weighed):
    part = weighed("w.cost=30&w.flood-safety=10").swings
    assert {group.group: group.share for group in part.groups} == {
        "benefit": 0, "harm": 0.25, "means": 0.75, "law-and-consent": 0,
    }  # fmt: skip


def test_criteria_that_count_nothing_are_listed(weighed):
    part = weighed("w.cost=30&w.flood-safety=10").swings
    assert [criterion.slug for criterion in part.without] == ["crossing-time", "lawfulness"]


def test_by_order_only_the_shares_are_the_centroid(weighed):
    found = shares(weighed("w.cost=30&w.flood-safety=10&preference=ordinal").swings)
    assert found == {"crossing-time": 0, "flood-safety": 0.25, "cost": 0.75, "lawfulness": 0}


def test_ends_are_said_by_their_anchors_or_their_scores(weighed):
    swings = {s.criterion.slug: s for group in weighed("").swings.groups for s in group.swings}
    assert (swings["crossing-time"].worst, swings["crossing-time"].best) == ("An hour.", "At once.")
    assert (swings["cost"].worst, swings["cost"].best) == ("250 million crowns", "0 million crowns")


def test_what_was_typed_wrongly_is_shown_again(weighed):
    swings = {s.criterion.slug: s for group in weighed("w.cost=five").swings.groups for s in group.swings}
    assert swings["cost"].points == "five"


def test_the_heaviest_is_set_against_the_next_and_the_lightest(weighed):
    part = weighed("w.flood-safety=100&w.cost=50&w.lawfulness=20").swings
    assert [(q.heavier.slug, q.lighter.slug, q.start, q.to) for q in part.equivalences] == [
        ("flood-safety", "cost", 0, 50),
        ("flood-safety", "lawfulness", 0, 20),
    ]


def test_an_equivalence_on_a_piecewise_scale_is_exact(weighed):
    (q,) = weighed("w.crossing-time=100&w.cost=25").swings.equivalences
    scale = scale_of(q.heavier)
    assert isinstance(scale, Scale)
    assert isclose(scale.value(q.to) - scale.value(q.start), 0.25)


def test_put_otherwise_it_comes_back_as_it_was_put(weighed):
    again = weighed("w.crossing-time=80&w.cost=5&eq.crossing-time~cost=20")
    (q,) = again.swings.equivalences
    assert isclose(q.to, 20)


@pytest.mark.parametrize(("agreed", "holds"), [("50", True), ("51", True), ("60", False)])
def test_an_agreement_holds_while_the_points_say_the_same(weighed, agreed, holds):
    (q,) = weighed(f"w.flood-safety=100&w.cost=50&ok.flood-safety~cost={agreed}").swings.equivalences
    assert q.holds is holds


@pytest.mark.parametrize("address", ["w.cost=5", "preference=any", "w.cost=5&w.lawfulness=5&preference=ordinal", ""])
def test_without_two_stated_weights_there_is_nothing_to_set_against_each_other(weighed, address):
    assert weighed(address).swings.equivalences == ()


def test_criteria_on_which_options_score_alike_are_told(weighed, shipped):
    found = weighed("", shipped).swings.overlaps
    assert found
    assert all(0.8 <= pair.r <= 1 for pair in found)
    assert [pair.r for pair in found] == sorted((pair.r for pair in found), reverse=True)
