"""A revision as it was and what differs from another, without a database."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from options.bundle.reading import Reading
from options.bundle.regroup import regroup
from options.pages.fields import Link, Word
from options.pages.history import revision_page
from tests.bundle.strategies import documents


def changes(reading, kind, slug, **new):
    old = reading.entry(kind, slug).content
    return revision_page(reading, kind, old.model_copy(update=new), old).changes


def test_the_first_revision_has_nothing_to_be_compared_with(reading):
    assert revision_page(reading, "risk", reading.risks["lost-trade"], None).changes is None


def test_equal_revisions_have_no_changes(reading):
    assert changes(reading, "risk", "lost-trade") == ()


def test_a_text_has_its_words_marked(reading):
    (change,) = changes(reading, "option", "tunnel", title="A deep tunnel")
    assert (change.where, [(part.kind, part.text) for part in change.segments if part.kind != "same"]) == (
        "title",
        [("added", "deep ")],
    )


def test_a_state_is_two_words_and_not_letters_put_in_and_taken_out(reading):
    (change,) = changes(reading, "precondition", "money", status="not-applicable")
    assert (change.old, change.new, change.segments) == (Word("partly"), Word("not-applicable"), ())


def test_a_reference_is_two_titles_and_not_letters(reading):
    (change,) = changes(reading, "claim", "art-01", source="flood-study")
    assert (change.old, change.new, change.segments) == (
        Link("source", "article-river-post"), Link("source", "flood-study"), (),
    )  # fmt: skip


def test_a_cell_is_named_by_the_title_of_what_it_is_about(reading):
    (cell,) = reading.options["footbridge"].exposures
    (change,) = changes(reading, "option", "footbridge", exposures=(cell.model_copy(update={"severity": 4}),))
    assert (change.where, change.about, change.about_title) == (
        "risks, severity", ("risk", "flood-backwater"), "Higher water in a flood",
    )  # fmt: skip
    assert (change.old, change.new) == (2, 4)


def test_a_cell_put_in_has_nothing_before_it(reading):
    (change,) = changes(reading, "option", "footbridge", exposures=())
    assert change.new is None
    assert change.old[0].value == Link("risk", "flood-backwater")


def test_items_are_counted_from_one(reading):
    mitigations = reading.risks["flood-backwater"].mitigations
    (change,) = changes(reading, "risk", "flood-backwater", mitigations=(mitigations[0], "Another meadow."))
    assert change.where == "mitigations 2"


def test_a_mapping_names_its_key_whole(reading):
    roles = reading.exercises["town-meeting"].roles
    weights = dict(roles[0].weights) | {"flood-safety": 30}
    changed = changes(
        reading, "exercise", "town-meeting", roles=(roles[0].model_copy(update={"weights": weights}), roles[1])
    )
    assert [change.where for change in changed] == ["roles mayor-of-harrow, weights, flood-safety"]


def test_an_entry_that_this_version_lacks_is_called_by_its_slug(reading):
    old = reading.options["footbridge"]
    (change,) = revision_page(
        Reading("river-crossing", 1, ()), "option", old.model_copy(update={"exposures": ()}), old
    ).changes
    assert change.about_title == "flood-backwater"


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(documents, documents, st.data())
def test_any_two_contents_of_a_kind_can_be_compared(one, other, data):
    before, after = ({(e.kind, e.slug): e.content for e in regroup(document)} for document in (one, other))
    name = data.draw(st.sampled_from([name for name in before if name in after]))
    page = revision_page(Reading("river", 1, tuple(regroup(one))), name[0], after[name], before[name])
    assert bool(page.changes) == (before[name] != after[name])
    for change in page.changes:
        assert change.where
        assert (change.old, change.new) != (None, None)
        if change.segments:
            assert "".join(part.text for part in change.segments if part.kind != "added") == change.old
            assert "".join(part.text for part in change.segments if part.kind != "removed") == change.new
