"""The list of options and one option's page."""

import pytest

from tests.web.helpers import published

LIST = "/d/river-crossing/options/"


def text(response):
    return response.content.decode()


def test_options_stand_in_axis_order(client, river):
    page = text(client.get(LIST))
    titles = ["Keep the ferry as it is", "A faster ferry", "A footbridge", "A road bridge", "A tunnel"]
    places = [page.index(f'/">{title}</a>') for title in titles]
    assert places == sorted(places)


def test_a_filter_narrows_the_list_and_says_how_far(client, river):
    page = text(client.get(LIST + "?consent=yes"))
    assert "2 of 5 options" in page
    assert "A tunnel" not in page
    assert '<option value="yes" selected>needed</option>' in page


def test_nothing_found_names_the_filters_to_loosen(client, river):
    page = text(client.get(LIST + "?force=sustained&consent=yes"))
    assert "No option fits all of these." in page
    assert 'href="/d/river-crossing/options/?consent=yes">Without “use of force: sustained” there are 2' in page


def test_typed_words_come_back_as_typed(client, river):
    page = text(client.get(LIST, {"text": "\"quoted' <b>"}))
    assert 'value="&#34;quoted&#39; &lt;b&gt;"' in page


def test_the_law_of_an_option_is_a_state_and_a_direction_for_each_body(client, river):
    page = text(client.get(LIST + "?posture=mixed"))
    assert "Inter bank: contested, limits" in page
    assert "Harrow: settled, permits" in page


def test_an_option_without_a_question_is_not_called_lawful(client, river):
    assert "no question on record" in text(client.get(LIST + "?posture=domestic"))


def test_an_option_that_nobody_assessed_says_so(client, river):
    assert "not assessed" in text(client.get(LIST + "?posture=unilateral"))


def test_ticks_go_to_the_comparison(client, river):
    page = text(client.get(LIST))
    assert 'action="/d/river-crossing/compare/"' in page
    assert 'type="checkbox" name="o" value="tunnel"' in page


def test_kept_options_are_ticked(client, river):
    client.post("/d/river-crossing/picks/", {"add": "tunnel"}, HTTP_SEC_FETCH_SITE="same-origin")
    row = text(client.get(LIST)).split('id="tick-tunnel"')[1].split(">")[0]
    assert row.endswith("checked")


def test_htmx_gets_the_rows_alone_and_a_clean_address(client, river):
    response = client.get(LIST + "?posture=&force=none&sort=axis", HTTP_HX_REQUEST="true")
    assert "<html" not in text(response)
    assert "2 of 5 options" in text(response)
    assert response.headers["HX-Push-Url"] == "/d/river-crossing/options/?force=none"


def test_going_back_gets_the_whole_page(client, river):
    response = client.get(LIST, HTTP_HX_REQUEST="true", HTTP_HX_HISTORY_RESTORE_REQUEST="true")
    assert "<html" in text(response)


@pytest.mark.parametrize("address", [LIST, LIST + "footbridge/"])
@pytest.mark.parametrize(("role", "most"), [("visitor", 12), ("curator", 15)])
def test_query_budget(as_, river, django_assert_max_num_queries, role, most, address):
    client = as_(role)
    with django_assert_max_num_queries(most):
        client.get(address)


# --- one option -----------------------------------------------------------------------------------------------------


def test_an_option_is_shown_whole(client, river):
    page = text(client.get(LIST + "footbridge/"))
    for said in (
        "3 of 5 in axis order", "A slender bridge on two piers", "1 of 4 risks assessed", "Higher water in a flood",
        "Both town councils agree", "Inter bank law", "contested, limits", "4 of 4 criteria scored",
        "This option strengthens", "Nobody on record.", "Treaty of the two banks", "read as quoted by others",
    ):  # fmt: skip
        assert said in page, said


def test_a_risk_that_does_not_apply_keeps_its_reason(client, river):
    page = text(client.get(LIST + "tunnel/"))
    assert "Looked at, and does not apply" in page
    assert "A tunnel has no piers." in page
    assert "3 risks have not been assessed for this option" in page


def test_a_gate_that_nobody_assessed_says_so(client, river):
    assert "Nobody has said yet what it needs." in text(client.get(LIST + "tunnel/"))


def test_an_option_that_needs_nothing_is_open(client, river):
    assert "It needs nothing." in text(client.get(LIST + "keep-the-ferry/"))


def test_a_computed_sentence_says_as_of_when_and_illustrative(client, river):
    assert "As of March 2026, illustrative." in text(client.get(LIST + "road-bridge/"))


def test_a_missing_score_is_shown_as_missing(client, river):
    assert "Nobody has scored it yet." in text(client.get(LIST + "tunnel/"))


def test_a_counter_view_stands_beside_its_score(client, river):
    page = text(client.get(LIST + "faster-ferry/"))
    assert "Counter-view, higher:" in page
    assert "In winter the boat will not keep time." in page


def test_a_citation_without_a_page_says_so(client, river):
    assert "no page given" in text(client.get(LIST + "faster-ferry/"))


def test_an_uncited_statement_carries_the_diamond(client, river):
    page = text(client.get(LIST + "tunnel/"))
    assert "uncited: nothing is given that this statement rests on" in page


def test_a_judgement_without_a_source_says_whose_it_is(client, river):
    assert "All judged by: compiler, March 2026." in text(client.get(LIST + "road-bridge/"))


def test_relations_are_shown_from_both_ends(client, river):
    assert "excludes this option" in text(client.get(LIST + "tunnel/"))
    assert "This option excludes" in text(client.get(LIST + "road-bridge/"))


def test_pages_can_be_turned(client, river):
    page = text(client.get(LIST + "footbridge/"))
    assert 'rel="prev" href="/d/river-crossing/options/faster-ferry/"' in page
    assert 'rel="next" class="end" href="/d/river-crossing/options/road-bridge/"' in page


def test_the_page_can_be_cited_at_its_revision(client, river):
    published(river, "option", "tunnel", summary="A new summary of the tunnel.")
    page = text(client.get(LIST + "tunnel/"))
    assert "http://testserver/d/river-crossing/options/tunnel/@2/" in page


def test_an_archived_option_is_shown_with_its_last_text(client, river, now):
    from options.models import Dossier, Entry

    Entry.objects.filter(dossier=river, kind="option", slug="tunnel").archive(river, now)
    page = text(client.get(LIST + "tunnel/"))
    assert "is archived" in page
    assert "under the river bed" in page
    assert "Keep to compare" not in page
    assert "A tunnel" not in text(client.get(LIST))
    assert Dossier.objects.get(pk=river.pk).version == 2


@pytest.mark.parametrize("slug", ["balloon", "flood-backwater", "town-meeting", "x" * 500])
def test_what_is_no_option_is_not_found(client, river, slug):
    assert client.get(f"{LIST}{slug}/").status_code == 404


def test_hostile_text_is_inert(client, river):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    published(river, "option", "tunnel", title=evil, summary=evil, description=f"{evil}\n\n{evil}", lead_actor=evil)
    for address in (LIST, LIST + "tunnel/"):
        page = text(client.get(address))
        assert "<script>alert" not in page
        assert "<img" not in page
