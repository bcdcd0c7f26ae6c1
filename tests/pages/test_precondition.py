"""One precondition, without a database."""

import pytest

from options.bundle.schema import Node
from options.pages.precondition import precondition_page
from tests.pages.made import archived, changed


def slugs(found):
    return [each.slug for each in found]


def test_three_lists_of_options_are_told_apart(reading):
    page = precondition_page(reading, "both-councils-agree")
    assert slugs(page.needed_by) == ["footbridge"]
    assert slugs(page.helps) == ["faster-ferry"]
    assert slugs(page.closes) == ["footbridge", "road-bridge"]


def test_an_option_that_waits_further_back_closes_without_naming_the_condition(reading):
    page = precondition_page(reading, "both-councils-agree")
    assert "road-bridge" in slugs(page.closes)
    assert "road-bridge" not in slugs(page.needed_by)


def test_what_depends_on_it_is_found_at_any_depth_of_an_expression(reading):
    assert slugs(precondition_page(reading, "flood-model").below) == ["harbour-permit"]
    assert slugs(precondition_page(reading, "both-councils-agree").below) == ["harbour-permit", "money"]
    assert slugs(precondition_page(reading, "money").below) == []


def test_an_option_of_the_same_name_is_not_the_condition(reading):
    named = changed(reading, "precondition", "money", depends_on=Node(option="footbridge"))
    assert slugs(precondition_page(named, "both-councils-agree").below) == ["harbour-permit"]


def test_a_condition_that_does_not_apply_closes_nothing(reading):
    page = precondition_page(reading, "king-s-consent")
    assert (slugs(page.needed_by), slugs(page.closes)) == (["footbridge"], [])


def test_what_it_depends_on_is_a_tree_or_nothing(reading):
    assert precondition_page(reading, "crew").depends_on is None
    assert precondition_page(reading, "money").depends_on.how == "any"


def test_a_law_without_a_page_is_marked(reading):
    (one,) = precondition_page(reading, "harbour-permit").cited
    assert (one.source.slug, one.no_page) == ("harbour-act", True)


def test_an_archived_condition_is_shown_with_its_last_text(reading):
    page = precondition_page(archived(reading, "precondition", "crew"), "crew")
    assert (page.place.at, page.place.entry.archived, page.precondition.title) == (0, True, "A trained crew")


@pytest.mark.parametrize("slug", ["zeppelin", "footbridge", ""])
def test_what_is_no_condition_has_no_page(reading, slug):
    assert precondition_page(reading, slug) is None
