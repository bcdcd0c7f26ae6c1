"""Options by body of law, the questions with both sides, and one legal question."""

import pytest

from tests.web.helpers import published
from tests.web.seen import main, part, row, rows

LAW = "/d/river-crossing/law/"


def text(response):
    return response.content.decode()


def question(response, slug):
    """What the page says of one question."""
    return part(response, f'<details class="question" id="{slug}">', "</details>")


# --- options by body of law -----------------------------------------------------------------------------------------


def test_a_cell_says_state_and_direction_for_each_body_of_law(client, river):
    """Decision 15: never one mark for a whole option."""
    page = client.get(LAW)
    assert rows(page)[0] == ["No.", "Option", "Inter bank law", "Harrow law", "Weir law"]
    assert row(page, "A footbridge")[2:] == [
        "contested, limits 1 question",
        "settled, permits 1 question",
        "no question raised",
    ]


def test_not_assessed_is_told_from_no_question_raised(client, river):
    assert row(client.get(LAW), "Keep the ferry as it is")[2:] == ["not assessed"] * 3


def test_effects_that_differ_are_counted_and_not_merged(client, river):
    tunnel = river.reading().options["tunnel"]
    piers = tunnel.bearings[1].model_copy(update={"question": "piers-in-the-channel", "effect": "forbids"})
    published(river, "option", "tunnel", bearings=(*tunnel.bearings, piers))
    assert row(client.get(LAW), "A tunnel")[3] == "leaning; permits 1, forbids 1 2 questions"


def test_an_effect_that_most_questions_have_is_called_mostly(client, river):
    bridge = river.reading().options["road-bridge"]
    more = [bridge.bearings[0].model_copy(update={"question": slug, "effect": "limits"}) for slug in ("tolls",)]
    forbids = bridge.bearings[0].model_copy(update={"question": "under-the-bed", "effect": "forbids"})
    published(river, "legal-question", "under-the-bed", jurisdiction="harrow")
    published(river, "option", "road-bridge", bearings=(*bridge.bearings, *more, forbids), later=2)
    assert row(client.get(LAW), "A road bridge")[3] == "open, mostly limits 3 questions"


def test_the_least_settled_question_decides_the_state(client, river):
    published(river, "legal-question", "tolls", state="open")
    assert row(client.get(LAW), "A tunnel")[3] == "open, permits 1 question"


def test_a_cell_leads_to_its_questions(client, river):
    page = text(client.get(LAW))
    assert 'href="/d/river-crossing/law/?option=tunnel&amp;body=harrow#questions"' in page
    narrowed = main(client.get(LAW + "?option=tunnel&body=harrow"))
    assert "One of 4 questions." in narrowed
    assert "May a private company take a toll" in narrowed


def test_there_is_no_legal_score(client, river):
    page = main(client.get(LAW))
    assert "There is no legal score." in page
    assert "As of March 2026." in page
    assert "illustrative" not in page


# --- questions ------------------------------------------------------------------------------------------------------


def test_questions_stand_least_settled_first_under_their_state(client, river):
    page = text(client.get(LAW))
    places = [
        page.index(f'<section class="group" id="{state}">') for state in ("open", "contested", "leaning", "settled")
    ]
    assert places == sorted(places)
    assert "Contested 1 question" in main(client.get(LAW))


def test_a_question_names_its_body_of_law_and_why_it_stands_so(client, river):
    said = question(client.get(LAW), "fixed-crossing")
    assert "Inter bank law. The treaty was never published in full." in said


def test_a_question_says_on_which_options_it_bears_and_how(client, river):
    said = question(client.get(LAW), "fixed-crossing")
    assert "Bears on options: limits 3 A footbridge; forbids 4 A road bridge; unclear 5 A tunnel." in said


def test_a_question_that_bears_on_nothing_says_so(client, river):
    assert "It bears on no option so far." in question(client.get(LAW), "under-the-bed")


def test_arguments_stand_on_both_sides_with_their_authorities(client, river):
    said = question(client.get(LAW), "fixed-crossing")
    for_side, against = said.split("For The words", 1)[1].split(" Against ")
    assert "“fixed way” cover every bridge. Treaty of the two banks" in for_side
    assert "The treaty lapsed when the count’s office was ended. Millers v. Harrow" in against


def test_an_authority_says_how_far_it_was_read(client, river):
    """Every citation of a source shows the word; the sources of an argument stand for citations."""
    for said in (question(client.get(LAW), "fixed-crossing"), main(client.get(LAW + "fixed-crossing/"))):
        assert "cover every bridge. Treaty of the two banks read as quoted by others" in said
        assert "Millers v. Harrow read in full" in said


def test_an_argument_without_authority_is_called_uncited(client, river):
    assert "Nobody has invoked it since 1920. uncited" in question(client.get(LAW), "fixed-crossing")


def test_a_side_without_an_argument_is_shown_as_missing(client, river):
    assert "Against No argument on this side has been recorded." in question(client.get(LAW), "piers-in-the-channel")


# --- filters --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("option=footbridge", ["fixed-crossing", "piers-in-the-channel"]),
        ("body=harrow", ["tolls", "piers-in-the-channel"]),
        ("state=open", ["under-the-bed"]),
        ("option=tunnel&state=leaning", ["tolls"]),
        ("option=keep-the-ferry", []),
    ],
)
def test_questions_can_be_narrowed(client, river, query, found):
    page = text(client.get(f"{LAW}?{query}"))
    assert [bit.split('"')[0] for bit in page.split('<details class="question" id="')[1:]] == found


def test_nothing_found_says_so_and_leads_back(client, river):
    page = client.get(LAW + "?option=keep-the-ferry")
    assert "No question is recorded for this choice." in main(page)
    assert 'href="/d/river-crossing/law/#questions">Show all questions' in text(page)


def test_narrowing_the_questions_leaves_the_table_whole(client, river):
    assert len([cells for cells in rows(client.get(LAW + "?state=open")) if cells[0].isdigit()]) == 5


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("body=lunar", "this dossier does not have it: body of law lunar."),
        ("option=zeppelin", "this dossier does not have it: option zeppelin."),
        ("state=vague", "it means nothing on this page: state=vague."),
        ("rows=-1", "it means nothing on this page: rows=-1."),
    ],
)
def test_what_makes_no_sense_is_named_and_the_page_stands(client, river, query, said):
    page = main(client.get(f"{LAW}?{query}"))
    assert said in page
    assert "A road bridge" in page


# --- one question ---------------------------------------------------------------------------------------------------


def test_a_question_has_state_direction_and_body_of_law(client, river):
    page = main(client.get(LAW + "fixed-crossing/"))
    assert "State contested The treaty was never published in full." in page
    assert "Direction Limits 1, forbids 1, unclear 1 for the 3 options it bears on" in page
    assert "Body of law Inter bank law" in page


def test_a_question_that_bears_on_no_option_has_no_direction(client, river):
    page = main(client.get(LAW + "under-the-bed/"))
    assert "Direction bears on no option so far" in page
    assert "No option has been linked to it yet." in page


def test_why_it_matters_and_what_is_argued(client, river):
    page = main(client.get(LAW + "fixed-crossing/"))
    assert "Why it matters If it does, one town can stop every bridge." in page
    assert "Arguments are summarised, not scored." in page
    assert "Nobody has invoked it since 1920. uncited" in page


def test_the_effect_on_each_option_with_its_basis(client, river):
    page = client.get(LAW + "fixed-crossing/")
    assert row(page, "3. A footbridge")[1:] == ["limits", "Both towns must agree. uncited"]
    assert row(page, "5. A tunnel")[1:] == ["unclear", "uncited"]


def test_a_law_cited_without_a_page_says_so(client, river):
    assert "Treaty of the two banks, no page given read as quoted by others" in main(
        client.get(LAW + "fixed-crossing/")
    )
    assert "Millers v. Harrow, p. 214 read in full" in main(client.get(LAW + "piers-in-the-channel/"))


def test_a_question_that_rests_on_a_judgement_alone_says_so(client, river):
    lede = part(client.get(LAW + "tolls/"), '<p class="lede">', "</p>")
    assert lede == "May a private company take a toll for a public way? judged, no source"


def test_a_question_can_be_cited_at_its_revision(client, river):
    published(river, "legal-question", "tolls", state="settled")
    assert "http://testserver/d/river-crossing/law/tolls/@2/" in main(client.get(LAW + "tolls/"))


def test_an_argument_keeps_an_archived_authority(client, river, now):
    from options.models import Entry

    Entry.objects.filter(dossier=river, kind="source", slug="pier-case").archive(river, now)
    assert "Millers v. Harrow" in question(client.get(LAW), "piers-in-the-channel")


def test_words_of_an_argument_are_not_markup(client, river):
    argument = river.reading().legal_questions["fixed-crossing"].arguments[0]
    evil = argument.model_copy(update={"text": "<script>alert(1)</script>"})
    published(river, "legal-question", "fixed-crossing", arguments=(evil,))
    assert "<script>alert" not in text(client.get(LAW))
    assert "<script>alert(1)</script>" in question(client.get(LAW), "fixed-crossing")
