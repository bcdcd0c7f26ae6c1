"""The risk register, its table and one risk, without a database."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.scales import LIKELIHOOD, SEVERITY, register_key
from options.pages.risks import CELLS, Choice, choice, register, risk_page
from tests.pages.made import archived, asked, changed, without


def shown(reading, **values):
    return register(reading, asked(choice, reading, **values))


def slugs(found):
    return [row.risk.slug for row in found.rows.items]


# --- the register ---


def test_worst_judgement_first_and_those_without_one_last(reading):
    found = shown(reading)
    assert [(row.risk.slug, row.shown and (row.shown.severity, row.shown.likelihood)) for row in found.rows.items] == [
        ("ferry-accident", (5, "almost no chance")),
        ("flood-backwater", (4, "likely")),
        ("lost-trade", (3, "roughly even chance")),
        ("nobody-said", None),
    ]


def test_severity_goes_before_likelihood_and_is_not_multiplied_with_it(reading):
    """5 x almost no chance stands before 4 x likely, whatever a product would say."""
    assert slugs(shown(reading))[:2] == ["ferry-accident", "flood-backwater"]


def test_a_row_names_the_option_that_its_judgement_is_of(reading):
    flood = shown(reading).rows.items[1]
    assert (flood.option.slug, flood.numbers, flood.touched, flood.assessed) == ("road-bridge", (3, 4), 2, 4)


def test_a_chosen_option_shows_its_own_judgements_only(reading):
    found = shown(reading, option="footbridge")
    assert (slugs(found), found.rows.items[0].shown.severity, found.judgements) == (["flood-backwater"], 2, 1)


def test_a_judgement_that_does_not_apply_counts_as_assessed_and_not_as_touched(reading):
    found = shown(reading, option="tunnel")
    assert (found.judgements, slugs(found)) == (0, [])
    assert shown(reading).rows.items[1].assessed == 4


def test_the_table_keeps_its_counts_while_the_register_is_narrowed(reading):
    assert shown(reading, severity="5").grid == shown(reading, cell="4-likely").grid == shown(reading).grid


def test_archived_risks_and_options_are_in_neither(reading):
    found = shown(archived(archived(reading, "risk", "flood-backwater"), "option", "keep-the-ferry"))
    assert slugs(found) == ["lost-trade", "ferry-accident", "nobody-said"]
    assert (found.judgements, found.risks, found.options) == (3, 3, 4)


def test_no_risks_make_an_empty_register(reading):
    found = shown(without(reading, "risk"))
    assert (found.rows.items, found.judgements, found.risks) == ((), 0, 0)


@given(
    st.integers(1, 5), st.sampled_from([None, *CELLS.values()]), st.sampled_from([None, "footbridge", "faster-ferry"])
)
def test_filters_find_what_a_plain_search_finds(reading, severity, cell, option):
    found = register(reading, Choice(option=option, severity=severity, cell=cell))
    plain = {
        (e.risk, e.severity, e.likelihood)
        for o in reading.options.values()
        for e in o.exposures
        if e.applies
        and option in (None, o.slug)
        and e.severity >= severity
        and cell in (None, (e.severity, e.likelihood))
    }
    nothing_asked = option is None and severity == 1 and cell is None
    assert set(slugs(found)) == (set(reading.risks) if nothing_asked else {risk for risk, _, _ in plain})
    for row in found.rows.items:
        if row.shown:
            worst = min(register_key(s, term) for risk, s, term in plain if risk == row.risk.slug)
            assert register_key(row.shown.severity, row.shown.likelihood) == worst


# --- the table ---


def test_the_table_is_five_by_seven_most_severe_above_likelier_to_the_right(reading):
    grid = shown(reading).grid
    assert [severity for severity, _ in grid] == [5, 4, 3, 2, 1]
    assert all([cell.likelihood for cell in cells] == list(LIKELIHOOD) for _, cells in grid)


def test_cells_count_every_judgement_once(reading):
    grid = shown(reading).grid
    judged = Counter((e.severity, e.likelihood) for o in reading.options.values() for e in o.exposures if e.applies)
    assert {(c.severity, c.likelihood): c.count for _, cells in grid for c in cells if c.count} == judged
    assert shown(reading).judgements == sum(judged.values())


def test_every_cell_has_an_address_that_is_read_again(reading):
    addresses = {cell.address for _, cells in shown(reading).grid for cell in cells}
    assert addresses == set(CELLS)
    assert len(addresses) == len(SEVERITY) * len(LIKELIHOOD)
    assert asked(choice, reading, cell="5-roughly-even-chance").cell == (5, "roughly even chance")


def test_an_option_stands_once_in_a_cell_that_counts_two_of_its_judgements(reading):
    bridge = reading.options["road-bridge"]
    flood, trade = bridge.exposures
    twice = trade.model_copy(update={"severity": flood.severity, "likelihood": flood.likelihood})
    grid = shown(changed(reading, "option", "road-bridge", exposures=(flood, twice))).grid
    (cell,) = [c for _, cells in grid for c in cells if (c.severity, c.likelihood) == (4, "likely")]
    assert (cell.count, cell.numbers, cell.more) == (2, (4,), 0)


def test_a_shade_says_few_or_many_and_none_says_nothing(reading):
    heats = {cell.count: cell.heat for _, cells in shown(reading).grid for cell in cells}
    assert heats == {0: 0, 1: 3}  # one each: all are the most there is


# --- one risk ---


def test_options_are_in_one_of_three_lists(reading):
    page = risk_page(reading, "flood-backwater")
    assert [j.option.slug for j in page.applies.items] == ["road-bridge", "footbridge"]
    assert [j.option.slug for j in page.does_not] == ["keep-the-ferry", "tunnel"]
    assert [option.slug for option in page.not_assessed] == ["faster-ferry"]
    assert (page.assessed, page.options) == (4, 5)


@pytest.mark.parametrize("slug", ["flood-backwater", "lost-trade", "ferry-accident", "nobody-said"])
def test_no_option_is_left_out_or_told_twice(reading, slug):
    page = risk_page(reading, slug)
    told = [*(j.option.slug for j in (*page.applies.items, *page.does_not)), *(o.slug for o in page.not_assessed)]
    assert sorted(told) == sorted(reading.options)


def test_an_archived_risk_is_shown_with_its_last_text(reading):
    page = risk_page(archived(reading, "risk", "flood-backwater"), "flood-backwater")
    assert (page.place.entry.archived, page.place.at, page.risk.title) == (True, 0, "Higher water in a flood")


@pytest.mark.parametrize("slug", ["zeppelin", "tunnel", ""])
def test_what_is_no_risk_has_no_page(reading, slug):
    assert risk_page(reading, slug) is None


# --- the address ---


def test_the_address_of_a_choice_holds_only_what_differs(reading):
    assert asked(choice, reading, severity="1", option="").query == {}
    full = asked(choice, reading, severity="3", option="tunnel", cell="3-likely")
    assert full.query == {"option": "tunnel", "severity": 3, "cell": "3-likely"}
    assert asked(choice, reading, **{name: str(value) for name, value in full.query.items()}) == full
