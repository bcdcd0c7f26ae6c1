"""Annotations as files: the W3C's shapes, nothing undefined, and words of people that stay in their place."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from options.analysis.anchoring.selectors import Selector
from options.pages.annotations import files
from options.pages.annotations.files import Exported
from options.pages.annotations.incoming import read

SITE = "https://options.example.org/d/river-crossing/"
AT = datetime(2026, 4, 1, 14, 5, 6, 789, timezone(timedelta(hours=2)))
THREAD = Exported(
    address=SITE + "annotations/00000000-0000-0000-0000-000000000001/", created=AT, modified=None, creator="Ana Ruiz",
    stance="suggests", state="open", visibility="public", body="Say *this*.", replacement="is for all",
    entry=("option", "footbridge"), about=None, field="description", title="A footbridge",
    source=SITE + "options/footbridge/@1/", selector=Selector("carries people", "two piers ", " on foot", 30, 44),
    verdict="edited", reply_to="",
)  # fmt: skip
WHOLE = replace(THREAD, replacement="", selector=None, field="", verdict="")
CELL = replace(WHOLE, address=SITE + "annotations/2/", stance="challenges", about=("criterion", "cost"), modified=AT)
REPLY = replace(WHOLE, address=SITE + "annotations/3/", stance="", reply_to=THREAD.address, body="Why?")
GONE = replace(THREAD, address=SITE + "annotations/4/", stance="asks", state="withdrawn", body="", replacement="")
EVERY = (THREAD, CELL, REPLY, GONE)
PAGE = SITE + "annotations/export.jsonld"


def page(*notes):
    return json.loads(files.jsonld(notes or EVERY, address=PAGE, label="Annotations: a river"))


def items():
    return page()["items"]


# --- Web Annotation Data Model, section by section ---

MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
    "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
# keys of https://www.w3.org/ns/anno.jsonld that are used here
KNOWN = {
    "@context", "id", "type", "label", "startIndex", "items", "created", "modified", "creator", "name", "motivation",
    "body", "target", "value", "format", "purpose", "source", "selector", "exact", "prefix", "suffix", "start", "end",
}  # fmt: skip


def test_3_1_an_annotation_has_one_id_that_is_an_address_and_its_type():
    ids = [item["id"] for item in items()]
    assert all(each.startswith("https://") for each in ids)
    assert len(set(ids)) == len(ids)
    assert {item["type"] for item in items()} == {"Annotation"}


def test_3_1_an_annotation_has_a_target_and_bodies_or_none():
    assert all(isinstance(item["target"], str | dict) for item in items())
    assert ["body" in item for item in items()] == [True, True, True, False]


def test_3_2_4_a_textual_body_has_a_value_and_at_most_one_format():
    for body in (body for item in items() for body in item.get("body", ())):
        assert (body["type"], type(body["value"]), type(body["format"])) == ("TextualBody", str, str)


def test_3_3_2_moments_are_xsd_date_times_in_utc():
    assert [item["created"] for item in items()] == ["2026-04-01T12:05:06Z"] * 4
    assert [item.get("modified") for item in items()] == [None, "2026-04-01T12:05:06Z", None, None]


def test_3_3_5_motivations_and_purposes_are_in_the_list():
    purposes = {body["purpose"] for item in items() for body in item.get("body", ())}
    assert {item["motivation"] for item in items()} | purposes <= MOTIVATIONS


def test_4_a_specific_resource_has_one_source():
    for item in items():
        if isinstance(item["target"], dict):
            assert (item["target"]["type"], type(item["target"]["source"])) == ("SpecificResource", str)


def test_4_2_4_and_4_2_5_quote_and_position():
    quote, place = items()[0]["target"]["selector"]
    assert quote == {
        "type": "TextQuoteSelector", "exact": "carries people", "prefix": "two piers ", "suffix": " on foot",
    }  # fmt: skip
    assert place == {"type": "TextPositionSelector", "start": 30, "end": 44}
    assert "selector" not in items()[1]["target"]


def test_5_2_a_page_has_items_a_start_and_one_context():
    made = page()
    assert (made["type"], made["id"], made["startIndex"], len(made["items"])) == ("AnnotationPage", PAGE, 0, 4)
    assert made["@context"][0] == "http://www.w3.org/ns/anno.jsonld"


def test_no_key_is_undefined():
    own = page()["@context"][1]
    assert own["policy"] == PAGE + "#"

    def keys(value):
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from keys(each)
        yield from value if isinstance(value, dict) else ()

    assert {key for item in items() for key in keys(item) if not key.startswith("policy:")} <= KNOWN
    assert set(own) == {"policy"}


def test_5_2_a_page_must_hold_something_so_nothing_is_an_empty_collection():
    made = json.loads(files.jsonld([], address=PAGE, label="x"))
    assert (made["type"], made["total"], "items" in made) == ("AnnotationCollection", 0, False)


def test_an_answer_names_what_it_answers():
    assert (items()[2]["target"], items()[2]["motivation"]) == (THREAD.address, "replying")


def test_what_was_withdrawn_says_nothing():
    assert "body" not in page(replace(THREAD, state="withdrawn"))["items"][0]


def test_what_is_written_can_be_read():
    found = read(files.jsonld(EVERY, address=PAGE, label="x"))
    first, cell, reply, gone = found
    assert (first.id, first.created, first.creator, first.stance, first.body, first.replacement) == (
        THREAD.address, AT.replace(microsecond=0), "Ana Ruiz", "suggests", "Say *this*.", "is for all",
    )  # fmt: skip
    assert (first.entry, first.field, first.exact, first.prefix, first.suffix, first.start, first.faults) == (
        "option:footbridge", "description", "carries people", "two piers ", " on foot", 30, (),
    )  # fmt: skip
    assert (cell.stance, cell.entry, cell.about, cell.field, cell.exact) == (
        "challenges", "option:footbridge", "criterion:cost", "", "",
    )  # fmt: skip
    assert (reply.reply_to, reply.stance, reply.body) == (THREAD.address, "", "Why?")
    assert gone.faults == ("It says nothing.",)


# --- CSV and Markdown ---


def test_the_table_has_a_row_each():
    text = files.csv(EVERY, say=str).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["answers"] for row in rows] == ["", "", THREAD.address, ""]
    assert (rows[0]["passage"], rows[0]["words to put in its place"], rows[0]["what became of it"]) == (
        "carries people", "is for all", "edited",
    )  # fmt: skip


def test_no_cell_becomes_a_formula():
    text = files.csv([replace(THREAD, body="=HYPERLINK(1)", creator="@x")], say=str).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["text"], row["author"]) == ("'=HYPERLINK(1)", "'@x")


def markdown(*notes):
    return files.markdown(notes, address=PAGE, label="Annotations: a *river*", say=str).decode()


def test_threads_stand_under_what_they_are_about():
    assert markdown(*EVERY).splitlines()[:20] == [
        "# Annotations: a \\*river\\*", "", f"<{PAGE}>", "", "## A footbridge", "",
        "### suggests: Ana Ruiz, 2026-04-01, open, public", "", "> > carries people", "", "> Say *this*.", "",
        "Words to put in its place:", "", "> is for all", "", "- **Ana Ruiz**, 2026-04-01:", "", "  > Why?", "",
    ]  # fmt: skip


def rendered(text):
    return str(MarkdownIt("commonmark").render(text))


@pytest.mark.parametrize("hostile", ["# A heading", "```\nfence", "- item\n\n# out", "> quote\nend"])
def test_what_people_wrote_does_not_reach_out_of_its_quote(hostile):
    lines = markdown(replace(THREAD, body=hostile, creator="*x*\n# y")).splitlines()
    at = lines.index("> > carries people")
    body = lines[at + 2 : lines.index("Words to put in its place:") - 1]
    assert [line.replace("\\", "") for line in body] == [f"> {line}".rstrip() for line in hostile.split("\n")]
    assert rendered("\n".join(lines)).count("<h1>") == 1
    assert "### suggests: \\*x\\* \\# y, 2026-04-01, open, public" in lines


@pytest.mark.parametrize(
    ("hostile", "alive"),
    [
        ("</blockquote><h1>out</h1>", "<h1>out"), ("<img src=//evil>", "<img"), ("![x](//evil)", "<img"),
        ("a\r\r# out", "<h1>out"), ("a\u2028# out", "<h1>out"), ("&lt;b&gt;", "&lt;b&gt;</p>"),
    ],
)  # fmt: skip
def test_what_people_wrote_is_no_html(hostile, alive):
    assert alive not in rendered(markdown(replace(THREAD, body=hostile)))


def test_nobody_gives_a_name_in_another_text_a_meaning():
    made = rendered(
        markdown(replace(THREAD, body="[see]: https://evil.example"), replace(REPLY, body="As [see] says."))
    )
    assert 'href="https://evil.example"' not in made


def test_an_answer_without_its_thread_stands_by_itself():
    assert "Why?" in markdown(REPLY)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_make_a_file_that_says_the_same(body, creator):
    note = replace(THREAD, body=body, creator=creator, created=datetime(2026, 1, 1, tzinfo=UTC))
    assert page(note)["items"][0].get("body", [{"value": ""}])[0]["value"] in (body, "is for all")
    files.csv([note], say=str)
    markdown(note)
