"""The library, one source and who cites it, and the statements that lack a source."""

import pytest

from tests.web.helpers import published
from tests.web.seen import main, row, rows

LIBRARY = "/d/river-crossing/sources/"
STATEMENTS = LIBRARY + "statements/"


def text(response):
    return response.content.decode()


def titles(response):
    return [cells[0] for cells in rows(response) if len(cells) == 5][1:]


# --- the library ----------------------------------------------------------------------------------------------------


def test_statements_are_counted_as_cited_judged_and_uncited_apart(client, river):
    """Decision 9: judgement is a basis, but no citation."""
    page = main(client.get(LIBRARY))
    assert "66 statements: 21 cite a source, 20 are judged without one, 25 are uncited." in page


def test_citations_without_a_page_are_counted(client, river):
    assert "5 no page given citations of a law or a record that do not say where in it" in main(client.get(LIBRARY))


def test_each_source_says_how_far_it_was_read(client, river):
    page = client.get(LIBRARY)
    degrees = {cells[0].split(" M. ")[0]: cells[3] for cells in rows(page) if len(cells) == 5}
    assert degrees["Harbour Act"] == "read in part Sections 1 to 12 read."
    assert degrees["Treaty of the two banks"] == "read as quoted by others"
    assert degrees["Flood levels and bridge piers in the lower valley"] == "known from a secondary account"
    assert degrees["Millers v. Harrow"] == "read in full"


def test_degrees_of_reading_are_counted_and_lead_to_their_sources(client, river):
    page = client.get(LIBRARY)
    assert (
        "2 read in full 2 read in part, 1 read as quoted by others, 1 known from a secondary account, 1 not read"
        in main(page)
    )
    assert 'href="/d/river-crossing/sources/?read=not-read#library"' in text(page)


def test_each_source_says_how_many_statements_cite_it(client, river):
    page = client.get(LIBRARY)
    assert row(page, "Harbour Act")[-1] == "3"
    assert row(page, "A pamphlet that nothing cites")[-1] == "0"
    assert row(page, "Can the ferry go on for ever? A. Writer, The River Post")[-1] == "5 and 3 claims"


def test_a_source_without_a_date_says_so(client, river):
    assert row(client.get(LIBRARY), "A pamphlet that nothing cites")[2] == "– no date"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=case", ["Millers v. Harrow"]),
        ("read=part", ["Harbour Act", "A pamphlet that nothing cites"]),
        ("cited=no", ["A pamphlet that nothing cites"]),
        ("q=MILLERS", ["Millers v. Harrow"]),
        ("q=nogradi", ["Flood levels and bridge piers in the lower valley M. Nógrádi"]),
        ("q=harrow+mill", ["Millers v. Harrow"]),
        ("q=1931", ["Harbour Act"]),
        ("read=part&cited=yes", ["Harbour Act"]),
        ("kind=press", []),
    ],
)
def test_the_library_can_be_narrowed(client, river, query, found):
    assert titles(client.get(f"{LIBRARY}?{query}")) == found


def test_nothing_found_says_so_and_leads_back(client, river):
    page = client.get(LIBRARY + "?q=zeppelin")
    assert "No source fits." in main(page)
    assert 'href="/d/river-crossing/sources/#library">Show all sources' in text(page)


def test_typed_words_come_back_as_typed(client, river):
    assert 'value="&#34;quoted&#39; &lt;b&gt;"' in text(client.get(LIBRARY, {"q": "\"quoted' <b>"}))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kind=tablet", "this dossier does not have it: kind of source tablet."),
        ("read=twice", "it means nothing on this page: read=twice."),
        ("cited=maybe", "it means nothing on this page: cited=maybe."),
        ("page=0", "it means nothing on this page: page=0."),
    ],
)
def test_what_makes_no_sense_is_named_and_the_library_stands(client, river, query, said):
    page = client.get(f"{LIBRARY}?{query}")
    assert said in main(page)
    assert len(titles(page)) == 7


# --- one source -----------------------------------------------------------------------------------------------------


def test_a_source_shows_what_a_bibliography_needs(client, river):
    page = client.get(LIBRARY + "harbour-act/")
    said = main(page)
    assert "How far it was read read in part Sections 1 to 12 read." in said
    assert "Reference Act No. 12 of 1931, as amended" in said
    assert "Jurisdiction Harrow law" in said
    assert "https://law.example.org/harbour-act read there 14 February 2026" in said
    assert "Archived copy https://archive.example.org/harbour-act" in said


def test_links_out_do_not_tell_where_the_reader_came_from(client, river):
    link = '<a class="outside" rel="noopener external nofollow" href="https://law.example.org/harbour-act">'
    assert link in text(client.get(LIBRARY + "harbour-act/"))


def test_what_is_not_known_of_a_source_is_said(client, river):
    page = main(client.get(LIBRARY + "unused-pamphlet/"))
    assert "Date no date given" in page
    assert "Address none given" in page
    assert "No statement cites it." in page


def test_every_statement_that_cites_it_is_listed_with_the_place_in_it(client, river):
    uses = [cells for cells in rows(client.get(LIBRARY + "two-banks-treaty/")) if len(cells) == 3][1:]
    assert [cells[:2] for cells in uses] == [
        [
            "A footbridge",
            "art. 4 context no fixed way shall be made across the stream save by the common will of both banks",
        ],
        ["A footbridge score on Lawfulness All turns on the old treaty.", "art. 4"],
        ["Both town councils agree", "art. 4"],
        ["May there be a fixed crossing?", "no page given"],
        [
            "May there be a fixed crossing? an argument The words “fixed way” cover every bridge.",
            "named by the argument",
        ],
        [
            "May there be a fixed crossing? an argument The treaty lapsed when the count’s office was ended.",
            "named by the argument",
        ],
    ]


def test_statements_that_do_not_say_where_are_counted(client, river):
    assert "6 statements. One of them does not say where in it." in main(client.get(LIBRARY + "two-banks-treaty/"))


def test_a_statement_leads_to_its_place(client, river):
    page = text(client.get(LIBRARY + "flood-study/"))
    assert 'href="/d/river-crossing/options/road-bridge/#risks"' in page
    assert 'href="/d/river-crossing/options/footbridge/#scores"' in page


def test_a_citation_that_contradicts_says_so(client, river):
    assert "no page given contradicts" in main(client.get(LIBRARY + "flood-study/"))


def test_claims_taken_from_it_are_linked(client, river):
    page = client.get(LIBRARY + "article-river-post/")
    assert "3 claims taken from it art-01, art-02, art-03" in main(page)
    assert 'href="/d/river-crossing/claims/#art-02"' in text(page)


def test_a_source_can_be_cited_at_its_revision(client, river):
    published(river, "source", "pier-case", read="part")
    page = main(client.get(LIBRARY + "pier-case/"))
    assert "http://testserver/d/river-crossing/sources/pier-case/@2/" in page
    assert "read in part" in page


# --- statements without a source ------------------------------------------------------------------------------------


def test_uncited_statements_are_listed_under_their_entries(client, river):
    page = client.get(STATEMENTS)
    assert "25 of 66 statements" in main(page)
    assert "a proposal Said that the ferry will do for another ten years. uncited" in main(page)
    assert 'href="/d/river-crossing/options/keep-the-ferry/#proposed"' in text(page)


def test_judged_statements_are_a_list_of_their_own_with_whose_judgement_and_when(client, river):
    page = main(client.get(STATEMENTS + "?state=judged"))
    assert "20 of 66 statements" in page
    assert "One accident in ninety years, but an old hull. judged, no source: panel of pilots, December 2025" in page
    assert "Nothing changes. judged, no source" in page


def test_the_two_lists_share_no_statement(client, river):
    uncited, judged = (main(client.get(f"{STATEMENTS}?state={state}")) for state in ("uncited", "judged"))
    assert "judged, no source" not in uncited.split("statements, grouped")[1]
    assert " uncited" not in judged.split("statements, grouped")[1]


def test_statements_that_give_no_page_name_the_source_and_how_far_it_was_read(client, river):
    page = main(client.get(STATEMENTS + "?state=no-locator"))
    assert "5 citations of a law or a record do not say where in it" in page
    assert "The harbour master allows piers in the channel. law Harbour Act read in part" in page


@pytest.mark.parametrize("state", ["zeppelin", "cited", "-1", "%00"])
def test_an_unknown_list_is_named_and_the_uncited_shown(client, river, state):
    page = main(client.get(f"{STATEMENTS}?state={state}"))
    assert "it means nothing on this page: state=" in page
    assert "Uncited statements" in page


def test_a_dossier_that_cites_everything_says_so(client, db):
    from options.bundle.document import Document
    from options.bundle.load import load
    from options.models.imports import import_document
    from tests.conftest import NOW, RIVER

    import_document(Document(format="policy-dossier/1", dossier=load(RIVER).dossier), now=NOW, publish=True)
    assert "There is no such statement." in main(client.get(STATEMENTS))
