"""One source and what cites it; statements without a source. Without a database."""

import pytest

from options.bundle.statements import all_statements, tally
from options.pages.source import STATES, asked_state, source_page, statements_page
from tests.pages.made import archived, asked, changed


def uses(page):
    return [(use.spot.slug, use.spot.part, use.no_page) for use in page.uses.items]


def test_every_statement_that_names_it_is_listed_in_page_order(reading):
    assert uses(source_page(reading, "pier-case")) == [
        ("fixed-crossing", "arguments", False),
        ("piers-in-the-channel", "", False),
        ("piers-in-the-channel", "arguments", False),
    ]


def test_an_argument_names_it_without_a_citation(reading):
    first = source_page(reading, "pier-case").uses.items[0]
    assert first.citations == ()


def test_only_citations_of_this_source_are_shown_with_a_statement(reading):
    uses = {(use.spot.slug, use.spot.part): use for use in source_page(reading, "flood-study").uses.items}
    shown = uses["road-bridge", "exposures"].citations  # the article is cited there as well
    assert [(citation.source, citation.relation) for citation in shown] == [("flood-study", "contradicts")]


def test_statements_that_do_not_say_where_are_counted_each_once(reading):
    assert source_page(reading, "two-banks-treaty").without_locator == 1
    question = reading.legal_questions["fixed-crossing"]
    twice = changed(reading, "legal-question", "fixed-crossing", citations=question.citations * 2)
    assert source_page(twice, "two-banks-treaty").without_locator == 1


def test_an_article_without_a_locator_lacks_no_page(reading):
    """Only of a law or a record a reader must know where to look."""
    assert source_page(reading, "article-river-post").without_locator == 0


def test_claims_taken_from_it_keep_their_order(reading):
    assert [claim.slug for claim in source_page(reading, "article-river-post").claims] == ["art-01", "art-02", "art-03"]


def test_a_relation_is_listed_at_its_first_option(reading):
    assert ("footbridge", "relations", False) in uses(source_page(reading, "article-river-post"))


def test_an_archived_source_is_shown_with_what_still_cites_it(reading):
    page = source_page(archived(reading, "source", "pier-case"), "pier-case")
    assert (page.place.entry.archived, page.uses.total) == (True, 3)


@pytest.mark.parametrize("slug", ["zeppelin", "tunnel", ""])
def test_what_is_no_source_has_no_page(reading, slug):
    assert source_page(reading, slug) is None


# --- statements without a source ---


@pytest.mark.parametrize("state", ["uncited", "judged"])
def test_a_list_holds_exactly_the_statements_of_its_state(reading, state):
    page = statements_page(reading, state, 1)
    assert {use.statement.state for use in page.statements.items} == {state}
    assert page.statements.total == sum(statement.state == state for statement in all_statements(reading))


def test_the_lists_have_the_lengths_that_are_counted(reading):
    counted = tally(reading)
    assert [statements_page(reading, state, 1).statements.total for state in ("uncited", "judged")] == [
        counted.uncited,
        counted.judged,
    ]


def test_what_gives_no_page_shows_the_citations_that_lack_it(reading):
    page = statements_page(reading, "no-locator", 1)
    bare = [citation for use in page.statements.items for citation in use.citations]
    assert len(bare) == tally(reading).without_locator
    assert {citation.locator for citation in bare} == {None}
    assert {citation.basis for citation in bare} == {"law", "record"}


def test_statements_stand_under_their_entries(reading):
    groups = statements_page(reading, "uncited", 1).groups
    assert sum(len(uses) for _, uses in groups) == 25
    assert all({(use.spot.kind, use.spot.slug) for use in uses} == {(head.kind, head.slug)} for head, uses in groups)


def test_an_unknown_list_is_the_uncited(reading):
    assert asked(lambda query, _: asked_state(query), reading, state="zeppelin") == "uncited"
    assert [asked(lambda query, _: asked_state(query), reading, state=state) for state in STATES] == list(STATES)
