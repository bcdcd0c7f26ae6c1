"""The search page."""

import pytest

pytestmark = pytest.mark.django_db
URL = "/d/river-crossing/search/"


def page(client, **query):
    return client.get(URL, query).content.decode()


def test_a_hit_has_its_title_marked_and_leads_to_its_page(river, client):
    html = page(client, q="faster ferry")
    assert 'href="/d/river-crossing/options/faster-ferry/"' in html
    assert "<mark>" in html


def test_the_passage_is_shown_with_the_words_marked(river, client):
    assert "<mark>Nógrádi</mark>" in page(client, q="nogradi")


def test_nothing_typed_asks_for_words(river, client):
    assert "Type one or more words" in page(client)


def test_nothing_found_says_so_and_how_to_go_on(river, client):
    html = page(client, q="zeppelin")
    assert "No entry has “zeppelin”" in html
    assert "Try fewer or shorter words" in html


def test_a_kind_narrows_the_list(river, client):
    assert "/options/faster-ferry/" not in page(client, q="ferry", kind="risk")
    assert "/risks/ferry-accident/" in page(client, q="ferry", kind="risk")


def test_a_kind_without_hits_says_so(river, client):
    assert "None of them is of this kind" in page(client, q="nogradi", kind="risk")


def test_an_unknown_kind_is_left_out_with_a_notice(river, client):
    html = page(client, q="ferry", kind="boat")
    assert "kind=boat" in html
    assert "/options/faster-ferry/" in html


def test_what_was_typed_stays_as_it_was_and_inert(river, client):
    html = page(client, q='<script>"x" & ferry')
    assert 'value="&lt;script&gt;&#34;x&#34; &amp; ferry"' in html
    assert "<script>&#34;" not in html


def test_a_long_query_is_cut_and_says_so(river, client):
    assert "Only the first 200 characters were searched" in page(client, q="ferry " * 100)


@pytest.mark.parametrize("q", ["\x00ferry", "ferry\ud800".encode("utf-8", "surrogatepass"), "%", "'\"", "﷽" * 300])
def test_hostile_queries_are_answered(river, client, q):
    assert client.get(URL, {"q": q}).status_code == 200


def test_the_page_needs_few_queries_however_many_hits(river, client, django_assert_num_queries):
    with django_assert_num_queries(3):  # the dossier, its reading, the hits
        page(client, q="ferry")


def test_htmx_gets_the_part_alone(river, client):
    reply = client.get(URL, {"q": "ferry"}, headers={"HX-Request": "true"})
    assert "<html" not in reply.content.decode()
    assert "faster-ferry" in reply.content.decode()
