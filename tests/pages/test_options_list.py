"""The filter of the options list, without a database."""

import pytest

from options.pages.options import choice, options_page, unmet_necessary
from options.pages.query import Query


def slugs(reading, **asked):
    query = Query({name: [value] for name, value in asked.items()})
    return [row.option.slug for row in options_page(reading, choice(query, reading)).rows.items]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["keep-the-ferry", "faster-ferry", "footbridge", "road-bridge", "tunnel"]),
        ({"posture": "mixed"}, ["footbridge"]),
        ({"force": "sustained"}, ["tunnel"]),
        ({"instrument": "transport"}, ["keep-the-ferry", "faster-ferry", "footbridge"]),
        ({"time": "months"}, ["faster-ferry"]),
        ({"consent": "yes"}, ["footbridge", "road-bridge"]),
        ({"law": "contested"}, ["footbridge", "road-bridge", "tunnel"]),
        ({"law": "none"}, ["keep-the-ferry", "faster-ferry"]),
        ({"unmet": "yes"}, ["footbridge"]),
        ({"gate": "undetermined"}, ["tunnel"]),
        ({"text": "BRIDGE"}, ["footbridge", "road-bridge"]),
        ({"text": "bridge foot"}, ["footbridge"]),
        ({"consent": "yes", "force": "limited"}, ["road-bridge"]),
        ({"sort": "title"}, ["faster-ferry", "footbridge", "road-bridge", "tunnel", "keep-the-ferry"]),
        ({"sort": "force"}, ["keep-the-ferry", "footbridge", "faster-ferry", "road-bridge", "tunnel"]),
    ],
)
def test_filter(reading, asked, found):
    if asked.get("sort") == "title":
        found = sorted(found, key=lambda slug: reading.options[slug].title.casefold())
    assert slugs(reading, **asked) == found


def test_a_condition_that_could_be_replaced_is_not_necessary(reading):
    assert unmet_necessary(reading, reading.options["road-bridge"]) == ()


def test_nothing_found_says_which_filter_to_loosen(reading):
    query = Query({"force": ["sustained"], "consent": ["yes"]})
    shown = options_page(reading, choice(query, reading))
    assert [(hint.name, hint.found) for hint in shown.loosen] == [("force", 2), ("consent", 1)]


def test_hints_stand_only_where_nothing_was_found(reading):
    assert options_page(reading, choice(Query({"force": ["none"]}), reading)).loosen == ()


def test_the_address_of_a_choice_holds_only_what_is_set(reading):
    asked = choice(Query({"force": ["none"], "posture": [""], "sort": ["axis"]}), reading)
    assert asked.query == {"force": "none"}
