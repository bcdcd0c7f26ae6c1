"""What is written reads well and hides nothing."""

import hashlib
import json

import pytest

from options.bundle.dump import canonical_json, content_hash, to_json, to_yaml
from options.bundle.json_schema import json_schema
from options.bundle.load import load
from options.bundle.schema import Source


def test_yaml_keeps_keys_in_the_order_of_the_format(river):
    text = to_yaml(river)
    tops = [line[:-1] for line in text.splitlines() if line.endswith(":") and line[0].isalpha()]
    assert tops == [
        "dossier",
        "sources",
        "claims",
        "options",
        "risks",
        "preconditions",
        "requirements",
        "legal_questions",
        "screening_tests",
        "criteria",
        "relations",
        "assessments",
        "exercises",
    ]
    assert "- option: footbridge\n    effect: limits\n" in text
    assert text.index("  bearings:") < text.index("  arguments:")


def test_paragraphs_pairs_and_signs_stay_readable(river):
    text = to_yaml(river)
    assert "  - |-\n    This note has two paragraphs, to see that line breaks are kept.\n\n    This is" in text
    assert "(café), a word in Greek (γέφυρα) and a sign for a ferry: ⛴." in text
    assert "    - [20, 0.5]\n" in text
    assert max(map(len, text.splitlines())) <= 130


def test_nothing_is_written_by_reference(river):
    citation = river.options[0].citations[0]
    option = river.options[0].model_copy(update={"citations": (citation, citation)})
    text = to_yaml(river.model_copy(update={"options": (option, *river.options[1:])}))
    assert "&id" not in text
    assert load(text.encode()).options[0].citations == (citation, citation)


@pytest.mark.parametrize("word", ["no", "2025", "2025-01-31", "1e5", "1_000", "~", "null", "0x1f", "12:30", "=", ".5"])
def test_words_that_some_reader_takes_for_another_type_are_quoted(river, word):
    source = river.sources[0].model_copy(update={"author": word})
    assert f"author: '{word}'\n" in to_yaml(river.model_copy(update={"sources": (source, *river.sources[1:])}))


def test_json_is_plain_and_keeps_its_characters(river):
    text = to_json(river)
    assert json.loads(text)["dossier"]["slug"] == "river-crossing"
    assert "γέφυρα" in text


def test_one_meaning_has_one_hash():
    first = Source(slug="a", title="Café", kind="press", read="full")
    second = Source(read="full", kind="press", title="Cafe\u0301 ", slug="a", author=None)
    assert canonical_json(first) == '{"kind":"press","read":"full","slug":"a","title":"Café"}'
    assert content_hash(first) == content_hash(second)
    assert content_hash(first) == hashlib.sha256(canonical_json(first).encode()).hexdigest()


def test_the_schema_names_itself_and_the_lists_of_the_format():
    schema = json_schema("https://example.org/dossier.schema.json")
    assert schema["$id"] == "https://example.org/dossier.schema.json"
    assert schema["title"] == "Dossier file, policy-dossier/1"
    assert schema["required"] == ["format", "dossier"]
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["Source"]["properties"]["read"]["enum"] == [
        "full",
        "part",
        "as-quoted",
        "secondary",
        "not-read",
    ]
    assert schema["$defs"]["Phase"]["properties"]["as"]
