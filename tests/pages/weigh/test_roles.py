"""The suggested weights of all roles at once."""

from math import isclose

import pytest

from options.pages.query import Query
from options.pages.weigh.roles import roles_page
from options.pages.weigh.selection import first, read
from tests.pages.made import without


@pytest.fixture(scope="module")
def page(shipped):
    return roles_page(shipped, first(shipped))


def test_every_role_that_suggests_points_has_a_column(page, shipped):
    (exercise,) = shipped.exercises.values()
    assert [column.role.slug for column in page.columns] == [role.slug for role in exercise.roles if role.weights]


def test_a_column_gives_the_values_that_weighing_with_its_points_gives(page, weighed, shipped):
    column = page.columns[0]
    address = "&".join(f"w.{slug}={points}" for slug, points in column.role.points.items())
    values = [row.weighed.value for row in weighed(address, shipped).result.rows]
    assert all(isclose(a, b) for a, b in zip(column.values, values, strict=True))
    assert [row.weighed.rank for row in weighed(address, shipped).result.rows] == list(column.ranks)


def test_shares_of_a_role_add_up_to_1(page):
    assert all(isclose(sum(column.shares), 1) for column in page.columns)


def test_the_parts_of_the_disagreement_add_up_to_1(page):
    assert isclose(sum(row.share for row in page.split), 1)


def test_the_largest_part_comes_first(page):
    parts = [row.share for row in page.split]
    assert parts == sorted(parts, reverse=True)


def test_who_gives_least_and_most_is_named(page):
    for row in page.split:
        assert row.least[1] <= row.most[1]


def test_a_row_tells_its_best_and_worst_rank(page):
    for row in page.rows:
        assert row.best == min(row.ranks)
        assert row.worst == max(row.ranks)


def test_an_option_that_lacks_a_score_or_failed_a_test_is_left_out(reading):
    asked = read(Query({"s.footbridge": ["f----"]}), reading)
    page = roles_page(reading, asked)
    assert {"tunnel", "footbridge"} <= {option.slug for option in page.left_out}
    assert "footbridge" not in [row.option.slug for row in page.rows]


def test_without_roles_there_is_nothing_to_show(reading):
    page = roles_page(without(reading, "exercise"), first(reading))
    assert (page.columns, page.split, page.agreement.w) == ((), (), None)
