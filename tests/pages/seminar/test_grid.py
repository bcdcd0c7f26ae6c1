"""The grid of a council: its cells, what somebody typed over them, and gates under the news of the exercise."""

import pytest

from options.pages.seminar.grid import grid, places
from options.pages.seminar.written import NOTHING, Field, Typed, Written, mark

OPTIONS = ("footbridge", "road-bridge")


def test_every_option_has_a_cell_for_every_test(reading):
    found = grid(reading, OPTIONS, {}, {})
    assert [row.option.slug for row in found.rows] == ["footbridge", "road-bridge"]
    assert [f.item for f in found.rows[0].cells] == [
        "footbridge.adequate", "footbridge.feasible", "footbridge.acceptable", "footbridge.distinguishable",
        "footbridge.complete",
    ]  # fmt: skip
    assert (found.cells, found.answered) == (10, 0)


def test_an_option_that_the_dossier_does_not_have_is_left_out(reading):
    assert [row.option.slug for row in grid(reading, ["gone", "tunnel"], {}, {}).rows] == ["tunnel"]


def test_what_stands_is_counted_and_a_reason_alone_is_not(reading):
    items = {"footbridge.adequate": Written("p"), "footbridge.feasible": Written("", "Only a reason.")}
    found = grid(reading, OPTIONS, items, {})
    assert (found.answered, found.rows[0].answered, found.rows[1].answered) == (1, 1, 0)


def test_what_somebody_typed_stands_in_the_field_and_not_in_what_is_counted(reading):
    typed = {"footbridge.adequate": Typed("f", "No.", 1, mark("p", ""))}
    cell = grid(reading, OPTIONS, {"footbridge.adequate": Written("p", "", 2)}, {}, typed).rows[0].cells[0]
    assert (cell.choice, cell.text, cell.seen, cell.written.choice) == ("f", "No.", 1, "p")


def test_only_what_bears_on_the_options_can_decide(reading):
    found = grid(reading, ["footbridge"], {}, {})
    assert [p.slug for p in found.preconditions] == ["both-councils-agree", "money", "king-s-consent"]
    assert [q.slug for q in found.laws] == ["fixed-crossing", "piers-in-the-channel"]
    assert grid(reading, ["keep-the-ferry"], {}, {}).laws == ()


@pytest.mark.parametrize(
    ("toggles", "state", "changed"),
    [
        ({}, "blocked", False),
        ({"both-councils-agree": "met"}, "undetermined", True),
        ({"both-councils-agree": "met", "money": "met"}, "open", True),
        ({"money": "unmet"}, "blocked", False),
    ],
)
def test_news_of_the_exercise_open_and_close_gates(reading, toggles, state, changed):
    gate = grid(reading, ["footbridge"], {}, toggles).rows[0].gate
    assert (gate.state, gate.changed) == (state, changed)


def test_a_closed_gate_names_its_roots_once_and_a_way_to_open_it(reading):
    gate = grid(reading, ["road-bridge"], {}, {}).rows[0].gate
    assert [(root.slug, root.status) for root in gate.roots] == [("both-councils-agree", "unmet")]
    assert gate.opens == ("Both town councils agree", "Permit of the harbour master", "Money for building")
    assert grid(reading, ["keep-the-ferry"], {}, {}).rows[0].gate.opens == ()


def test_places_are_the_cells_and_the_two_questions(reading):
    found = places(reading, ["footbridge"])
    assert found["footbridge.complete"] == ("p", "u", "f")
    assert found["decides.precondition"] == ("both-councils-agree", "money", "king-s-consent")
    assert len(found) == 7


def test_a_field_that_nobody_touched_says_the_same_as_when_it_was_made():
    field = Field("x", Written("p", "Yes.", 3))
    assert not Typed("p", "Yes.", field.seen, field.mark).is_touched
    assert Typed("p", "Yes!", field.seen, field.mark).is_touched
    assert Typed("u", "Yes.", field.seen, field.mark).is_touched
    assert not Typed("", "", 0, Field("y").mark).is_touched


def test_marks_tell_a_choice_from_the_same_word_as_text():
    assert mark("p", "") != mark("", "p")


def test_a_field_wants_a_look_for_a_fault_or_for_words_of_a_peer():
    plain = Typed("p", "", 0, "")
    assert not Field("x", NOTHING, plain).wants_a_look
    assert Field("x", NOTHING, Typed("p", "", 0, "", fault="Too long.")).wants_a_look
    assert Field("x", NOTHING, Typed("p", "", 0, "", theirs=Written("f"))).wants_a_look
