"""What the article says, in order, and what an analyst should ask of it."""

import pytest

from tests.web.helpers import published
from tests.web.seen import main, markup, part

CLAIMS = "/d/river-crossing/claims/"


def text(response):
    return response.content.decode()


def shown(response):
    """Slugs of the claims on a page, in order."""
    return [bit.split('"')[0] for bit in text(response).split('<article class="claim" id="')[1:]]


def claim(response, slug):
    return part(response, f'<article class="claim" id="{slug}">', "</article>")


def test_claims_stand_in_the_order_of_the_text_under_their_sections(client, river):
    page = client.get(CLAIMS)
    assert shown(page) == ["art-01", "art-02", "art-03"]
    assert markup(page).index("<h2>Title") < markup(page).index("<h2>Costs")


def test_the_text_they_come_from_is_named_with_how_far_it_was_read(client, river):
    assert "Title Can the ferry go on for ever? read in full" in main(client.get(CLAIMS))


def test_a_doubt_has_its_weight_and_the_question_to_ask(client, river):
    said = claim(client.get(CLAIMS), "art-02")
    assert "The doubt high No study is named. Ask By how much, and in which flood?" in said


def test_a_claim_without_a_doubt_shows_none(client, river):
    assert "doubt" not in claim(client.get(CLAIMS), "art-03")


def test_a_claim_says_which_statements_use_it(client, river):
    page = client.get(CLAIMS)
    assert (
        "Used in: A road bridge on the risk: Higher water in a flood; A road bridge counter-view to the score on"
        in (claim(page, "art-02"))
    )
    assert 'href="/d/river-crossing/options/road-bridge/#risks"' in text(page)


def test_a_claim_that_nothing_cites_says_so(client, river):
    bridge = river.reading().options["footbridge"]
    published(river, "option", "footbridge", citations=bridge.citations[1:])
    assert "No statement cites it." in claim(client.get(CLAIMS), "art-03")


def test_claims_and_doubts_are_counted(client, river):
    assert "Three claims in our words, in the order of the text; two of them carry a doubt" in main(client.get(CLAIMS))


def test_each_claim_has_an_address_and_a_history(client, river):
    page = text(client.get(CLAIMS))
    assert 'href="/d/river-crossing/claims/#art-02"' in page
    assert 'href="/d/river-crossing/claims/art-02/history/"' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("show=doubt", ["art-01", "art-02"]),
        ("type=risk", ["art-02"]),
        ("show=doubt&type=context", ["art-01"]),
        ("show=all", ["art-01", "art-02", "art-03"]),
    ],
)
def test_the_list_can_be_narrowed_and_says_how_far(client, river, query, found):
    page = client.get(f"{CLAIMS}?{query}")
    assert shown(page) == found
    narrowed = {1: "One of 3 claims.", 2: "2 of 3 claims."}.get(len(found), "")
    assert narrowed in main(page)


def test_nothing_found_says_so_and_leads_back(client, river):
    page = client.get(CLAIMS + "?type=actor")
    assert "No claim is of this kind." in main(page)
    assert 'href="/d/river-crossing/claims/">Show all claims' in text(page)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("at=art-99", "this dossier does not have it: claim art-99."),
        ("type=rumour", "it means nothing on this page: type=rumour."),
        ("show=everything", "it means nothing on this page: show=everything."),
        ("page=1e400", "it means nothing on this page: page=1e400."),
    ],
)
def test_what_makes_no_sense_is_named_and_the_list_stands(client, river, query, said):
    page = client.get(f"{CLAIMS}?{query}")
    assert said in main(page)
    assert len(shown(page)) == 3


def test_a_long_list_has_pages_and_an_address_opens_the_one_that_holds_a_claim(client, db):
    from options.bundle.load import load
    from options.models.imports import import_document
    from tests.bench.scale import scaled
    from tests.conftest import NOW, RIVER

    import_document(scaled(load(RIVER), 40), now=NOW, publish=True)  # 120 claims
    address = "/d/river-crossing-x40/claims/"
    first = client.get(address)
    assert (len(shown(first)), "1 to 100 of 120" in main(first)) == (100, True)
    assert shown(client.get(address + "?at=art-01-x39"))[0] == "art-02-x33"
    assert 'href="/d/river-crossing-x40/claims/?at=art-02-x39#art-02-x39"' in text(client.get(address + "?page=2"))


def test_archived_claims_are_left_out(client, river, now):
    from options.models import Entry

    Entry.objects.filter(dossier=river, kind="claim", slug="art-01").archive(river, now)
    assert shown(client.get(CLAIMS)) == ["art-02", "art-03"]
