"""The risk register with its table, and one risk."""

import pytest

from tests.web.helpers import published
from tests.web.seen import main, row, rows

RISKS = "/d/river-crossing/risks/"


def text(response):
    return response.content.decode()


# --- the register ---------------------------------------------------------------------------------------------------


def test_each_risk_has_a_row_worst_judgement_first(client, river):
    titles = ["Accident of the ferry", "Higher water in a flood", "Shops lose trade", "A risk that nobody has assessed"]
    assert [cells[0] for cells in rows(client.get(RISKS)) if cells[0] in titles] == titles


def test_severity_likelihood_and_confidence_stand_in_three_cells(client, river):
    assert row(client.get(RISKS), "Higher water in a flood")[1:4] == [
        "severity 4 of 5", "likely 55–80%", "low confidence",
    ]  # fmt: skip


def test_nothing_is_multiplied_or_added_up(client, river):
    page = main(client.get(RISKS))
    assert "placed, never multiplied" in page
    assert "score" not in page.replace("illustrative scores", "")


def test_a_row_says_for_how_many_options_the_risk_was_assessed(client, river):
    assert "3, 4 4 of 5 assessed" in row(client.get(RISKS), "Higher water in a flood")


def test_a_risk_that_nobody_assessed_says_so_and_is_not_called_harmless(client, river):
    assert row(client.get(RISKS), "A risk that nobody has assessed")[1:3] == [
        "not assessed for any option", "0 of 5 assessed",
    ]  # fmt: skip


def test_a_risk_that_applies_nowhere_is_told_from_one_that_nobody_assessed(client, river):
    tunnel = river.reading().options["tunnel"]
    nowhere = tunnel.exposures[0].model_copy(
        update={"risk": "nobody-said", "rationale": "Looked at, and nothing found."}
    )
    published(river, "option", "tunnel", exposures=(*tunnel.exposures, nowhere))
    assert row(client.get(RISKS), "A risk that nobody has assessed")[1] == "does not apply to the one option assessed"


def test_a_risk_without_mitigation_says_so(client, river):
    assert row(client.get(RISKS), "Accident of the ferry")[5] == "none"
    assert row(client.get(RISKS), "Higher water in a flood")[5] == "2"


def test_uncited_and_judged_without_a_source_are_told_apart(client, river):
    assert row(client.get(RISKS), "Accident of the ferry")[-1] == "uncited"
    assert row(client.get(RISKS), "Shops lose trade")[-1] == "judged, no source"
    assert row(client.get(RISKS), "Higher water in a flood")[-1] == "record"


# --- the table of 5 x 7 ---------------------------------------------------------------------------------------------


def test_the_table_has_five_rows_and_seven_columns_in_the_words_of_icd_203(client, river):
    grid = [cells for cells in rows(client.get(RISKS)) if len(cells) == 8]
    assert grid[0][1:] == [
        "almost no chance 1–5%", "very unlikely 5–20%", "unlikely 20–45%", "roughly even chance 45–55%",
        "likely 55–80%", "very likely 80–95%", "almost certain 95–99%",
    ]  # fmt: skip
    assert [cells[0][:15] for cells in grid[1:]] == [f"severity {n} of 5" for n in (5, 4, 3, 2, 1)]


def test_a_cell_counts_judgements_names_the_options_and_leads_to_its_risks(client, river):
    page = client.get(RISKS)  # the heads of rows hold the number a second time, for narrow screens
    assert "1 judgement, option 4" in row(page, "severity 4 of 5 4")[5]
    assert 'href="/d/river-crossing/risks/?cell=4-likely#register"' in text(page)


def test_a_cell_narrows_the_register_and_can_be_left(client, river):
    page = client.get(RISKS + "?cell=4-likely")
    assert "One risk is judged severity 4, likely." in main(page)
    assert "Shops lose trade" not in main(page)
    assert 'href="/d/river-crossing/risks/#register">Any severity and likelihood' in text(page)


def test_computed_tables_say_as_of_when_and_that_they_are_illustrative(client, river):
    for address in (RISKS, RISKS + "flood-backwater/"):
        assert "As of March 2026, illustrative." in main(client.get(address))


# --- filters --------------------------------------------------------------------------------------------------------


def test_an_option_narrows_the_register_to_its_own_judgements(client, river):
    page = client.get(RISKS + "?option=footbridge")
    assert row(page, "Higher water in a flood")[1:3] == ["severity 2 of 5", "unlikely 20–45%"]
    assert "Severity, likelihood and confidence are those judged for the chosen option." in main(page)
    assert "Shops lose trade" not in main(page)


def test_the_least_severity_narrows_the_register_and_says_how_far(client, river):
    page = main(client.get(RISKS + "?severity=4"))
    assert "2 of 4 risks." in page
    assert "Shops lose trade" not in page


def test_nothing_found_says_so_and_leads_back(client, river):
    page = client.get(RISKS + "?option=tunnel&severity=5")
    assert "No risk is judged so." in main(page)
    assert 'href="/d/river-crossing/risks/#register">Show all risks' in text(page)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("option=zeppelin", "this dossier does not have it: option zeppelin."),
        ("severity=9", "it means nothing on this page: severity=9."),
        ("severity=-1", "it means nothing on this page: severity=-1."),
        ("cell=9-likely", "it means nothing on this page: cell=9-likely."),
        ("cell=4-likely&cell=4-likely", "Given more than once in the address, and the last value taken: cell."),
    ],
)
def test_what_makes_no_sense_is_named_and_the_register_stands(client, river, query, said):
    page = main(client.get(RISKS + "?" + query))
    assert said in page
    assert "Higher water in a flood" in page


# --- one risk -------------------------------------------------------------------------------------------------------


def test_options_are_those_touched_those_not_and_those_nobody_assessed(client, river):
    page = main(client.get(RISKS + "flood-backwater/"))
    assert "Judged to touch 2 of 5 options" in page
    assert "4 of 5 options assessed." in page
    assert "Does not apply to 1. Keep the ferry as it is A ferry has no piers. uncited" in page
    assert "Not assessed for 2. A faster ferry" in page


def test_options_touched_stand_worst_first_with_their_reasons(client, river):
    judged = [cells for cells in rows(client.get(RISKS + "flood-backwater/")) if len(cells) == 5][1:]
    assert [cells[:4] for cells in judged] == [
        ["4. A road bridge", "severity 4 of 5", "likely 55–80%", "low confidence"],
        ["3. A footbridge", "severity 2 of 5", "unlikely 20–45%", "moderate confidence"],
    ]
    assert judged[0][4].startswith("Four wide piers stand in the part of the stream that matters in a flood.")


def test_a_judgement_says_whose_it_is_and_of_when(client, river):
    page = main(client.get(RISKS + "ferry-accident/"))
    assert "panel of pilots, December 2025" in page


def test_a_risk_that_touches_no_option_says_so(client, river):
    page = main(client.get(RISKS + "nobody-said/"))
    assert "No option has been judged to be touched by it." in page
    assert "0 of 5 options assessed." in page
    assert "No mitigation has been recorded." in page


def test_mitigations_are_listed(client, river):
    assert "Fewer and thinner piers. A flood meadow upstream." in main(client.get(RISKS + "flood-backwater/"))


def test_every_source_says_how_far_it_was_read(client, river):
    page = main(client.get(RISKS + "flood-backwater/"))
    assert "Flood levels and bridge piers in the lower valley, ch. 1 known from a secondary account" in page


def test_a_record_cited_without_a_page_says_so(client, river):
    risk = river.reading().risks["flood-backwater"]
    bare = risk.citations[0].model_copy(update={"locator": None})
    published(river, "risk", "flood-backwater", citations=(bare,))
    assert "lower valley, no page given" in main(client.get(RISKS + "flood-backwater/"))


def test_a_risk_can_be_cited_at_its_revision(client, river):
    published(river, "risk", "flood-backwater", title="Much higher water")
    page = main(client.get(RISKS + "flood-backwater/"))
    assert "“Much higher water” (risk, revision 2 of 2 April 2026), in: “How to cross the river”" in page
    assert "http://testserver/d/river-crossing/risks/flood-backwater/@2/" in page


def test_pages_can_be_turned(client, river):
    page = text(client.get(RISKS + "lost-trade/"))
    assert 'rel="prev" href="/d/river-crossing/risks/flood-backwater/"' in page
    assert 'rel="next" class="end" href="/d/river-crossing/risks/ferry-accident/"' in page
