"""What is stated, what each statement rests on, and who cites what."""

from collections import Counter

import pytest

from options.bundle.reading import EntryValue, Reading
from options.bundle.schema import Citation, Risk
from options.bundle.statements import Statement, all_statements, citings, lacks_locator, statements, tally


def by_path(entry):
    return {each.path: each for each in statements(entry)}


def test_an_option_states_itself_its_proposals_its_cells_and_their_counter_views(entries):
    found = by_path(entries["option", "faster-ferry"])
    assert list(found) == [
        "",
        "proposed_by[0]",
        "proposed_by[1]",
        "exposures[ferry-accident]",
        "exposures[lost-trade]",
        "assessments[cost]",
        "assessments[crossing-time]",
        "assessments[crossing-time].counter_views[0]",
        "assessments[crossing-time].counter_views[1]",
    ]


@pytest.mark.parametrize(
    ("kind", "slug", "path", "state"),
    [
        ("option", "tunnel", "", "uncited"),
        ("option", "road-bridge", "", "judged"),
        ("option", "faster-ferry", "", "cited"),
        ("option", "faster-ferry", "proposed_by[0]", "cited"),
        ("option", "faster-ferry", "proposed_by[1]", "judged"),
        ("option", "faster-ferry", "exposures[ferry-accident]", "uncited"),
        ("option", "faster-ferry", "exposures[lost-trade]", "judged"),
        ("option", "faster-ferry", "assessments[crossing-time].counter_views[0]", "judged"),
        ("option", "faster-ferry", "assessments[crossing-time].counter_views[1]", "uncited"),
        ("option", "tunnel", "exposures[flood-backwater]", "uncited"),
        ("option", "footbridge", "bearings[fixed-crossing]", "uncited"),
        ("legal-question", "fixed-crossing", "", "cited"),
        ("legal-question", "fixed-crossing", "arguments[0]", "cited"),
        ("legal-question", "fixed-crossing", "arguments[2]", "uncited"),
        ("legal-question", "tolls", "", "judged"),
        ("precondition", "crew", "", "uncited"),
        ("criterion", "crossing-time", "", "cited"),
        ("dossier", "river-crossing", "relations[0]", "cited"),
        ("dossier", "river-crossing", "relations[3]", "uncited"),
    ],
)
def test_judged_is_told_from_cited_and_from_uncited(entries, kind, slug, path, state):
    assert by_path(entries[kind, slug])[path].state == state


def test_one_source_beside_a_judgement_makes_it_cited():
    citations = (Citation(basis="judgement"), Citation(basis="record", source="a"))
    assert Statement("risk", "r", "", None, "x", citations, ("a",)).state == "cited"


def test_a_judgement_says_whose_and_when_where_the_cell_does(entries):
    cell = by_path(entries["option", "keep-the-ferry"])["exposures[ferry-accident]"]
    assert (cell.by, cell.as_of, cell.about) == ("panel of pilots", "2025-12", ("risk", "ferry-accident"))


def test_a_statement_carries_its_words(entries):
    assert by_path(entries["option", "tunnel"])["bearings[fixed-crossing]"].text == "unclear"
    assert by_path(entries["risk", "lost-trade"])[""].text.startswith("People who wait")
    assert (
        by_path(entries["legal-question", "fixed-crossing"])["arguments[2]"].text == "Nobody has invoked it since 1920."
    )


def test_sources_claims_and_exercises_state_nothing_that_could_be_cited(entries):
    for key in (("source", "harbour-act"), ("claim", "art-01"), ("exercise", "town-meeting")):
        assert list(statements(entries[key])) == []


@pytest.mark.parametrize(
    ("citation", "lacks"),
    [
        (Citation(basis="law", source="a"), True),
        (Citation(basis="record", source="a"), True),
        (Citation(basis="law", source="a", locator="art. 1"), False),
        (Citation(basis="article", source="a"), False),
        (Citation(basis="judgement"), False),
    ],
)
def test_a_law_or_a_record_without_a_locator_has_no_page_given(citation, lacks):
    assert lacks_locator(citation) is lacks
    assert Statement("risk", "r", "", None, "x", (citation,)).without_locator is lacks


def test_the_tally_counts_every_statement_once(reading):
    counted = tally(reading)
    states = Counter(each.state for each in all_statements(reading))
    assert (counted.cited, counted.judged, counted.uncited) == (states["cited"], states["judged"], states["uncited"])
    assert counted.statements == len(list(all_statements(reading)))
    assert (counted.cited, counted.judged, counted.uncited, counted.without_locator) == (21, 20, 25, 5)


def test_archived_entries_state_nothing():
    risk = Risk(slug="r", title="R", description="D")
    assert tally(Reading("d", 1, (EntryValue("risk", "r", risk, archived=True),))).statements == 0


def test_every_place_that_names_a_source_is_found(reading):
    found = citings(reading)
    places = [(each.kind, each.slug, each.path) for each in found["article-river-post"]]
    assert places == [
        ("claim", "art-01", "source"),
        ("claim", "art-02", "source"),
        ("claim", "art-03", "source"),
        ("dossier", "river-crossing", "relations[0]"),
        ("option", "keep-the-ferry", ""),
        ("option", "footbridge", ""),
        ("option", "road-bridge", "exposures[flood-backwater]"),
        ("option", "road-bridge", "assessments[flood-safety].counter_views[0]"),
    ]
    assert found["article-river-post"][6].citation.claim == "art-02"
    assert [each.path for each in found["pier-case"]] == ["arguments[1]", "", "arguments[0]"]
    assert "unused-pamphlet" not in found
