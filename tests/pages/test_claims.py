"""What the article says, without a database."""

import pytest

from options.pages.claims import NAMED, PAGE, choice, claims_page, users
from tests.pages.made import archived, asked, changed, without


def shown(reading, **values):
    return claims_page(reading, asked(choice, reading, **values))


def slugs(page):
    return [row.claim.slug for row in page.claims.items]


def many(reading, n):
    """The reading with n more claims, every other one in another section."""
    from dataclasses import replace

    from options.bundle.reading import Reading

    claim = reading.entry("claim", "art-03")
    more = [
        replace(
            claim,
            slug=f"more-{i}",
            content=claim.content.model_copy(update={"slug": f"more-{i}", "section": f"S{i % 2}"}),
        )
        for i in range(n)
    ]
    return Reading(reading.slug, 2, (*reading.entries, *more))


def test_claims_keep_the_order_of_the_text(reading):
    assert slugs(shown(reading)) == ["art-01", "art-02", "art-03"]


def test_a_section_that_is_taken_up_again_is_a_passage_of_its_own(reading):
    moved = changed(reading, "claim", "art-03", section="Title")
    assert [(p.section, len(p.rows)) for p in shown(moved).passages] == [("Title", 1), ("Costs", 1), ("Title", 1)]


def test_a_passage_ends_where_the_source_does(reading):
    other = changed(reading, "claim", "art-03", source="flood-study")
    assert [(p.source.slug, len(p.rows)) for p in shown(other).passages] == [
        ("article-river-post", 1), ("article-river-post", 1), ("flood-study", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, ["art-01", "art-02", "art-03"]),
        ({"show": "doubt"}, ["art-01", "art-02"]),
        ({"type": "risk"}, ["art-02"]),
        ({"show": "doubt", "type": "option"}, []),
    ],
)
def test_filter(reading, values, found):
    assert slugs(shown(reading, **values)) == found


def test_counts_are_of_the_whole_list_whatever_is_shown(reading):
    page = shown(reading, type="risk")
    assert (page.in_all, page.doubts, page.types) == (3, 2, (("option", 1), ("risk", 1), ("context", 1)))


def test_a_claim_knows_the_statements_that_cite_it_each_once(reading):
    assert [(spot.slug, spot.part, spot.about) for spot in users(reading)["art-02"]] == [
        ("road-bridge", "exposures", "Higher water in a flood"),
        ("road-bridge", "counter_views", "Safety in a flood"),
    ]
    bridge = reading.options["footbridge"]
    twice = changed(reading, "option", "footbridge", citations=bridge.citations[:1] * 2)
    assert len(users(twice)["art-03"]) == 1


def test_many_uses_are_cut_and_the_rest_counted(reading):
    citation = reading.options["footbridge"].citations[0]
    used = reading
    for kind, slugs_ in (("risk", reading.risks), ("criterion", reading.criteria)):
        for slug in slugs_:
            used = changed(used, kind, slug, citations=(citation,))
    row = shown(used).claims.items[2]
    assert (len(row.used), row.more) == (NAMED, 9 - NAMED)


def test_statements_of_archived_entries_do_not_count(reading):
    assert "art-03" not in users(archived(reading, "option", "footbridge"))


def test_a_long_list_has_pages_and_opens_on_the_one_that_holds_a_claim(reading):
    long = many(reading, 150)
    assert (shown(long).claims.number, len(slugs(shown(long)))) == (1, PAGE)
    assert shown(long, at="more-120").claims.number == 2
    assert shown(long, at="more-5", page="2").claims.number == 1


def test_a_claim_that_the_filter_hides_does_not_move_the_page(reading):
    long = many(reading, 150)
    assert shown(long, at="art-01", type="option", page="2").claims.number == 2


def test_the_address_of_a_choice_leaves_out_the_page(reading):
    assert asked(choice, reading, show="doubt", type="risk", page="2", at="art-01").query == {
        "show": "doubt",
        "type": "risk",
    }
    assert asked(choice, reading, show="all").query == {}


def test_no_claims_make_an_empty_page(reading):
    page = shown(without(reading, "claim"))
    assert (page.in_all, page.doubts, page.types, page.passages) == (0, 0, (), ())
