"""A saved comparison as values: own scores beside the curated ones, what it is behind by, then and now."""

from dataclasses import replace

import pytest

from options.analysis.matrix import Cell
from options.bundle.reading import Reading
from options.pages.comparisons import behind, overrides, own_scores, selected, shifts
from options.pages.weigh import inputs
from tests.pages.made import archived

POINTS = "w.cost=60&w.flood-safety=40"
TWO = f"o=footbridge&o=tunnel&{POINTS}"


def score(**changes):
    usual = {"option": "footbridge", "criterion": "cost", "low": 10.0, "best": 20.5, "high": 30.0}
    return {**usual, "confidence": "high", "reason": "Our own estimate.", **changes}


def revised(reading, kind, slug, **changes):
    """The reading after an entry was published again."""
    was = reading.entry(kind, slug)
    now = replace(was, content=was.content.model_copy(update=changes), number=was.number + 1)
    entries = tuple(now if entry is was else entry for entry in reading.entries)
    return Reading(reading.slug, reading.version + 1, entries)


def added(reading, kind, slug, like, **changes):
    """The reading with one entry more."""
    entry = reading.entry(kind, like)
    content = entry.content.model_copy(update={"slug": slug, "title": slug, **changes})
    return Reading(reading.slug, reading.version + 1, (*reading.entries, replace(entry, slug=slug, content=content)))


def asked(reading, query=TWO):
    return selected(reading, query)[0]


def moved(then, now, query=TWO):
    return [(each.kind, each.slug, each.was, each.now) for each in behind(then, now, asked(then, query))]


def weighed(reading, *scores, query=TWO):
    own = overrides(own_scores(reading, scores))
    return inputs.weighing(reading, asked(reading, query), own)


# --- own scores -----------------------------------------------------------------------------------------------------


def test_a_score_of_ones_own_stands_beside_the_curated_one(reading):
    (own,) = own_scores(reading, [score()])
    assert (own.low, own.best, own.high, own.confidence) == (10.0, 20.5, 30.0, "high")
    assert (own.curated.low, own.curated.best, own.curated.high, own.curated.confidence) == (35, 50, 90, "low")
    assert (own.option_title, own.criterion_title, own.reason) == ("A footbridge", "Cost", "Our own estimate.")


def test_where_nobody_has_judged_there_is_nothing_beside_it(reading):
    (own,) = own_scores(reading, [score(option="tunnel", criterion="lawfulness", low=1, best=2, high=3)])
    assert own.curated is None
    assert own.cell == Cell(1.0, 2.0, 3.0, "high")


def test_scores_keep_their_order(reading):
    scores = [score(option="tunnel"), score(), score(criterion="lawfulness", low=1, best=1, high=1)]
    found = [(own.option, own.criterion) for own in own_scores(reading, scores)]
    assert found == [("tunnel", "cost"), ("footbridge", "cost"), ("footbridge", "lawfulness")]


@pytest.mark.parametrize(
    "changes",
    [
        {"option": "zeppelin"},
        {"criterion": "beauty"},
        {"low": -1.0},
        {"high": 250.1},
        {"low": 21.0},
        {"high": 20.0},
        {"high": float("inf")},
        {"low": float("nan")},
    ],
)
def test_a_score_that_fits_no_cell_is_shown_and_not_used(reading, changes):
    (own,) = own_scores(reading, [score(**changes)])
    assert own.cell is None
    assert own.reason == "Our own estimate."
    assert overrides([own]) == {}


@pytest.mark.parametrize(("kind", "slug"), [("option", "footbridge"), ("criterion", "cost")])
def test_a_score_of_what_was_archived_is_not_used_and_keeps_its_title(reading, kind, slug):
    (own,) = own_scores(archived(reading, kind, slug), [score()])
    assert own.cell is None
    assert (own.option_title, own.criterion_title) == ("A footbridge", "Cost")


def test_a_score_is_not_used_any_more_when_its_scale_became_narrower(reading):
    scale = reading.criteria["cost"].scale
    narrow = revised(reading, "criterion", "cost", scale=scale.model_copy(update={"max": 25}))
    assert overrides(own_scores(narrow, [score(), score(option="tunnel", high=25.0)])) == {
        ("tunnel", "cost"): Cell(10.0, 20.5, 25.0, "high")
    }


def test_a_score_may_stand_at_either_end_of_the_scale(reading):
    (own,) = own_scores(reading, [score(low=0, best=0, high=250)])
    assert own.cell == Cell(0.0, 0.0, 250.0, "high")


def test_own_scores_change_the_value_of_their_option_and_of_no_other(reading):
    without = {each.option: each.value for each in weighed(reading, query=POINTS).options}
    own = {each.option: each.value for each in weighed(reading, score(), query=POINTS).options}
    assert {option for option in own if own[option] != without[option]} == {"footbridge"}
    # cost from 50 to 20.5 of 250, less is better, at a share of 0.6
    assert own["footbridge"] - without["footbridge"] == pytest.approx(100 * 0.6 * (50 - 20.5) / 250)


def test_an_own_score_fills_a_cell_that_nobody_has_judged(reading):
    before = weighed(reading, query="w.flood-safety=100&o=tunnel&o=footbridge")
    mine = score(option="tunnel", criterion="flood-safety", low=80, best=100, high=100)
    after = weighed(reading, mine, query="w.flood-safety=100&o=tunnel&o=footbridge")
    assert [each.value for each in before.options if each.option == "tunnel"] == [None]
    assert [each.value for each in after.options if each.option == "tunnel"] == [100.0]


def test_an_own_score_of_an_option_that_is_not_weighed_changes_nothing(reading):
    assert weighed(reading, score(option="road-bridge")) == weighed(reading)


# --- the address that was saved ---------------------------------------------------------------------------------------


def test_a_stored_address_asks_for_what_it_did(reading):
    found, read = selected(reading, f"{TWO}&s.tunnel=pfu--&p.money=met")
    assert found.options == ("footbridge", "tunnel")
    assert found.points == {"cost": 60.0, "flood-safety": 40.0}
    assert (found.screened, found.toggles, read.unused) == ({"tunnel": "pfu--"}, {"money": "met"}, ())


def test_of_a_stored_address_what_is_gone_is_named_and_the_rest_stays(reading):
    found, read = selected(archived(reading, "option", "tunnel"), TWO)
    assert found.options == ("footbridge",)
    assert [(each.name, each.value) for each in read.unused] == [("o", "tunnel")]


@pytest.mark.parametrize("query", ["", "&" * 16_000, "a=1&" * 4_000, "o=%00&w.cost=%ed%a0%80", "%", "w.cost=1e400"])
def test_a_stored_address_that_says_nothing_asks_for_nothing(reading, query):
    found, _read = selected(reading, query)
    assert found.options == tuple(reading.options)
    assert (found.points, found.screened, found.toggles) == ({}, {}, {})


# --- behind ---------------------------------------------------------------------------------------------------------


def test_at_the_same_version_nothing_has_changed(reading):
    assert behind(reading, reading, asked(reading)) == ()


@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        ("option", "footbridge"),
        ("criterion", "cost"),
        ("criterion", "lawfulness"),  # it has no points, and could have
        ("precondition", "both-councils-agree"),  # the footbridge waits for it
        ("risk", "flood-backwater"),
        ("legal-question", "tolls"),
        ("dossier", "river-crossing"),
    ],
)
def test_a_change_of_what_it_uses_is_counted(reading, kind, slug):
    now = revised(reading, kind, slug, title="Another title")
    assert moved(reading, now) == [(kind, slug, 1, 2)]
    (each,) = behind(reading, now, asked(reading))
    assert each.title == "Another title"


def test_a_condition_that_another_waits_for_is_counted(reading):
    now = revised(reading, "precondition", "flood-model", status="unmet")
    assert moved(reading, now, "o=road-bridge") == [("precondition", "flood-model", 1, 2)]


@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        ("option", "road-bridge"),
        ("precondition", "crew"),
        ("risk", "ferry-accident"),
        ("legal-question", "under-the-bed"),
        ("claim", "art-01"),
        ("source", "unused-pamphlet"),
        ("exercise", "town-meeting"),
    ],
)
def test_a_change_of_what_it_does_not_use_is_not_counted(reading, kind, slug):
    assert moved(reading, revised(reading, kind, slug)) == []


def test_what_was_archived_is_counted_with_the_title_it_had(reading):
    now = archived(reading, "option", "tunnel")
    assert moved(reading, now) == [("option", "tunnel", 1, None)]
    (each,) = behind(reading, now, asked(reading))
    assert each.title == "A tunnel"


def test_what_is_new_is_counted(reading):
    assert moved(reading, added(reading, "criterion", "noise", "cost")) == [("criterion", "noise", None, 1)]


def test_a_new_option_is_counted_where_all_are_weighed_and_only_there(reading):
    now = added(reading, "option", "zeppelin", "tunnel")
    assert moved(reading, now, POINTS) == [("option", "zeppelin", None, 1)]
    assert moved(reading, now, TWO) == []


def test_what_came_back_from_the_archive_is_new(reading):
    then = archived(reading, "criterion", "cost")
    now = replace(revised(reading, "criterion", "cost"), version=3)
    assert moved(then, now) == [("criterion", "cost", None, 2)]


def test_what_is_only_used_by_now_counts_as_the_option_that_uses_it(reading):
    """The risk itself is as it was."""
    exposure = reading.options["keep-the-ferry"].exposures[0].model_copy(update={"risk": "ferry-accident"})
    now = revised(reading, "option", "footbridge", exposures=(exposure,))
    assert moved(reading, now) == [("option", "footbridge", 1, 2)]


def test_changes_stand_in_one_order_each_once(reading):
    now = reading
    for kind, slug in [
        ("dossier", "river-crossing"),
        ("precondition", "money"),
        ("criterion", "cost"),
        ("option", "tunnel"),
        ("option", "footbridge"),
    ]:
        now = revised(now, kind, slug)
    assert [(kind, slug) for kind, slug, _was, _now in moved(reading, now)] == [
        ("option", "footbridge"),
        ("option", "tunnel"),
        ("criterion", "cost"),
        ("precondition", "money"),
        ("dossier", "river-crossing"),
    ]


# --- then and now ---------------------------------------------------------------------------------------------------


def test_each_option_has_its_result_then_and_now(reading):
    cells = tuple(
        cell.model_copy(update={"low": 1, "best": 2, "high": 3}) if cell.criterion == "cost" else cell
        for cell in reading.options["footbridge"].assessments
    )
    now = revised(reading, "option", "footbridge", assessments=cells)
    rows = shifts(now, weighed(reading, query=POINTS), weighed(now, query=POINTS))
    assert [row.option for row in rows] == list(reading.options)
    changed = [row.option for row in rows if row.then.value != row.now.value]
    assert changed == ["footbridge"]


def test_an_option_that_is_gone_comes_last_with_its_title_and_has_no_now(reading):
    now = archived(reading, "option", "footbridge")
    rows = shifts(now, weighed(reading), weighed(now))
    assert [(row.option, row.then is None, row.now is None) for row in rows] == [
        ("tunnel", False, False),
        ("footbridge", False, True),
    ]
    assert rows[1].title == "A footbridge"


def test_a_new_option_has_no_then(reading):
    now = added(reading, "option", "zeppelin", "tunnel")
    rows = shifts(now, weighed(reading, query=POINTS), weighed(now, query=POINTS))
    assert [row.option for row in rows if row.then is None] == ["zeppelin"]


def test_where_nothing_was_ranked_there_is_nothing_to_compare(reading):
    assert shifts(reading, None, None) == ()
    assert {row.then for row in shifts(reading, None, weighed(reading))} == {None}
