"""The result as rows: in axis order, never by rank."""

from math import isclose

import pytest

from tests.pages.made import archived, changed, without

TWO = "w.cost=40&w.flood-safety=60"
OPENED = TWO + "&p.both-councils-agree=met&p.harbour-permit=met"  # then three options have a value and are not blocked


def test_rows_stand_in_axis_order_and_criteria_as_in_the_dossier(weighed, reading):
    found = weighed(TWO).result
    assert [row.option.slug for row in found.rows] == list(reading.options)
    assert [criterion.slug for criterion in found.criteria] == list(reading.criteria)


def test_contributions_follow_the_order_of_the_criteria(weighed):
    found = weighed("w.cost=1").result
    for row in found.rows:
        known = [part or 0 for part in row.contributions]
        assert known[0] == known[1] == known[3] == 0
        if row.weighed.value is not None:
            assert isclose(known[2], row.weighed.value)


def test_every_row_of_ranks_adds_up_to_1(weighed, shipped):
    for row in weighed("w.cost=40&w.legality=60", shipped).result.rows:
        assert isclose(sum(row.cells) + row.later, 1)


def test_ranks_beyond_the_last_column_are_added_up(weighed, shipped, monkeypatch):
    monkeypatch.setattr("options.pages.weigh.result.RANKS", 3)
    found = weighed("w.cost=40&w.legality=60", shipped).result
    assert (found.ranks, found.more_ranks) == (3, True)
    for row in found.rows:
        assert isclose(row.later, sum(row.weighed.acceptability[3:]))


def test_an_option_that_failed_a_test_has_no_ranks_and_says_which(weighed):
    row = weighed(TWO + "&s.footbridge=pf---").result.by_slug["footbridge"]
    assert (row.ranked, row.cells, row.failed) == (False, (), ("feasible",))
    assert row.weighed.rank is None


def test_the_weight_asked_for_is_drawn(weighed):
    assert weighed(OPENED + "&line=lawfulness").result.drawn.criterion.slug == "lawfulness"


def test_else_the_one_whose_smallest_move_turns_the_order(weighed, shipped):
    found = weighed("w.cost=40&w.legality=60&w.trafficking-effect=50", shipped)
    assert found.result.drawn.criterion.slug == found.weighing.weight_flip.criterion


def test_the_first_of_the_rays_leads(weighed):
    found = weighed(OPENED)
    assert found.result.drawn.rays[0][0].slug == found.weighing.first_by_value


def test_what_friends_care_about_is_against_the_leaders_and_adds_up(weighed, shipped):
    for cares in weighed("w.cost=40&w.legality=60", shipped).result.cares:
        assert isclose(sum(cares.weights), 1)
        assert set(cares.more).isdisjoint(cares.less)


def test_options_without_a_score_or_off_the_scale_are_told(weighed):
    assert "tunnel" in [row.option.slug for row in weighed(TWO).result.incomplete]


def test_one_option_alone_has_a_value_and_no_lead(weighed):
    found = weighed(TWO + "&o=footbridge")
    assert found.weighing.verdict.kind == "none"
    assert found.result.rows[0].weighed.value is not None
    assert (found.result.stays, found.result.drawn) == ((), None)


def test_an_option_without_any_score_may_be_anything(weighed, reading):
    bare = changed(reading, "option", "footbridge", assessments=())
    row = weighed(TWO, bare).result.by_slug["footbridge"]
    assert (row.weighed.value, row.weighed.interval) == (None, (0.0, 100.0))


def test_without_any_score_at_all_nobody_has_a_value(weighed, reading):
    bare = reading
    for slug in reading.options:
        bare = changed(bare, "option", slug, assessments=())
    found = weighed(TWO, bare)
    assert {row.weighed.value for row in found.result.rows} == {None}
    assert found.weighing.verdict.kind in ("too-close", "none")


def test_a_criterion_that_nobody_scored_leaves_everybody_without_a_value(weighed, reading):
    bare = reading
    for slug, option in reading.options.items():
        kept = tuple(a for a in option.assessments if a.criterion != "cost")
        bare = changed(bare, "option", slug, assessments=kept)
    assert {row.weighed.value for row in weighed(TWO, bare).result.rows} == {None}
    assert any(row.weighed.value is not None for row in weighed("w.flood-safety=1", bare).result.rows)


@pytest.mark.parametrize("kind", ["option", "criterion"])
def test_without_options_or_criteria_there_is_nothing_to_weigh(weighed, reading, kind):
    assert weighed(TWO, without(reading, kind)).result is None
    assert weighed("preference=any", without(reading, kind)).result is None


def test_an_archived_criterion_counts_no_more(weighed, reading):
    found = weighed("w.cost=1&w.flood-safety=1", archived(reading, "criterion", "cost"))
    assert [criterion.slug for criterion in found.result.criteria] == ["crossing-time", "flood-safety", "lawfulness"]


def test_adding_an_option_changes_the_value_of_no_other(weighed):
    few, all_ = weighed(TWO + "&o=footbridge&o=keep-the-ferry"), weighed(TWO)
    for row in few.result.rows:
        assert row.weighed.value == all_.result.by_slug[row.option.slug].weighed.value
