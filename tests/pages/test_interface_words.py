"""Values of the format as words of the interface, and permanent addresses."""

from datetime import UTC, date, datetime
from typing import Literal, get_args, get_origin, get_type_hints

import pytest
from django.utils import timezone, translation

from options.addresses import pinned
from options.bundle import schema
from options.bundle.reading import EntryValue
from options.models.entries import PATHS
from options.words import _WORDS, dateword, jurisdiction, word, words


def values(hint):
    """The values of every fixed list in a type hint."""
    if get_origin(hint) is Literal:
        return set(get_args(hint))
    return {value for inner in get_args(hint) for value in values(inner)}


def parts():
    return [each for each in vars(schema).values() if isinstance(each, type) and issubclass(each, schema.Part)]


def test_every_value_of_the_formats_lists_can_be_translated():
    hints = [hint for part in parts() for hint in get_type_hints(part, include_extras=True).values()]
    assert set().union(*map(values, hints)) - set(_WORDS) == set()


def test_every_kind_of_entry_can_be_translated():
    assert set(get_args(schema.Kind)) - set(_WORDS) == set()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("not-applicable", "not applicable"),
        ("as-quoted", "read as quoted by others"),
        ("not-read", "not read"),
        ("n/a", "does not arise"),
        ("yes", "needed"),
        ("us-domestic", "US domestic"),
        ("rule-of-the-sea", "rule of the sea"),
        ("", ""),
    ],
)
def test_a_value_or_a_slug_of_the_dossiers_own_is_said_in_words(value, said):
    assert word(value) == said


def test_likelihood_terms_are_said_exactly_as_icd_203_has_them():
    assert all(word(term) == term for term in get_args(schema.Likelihood))


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("us-domestic", "US domestic law"),
        ("mexican", "Mexican law"),
        ("international", "international law"),
        ("eu", "EU law"),
    ],
)
def test_a_body_of_law_is_named_with_its_capitals(slug, said):
    assert jurisdiction(slug) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        ("2026", "2026"),
        ("2026-06", "June 2026"),
        ("2026-06-14", "14 June 2026"),
        ("2026-06-04", "4 June 2026"),
        ("1904", "1904"),
        ("2026-13", "2026-13"),
        ("2026-00", "2026-00"),
        ("spring 2026", "spring 2026"),
        ("2026-06 (mid-month)", "2026-06 (mid-month)"),
        ("", ""),
        (date(2026, 6, 14), "14 June 2026"),
        (datetime(2026, 6, 14, 23, 59, tzinfo=UTC), "14 June 2026"),
        (datetime(2026, 6, 14, 23, 59, tzinfo=UTC).replace(tzinfo=None), "14 June 2026"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(value, said):
    assert dateword(value) == said


def test_a_moment_is_a_day_in_the_readers_time_zone():
    with timezone.override("Pacific/Auckland"):
        assert dateword(datetime(2026, 6, 14, 23, 59, tzinfo=UTC)) == "15 June 2026"


def test_small_numbers_are_words_in_english_and_figures_elsewhere():
    assert (words(7), words(120)) == ("seven", "120")
    with translation.override("es"):
        assert words(7) == "7"


@pytest.mark.parametrize("kind", PATHS)
def test_every_kind_of_entry_has_a_permanent_address_for_each_revision(rf, reading, kind):
    content = next(entry.content for entry in reading.entries if entry.kind == kind)
    entry = EntryValue(kind, content.slug, content, number=7)
    address = pinned(rf.get("/"), reading, entry)
    assert address == f"http://testserver/d/river-crossing/{PATHS[kind]}/{content.slug}/@7/"


def test_a_permanent_address_has_the_host_and_scheme_that_the_reader_uses(rf, reading):
    request = rf.get("/", secure=True, HTTP_HOST="localhost")
    entry = reading.entry("risk", "lost-trade")
    assert pinned(request, reading, entry) == "https://localhost/d/river-crossing/risks/lost-trade/@1/"
