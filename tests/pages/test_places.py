"""Where an entry stands among its kind, where a statement stands on a page, what a citation names, who judged."""

import pytest

from options.bundle.statements import all_statements
from options.pages.cited import cited, source_of
from options.pages.judges import Judge, common_judge
from options.pages.neighbours import place
from options.pages.spots import Spot, spot
from tests.pages.made import archived, changed

# --- neighbours ---


def test_an_entry_has_a_place_and_neighbours(reading):
    found = place(reading, reading.entry("option", "footbridge"))
    assert (found.at, found.of, found.before.slug, found.after.slug) == (3, 5, "faster-ferry", "road-bridge")


@pytest.mark.parametrize("kind", ["option", "risk", "precondition", "legal-question", "criterion", "source", "claim"])
def test_turning_pages_from_the_first_visits_every_entry_of_a_kind(reading, kind):
    listed = {
        "option": reading.options, "risk": reading.risks, "precondition": reading.preconditions,
        "legal-question": reading.legal_questions, "criterion": reading.criteria, "source": reading.sources,
        "claim": reading.claims,
    }[kind]  # fmt: skip
    visited = [next(iter(listed))]
    while after := place(reading, reading.entry(kind, visited[-1])).after:
        assert place(reading, reading.entry(kind, after.slug)).before.slug == visited[-1]
        visited.append(after.slug)
    assert visited == list(listed)


def test_options_are_neighbours_on_the_axis_and_not_in_the_file(reading):
    moved = changed(reading, "option", "tunnel", order=0)
    assert place(moved, moved.entry("option", "tunnel")).at == 1


def test_an_archived_entry_stands_outside_and_is_nobodys_neighbour(reading):
    gone = archived(reading, "option", "footbridge")
    found = place(gone, gone.entry("option", "footbridge"))
    assert (found.at, found.of, found.before, found.after) == (0, 4, None, None)
    assert place(gone, gone.entry("option", "faster-ferry")).after.slug == "road-bridge"


def test_what_has_no_list_has_no_place(reading):
    assert place(reading, reading.entry("dossier", "river-crossing")).at == 0


# --- spots ---


def spots(reading):
    return {(s.kind, s.slug, s.path): spot(reading, s) for s in all_statements(reading)}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (("risk", "lost-trade", ""), Spot("risk", "lost-trade", "Shops lose trade")),
        (("option", "faster-ferry", "proposed_by[0]"), Spot("option", "faster-ferry", "A faster ferry", "proposed_by")),
        (
            ("option", "footbridge", "exposures[flood-backwater]"),
            Spot("option", "footbridge", "A footbridge", "exposures", "Higher water in a flood"),
        ),
        (
            ("option", "faster-ferry", "assessments[crossing-time].counter_views[0]"),
            Spot("option", "faster-ferry", "A faster ferry", "counter_views", "Time to cross"),
        ),
        (
            ("legal-question", "fixed-crossing", "arguments[1]"),
            Spot("legal-question", "fixed-crossing", "May there be a fixed crossing?", "arguments"),
        ),
    ],
)
def test_a_statement_is_found_on_the_page_of_its_entry(reading, statement, expected):
    assert spots(reading)[statement] == expected


def test_a_relation_stands_on_the_page_of_its_first_option(reading):
    found = [s for (kind, _, _), s in spots(reading).items() if kind == "dossier"]
    assert next((s.kind, s.slug, s.part, s.about) for s in found) == (
        "option", "footbridge", "relations", "Keep the ferry as it is",
    )  # fmt: skip
    assert len(found) == 4


# --- citations ---


def test_sources_stand_before_judgements_each_in_its_own_order(reading):
    record, judgement = reading.options["faster-ferry"].citations
    assert [c.citation for c in cited(reading, (judgement, record, judgement))] == [record, judgement, judgement]


def test_a_law_or_record_without_a_locator_has_no_page_and_nothing_else(reading):
    record = reading.options["faster-ferry"].citations[0]
    made = {
        (basis, locator): record.model_copy(update={"basis": basis, "locator": locator})
        for basis in ("law", "record", "article", "judgement")
        for locator in (None, "p. 1")
    }
    bare = {name for name, citation in made.items() if cited(reading, [citation])[0].no_page}
    assert bare == {("law", None), ("record", None)}


def test_an_archived_source_is_still_named(reading):
    assert source_of(archived(reading, "source", "pier-case"), "pier-case").title == "Millers v. Harrow"


@pytest.mark.parametrize("slug", [None, "", "zeppelin", "tunnel"])
def test_what_is_no_source_is_none(reading, slug):
    assert source_of(reading, slug) is None


# --- judges ---


def test_one_judge_of_all_is_named_once(reading):
    assert common_judge(reading.options["road-bridge"].exposures) == Judge("compiler", "2026-03")


def test_judges_that_differ_in_name_or_date_or_are_silent_are_not_merged(reading):
    one, other = reading.options["road-bridge"].exposures
    for change in ({"by": "panel"}, {"as_of": "2026-04"}, {"by": None}):
        assert common_judge([one, other.model_copy(update=change)]) is None
    assert common_judge([]) is None
    assert common_judge([one.model_copy(update={"by": None, "as_of": None})]) is None
