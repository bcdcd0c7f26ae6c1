"""Citations that can be looked up, and the text of a field."""

import pytest

from options.bundle import schema
from options.bundle.citations import checkable
from options.bundle.reading import EntryValue
from options.bundle.text_fields import CELL_TEXT_FIELDS, TEXT_FIELDS, field_text


def risk(**changes):
    law = schema.Citation(basis="law", source="act", locator="s. 1")
    content = schema.Risk(slug="r", title="R", description="One.", mitigations=("Two.", "Three."), citations=(law,))
    return EntryValue("risk", "r", content.model_copy(update=changes))


@pytest.mark.parametrize("kind", schema.CONTENT)
def test_every_text_field_is_a_field_of_its_kind(kind):
    assert set(TEXT_FIELDS[kind]) <= set(schema.CONTENT[kind].model_fields)


def test_every_text_field_of_a_cell_is_one():
    cells = {"risk": schema.Exposure, "legal-question": schema.Bearing, "criterion": schema.Assessment}
    assert all(set(names) <= set(cells[kind].model_fields) for kind, names in CELL_TEXT_FIELDS.items())


def test_a_list_is_its_items_in_order_joined_by_a_line_feed():
    assert field_text(risk().content, "mitigations") == "Two.\nThree."


def test_items_with_several_texts_give_them_in_order():
    doubt = schema.Doubt(issue="No study.", question="By how much?", severity="low")
    claim = schema.Claim(slug="c", source="s", section="1", paragraph=1, type="risk", text="T.", doubt=doubt)
    assert field_text(claim, "doubt") == "No study.\nBy how much?"


@pytest.mark.parametrize("field", ["rationale", "citations", "nonsense"])
def test_what_is_empty_or_no_text_is_none(field):
    assert field_text(risk().content, field) is None


def test_a_citation_stands_once_with_everything_it_supports():
    act = schema.Citation(basis="law", source="act")
    cells = tuple(
        schema.Exposure(risk=name, likelihood="likely", severity=1, confidence="low", rationale=name, citations=(act,))
        for name in ("a", "b")
    )
    option = schema.Option.model_construct(summary="S.", citations=(), proposed_by=(), exposures=cells)
    (found,) = checkable(EntryValue("option", "o", option))
    assert [each.text for each in found.supports] == ["a", "b"]


def test_judgements_cannot_be_looked_up():
    assert checkable(risk(citations=(schema.Citation(basis="judgement"),))) == ()


def test_the_hash_follows_the_text_and_nothing_else():
    (before,) = checkable(risk())
    (renamed,) = checkable(risk(title="Another"))
    (rewritten,) = checkable(risk(description="Other."))
    assert before.text_hash == renamed.text_hash != rewritten.text_hash
    assert before.hash == rewritten.hash


def test_a_named_field_is_what_the_citation_supports():
    cited = schema.Citation(basis="law", source="act", field="mitigations")
    (found,) = checkable(risk(citations=(cited,)))
    assert found.supports[0].text == "Two.\nThree."
