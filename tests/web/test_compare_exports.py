"""The comparison as a file: every format is read again and compared with what the page shows."""

import csv
import io
import json
import re
import zipfile
from collections import Counter

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook

from options.pages.compare import selection
from options.pages.compare.comparison import compare
from options.pages.compare.printed import printed
from options.views.compare import wording
from tests.web.helpers import published

COMPARE = "/d/river-crossing/compare/"
OPTIONS = "?o=keep-the-ferry&o=footbridge&o=road-bridge"
OPEN = "&g=glance&g=effect&g=together&g=risks&g=conditions&g=law&g=scores&g=evidence"
KINDS = ("csv", "xlsx", "docx", "json")
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")']


def export(client, kind, query=OPTIONS + OPEN):
    return client.get(f"{COMPARE}export.{kind}{query}")


def as_csv(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def as_sheets(response):
    book = load_workbook(io.BytesIO(response.content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.rows] for sheet in book}


def as_docx(response):
    return Document(io.BytesIO(response.content))


def part(response, name):
    return zipfile.ZipFile(io.BytesIO(response.content)).read(name)


def expected(river, query=OPTIONS + OPEN):
    """What the page at this address shows, as text."""
    from urllib.parse import parse_qs

    reading = river.reading()
    asked = selection.read(parse_qs(query.lstrip("?")), reading)
    return printed(compare(reading, asked), reading, wording(), "", "")


def words_of(cell):
    return [line.text for line in cell.lines]


# --- the same as the page ---


def test_csv_has_a_column_for_each_option_and_every_row_of_the_page(client, river):
    table = as_csv(export(client, "csv"))
    page = expected(river)
    assert table[0] == ["Group", "Row", "Keep the ferry as it is", "A footbridge", "A road bridge"]
    rows = [row for group in page.groups for row in group.rows]
    found = [row for row in table if row[0] in {group.name for group in page.groups} and row[1]]
    assert [row[1].split("\n")[0].split(" [")[0] for row in found] == [row.title for row in rows]
    for line, row in zip(found, rows, strict=True):
        for cell, wanted in zip(line[2:], row.cells, strict=True):
            assert cell.startswith("\n".join(words_of(wanted)))


def test_csv_is_rectangular(client, river):
    assert {len(row) for row in as_csv(export(client, "csv"))} == {5}


def test_xlsx_holds_the_same_table_as_csv(client, river):
    sheets = as_sheets(export(client, "xlsx"))
    table = [[value or "" for value in row] for row in sheets["Comparison"]]
    groups = {group.name for group in expected(river).groups}
    assert [row for row in table if row[0] in groups] == [
        row for row in as_csv(export(client, "csv")) if row[0] in groups
    ]
    assert list(sheets) == ["Comparison", "About", "Sources"]


def test_docx_has_a_table_for_each_group_with_a_repeated_head(client, river):
    document = as_docx(export(client, "docx"))
    page = expected(river)
    with_rows = [group for group in page.groups if group.rows]
    assert len(document.tables) == len(with_rows)
    for table, group in zip(document.tables, with_rows, strict=True):
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [cell.text for cell in table.rows[0].cells][1:] == list(page.options)
        assert [row.cells[0].paragraphs[0].text for row in table.rows][1:] == [row.title for row in group.rows]


def test_docx_cells_say_what_the_page_says(client, river):
    tables = as_docx(export(client, "docx")).tables
    risks = next(group for group in expected(river).groups if group.name == "Risks")
    table = next(t for t in tables if t.rows[1].cells[0].paragraphs[0].text == risks.rows[0].title)
    cells = [[p.text for p in cell.paragraphs] for cell in table.rows[1].cells[1:]]
    assert [cell[0] for cell in cells] == [words_of(cell)[0] for cell in risks.rows[0].cells]
    assert cells[1][3] == "Two thin piers narrow the channel by less than one part in a hundred."


def test_json_has_typed_cells_and_tells_kinds_of_nothing_apart(client, river):
    values = json.loads(export(client, "json", "?o=keep-the-ferry&o=faster-ferry&o=road-bridge" + OPEN).content)
    assert (values["format"], values["version"], values["illustrative"]) == ("policy-comparison/1", 1, True)
    risks = next(group for group in values["groups"] if group["group"] == "risks")
    flood = next(row for row in risks["rows"] if row["slug"] == "flood-backwater")
    kinds = [(cell["type"], cell.get("kind")) for cell in flood["cells"]]
    assert kinds == [("nothing", "does-not-apply"), ("nothing", "not-assessed"), ("risk", None)]
    assert flood["cells"][2]["severity"] == 4
    assert flood["cells"][2]["basis"]["citations"][0]["locator"] == "Costs, paragraph 2"
    assert values["sources"]["flood-study"]["read"] == "secondary"


def test_json_counts_what_the_page_shows(client, river):
    values = json.loads(export(client, "json").content)
    assert [(g["group"], len(g["rows"])) for g in values["groups"]] == [
        (key, len(group.rows)) for key, group in zip(selection.GROUPS, expected(river).groups, strict=True)
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx"])
def test_what_is_folded_or_hidden_is_in_no_file(client, river, kind):
    response = export(client, kind, OPTIONS + "&g=risks&diff=1")
    text = response.content.decode("utf-8-sig") if kind == "csv" else flat(kind, response)
    assert "Higher water in a flood" in text
    assert "In one sentence" not in text
    assert "Folded, not shown" in text


def flat(kind, response):
    if kind == "xlsx":
        return "\n".join(str(value) for rows in as_sheets(response).values() for row in rows for value in row)
    return "".join(etree.fromstring(part(response, "word/document.xml")).itertext())


def test_a_folded_group_has_no_heading_in_the_word_file(client, river):
    document = as_docx(export(client, "docx", "?o=faster-ferry&o=tunnel&g=risks"))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["Risks", "Sources and notes"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_says_as_of_when_and_that_scores_are_illustrative(client, river, kind):
    response = export(client, kind)
    text = response.content.decode() if kind in ("csv", "json") else flat(kind, response)
    if kind == "json":
        values = json.loads(text)
        assert (values["as_of"], values["illustrative"], values["notes"][0]) == ("2026-03", True, "Made up for tests.")
    else:
        assert "As of March 2026, illustrative scores." in text
        assert "Made up for tests." in text
    assert "http://testserver" + COMPARE in text


def test_long_texts_are_whole(client, river):
    long = "word " * 1_900 + "end"
    option = river.reading().options["tunnel"]
    exposures = tuple(e.model_copy(update={"rationale": long}) for e in option.exposures)
    published(river, "option", "tunnel", exposures=exposures)
    query = "?o=tunnel&o=footbridge&g=risks"
    assert long in export(client, "csv", query).content.decode()
    assert long in flat("xlsx", export(client, "xlsx", query))
    assert long in flat("docx", export(client, "docx", query))
    assert long in export(client, "json", query).content.decode()


# --- endnotes ---


def test_docx_citations_are_word_endnotes(client, river):
    response = export(client, "docx")
    body, notes = (etree.fromstring(part(response, f"word/{name}.xml")) for name in ("document", "endnotes"))
    referred = [int(ref.get(qn("w:id"))) for ref in body.iter(qn("w:endnoteReference"))]
    written = [int(note.get(qn("w:id"))) for note in notes if note.get(qn("w:type")) is None]
    assert referred == written == list(range(1, len(written) + 1))
    assert len(written) == len(expected(river).notes)


def test_docx_endnotes_are_a_part_of_the_package(client, river):
    response = export(client, "docx")
    assert b"/word/endnotes.xml" in part(response, "[Content_Types].xml")
    assert b'Target="endnotes.xml"' in part(response, "word/_rels/document.xml.rels")
    assert b"endnotePr" in part(response, "word/settings.xml")


def test_a_source_cited_again_points_to_its_first_note(client, river):
    body = etree.fromstring(part(export(client, "docx"), "word/document.xml"))
    fields = [
        field.get(qn("w:instr")).split()[1]
        for field in body.iter(qn("w:fldSimple"))
        if "NOTEREF" in field.get(qn("w:instr"))
    ]
    marks = Counter(mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart")))
    assert fields
    assert set(fields) <= set(marks)
    assert set(marks.values()) == {1}


def test_an_endnote_names_source_locator_and_how_far_it_was_read(client, river):
    notes = etree.fromstring(part(export(client, "docx"), "word/endnotes.xml"))
    texts = ["".join(note.itertext()).strip() for note in notes]
    work = "M. Nógrádi. Flood levels and bridge piers in the lower valley. 2023."
    assert f"{work} ch. 2 (record; known from a secondary account)." in texts


def test_docx_names_nobody(client, river):
    core = as_docx(export(client, "docx")).core_properties
    assert (core.author, core.last_modified_by, core.comments) == ("", "", "")
    assert core.title == "Three options side by side"


@pytest.mark.parametrize(
    ("options", "orientation"),
    [
        ("?o=tunnel&o=footbridge", WD_ORIENT.PORTRAIT),
        ("?o=keep-the-ferry&o=faster-ferry&o=tunnel&o=footbridge", WD_ORIENT.LANDSCAPE),
    ],
)
def test_four_options_lie_on_their_side(client, river, options, orientation):
    assert as_docx(export(client, "docx", options)).sections[0].orientation == orientation


# --- safe files ---


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_becomes_a_formula(client, river, text):
    published(river, "option", "tunnel", summary=text.strip() or text, lead_actor=text.strip(), title=text.strip())
    query = "?o=tunnel&o=footbridge"
    for row in as_csv(export(client, "csv", query)):
        assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    book = load_workbook(io.BytesIO(export(client, "xlsx", query).content))
    cells = [cell for sheet in book for row in sheet.rows for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert text.strip() in [cell.value for cell in cells]


def test_markup_in_a_text_stays_text(client, river):
    published(river, "option", "tunnel", summary="<script>alert(1)</script> & ]]> {{ 7 * 7 }}")
    assert "<script>alert(1)</script> & ]]> {{ 7 * 7 }}" in flat(
        "docx", export(client, "docx", "?o=tunnel&o=footbridge")
    )


@pytest.mark.parametrize(
    ("kind", "content_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("json", "application/json"),
    ],
)
def test_a_file_has_its_type_and_a_plain_name_and_is_not_kept(client, river, kind, content_type):
    response = export(client, kind)
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="river-crossing-comparison.{kind}"'
    assert response["Cache-Control"] == "private, no-store"


# --- what is refused ---


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("query", ["", "?o=tunnel", "?o=zeppelin&o=balloon"])
def test_fewer_than_two_options_make_no_file(client, river, kind, query):
    response = export(client, kind, query)
    assert response.status_code == 422
    assert response.content.decode().startswith("Name at least two options of this dossier")
    assert "Content-Disposition" not in response


@pytest.mark.parametrize("kind", KINDS)
def test_files_of_a_dossier_for_members_are_404_for_a_visitor(as_, secret_river, kind):
    assert export(as_("visitor"), kind).status_code == 404
    assert export(as_("member"), kind).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_head_is_answered_and_posting_refused(client, river, kind):
    assert client.head(f"{COMPARE}export.{kind}{OPTIONS}").status_code == 200
    assert client.post(f"{COMPARE}export.{kind}{OPTIONS}").status_code == 405


def test_no_other_format_has_an_address(client, river):
    assert client.get(COMPARE + "export.html" + OPTIONS).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_two_queries_for_a_file(client, river, django_assert_num_queries, kind):
    with django_assert_num_queries(2):
        export(client, kind)


def test_the_page_links_to_files_with_its_own_selection(client, river):
    page = client.get(COMPARE + OPTIONS + "&g=risks&diff=1").content.decode()
    links = re.findall(r'href="([^"]*export\.\w+\?[^"]*)"', page)
    assert [link.replace("&amp;", "&") for link in links] == [
        f"{COMPARE}export.{kind}{OPTIONS}&g=risks&diff=1" for kind in ("csv", "xlsx", "docx", "json")
    ]
