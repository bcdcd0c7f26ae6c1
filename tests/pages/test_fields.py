"""The content of any entry as labelled fields, made from the schema alone."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from options.bundle import schema
from options.bundle.regroup import regroup
from options.pages.fields import Field, Link, Rests, Word, fields, label, shown
from tests.bundle.strategies import documents


def named(content):
    return {field.name: field.value for field in fields(content)}


def test_fields_stand_in_the_order_of_the_format_and_what_is_empty_is_left_out(reading):
    assert [field.name for field in fields(reading.preconditions["crew"])] == [
        "title", "kind", "description", "status", "verify",
    ]  # fmt: skip


def test_values_of_a_list_are_words_and_texts_are_texts(reading):
    found = named(reading.preconditions["harbour-permit"])
    assert (found["status"], found["title"]) == (Word("unknown"), "Permit of the harbour master")


def test_what_names_an_entry_is_a_link(reading):
    assert named(reading.options["tunnel"])["helped_by"] == (Link("precondition", "money"),)
    assert named(reading.claims["art-01"])["source"] == Link("source", "article-river-post")


def test_a_citation_is_one_value(reading):
    (citation,) = named(reading.risks["flood-backwater"])["citations"]
    assert isinstance(citation, Rests)


def test_an_expression_keeps_its_shape(reading):
    depends_on = named(reading.preconditions["harbour-permit"])["depends_on"]
    assert depends_on == (
        Field(
            "all_of",
            (
                Link("precondition", "both-councils-agree"),
                (Field("any_of", (Link("precondition", "flood-model"), Link("option", "footbridge"))),),
            ),
        ),
    )


def test_needing_nothing_is_said(reading):
    assert named(reading.options["keep-the-ferry"])["requires"] == "none"


def test_what_a_cell_is_about_stands_before_what_is_said_of_it(reading):
    (exposure,) = named(reading.options["footbridge"])["exposures"]
    assert exposure[0] == Field("risk", Link("risk", "flood-backwater"))


def test_no_is_a_value_and_not_nothing(reading):
    assert named(reading.options["tunnel"])["baseline"] is False


def test_names_are_said_in_words():
    assert [label(name) for name in ("as_of", "lead_actor", "why_it_matters", "requires")] == [
        "as of", "who acts", "why it matters", "what it needs",
    ]  # fmt: skip


def test_a_plain_value_is_shown_as_the_field_would_show_it(reading):
    risk = reading.options["footbridge"].exposures[0]
    plain = schema.dump_content(risk)
    assert shown("exposures", plain) == named(reading.options["footbridge"])["exposures"][0]
    assert shown("status", "met") == Word("met")
    assert shown("helped_by", ["money"]) == (Link("precondition", "money"),)
    assert shown("requires", {"precondition": "crew"}) == Link("precondition", "crew")


def texts(value):
    """Every plain value in what is shown."""
    if isinstance(value, Field):
        return texts(value.value)
    if isinstance(value, tuple):
        return [each for item in value for each in texts(item)]
    if isinstance(value, Rests):
        return leaves(schema.dump_content(value.citation))
    return [value.value if isinstance(value, Word) else value.slug if isinstance(value, Link) else value]


def leaves(plain):
    if isinstance(plain, dict):
        return [each for item in plain.values() for each in leaves(item)]
    return [each for item in plain for each in leaves(item)] if isinstance(plain, list) else [plain]


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(documents, st.data())
def test_nothing_in_an_entry_is_lost(document, data):
    entry = data.draw(st.sampled_from(list(regroup(document))))
    plain = schema.dump_content(entry.content)
    found = texts(fields(entry.content))
    missing = [value for value in leaves({k: v for k, v in plain.items() if k != "slug"}) if value not in found]
    assert missing == []
