"""The library, without a database."""

import pytest

from options.pages.sources import choice, sources_page
from tests.pages.made import archived, asked, changed, without


def shown(reading, **values):
    return sources_page(reading, asked(choice, reading, **values))


def slugs(page):
    return [row.source.slug for row in page.rows.items]


def test_sources_keep_the_order_of_the_dossier(reading):
    assert slugs(shown(reading)) == list(reading.sources)


def test_cited_judged_and_uncited_add_up_to_all_statements(reading):
    tally = shown(reading).tally
    assert (tally.cited, tally.judged, tally.uncited, tally.statements) == (21, 20, 25, 66)
    assert tally.without_locator == 5


def test_statements_and_claims_are_counted_apart(reading):
    rows = {row.source.slug: (row.statements, row.claims) for row in shown(reading).rows.items}
    assert rows["article-river-post"] == (5, 3)
    assert rows["unused-pamphlet"] == (0, 0)


def test_an_argument_counts_as_a_statement_that_cites(reading):
    """The case is cited by the question itself and named by two arguments."""
    assert {row.source.slug: row.statements for row in shown(reading).rows.items}["pier-case"] == 3


def test_a_statement_that_cites_a_source_twice_counts_once(reading):
    bridge = reading.options["footbridge"]
    before = {row.source.slug: row.statements for row in shown(reading).rows.items}
    twice = changed(reading, "option", "footbridge", citations=(*bridge.citations, *bridge.citations))
    assert {row.source.slug: row.statements for row in shown(twice).rows.items} == before


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"kind": "treaty"}, ["two-banks-treaty"]),
        ({"read": "not-read"}, ["traffic-count"]),
        ({"cited": "no"}, ["unused-pamphlet"]),
        ({"cited": "yes", "read": "part"}, ["harbour-act"]),
        ({"q": "NÓGRÁDI"}, ["flood-study"]),
        ({"q": "roads weir"}, ["traffic-count"]),
        ({"q": "riv"}, ["article-river-post", "pier-case"]),
        ({"q": "1904"}, ["two-banks-treaty"]),
        ({"q": "' -"}, ["*"]),
        ({"kind": "press"}, []),
    ],
)
def test_filter(reading, values, found):
    assert slugs(shown(reading, **values)) == (list(reading.sources) if found == ["*"] else found)


def test_counts_are_of_the_whole_library_whatever_is_shown(reading):
    page, whole = shown(reading, kind="press"), shown(reading)
    assert (page.kinds, page.read, page.uncited, page.in_all) == (whole.kinds, whole.read, whole.uncited, whole.in_all)


def test_degrees_of_reading_stand_fullest_first(reading):
    assert shown(reading).read == (("full", 2), ("part", 2), ("as-quoted", 1), ("secondary", 1), ("not-read", 1))


def test_what_archived_entries_cite_does_not_count(reading):
    gone = archived(reading, "option", "faster-ferry")
    assert {row.source.slug: row.statements for row in shown(gone).rows.items}["traffic-count"] == 2


def test_the_address_of_a_choice_is_read_again(reading):
    made = asked(choice, reading, kind="case", read="full", cited="no", q="mill")
    assert made.query == {"kind": "case", "read": "full", "cited": "no", "q": "mill"}
    assert asked(choice, reading, **made.query) == made


def test_an_empty_library_has_a_page(reading):
    page = shown(without(reading, "source", "claim"))
    assert (page.rows.items, page.kinds, page.read, page.uncited, page.in_all) == ((), (), (), 0, 0)
