"""What must be true first: gates and why, what-if, conditions that options share, the matrix; one precondition."""

import pytest

from tests.web.helpers import published
from tests.web.seen import main, rows

LIST = "/d/river-crossing/preconditions/"
TOGGLED = LIST + "?p.both-councils-agree=met"


def text(response):
    return response.content.decode()


def gates(response):
    """option -> its state and why, as the list of gates has them."""
    return {cells[1]: (cells[2], cells[3]) for cells in rows(response) if len(cells) == 4 and cells[0].isdigit()}


def matrix(response):
    """condition -> its cells in the matrix: state, a mark for each option, what it depends on."""
    return {cells[0]: cells[1:] for cells in rows(response) if len(cells) == 8}


# --- gates ----------------------------------------------------------------------------------------------------------


def test_each_option_is_open_blocked_or_undetermined(client, river):
    assert {name: state for name, (state, _) in gates(client.get(LIST)).items()} == {
        "Keep the ferry as it is": "open",
        "A faster ferry": "open",
        "A footbridge": "blocked",
        "A road bridge": "blocked",
        "A tunnel": "undetermined",
    }


def test_a_blocked_option_names_what_does_not_hold(client, river):
    assert gates(client.get(LIST))["A footbridge"][1].startswith(
        "This does not hold: Both town councils agree (unmet)."
    )


def test_a_condition_that_waits_for_another_names_the_other(client, river):
    """The permit is only unknown; what closes it is the vote further back."""
    assert gates(client.get(LIST))["A road bridge"][1].startswith(
        "This does not hold: Permit of the harbour master (unknown, waiting for Both town councils agree: unmet)."
    )


def test_an_undetermined_option_names_what_is_not_certain(client, river):
    found = gates(client.get(TOGGLED))
    assert found["A footbridge"][1].startswith(
        "It cannot be said yet, because this is not certain: Money for building (partly)."
    )


def test_what_nobody_assessed_is_undetermined_and_said_in_words(client, river):
    """Missing is not zero."""
    assert gates(client.get(LIST))["A tunnel"][1].startswith("Nobody has said yet what it needs.")


def test_an_option_that_needs_nothing_says_so_and_is_not_called_unassessed(client, river):
    found = gates(client.get(LIST))
    assert found["Keep the ferry as it is"][1].startswith("It needs nothing.")
    assert found["A faster ferry"][1].startswith("What it needs holds.")


def test_states_are_counted(client, river):
    assert "2 open, 1 undetermined, 2 blocked." in main(client.get(LIST))


def test_a_condition_that_does_not_apply_keeps_no_option_shut(client, river):
    """The footbridge names the old count's consent, an office that has ended."""
    page = client.get(LIST + "?p.both-councils-agree=met&p.money=met")
    assert gates(page)["A footbridge"][0] == "open was blocked"


def test_of_alternatives_that_all_fail_any_one_would_do(client, river):
    from options.bundle.schema import Node

    either = Node(any_of=(Node(precondition="both-councils-agree"), Node(precondition="money")))
    published(river, "option", "tunnel", requires=either)
    assert gates(client.get(LIST + "?p.money=unmet"))["A tunnel"][1].startswith(
        "One of these would do, and none holds: Both town councils agree (unmet); Money for building (unmet)."
    )


def test_an_option_under_way_fulfils_a_condition_and_another_does_not(client, river):
    from options.bundle.schema import Node

    published(river, "option", "tunnel", requires=Node(option="keep-the-ferry"))
    assert gates(client.get(LIST))["A tunnel"][0] == "open"
    published(river, "option", "tunnel", requires=Node(option="footbridge"), later=2)
    assert gates(client.get(LIST))["A tunnel"] == (
        "undetermined",
        "It cannot be said yet, because this is not certain: A footbridge (an option that is not under way). "
        "Picture of what A tunnel waits for",
    )


# --- the picture ----------------------------------------------------------------------------------------------------


def test_the_picture_opens_on_an_option_that_is_kept_from_opening(client, river):
    page = text(client.get(LIST))
    assert "What must be true before: A footbridge" in page
    assert 'aria-label="Both town councils agree, unmet"' in page


def test_another_option_can_be_drawn(client, river):
    page = text(client.get(LIST + "?option=road-bridge"))
    assert "What must be true before: A road bridge" in page
    assert 'aria-label="A flood model, met"' in page


def test_what_the_picture_shows_stands_as_a_list_too(client, river):
    waits = [
        cells for cells in rows(client.get(LIST + "?option=road-bridge")) if len(cells) == 4 and not cells[0].isdigit()
    ]
    assert [(cells[0], cells[1], cells[2]) for cells in waits[1:6]] == [
        ("Permit of the harbour master", "unknown", "by the option itself"),
        ("Money for building", "partly", "by the option itself"),
        ("A trained crew", "met", "by the option itself"),
        ("A flood model", "met", "by the option itself"),
        ("Both town councils agree", "unmet", "by another condition"),
    ]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("keep-the-ferry", "This option needs no condition. Choose another to see what it waits for."),
        ("tunnel", "Nobody has said yet what this option needs."),
    ],
)
def test_an_option_without_conditions_has_no_picture_and_says_why(client, river, option, said):
    page = client.get(f"{LIST}?option={option}")
    assert said in main(page)
    assert "What must be true before" not in text(page)


# --- what if --------------------------------------------------------------------------------------------------------


def test_a_toggle_says_which_options_change_and_from_what_to_what(client, river):
    page = main(client.get(TOGGLED))
    assert "Both town councils agree: met instead of unmet, as curated" in page
    assert (
        "Two options change: 3. A footbridge: blocked → undetermined 4. A road bridge: blocked → undetermined" in page
    )


def test_a_toggle_that_opens_nothing_says_so(client, river):
    assert "No option changes its state. Other conditions still decide." in main(client.get(LIST + "?p.money=met"))


def test_toggles_stand_in_the_address_and_are_kept_by_links_and_forms(client, river):
    page = text(client.get(TOGGLED))
    assert 'href="/d/river-crossing/preconditions/?p.both-councils-agree=met&amp;option=road-bridge#graph"' in page
    assert '<input type="hidden" name="p.both-councils-agree" value="met">' in page


def test_a_toggle_can_be_taken_back(client, river):
    page = text(client.get(TOGGLED + "&p.money=met"))
    assert 'href="/d/river-crossing/preconditions/?p.money=met">Remove' in page
    assert 'href="/d/river-crossing/preconditions/">Everything as curated again' in page


def test_nothing_is_stored(client, river):
    client.get(TOGGLED)
    assert gates(client.get(LIST))["A footbridge"][0] == "blocked"


def test_the_matrix_shows_states_as_curated_whatever_is_toggled(client, river):
    assert matrix(client.get(TOGGLED))["Both town councils agree"][0] == "unmet"


def test_a_form_that_switches_nothing_leads_to_the_short_address(client, river):
    reply = client.get(LIST + "?option=footbridge&p.money=&p.both-councils-agree=met&p.crew=as-curated")
    assert reply.status_code == 302
    assert reply.headers["Location"] == LIST + "?option=footbridge&p.both-councils-agree=met"


def test_a_toggle_to_what_is_curated_is_no_toggle(client, river):
    assert client.get(LIST + "?p.money=partly").headers["Location"] == LIST


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("p.zeppelin=met", "this dossier does not have it: precondition zeppelin."),
        ("p.money=rich", "it means nothing on this page: p.money=rich."),
        ("option=zeppelin", "this dossier does not have it: option zeppelin."),
        ("p.=met", "this dossier does not have it: precondition."),
        ("gates=0", "it means nothing on this page: gates=0."),
        ("p.money=met&p.money=unmet", "Given more than once in the address, and the last value taken: p.money."),
    ],
)
def test_what_makes_no_sense_is_named_and_the_page_stands(client, river, query, said):
    page = client.get(f"{LIST}?{query}")
    assert (page.status_code, said in main(page)) == (200, True)
    assert len(gates(page)) == 5


def test_all_conditions_can_be_toggled_at_once(client, river):
    every = "&".join(f"p.{slug}=met" for slug in ("both-councils-agree", "harbour-permit", "money", "king-s-consent"))
    assert [state for state, _ in gates(client.get(f"{LIST}?{every}")).values()].count("blocked") == 0


# --- conditions that options share ----------------------------------------------------------------------------------


def test_conditions_are_ranked_by_the_options_that_close_with_them(client, river):
    table = [
        cells for cells in rows(client.get(LIST)) if len(cells) == 4 and cells[2].isdigit() and not cells[0].isdigit()
    ]
    assert [(cells[0], cells[2], cells[3]) for cells in table] == [
        ("Both town councils agree", "2", "3. A footbridge; 4. A road bridge"),
        ("Money for building", "2", "3. A footbridge; 4. A road bridge"),
        ("A trained crew", "1", "2. A faster ferry"),
        ("Permit of the harbour master", "1", "4. A road bridge"),
    ]


# --- the matrix -----------------------------------------------------------------------------------------------------


def test_the_matrix_tells_needed_from_helpful(client, river):
    assert matrix(client.get(LIST))["Money for building"] == [
        "partly", "· helps", "", "needed", "needed", "· helps",
        "any one of: Both town councils agree or option Keep the ferry as it is",
    ]  # fmt: skip


def test_the_matrix_says_what_a_condition_depends_on_with_all_and_any(client, river):
    assert matrix(client.get(LIST))["Permit of the harbour master"][-1] == (
        "all of: Both town councils agree; (any one of: A flood model or option A footbridge)"
    )


def test_statuses_are_the_five_of_the_format_and_counted(client, river):
    assert "2 met, 1 partly, 1 unmet, 1 unknown, 1 not applicable." in main(client.get(LIST))


def test_gate_sentences_say_as_of_when_and_illustrative(client, river):
    assert main(client.get(TOGGLED)).count("As of March 2026, illustrative.") == 3


# --- one precondition -----------------------------------------------------------------------------------------------


def test_a_condition_says_how_it_stands_since_when_and_how_to_check(client, river):
    page = main(client.get(LIST + "both-councils-agree/"))
    assert "State unmet as of March 2026" in page
    assert "Weir voted against in 2024." in page
    assert "How to check Minutes of both councils." in page


def test_a_state_without_a_date_says_so(client, river):
    assert "State unknown no date given" in main(client.get(LIST + "harbour-permit/"))


def test_what_it_depends_on_and_what_depends_on_it(client, river):
    assert "What it depends on On no other condition." in main(client.get(LIST + "both-councils-agree/"))
    page = main(client.get(LIST + "both-councils-agree/"))
    assert "What depends on it Permit of the harbour master unknown Money for building partly" in page
    assert "All of these must hold before it can hold itself." in main(client.get(LIST + "harbour-permit/"))
    assert "Any one of these must hold before it can hold itself." in main(client.get(LIST + "money/"))


def test_options_that_name_it_those_it_helps_and_those_that_close_are_three_lists(client, river):
    page = main(client.get(LIST + "both-councils-agree/"))
    assert "Named in their own requirement 3. A footbridge" in page
    assert "Helped by it, without needing it 2. A faster ferry" in page
    assert "If this fails, these close 3. A footbridge; 4. A road bridge" in page


def test_other_states_are_one_press_away(client, river):
    page = text(client.get(LIST + "both-councils-agree/"))
    for status in ("met", "partly", "unknown", "not-applicable"):
        assert f'href="/d/river-crossing/preconditions/?p.both-councils-agree={status}"' in page
    assert "?p.both-councils-agree=unmet" not in page


def test_a_law_cited_without_a_page_says_so_and_how_far_it_was_read(client, river):
    assert "Harbour Act, no page given read in part" in main(client.get(LIST + "harbour-permit/"))


def test_an_uncited_condition_says_so(client, river):
    assert "What this rests on uncited" in main(client.get(LIST + "crew/"))


def test_a_condition_can_be_cited_at_its_revision(client, river):
    published(river, "precondition", "crew", status="unmet")
    page = client.get(LIST + "crew/")
    assert "http://testserver/d/river-crossing/preconditions/crew/@2/" in main(page)
    assert gates(client.get(LIST))["A faster ferry"][0] == "blocked"


def test_pages_can_be_turned(client, river):
    page = text(client.get(LIST + "money/"))
    assert 'rel="prev" href="/d/river-crossing/preconditions/harbour-permit/"' in page
    assert 'rel="next" class="end" href="/d/river-crossing/preconditions/flood-model/"' in page
