"""What one option's page is made from."""

from dataclasses import replace

from options.bundle.reading import Reading
from options.pages.option import option_page


def test_risks_that_do_not_apply_are_told_from_those_nobody_assessed(reading):
    risks = option_page(reading, "tunnel").risks
    assert [at.risk.slug for at in risks.does_not] == ["flood-backwater"]
    assert [risk.slug for risk in risks.not_assessed] == ["lost-trade", "ferry-accident", "nobody-said"]
    assert (risks.assessed, risks.of) == (1, 4)


def test_risks_stand_worst_first(reading):
    assert [at.risk.slug for at in option_page(reading, "road-bridge").risks.applies] == [
        "flood-backwater",
        "lost-trade",
    ]


def test_a_common_judge_is_named_once(reading):
    assert option_page(reading, "road-bridge").risks.judge.by == "compiler"


def test_different_judges_are_not_merged(reading):
    assert option_page(reading, "faster-ferry").risks.judge is None


def test_a_criterion_that_nobody_scored_is_listed(reading):
    shown = option_page(reading, "tunnel")
    missing = [s.criterion.slug for _, group in shown.scores for s in group if s.assessment is None]
    assert missing == ["crossing-time", "flood-safety", "lawfulness"]
    assert (shown.scored, shown.criteria) == (1, 4)


def test_an_option_that_nobody_said_needs_anything_is_not_open(reading):
    why = option_page(reading, "tunnel").conditions.why
    assert (why.assessed, why.state) == (False, "undetermined")


def test_least_settled_questions_come_first(reading):
    assert [r.question.state for r in option_page(reading, "footbridge").raised] == ["contested", "settled"]


def test_relations_are_read_from_both_ends(reading):
    found = [(r.forward, r.kind, r.other) for r in option_page(reading, "tunnel").related]
    assert found == [(True, "weakens", "faster-ferry"), (False, "excludes", "road-bridge")]


def test_evidence_is_numbered_in_page_order_and_says_where_no_page_is_given(reading):
    found = [(s.number, s.source.slug, s.places) for s in option_page(reading, "faster-ferry").evidence]
    assert found == [(1, "traffic-count", (("table 3", ()), (None, ())))]


def test_a_claim_counts_as_a_place(reading):
    first = option_page(reading, "keep-the-ferry").evidence[0]
    assert first.places == (("Title, paragraph 1", ("art-01",)),)


def test_an_archived_option_is_shown_with_its_last_text(reading):
    entries = tuple(replace(e, archived=e.slug == "tunnel") for e in reading.entries)
    shown = option_page(Reading(reading.slug, 2, entries), "tunnel")
    assert (shown.archived, shown.place.at, shown.option.title) == (True, 0, "A tunnel")


def test_a_slug_that_this_version_lacks_has_no_page(reading):
    assert option_page(reading, "balloon") is None
