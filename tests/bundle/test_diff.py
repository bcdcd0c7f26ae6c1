"""Differences in words, and three-way merges."""

import copy
import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from options.bundle.diff import diff, merge_fields
from options.bundle.regroup import regroup
from options.bundle.schema import CONTENT, dump_content
from options.bundle.segments import Segment, segments
from tests.bundle.strategies import documents

# A document is large: making a failing one smaller would take minutes.
few = settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture
def edited(entries):
    """Two contents of an option: as it stands, and after `change` had its plain values."""

    def make(change, kind="option", slug="road-bridge"):
        old = entries[kind, slug].content
        plain = copy.deepcopy(dump_content(old))
        change(plain)
        return old, CONTENT[kind].model_validate(plain)

    return make


def told(kind, contents):
    return [(each.path, each.label, each.old, each.new) for each in diff(kind, *contents)]


def test_equal_contents_do_not_differ(entries):
    for (kind, _), entry in entries.items():
        assert diff(kind, entry.content, entry.content) == ()


def test_a_text_is_compared_word_by_word(edited):
    (change,) = diff("option", *edited(lambda plain: plain.update(title="A wide road bridge")))
    assert (change.path, change.label, change.about) == ("title", "title", None)
    assert change.segments == (Segment("same", "A "), Segment("added", "wide "), Segment("same", "road bridge"))


def test_a_cell_is_named_by_what_it_is_about(edited):
    def change(plain):
        plain["exposures"][0]["severity"] = 5

    (found,) = diff("option", *edited(change))
    assert (found.path, found.label) == ("exposures[flood-backwater].severity", "risk flood-backwater, severity")
    assert (found.about, found.old, found.new) == (("risk", "flood-backwater"), 4, 5)


def test_a_cell_that_came_or_went_is_one_change(edited):
    def change(plain):
        plain["bearings"][1]["question"] = "tolls"

    found = told("option", edited(change))
    bearing = {"question": "tolls", "effect": "limits", "note": "Four piers need a hearing."}
    assert found == [
        (
            "bearings[piers-in-the-channel]",
            "legal question piers-in-the-channel",
            bearing | {"question": "piers-in-the-channel"},
            None,
        ),
        ("bearings[tolls]", "legal question tolls", None, bearing),
    ]


def test_an_item_put_in_between_does_not_change_those_after_it(edited):
    def change(plain):
        plain["arguments"].insert(1, {"side": "for", "text": "New."})

    found = told("legal-question", edited(change, "legal-question", "fixed-crossing"))
    assert found == [("arguments[1]", "argument 2", None, {"side": "for", "text": "New."})]


def test_an_item_taken_out_is_counted_where_it_was(edited):
    found = diff("legal-question", *edited(lambda p: p["arguments"].pop(2), "legal-question", "fixed-crossing"))
    assert [(each.path, each.new) for each in found] == [("arguments[2]", None)]


def test_a_changed_item_is_compared_inside(edited):
    def change(plain):
        plain["proposed_by"][0]["when"] = "2023"
        plain["citations"][0]["locator"] = "p. 3"

    found = told("option", edited(change, "option", "keep-the-ferry"))
    assert found == [
        ("proposed_by[0].when", "proposal 1, when", "2024", "2023"),
        ("citations[0].locator", "citation 1, locator", "Title, paragraph 1", "p. 3"),
    ]


def test_an_expression_is_one_thing(edited):
    found = told("option", edited(lambda plain: plain.update(requires="none")))
    assert [(each[0], each[1], each[3]) for each in found] == [("requires", "what it needs", "none")]


def test_nested_keys_have_a_path_of_their_own(edited):
    def change(plain):
        plain["scale"]["max"] = 90
        plain["scale"]["anchors"][1]["at"] = 90

    found = told("criterion", edited(change, "criterion", "flood-safety"))
    assert [each[0] for each in found] == ["scale.max", "scale.anchors[1].at"]


def test_a_new_entry_is_all_addition(entries):
    content = entries["risk", "nobody-said"].content
    assert [(each.path, each.old) for each in diff("risk", None, content)] == [
        ("slug", None),
        ("title", None),
        ("description", None),
    ]
    assert {each.new for each in diff("risk", content, None)} == {None}


@few
@given(documents, documents)
def test_diff_tells_every_difference_and_no_other(first, second):
    for old, new in zip(regroup(first), regroup(second), strict=True):
        changes = diff(old.kind, old.content, new.content)
        assert bool(changes) == (dump_content(old.content) != dump_content(new.content))
        assert all(each.old != each.new for each in changes)


words = st.text("ab .\n", max_size=80)


@given(words, words)
def test_segments_hold_both_texts(old, new):
    found = segments(old, new)
    assert "".join(each.text for each in found if each.kind != "added") == old
    assert "".join(each.text for each in found if each.kind != "removed") == new
    assert all(each.text for each in found)
    assert all(a.kind != b.kind for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 5_000, "b a " * 2_500),
        ("a. " * 3_300, "b. a. " * 1_650),
        ("x" * 10_000, "y" * 10_000),
        (" ".join(map(str, range(1_900))), " ".join(map(str, reversed(range(1_900))))),
        ("\n" * 10_000, ". " * 5_000),
    ],
)
def test_the_longest_texts_are_compared_quickly(old, new):
    start = time.process_time()
    segments(old, new)
    assert time.process_time() - start < 0.5


# --- merging ---


def test_changes_of_different_fields_are_merged(edited):
    base, mine = edited(lambda plain: plain.update(title="Mine"))
    _, theirs = edited(lambda plain: plain.update(summary="Theirs."))
    content, conflicts = merge_fields("option", base, mine, theirs)
    assert (content.title, content.summary, conflicts) == ("Mine", "Theirs.", ())


def test_the_same_field_changed_twice_is_a_conflict_and_mine_is_kept(edited):
    base, mine = edited(lambda plain: plain.update(title="Mine"))
    _, theirs = edited(lambda plain: plain.update(title="Theirs", summary="Theirs."))
    content, conflicts = merge_fields("option", base, mine, theirs)
    assert (content.title, content.summary, conflicts) == ("Mine", "Theirs.", ("title",))


def test_the_same_change_on_both_sides_is_no_conflict(edited):
    base, both = edited(lambda plain: plain.update(title="Both"))
    assert merge_fields("option", base, both, both) == (both, ())


def test_cells_are_merged_one_by_one(edited):
    base, mine = edited(lambda plain: plain["exposures"][0].update(severity=5))
    _, theirs = edited(lambda plain: plain["exposures"].pop(1))
    content, conflicts = merge_fields("option", base, mine, theirs)
    assert [(cell.risk, cell.severity) for cell in content.exposures] == [("flood-backwater", 5)]
    assert conflicts == ()


def test_one_cell_changed_on_both_sides_is_a_conflict(edited):
    base, mine = edited(lambda plain: plain["assessments"][0].update(best=150))
    _, theirs = edited(lambda plain: plain["assessments"].pop(0))
    content, conflicts = merge_fields("option", base, mine, theirs)
    assert conflicts == ("assessments[cost]",)
    assert content.assessments[0].best == 150


def test_sets_are_merged_by_member(edited):
    base, mine = edited(lambda plain: plain.update(instruments_secondary=["energy", "law"]), slug="faster-ferry")
    _, theirs = edited(
        lambda plain: plain.update(instruments_secondary=["energy", "finance", "art"]), slug="faster-ferry"
    )
    content, conflicts = merge_fields("option", base, mine, theirs)
    assert (content.instruments_secondary, conflicts) == (("art", "energy", "law"), ())


def test_a_note_whose_requirement_went_is_a_conflict(edited):
    base, mine = edited(lambda plain: plain.update(requires_note="Mine."), slug="footbridge")
    _, theirs = edited(lambda plain: plain.pop("requires"), slug="footbridge")
    assert merge_fields("option", base, mine, theirs).conflicts == ("requires",)


@few
@given(documents, documents)
def test_what_only_one_side_changed_is_taken_whole(first, second):
    for old, new in zip(regroup(first), regroup(second), strict=True):
        base, changed = (CONTENT[old.kind].model_validate(dump_content(each.content)) for each in (old, new))
        assert merge_fields(old.kind, base, changed, base) == (changed, ())
        assert merge_fields(old.kind, base, base, changed) == (changed, ())
