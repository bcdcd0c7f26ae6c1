"""The sources of an option's page, numbered as the page cites them."""

import pytest

from options.pages.numbered import Numbered, evidence
from tests.pages.made import archived, changed


def numbers(found):
    return [(each.number, each.source.slug) for each in found]


def test_sources_are_numbered_in_the_order_of_the_page_each_once(reading):
    assert numbers(evidence(reading, reading.options["footbridge"])) == [
        (1, "article-river-post"), (2, "two-banks-treaty"), (3, "flood-study"),
    ]  # fmt: skip


def test_every_part_of_the_page_counts(reading):
    """The article stands in a counter-view, the treaty in a score, the count in a proposal."""
    (relation,) = [r for r in reading.dossier.relations if r.a == "footbridge"]
    citation = reading.options["footbridge"].citations[1]
    bearing = reading.options["tunnel"].bearings[0].model_copy(update={"citations": (citation,)})
    tunnel = changed(reading, "option", "tunnel", bearings=(bearing,))
    assert numbers(evidence(tunnel, tunnel.options["tunnel"], [relation])) == [
        (1, "two-banks-treaty"), (2, "article-river-post"),
    ]  # fmt: skip
    assert numbers(evidence(reading, reading.options["faster-ferry"])) == [(1, "traffic-count")]


def test_judgements_are_no_sources(reading):
    bridge = reading.options["road-bridge"]
    assert bridge.citations[0].basis == "judgement"
    assert numbers(evidence(reading, bridge)) == [(1, "article-river-post"), (2, "flood-study")]


def test_an_archived_source_keeps_its_number(reading):
    gone = archived(reading, "source", "two-banks-treaty")
    assert numbers(evidence(gone, gone.options["footbridge"]))[1] == (2, "two-banks-treaty")


def test_an_option_without_sources_has_no_list(reading):
    assert evidence(reading, reading.options["tunnel"]) == ()


CITATION = {"basis": "record", "source": "flood-study"}


@pytest.mark.parametrize(
    ("citations", "places"),
    [
        ([{"locator": "ch. 2"}], (("ch. 2", ()),)),
        ([{"locator": "ch. 2"}, {"locator": "ch. 2"}], (("ch. 2", ()),)),
        (
            [{"locator": "ch. 2", "claim": "art-02"}, {"locator": "ch. 2", "claim": "art-01"}],
            (("ch. 2", ("art-02", "art-01")),),
        ),
        ([{}], ((None, ()),)),  # a record must say where
        ([{"basis": "article"}], ()),  # an article need not
        ([{"basis": "article", "claim": "art-02"}], ((None, ("art-02",)),)),
        ([{"locator": "ch. 2"}, {}], (("ch. 2", ()), (None, ()))),
    ],
)
def test_places_in_a_source_each_once_with_the_claims_read_there(reading, citations, places):
    template = (
        reading.options["footbridge"]
        .citations[0]
        .model_copy(update={"claim": None, "locator": None, "relation": None, **CITATION})
    )
    made = tuple(template.model_copy(update=each) for each in citations)
    assert Numbered(1, reading.sources["flood-study"], made).places == places
