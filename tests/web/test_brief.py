"""The brief in every form: the same numbers and sentences as the weigh page, read again from each file."""

import io
import re
import sys
import zipfile
import zlib
from contextlib import suppress

import pytest
from docx import Document
from openpyxl import load_workbook

from options import pdf
from options.briefs import TYPES
from options.pages.brief.markdown import inert
from tests.web.helpers import more_entries, published
from tests.web.kept import kept
from tests.web.seen import main, rows

BRIEF = "/d/river-crossing/brief/"
WEIGH = "/d/river-crossing/weigh/"
OPENED = "?w.cost=40&w.flood-safety=60&p.both-councils-agree=met&p.harbour-permit=met&s.tunnel=pf---"
FILES = ("pdf", "docx", "md", "xlsx")
HOSTILE = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://x")'


def file(client, kind, query=OPENED):
    return client.get(f"{BRIEF}brief.{kind}{query}")


def as_text(response):
    return response.content.decode()


def as_docx(response):
    return Document(io.BytesIO(response.content))


def words_of_docx(response):
    book = zipfile.ZipFile(io.BytesIO(response.content))
    names = ("word/document.xml", "word/endnotes.xml")
    xml = "".join(book.read(name).decode() for name in names if name in book.namelist())
    return re.sub(r"<[^>]+>", " ", xml.replace("</w:t>", ""))


def as_sheets(response):
    book = load_workbook(io.BytesIO(response.content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.rows] for sheet in book}


def unpacked(body):
    """A PDF with its compressed parts as they were."""
    found = [body]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL):
        with suppress(zlib.error):
            found.append(zlib.decompress(packed))
    return b"".join(found)


def result(client, query=OPENED):
    return client.get(f"{WEIGH}result.json{query}").json()


# --- the same as the page ---


def test_the_page_gives_the_verdict_and_the_values_of_the_weighing(river, client):
    said, found = main(client.get(BRIEF + OPENED)), result(client)
    assert found["verdict"]["sentence"] in said
    for option in found["options"]:
        if option["value"] is not None:
            assert f" {option['value']:.1f} " in said


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_a_file_says_the_verdict_of_the_weighing(river, client, kind):
    sentence = result(client)["verdict"]["sentence"].split(". ", 1)[1]
    said = words_of_docx(file(client, kind)) if kind == "docx" else as_text(file(client, kind))
    assert (sentence if kind == "docx" else inert(sentence)) in said


def test_a_spreadsheet_holds_numbers_as_numbers(river, client):
    sheet = as_sheets(file(client, "xlsx"))["Points of overall value"]
    at = sheet[0].index("value")
    told = {line[0]: line[at] for line in sheet[1:6]}
    found = {o["option"]: o["value"] for o in result(client)["options"]}
    assert told["A footbridge"] == pytest.approx(found["footbridge"])
    assert told["A tunnel"] == "–"


@pytest.mark.parametrize("address", [BRIEF, f"{BRIEF}brief.md"])
def test_every_form_says_of_when_it_is_and_that_scores_are_illustrative(river, client, address):
    assert "As of March 2026, illustrative scores." in as_text(client.get(address + OPENED)).replace("\\", "")


def test_office_files_say_so_too(river, client):
    assert "As of March 2026, illustrative scores." in words_of_docx(file(client, "docx"))
    assert ["Standing", "As of March 2026, illustrative scores."] in as_sheets(file(client, "xlsx"))["Brief"]


def test_every_part_of_a_brief_is_there(river, client):
    reply = client.get(BRIEF + OPENED)
    heads = re.findall(r"<h2>([^<]*)</h2>", as_text(reply))
    assert heads == [
        "The options", "What matters", "Screening", "Result", "Values and ranks", "What would turn it, and for whom",
        "Criterion by criterion", "The gravest risks", "What would have to be true", "Legal questions",
        "Which revisions this was made from", "Sources and notes",
    ]  # fmt: skip


def test_notes_are_numbered_and_every_mark_has_its_note(river, client):
    said = as_text(client.get(BRIEF + OPENED))
    marks, notes = set(re.findall(r'href="#note-(\d+)"', said)), set(re.findall(r'id="note-(\d+)"', said))
    assert marks
    assert marks == notes == {str(n) for n in range(1, len(notes) + 1)}


def test_word_has_real_tables_and_endnotes(river, client):
    reply = file(client, "docx")
    assert len(as_docx(reply).tables) >= 8
    assert "word/endnotes.xml" in zipfile.ZipFile(io.BytesIO(reply.content)).namelist()


def test_the_revision_of_every_option_is_told(river, client):
    published(river, "option", "footbridge", title="A slender footbridge")
    assert "A slender footbridge (2)" in main(client.get(BRIEF + OPENED))


def test_what_is_supposed_is_told(river, client):
    assert "Both town councils agree: met (curated: unmet)" in main(client.get(BRIEF + OPENED))


def test_before_points_are_given_nothing_is_ranked(river, client):
    said = main(client.get(BRIEF))
    assert "Nothing is ranked: nobody has said yet what matters." in said
    assert "How often each option takes each rank" not in said
    for kind in FILES:
        assert file(client, kind, "").status_code == 200


def test_severity_and_likelihood_stand_apart(river, client):
    (head,) = [cells for cells in rows(client.get(BRIEF + OPENED)) if "Severity, 1 to 5" in cells]
    assert head == ["Option", "Risk", "Severity, 1 to 5", "Likelihood", "Confidence"]


# --- files ---


@pytest.mark.parametrize("kind", FILES)
def test_a_file_has_a_name_and_is_never_stored(river, client, kind):
    reply = file(client, kind)
    assert reply["Content-Disposition"] == f'attachment; filename="river-crossing-brief.{kind}"'
    assert reply["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_pdf_comes_on_a4_and_on_letter(river, client, paper, size):
    body = file(client, "pdf", f"{OPENED}&paper={paper}").content
    assert body.startswith(b"%PDF-")
    found = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", unpacked(body))
    assert tuple(round(float(side)) for side in found.groups()) == size


def test_the_page_offers_pdf_only_where_it_can_be_made(river, client, monkeypatch):
    assert "brief.pdf" in as_text(client.get(BRIEF + OPENED))
    monkeypatch.setattr(pdf, "weasyprint", lambda: None)
    assert "brief.pdf" not in as_text(client.get(BRIEF + OPENED))
    reply = file(client, "pdf")
    assert (reply.status_code, "Pango is not installed" in as_text(reply)) == (404, True)


def test_a_library_that_is_missing_is_no_fault_of_the_start(monkeypatch):
    pdf.weasyprint.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert not pdf.is_there()
    pdf.weasyprint.cache_clear()


def test_one_pdf_is_made_at_a_time_and_pages_go_on(river, client):
    with pdf.turn() as free:
        assert free
        reply = file(client, "pdf")
        assert client.get(BRIEF + OPENED).status_code == 200
        assert file(client, "docx").status_code == 200
    assert (reply.status_code, reply.headers["Retry-After"]) == (503, "5")
    assert as_text(reply) == "Another PDF is just being made. Try again in a few seconds."
    assert file(client, "pdf").status_code == 200


def test_a_pdf_that_fails_hinders_no_other(river, client, monkeypatch):
    def broken(*parts):
        raise ValueError

    with monkeypatch.context() as patched:
        patched.setattr("options.pdf.write", broken)
        with pytest.raises(ValueError):
            file(client, "pdf")
    assert file(client, "pdf").status_code == 200


@pytest.mark.parametrize("kind", FILES)
def test_the_head_of_a_file_is_not_worth_making_it(river, client, monkeypatch, kind):
    monkeypatch.setattr("options.views.files.written", None)
    monkeypatch.setattr("options.pdf.write", None)
    reply = client.head(f"{BRIEF}brief.{kind}{OPENED}")
    assert (reply.status_code, reply.headers["Content-Type"]) == (200, TYPES[kind])
    assert "Content-Length" not in reply.headers
    assert reply.headers["Content-Disposition"] == f'attachment; filename="river-crossing-brief.{kind}"'


def test_nothing_is_fetched_for_a_pdf(river, client, monkeypatch):
    asked = []
    monkeypatch.setattr(pdf, "refuse", lambda address, *more, **options: asked.append(address) or pdf.refuse(address))
    file(client, "pdf")
    assert asked == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/x", "file:///etc/passwd", "ftp://x/y"])
def test_whatever_a_brief_names_is_not_opened(address):
    with pytest.raises(ValueError, match="not fetched"):
        pdf.refuse(address)


def test_more_options_than_a_pdf_holds_are_refused_with_the_limit(river, client):
    more_entries(river, 40)
    reply = file(client, "pdf")
    assert (reply.status_code, as_text(reply)) == (
        422, "A PDF holds at most 40 options; this brief has 45. Choose fewer, or take another form.",
    )  # fmt: skip
    assert file(client, "md").status_code == 200


def test_hostile_texts_are_texts_in_every_form(river, client):
    published(river, "option", "footbridge", title=HOSTILE, summary="| a | `b` [c](javascript:d) <img src=x>")
    page = as_text(client.get(BRIEF + OPENED))
    assert "<script>alert" not in page
    markdown = as_text(file(client, "md"))
    assert "<script>" not in markdown
    assert "\\<script\\>" in markdown
    assert "](javascript" not in markdown
    assert HOSTILE in [cell for line in as_sheets(file(client, "xlsx"))["The options"] for cell in line]
    assert file(client, "pdf").status_code == 200
    assert file(client, "docx").status_code == 200


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1. First", "1\\. First"),
        ("12.5 of 3. rows", "12.5 of 3. rows"),
        ("7.", "7\\."),
        ("www.example.org", "www\\.example.org"),
        ("see WWW.example.org", "see WWW\\.example.org"),
        ("_www.example.org", "\\_www\\.example.org"),
        ("https://example.org", "https\\://example.org"),
        ("a@example.org", "a\\@example.org"),
        ("    indented", "indented"),
        ("Two\nlines", "Two lines"),
        ("U.S. law", "U.S. law"),
    ],
)
def test_nothing_in_a_text_becomes_markdown(text, written):
    assert inert(text) == written


def test_a_cell_never_becomes_a_formula(river, client):
    published(river, "option", "footbridge", title=FORMULA)
    book = load_workbook(io.BytesIO(file(client, "xlsx").content))
    assert {cell.data_type for sheet in book for line in sheet.rows for cell in line} <= {"s", "n", "inlineStr"}


def test_a_parameter_that_means_nothing_is_named_on_the_page(river, client):
    assert "zeppelin=1" in main(client.get(BRIEF + OPENED + "&zeppelin=1"))
    assert file(client, "md", OPENED + "&zeppelin=1").status_code == 200


@pytest.mark.parametrize("kind", ["", *(f"brief.{kind}" for kind in FILES)])
def test_a_brief_costs_two_queries(river, client, django_assert_num_queries, kind):
    with django_assert_num_queries(2):  # the dossier and its reading
        client.get(f"{BRIEF}{kind}{OPENED}")


# --- of a saved comparison ---


def test_the_brief_of_a_comparison_has_its_name_note_reasons_and_own_scores(river, as_, cast):
    comparison = kept(river, cast["analyst"])
    said = main(as_("analyst").get(f"/comparisons/{comparison.link}/brief/"))
    save = comparison.current
    assert save.title in said
    assert not save.note or save.note in said
    for score in save.scores:
        assert score["reason"] in said


FURTHER = "?s.tunnel=pff--&w.cost=100"  # beside pfu--: of three answers the last is another


def test_what_was_weighed_further_is_not_said_to_be_what_was_saved(river, as_, cast):
    reasons = {"tunnel": {"adequate": "It would serve", "feasible": "Nobody would pay", "acceptable": "Unsure then"}}
    comparison = kept(river, cast["analyst"], reasons=reasons)
    said = main(as_("analyst").get(f"/comparisons/{comparison.link}/brief/{FURTHER}"))
    assert "Weighed further on" in said
    assert "What came of that is not saved." in said
    assert "For the council." not in said
    assert f"/comparisons/{comparison.link}/weigh/{FURTHER}" in said
    assert "Our own estimate" in said
    assert [why for why in reasons["tunnel"].values() if why in said] == ["It would serve", "Nobody would pay"]


@pytest.mark.parametrize("rest", ["", "?s.tunnel=pfu--&w.flood-safety=40&w.cost=60", "?paper=letter"])
def test_what_was_not_changed_is_what_was_saved(river, as_, cast, rest):
    comparison = kept(river, cast["analyst"])
    said = main(as_("analyst").get(f"/comparisons/{comparison.link}/brief/{rest}"))
    assert "Weighed further on" not in said
    assert "For the council." in said
    assert "Nobody would pay" in said


def test_everything_unsaid_is_weighed_further_too(river, as_, cast):
    comparison = kept(river, cast["analyst"])
    client = as_("analyst")
    said = main(client.get(f"/comparisons/{comparison.link}/brief/?o="))
    assert f"/comparisons/{comparison.link}/weigh/?o=" in said
    assert "Nobody would pay" not in said
    assert client.get(f"/comparisons/{comparison.link}/weigh/?o=").status_code == 200


def test_its_numbers_are_those_of_the_comparison(river, as_, cast):
    comparison = kept(river, cast["analyst"])
    client = as_("analyst")
    found = client.get(f"/comparisons/{comparison.link}/result.json").json()
    said = main(client.get(f"/comparisons/{comparison.link}/brief/"))
    for option in found["options"]:
        if option["value"] is not None:
            assert f" {option['value']:.1f} " in said


def test_it_stands_on_the_version_that_was_saved(river, as_, cast):
    comparison = kept(river, cast["analyst"])
    published(river, "option", "footbridge", title="A slender footbridge")
    said = main(as_("analyst").get(f"/comparisons/{comparison.link}/brief/"))
    assert "A slender footbridge" not in said
