"""What comes after an exercise, pure: the rubric, items in words, tables for spreadsheets."""

import csv
import io

import pytest

from options.bundle.spreadsheet import to_csv
from options.pages.seminar.files import Answer, Who, answers, grades
from options.pages.seminar.items import choice, named, part, said, shown
from options.pages.seminar.rubric import Row, highest, missing, rows, total

STORED = [
    {
        "slug": "sources",
        "title": "Sources",
        "levels": [{"points": 0, "text": "None."}, {"points": 2.5, "text": "All."}],
    },
    {"slug": "empty", "title": "Empty", "levels": []},
    {"slug": "tone", "title": "Tone", "levels": [{"points": 1, "text": "Rough."}, {"points": 4, "text": "Kind."}]},
]
HERON = Who("Heron-14", "", "A", "Mayor")


def say(text):
    return text


def test_rows_without_levels_cannot_be_graded():
    assert [row.slug for row in rows(STORED)] == ["sources", "tone"]


def test_a_row_goes_from_its_lowest_to_its_highest_level():
    sources, tone = rows(STORED)
    assert (sources.lowest, sources.highest, tone.lowest, tone.highest) == (0, 2.5, 1, 4)


def test_points_that_cannot_be_kept_are_outside():
    row = rows([{"slug": "x", "title": "X", "levels": [{"points": -5, "text": "a"}, {"points": 5000, "text": "b"}]}])[0]
    assert (row.lowest, row.highest) == (0, 1000)


def test_a_level_is_known_by_its_points():
    assert [rows(STORED)[0].level_of(points) for points in (0, 2.5, 1, None)] == [0, 1, None, None]


def test_what_is_missing_is_no_zero():
    rubric = rows(STORED)
    assert total(rubric, {}) is None
    assert (total(rubric, {"tone": 4}), missing(rubric, {"tone": 4}), missing(rubric, {"tone": 0, "sources": 0})) == (
        4, 1, 0,
    )  # fmt: skip


def test_points_of_a_row_that_is_gone_do_not_count():
    assert total(rows(STORED), {"gone": 9, "tone": 1}) == 1


def test_the_highest_total_is_that_of_the_best_levels():
    assert highest(rows(STORED)) == 6.5


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("o.footbridge.cost", "A footbridge: Cost"),
        ("o.gone.cost", "gone: Cost"),
        ("w.cost", "Points for: Cost"),
        ("why", "Why"),
        ("vote", "Vote"),
        ("q.0", "What moved you?"),
        ("q.7", "q.7"),
        ("q.x", "q.x"),
        ("o.footbridge", "o.footbridge"),
        ("strange", "strange"),
    ],
)
def test_an_item_says_what_it_asks(reading, item, words):
    assert named(item, reading, say=say, questions=["What moved you?"]) == words


@pytest.mark.parametrize(
    ("item", "value", "words"),
    [("vote", "footbridge", "A footbridge"), ("vote", "gone", "gone"), ("why", "", None), ("why", "So.", "So."),
     ("o.footbridge.cost", 0, 0), ("o.footbridge.cost", None, None)],
)  # fmt: skip
def test_a_value_is_shown_as_it_was_meant(reading, item, value, words):
    assert shown(item, value, reading) == words


def test_marks_stand_before_points_and_points_before_texts(reading):
    sheet = {"why": "So.", "w.cost": 5, "o.footbridge.cost": 1}
    assert [each.item for each in said(sheet, reading, say=say)] == ["o.footbridge.cost", "w.cost", "why"]


@pytest.mark.parametrize(
    ("item", "words"),
    [("option", "Option"), ("dissent.3", "Dissent"), ("footbridge.adequate", "A footbridge: adequate"),
     ("decides.law", "The legal question that decides"), ("strange", "strange")],
)  # fmt: skip
def test_a_part_of_a_council_has_a_name(reading, item, words):
    assert part(item, reading, say=say) == words


@pytest.mark.parametrize(
    ("item", "chosen", "words"),
    [("option", "footbridge", "A footbridge"), ("option", "", ""), ("footbridge.adequate", "f", "fail"),
     ("decides.precondition", "both-councils-agree", "Both town councils agree")],
)  # fmt: skip
def test_what_a_council_chose_is_told_in_words(reading, item, chosen, words):
    assert choice(item, chosen, reading, say=say) == words


def test_grades_have_a_line_for_each_seat_with_its_total():
    table = grades(rows(STORED), [(HERON, {"tone": (4.0, "Well said.")}), (HERON, {})], say=say)
    assert table.rows[0] == ("Heron-14", "", "A", "Mayor", None, "", 4.0, "Well said.", 4.0, 6.5)
    assert table.rows[1][-2:] == (None, 6.5)
    assert len(table.header) == len(table.rows[0])


def answer(value="x", who=HERON):
    return Answer(who, 1, "Rate", "why", "Why", value, "handed in", counts=True, at="2026-04-01T12:00:00Z")


def test_answers_stop_at_so_many_lines_and_say_so():
    table = answers((answer() for _ in range(5)), say=say, most=3)
    assert (len(table.rows), table.notes) == (3, ("This file stops at 3 lines. There are more.",))
    assert answers([answer()] * 3, say=say, most=3).notes == ()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", " =1"])
def test_no_text_becomes_a_formula(text):
    table = answers([answer(text, Who(text, text, text, text))], say=say)
    _header, row = csv.reader(io.StringIO(to_csv(table), newline=""))
    assert [cell for cell in row if cell.endswith(text)] == ["'" + text] * 5


def test_a_row_of_the_rubric_becomes_no_formula_either():
    evil = [Row("x", "=cmd", rows(STORED)[0].levels)]
    assert '"\'=cmd"' in to_csv(grades(evil, [], say=say))
