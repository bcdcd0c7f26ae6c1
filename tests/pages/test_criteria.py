"""What options are scored on, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.pages.criteria import criteria_page, criterion_page
from tests.pages.made import archived, changed, without


def test_criteria_stand_by_group_in_the_order_of_the_first_of_each(reading):
    assert [(name, [row.criterion.slug for row in rows]) for name, rows in criteria_page(reading).groups] == [
        ("benefit", ["crossing-time"]), ("harm", ["flood-safety"]), ("means", ["cost"]),
        ("law-and-consent", ["lawfulness"]),
    ]  # fmt: skip


def test_criteria_without_a_group_are_a_group(reading):
    groups = criteria_page(changed(reading, "criterion", "cost", group=None)).groups
    assert (None, ["cost"]) in [(name, [row.criterion.slug for row in rows]) for name, rows in groups]


def test_scores_and_contested_ones_are_counted(reading):
    rows = {
        row.criterion.slug: (row.scored, row.contested) for _, rows in criteria_page(reading).groups for row in rows
    }
    assert rows == {"crossing-time": (4, 1), "flood-safety": (3, 1), "cost": (5, 0), "lawfulness": (3, 0)}


def test_scores_of_archived_options_do_not_count(reading):
    gone = archived(reading, "option", "tunnel")
    page = criteria_page(gone)
    assert {row.criterion.slug: row.scored for _, rows in page.groups for row in rows}["cost"] == 4
    assert page.options == 4


def test_every_option_has_a_row_in_axis_order_scored_or_not(reading):
    page = criterion_page(reading, "crossing-time")
    assert [(row.option.slug, row.assessment is None) for row in page.scores.items] == [
        ("keep-the-ferry", False), ("faster-ferry", False), ("footbridge", False), ("road-bridge", False),
        ("tunnel", True),
    ]  # fmt: skip
    assert (page.scored, page.scores.total) == (4, 5)


@pytest.mark.parametrize(
    ("slug", "worst", "best"), [("crossing-time", 60, 0), ("flood-safety", 0, 100), ("cost", 250, 0)]
)
def test_the_better_end_follows_the_direction(reading, slug, worst, best):
    page = criterion_page(reading, slug)
    assert (page.worst_end, page.best_end) == (worst, best)


def test_places_on_the_scale_run_from_nought_to_a_hundred(reading):
    row = criterion_page(reading, "crossing-time").scores.items[0]
    assert (row.low, row.best, row.high) == (50, 66.67, 100)


@given(st.lists(st.floats(-1e9, 1e9), min_size=3, max_size=3).map(sorted), st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_places_stay_on_the_scale_and_in_order(reading, judged, low_end, length):
    cost = reading.criteria["cost"]
    scale = cost.scale.model_copy(update={"min": low_end, "max": low_end + length})
    tunnel = reading.options["tunnel"]
    names = ("low", "best", "high")
    score = tunnel.assessments[0].model_copy(update=dict(zip(names, judged, strict=True)))
    made = changed(changed(reading, "criterion", "cost", scale=scale), "option", "tunnel", assessments=(score,))
    row = criterion_page(made, "cost").scores.items[-1]
    assert 0 <= row.low <= row.best <= row.high <= 100


def test_screening_tests_say_what_they_ask(reading):
    assert criterion_page(reading, "cost").screening == (
        ("feasible", "Can it be built and paid for?"),
        ("acceptable", "Is the gain worth the cost and the risk, and is it lawful?"),
    )


def test_a_test_that_the_dossier_does_not_explain_is_named_all_the_same(reading):
    bare = changed(reading, "dossier", "river-crossing", screening_tests=())
    assert criterion_page(bare, "cost").screening == (("feasible", None), ("acceptable", None))


def test_an_archived_criterion_is_shown_with_its_scores(reading):
    page = criterion_page(archived(reading, "criterion", "cost"), "cost")
    assert (page.place.entry.archived, page.scored) == (True, 5)


@pytest.mark.parametrize("slug", ["zeppelin", "tunnel", ""])
def test_what_is_no_criterion_has_no_page(reading, slug):
    assert criterion_page(reading, slug) is None


def test_no_criteria_make_an_empty_page(reading):
    assert criteria_page(without(reading, "criterion")).groups == ()
