"""One page of a long list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.pages.paging import paginate

SIZES = st.integers(1, 60)


def test_a_page_knows_its_place():
    page = paginate(range(45), 2, 20)
    assert (page.items[0], page.items[-1], page.first, page.last, page.total, page.pages) == (20, 39, 21, 40, 45, 3)


def test_the_last_page_may_be_short():
    page = paginate(range(45), 3, 20)
    assert (len(page.items), page.first, page.last) == (5, 41, 45)


@pytest.mark.parametrize(("asked", "number"), [(0, 1), (-7, 1), (4, 3), (10**30, 3)])
def test_a_page_that_is_not_there_is_the_nearest(asked, number):
    assert paginate(range(45), asked, 20).number == number


def test_an_empty_list_has_one_empty_page():
    page = paginate((), 7, 20)
    assert (page.items, page.number, page.pages, page.first, page.last, page.total) == ((), 1, 1, 0, 0, 0)


def test_only_what_is_shown_is_made():
    made = []
    page = paginate(range(1_000), 2, 10).of(lambda item: made.append(item) or str(item))
    assert (made, page.items[0], page.number, page.total) == (list(range(10, 20)), "10", 2, 1_000)


@given(st.lists(st.integers(), max_size=200), SIZES)
def test_the_pages_in_turn_are_the_list(items, size):
    pages = [paginate(items, 1, size)]
    while pages[-1].number < pages[-1].pages:
        pages.append(paginate(items, pages[-1].number + 1, size))
    assert [item for page in pages for item in page.items] == items
    assert all(len(page.items) == page.last - page.first + 1 for page in pages if page.total)


@given(st.lists(st.integers(), max_size=200), st.integers(), SIZES)
def test_every_number_asked_for_gives_a_page(items, asked, size):
    page = paginate(items, asked, size)
    assert 1 <= page.number <= page.pages
    assert bool(page.items) == bool(items)
