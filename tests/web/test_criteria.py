"""What options are scored on, one criterion with every score, and the key to the marks."""

import pytest

from tests.web.helpers import published
from tests.web.seen import main, part, row, rows

CRITERIA = "/d/river-crossing/criteria/"


def text(response):
    return response.content.decode()


# --- the list -------------------------------------------------------------------------------------------------------


def test_criteria_stand_under_their_groups(client, river):
    page = main(client.get(CRITERIA))
    places = [
        page.index(name) for name in ("Benefit Criteria", "Harm Criteria", "Means Criteria", "Law and consent Criteria")
    ]
    assert places == sorted(places)


def test_a_criterion_without_a_group_is_not_lost(client, river):
    published(river, "criterion", "cost", group=None)
    page = main(client.get(CRITERIA))
    assert "Cost Building and ten years" in page.split("Other Criteria")[1]


def test_a_scale_runs_from_its_worst_end_to_its_best(client, river):
    found = {
        cells[0].split(" Minutes")[0].split(" How")[0]: cells[1]
        for cells in rows(client.get(CRITERIA))
        if len(cells) == 3
    }
    assert found["Time to cross"] == "60 → 0 minutes less is better"
    assert found["Lawfulness"] == "0 → 10 more is better"


def test_scores_and_contested_ones_are_counted(client, river):
    found = [cells[2] for cells in rows(client.get(CRITERIA)) if len(cells) == 3 and cells[2] != "Options scored"]
    assert found == ["4 of 5 1 contested", "3 of 5 1 contested", "5 of 5", "3 of 5"]


def test_scores_are_called_illustrative_while_a_compiler_judges(client, river):
    assert "The scores are illustrative and there to be contested." in main(client.get(CRITERIA))


def test_scores_of_a_panel_are_not_called_illustrative(client, river):
    for n, (slug, option) in enumerate(river.reading().options.items(), 1):
        judged = tuple(a.model_copy(update={"by": "panel of engineers"}) for a in option.assessments)
        published(river, "option", slug, assessments=judged, later=n)
    for address in (CRITERIA, CRITERIA + "cost/"):
        assert "illustrative" not in main(client.get(address))


def test_screening_tests_are_listed_in_their_fixed_words(client, river):
    page = main(client.get(CRITERIA))
    assert "Adequate Does it carry the people and goods that want to cross?" in page
    assert "Complete Does it say who does what, and when?" in page


def test_no_total_is_drawn(client, river):
    for address in (CRITERIA, CRITERIA + "cost/"):
        page = main(client.get(address)).lower()
        assert not [word for word in ("total", "overall", "average", "ranking") if word in page]


# --- one criterion --------------------------------------------------------------------------------------------------


def test_options_stand_in_axis_order_and_not_by_score(client, river):
    page = client.get(CRITERIA + "crossing-time/")
    assert [cells[0] for cells in rows(page) if len(cells) == 4 or "missing" in " ".join(cells)][1:] == [
        "1. Keep the ferry as it is", "2. A faster ferry", "3. A footbridge", "4. A road bridge", "5. A tunnel",
    ]  # fmt: skip
    assert "Options in axis order, not by score." in main(page)


def test_a_score_has_its_range_its_unit_and_its_confidence_apart(client, river):
    found = row(client.get(CRITERIA + "crossing-time/"), "1. Keep the ferry as it is")
    assert found[1:3] == ["40 30–60 minutes", "high confidence"]


def test_a_missing_score_is_the_whole_scale_and_not_zero(client, river):
    found = row(client.get(CRITERIA + "crossing-time/"), "5. A tunnel")
    assert found[1] == "missing"
    assert "nobody has scored it: the whole scale is possible" in " ".join(found)


def test_counter_views_stand_beside_the_score_on_either_side(client, river):
    found = row(client.get(CRITERIA + "crossing-time/"), "2. A faster ferry")[3]
    assert "Counter-view, higher: In winter the boat will not keep time. judged, no source" in found
    assert "Counter-view, lower: People will learn the timetable. uncited" in found


def test_a_judgement_says_whose_it_is_and_of_when(client, river):
    assert "compiler, March 2026" in row(client.get(CRITERIA + "crossing-time/"), "3. A footbridge")[3]


def test_the_better_end_is_named_whichever_way_the_scale_runs(client, river):
    assert "less is better from 60, the worst, to 0, the best" in main(client.get(CRITERIA + "crossing-time/"))
    assert "more is better from 0, the worst, to 100, the best" in main(client.get(CRITERIA + "flood-safety/"))


def test_anchors_say_what_points_mean_and_which_end_is_best(client, river):
    page = client.get(CRITERIA + "crossing-time/")
    assert row(page, "0") == ["0", "At once. best"]
    assert row(page, "60") == ["60", "An hour. worst"]


def test_a_value_that_does_not_grow_evenly_is_said_in_words(client, river):
    page = main(client.get(CRITERIA + "crossing-time/"))
    assert "0 is worth 100 of 100; 20 is worth 50 of 100; 60 is worth 0 of 100." in page


def test_a_scale_without_anchors_says_so(client, river):
    assert "No point on the scale has been described." in main(client.get(CRITERIA + "cost/"))


def test_use_in_screening_is_explained(client, river):
    page = main(client.get(CRITERIA + "cost/"))
    assert "Use in screening Feasible Can it be built and paid for? Acceptable" in page


def test_a_record_without_a_page_says_so_and_how_far_it_was_read(client, river):
    page = main(client.get(CRITERIA + "crossing-time/"))
    assert "Crossing counts, 2015 to 2025, no page given not read" in page


def test_a_criterion_can_be_cited_at_its_revision(client, river):
    published(river, "criterion", "cost", title="Price")
    assert "http://testserver/d/river-crossing/criteria/cost/@2/" in main(client.get(CRITERIA + "cost/"))


def test_scores_are_dated_and_called_illustrative(client, river):
    assert "As of March 2026, illustrative." in main(client.get(CRITERIA + "cost/"))


def test_many_options_have_pages(client, db):
    from options.bundle.load import load
    from options.models.imports import import_document
    from tests.bench.scale import scaled
    from tests.conftest import NOW, RIVER

    import_document(scaled(load(RIVER), 10), now=NOW, publish=True)
    address = "/d/river-crossing-x10/criteria/cost/"
    assert "1 to 40 of 50" in main(client.get(address))
    assert "41 to 50 of 50" in main(client.get(address + "?page=2"))
    assert "Scored 5 of 50 options" in main(client.get(address))


# --- the key --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "mark",
    [
        "Basis", "Judged, no source", "Uncited", "How far a source was read", "Likelihood", "Severity", "Confidence",
        "Legal state", "Gate",
    ],
)  # fmt: skip
def test_the_key_explains_every_mark_that_returns(client, river, mark):
    page = client.get("/d/river-crossing/key/")
    heads = [cells[0].lower() for cells in rows(page)]
    assert any(mark.lower() in head for head in heads), heads


def test_the_key_shows_all_words_of_the_scales(client, river):
    page = part(client.get("/d/river-crossing/key/"), "<main", "</main>")
    for word in (
        "almost certain",
        "read in full",
        "not read",
        "undetermined",
        "contested",
        "severity 5",
        "no page given",
    ):
        assert word in page.lower(), word
