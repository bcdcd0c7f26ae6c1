"""The page that sets options side by side: table, folds, toggles, picker, bad addresses."""

import gzip
import re

import pytest

from tests.conftest import SHIPPED

COMPARE = "/d/river-crossing/compare/"
THREE = COMPARE + "?o=keep-the-ferry&o=footbridge&o=road-bridge"
HTMX = {"HTTP_HX_REQUEST": "true"}
OPEN = "&g=glance&g=effect&g=together&g=risks&g=conditions&g=law&g=scores&g=evidence"


def text(response):
    """The page without the line breaks of its templates, which are no words."""
    page = re.sub(r">\s*\n\s*", ">", response.content.decode())
    return re.sub(r"\s*\n\s*", " ", re.sub(r"\s*\n\s*<", "<", page))


def row_heads(page):
    """Titles of rows, without links."""
    heads = re.findall(r'<th role="rowheader" scope="row">(.*?)(?: ?<div|</th>)', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", head).strip() for head in heads]


def test_options_stand_side_by_side_in_axis_order(client, river):
    response = client.get(COMPARE + "?o=road-bridge&o=keep-the-ferry&o=footbridge")
    assert response.status_code == 200
    assert "<h1>Three options side by side</h1>" in text(response)
    heads = re.findall(
        r'scope="col" id="o\d">.*?<a href="/d/river-crossing/options/([a-z-]+)/">', text(response), re.DOTALL
    )
    assert heads == ["keep-the-ferry", "footbridge", "road-bridge"]


def test_a_shared_risk_is_one_row_and_links_to_its_entry(client, river):
    page = text(client.get(THREE))
    assert page.count('<a href="/d/river-crossing/risks/flood-backwater/">Higher water in a flood</a>') == 1


def test_cells_link_to_the_option_that_says_so(client, river):
    page = text(client.get(THREE))
    assert 'class="basis record" href="/d/river-crossing/options/footbridge/#risks"' in page


def test_kinds_of_nothing_are_told_apart(client, river):
    page = text(client.get(COMPARE + "?o=keep-the-ferry&o=faster-ferry&o=tunnel" + OPEN))
    assert "does not apply" in page
    assert "A ferry has no piers." in page
    assert '<span class="gap">not assessed</span>' in page
    assert '<span class="vh">not needed</span>' in page
    assert "not assessed: nobody has said what it needs" in page


def test_the_page_says_as_of_when_and_that_scores_are_illustrative(client, river):
    assert "As of March 2026, illustrative scores." in text(client.get(THREE))


def test_likelihood_and_confidence_stand_apart(client, river):
    page = text(client.get(THREE))
    assert "likely <small>55–80%</small></span></span>" in page
    assert not re.search(r"likely[^<]*confidence", page)


def test_nothing_is_added_up(client, river):
    assert not re.search(r"\b(total|overall|average)\b", text(client.get(THREE + OPEN)), re.IGNORECASE)


# --- folds and toggles ---


def test_four_groups_are_open_at_first(client, river):
    page = text(client.get(THREE))
    assert re.findall(r'id="fold-([a-z]+)" aria-expanded="true"', page) == ["glance", "effect", "together", "risks"]
    assert re.findall(r'id="fold-([a-z]+)" aria-expanded="false"', page) == ["conditions", "law", "scores", "evidence"]


def test_a_group_head_is_a_link_that_opens_it(client, river):
    page = text(client.get(THREE))
    (address,) = re.findall(r'<a href="(\?[^"]*)#law" hx-get', page)
    opened = text(client.get(COMPARE + address.replace("&amp;", "&")))
    assert 'id="fold-law" aria-expanded="true"' in opened
    assert "May there be a fixed crossing?" in row_heads(opened)


def test_a_folded_group_says_how_much_it_holds(client, river):
    page = text(client.get(THREE + "&g=none"))
    assert row_heads(page) == []
    assert "2 rows, all differ" in page  # the legal questions


def test_only_rows_that_differ(client, river):
    differing = text(client.get(COMPARE + "?o=footbridge&o=road-bridge&diff=1"))
    assert "First effect" not in row_heads(differing)  # both take years
    assert "First effect" in row_heads(text(client.get(COMPARE + "?o=footbridge&o=road-bridge")))
    assert "1 row is hidden by the settings above." in differing


def test_rows_that_are_empty_for_all_can_be_hidden(client, river):
    address = COMPARE + "?o=faster-ferry&o=tunnel&g=scores"
    assert "nobody has recorded anything here" in text(client.get(address))
    assert "Lawfulness" not in row_heads(text(client.get(address + "&full=1")))


def test_toggles_keep_the_options_and_the_open_groups(client, river):
    page = text(client.get(THREE + "&g=law"))
    form = re.search(r'<form class="tools".*?</form>', page, re.DOTALL)[0]
    assert re.findall(r'type="hidden" name="(\w+)" value="([\w-]+)"', form) == [
        ("o", "keep-the-ferry"),
        ("o", "footbridge"),
        ("o", "road-bridge"),
        ("g", "law"),
    ]


def test_relations_are_shown_between_the_chosen_options_only(client, river):
    assert "Nobody has recorded a relation between these options." in text(
        client.get(COMPARE + "?o=footbridge&o=tunnel")
    )
    page = text(client.get(COMPARE + "?o=road-bridge&o=tunnel"))
    assert "excludes <i>A tunnel</i>" in page
    assert "<i>A road bridge</i> excludes this" in page


def test_an_option_can_be_taken_out_and_another_added(client, river):
    page = text(client.get(THREE))
    assert 'href="?o=keep-the-ferry&amp;o=road-bridge" aria-label="Remove: A footbridge"' in page
    assert 'href="?o=keep-the-ferry&amp;o=footbridge&amp;o=road-bridge&amp;choose=1">Add an option' in page


# --- picker ---


def test_without_options_the_picker_comes(client, river):
    page = text(client.get(COMPARE))
    assert "<h1>Nothing to compare yet</h1>" in page
    assert re.findall(r"<legend>(.*?)</legend>", page) == [
        "Unilateral",
        "At invitation",
        "Cooperative",
        "Mixed",
        "Domestic",
    ]
    assert "Those that need consent, with the baseline" in page


def test_with_one_option_the_page_asks_for_another(client, river):
    page = text(client.get(COMPARE + "?o=tunnel"))
    assert "<h1>One option is chosen</h1>" in page
    assert 'value="tunnel" checked' in page


def test_the_picker_keeps_what_was_open(client, river):
    page = text(client.get(THREE + "&g=law&diff=1&choose=1"))
    assert page.count(" checked") == 3
    assert '<input type="hidden" name="g" value="law"><input type="hidden" name="diff" value="1">' in page


def test_a_ready_selection_leads_to_a_table(client, river):
    address = re.search(r'<ul class="plain ready"><li><a href="(\?[^"]*)"', text(client.get(COMPARE)))[1]
    assert "side by side</h1>" in text(client.get(COMPARE + address.replace("&amp;", "&")))


# --- bad addresses ---


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("&o=zeppelin", "Left out, because this dossier has no such option: zeppelin."),
        ("&o=footbridge", "Named more than once in the address, shown once: footbridge."),
        ("&g=weather", "This page has no such group of rows: weather."),
        ("&diff=maybe", "This page cannot use this part of the address: diff=maybe."),
        ("&order=score", "This page does not know this part of the address: order."),
        ("&o=a%00b", "Left out, because this dossier has no such option: a�b."),
        ("&o=%ff%fe", "Left out, because this dossier has no such option: ��."),
        ("&o=%3Cscript%3E", "Left out, because this dossier has no such option: &lt;script&gt;."),
        ("&o=" + "x" * 10_000, "no such option: " + "x" * 60 + "…."),
        ("".join(f"&o=x{i}" for i in range(200)), "x0, x1, x2, x3, x4, x5 and 194 more."),
    ],
)
def test_what_makes_no_sense_in_the_address_is_named_and_left_out(client, river, query, notice):
    response = client.get(THREE + query)
    assert response.status_code == 200
    assert notice in text(response)
    assert "Three options side by side" in text(response)


def test_a_dossier_that_does_not_exist_is_404(client, river):
    assert client.get("/d/no-such-dossier/compare/?o=footbridge&o=tunnel").status_code == 404


def test_a_dossier_for_members_is_404_for_a_visitor(as_, secret_river):
    assert as_("visitor").get(THREE).status_code == 404
    assert as_("member").get(THREE).status_code == 200


def test_posting_is_refused(client, river):
    assert client.post(COMPARE).status_code == 405


def test_head_is_answered(client, river):
    assert client.head(THREE).status_code == 200


# --- htmx, queries, size ---


def test_htmx_gets_the_table_and_the_controls_and_the_address_is_set(client, river):
    response = client.get(THREE + "&g=risks&g=law", **HTMX)
    assert text(response).lstrip().startswith("<table")
    assert 'id="controls" hx-swap-oob="true"' in text(response)
    assert response["HX-Push-Url"] == THREE + "&g=risks&g=law"
    assert "HX-Request" in response["Vary"]


def test_restoring_from_history_gets_the_whole_page(client, river):
    response = client.get(THREE, HTTP_HX_HISTORY_RESTORE_REQUEST="true", **HTMX)
    assert "<!doctype html>" in text(response)


def test_the_part_is_what_the_page_holds(client, river):
    part, page = text(client.get(THREE, **HTMX)), text(client.get(THREE))
    table = re.search(r"<table.*?</table>", part, re.DOTALL)[0]
    assert table in page


@pytest.mark.parametrize(
    "query", ["?o=footbridge&o=tunnel", "?o=keep-the-ferry&o=faster-ferry&o=footbridge&o=road-bridge&o=tunnel" + OPEN]
)
def test_three_queries_whatever_is_compared(client, river, django_assert_num_queries, query):
    with django_assert_num_queries(3):  # the dossier, and its reading
        client.get(COMPARE + query)


@pytest.mark.parametrize("groups", ["", OPEN + "&all=risks"])
def test_four_options_of_the_shipped_dossier_stay_under_40_kB(client, db, groups):
    from options.bundle.load import load
    from options.models.imports import import_document
    from tests.conftest import NOW

    import_document(load(SHIPPED), now=NOW, publish=True)
    first = re.findall(r'name="o" value="([a-z0-9-]+)"', text(client.get("/d/us-mexico-cartels/compare/")))[:4]
    page = client.get("/d/us-mexico-cartels/compare/?" + "&".join(f"o={slug}" for slug in first) + groups)
    assert "Four options side by side" in text(page)
    assert len(gzip.compress(page.content, 6)) < 40_000


# --- on paper ---


def paper(page):
    return page.split('id="paper"')[1].split("</ol>")[0]


def test_paper_names_the_groups_that_are_folded(client, river):
    page = client.get("/d/river-crossing/compare/?o=footbridge&o=road-bridge&g=glance").content.decode()
    assert "Folded, not shown:" in paper(page)
    assert "Legal questions" in paper(page)


def test_paper_lists_the_sources_of_what_is_shown_and_no_others(client, river):
    base = "/d/river-crossing/compare/?o=footbridge&o=road-bridge"
    with_law = paper(client.get(f"{base}&g=law").content.decode())
    without = client.get(f"{base}&g=together").content.decode().split('id="paper"')[1]
    assert "Treaty of the two banks" in with_law
    assert "Treaty of the two banks" not in without


def test_paper_follows_when_a_group_is_opened_in_place(client, river):
    address = "/d/river-crossing/compare/?o=footbridge&o=road-bridge&g=law"
    part = client.get(address, HTTP_HX_REQUEST="true").content.decode()
    assert 'id="paper" hx-swap-oob="true"' in part


def test_open_all_shows_every_risk(client, river):
    page = client.get("/d/river-crossing/compare/?o=footbridge&o=road-bridge").content.decode()
    opened = page.split('id="open-all"')[0].rsplit('href="', 1)[1]
    assert "all=risks" in opened.split('"')[0]
