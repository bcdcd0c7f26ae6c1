"""The report of a class: figures from counts and sheets, and nothing of fewer than five."""

import pytest

from options.pages.seminar.groups import Seated
from options.pages.seminar.record import OwnRound, compared
from options.pages.seminar.report import Round, report
from options.pages.seminar.sheets import most, number, of_counts, of_votes, shown

OPTIONS = ("footbridge", "road-bridge")
CRITERIA = ("crossing-time", "cost")
FOOT = "o.footbridge.crossing-time"


def sheet(foot, road, time=100, cost=50):
    marks = {f"o.{option}.{criterion}": mark for option, mark in (("footbridge", foot), ("road-bridge", road))
             for criterion in CRITERIA}  # fmt: skip
    return marks | {"w.crossing-time": time, "w.cost": cost, "why": "Because."}


def counts(sheets):
    found = {}
    for each in sheets:
        for item, value in each.items():
            if isinstance(value, int):
                found.setdefault(item, {})
                found[item][str(value)] = found[item].get(str(value), 0) + 1
    return found


def round_of(sheets, title="First", pairs=None):
    return Round(title, OPTIONS, CRITERIA, counts(sheets), pairs or {}, dict(enumerate(sheets)))


def seats(*roles):
    return {at: Seated(role, side) for at, (role, side) in enumerate(roles)}


def test_both_rounds_stand_side_by_side_with_their_quartiles(reading):
    first, second = [sheet(n, 1) for n in range(1, 6)], [sheet(n, 1) for n in range(3, 8)]
    made = report(reading, [round_of(first), round_of(second, "Second")], 7, {})
    cell = made.cells[0]
    assert (cell.question.item, made.rounds, made.low, made.high) == (FOOT, ("First", "Second"), 1, 7)
    before, after = (each.spread for each in cell.rounds)
    assert (before.n, before.lower, before.median, before.upper) == (5, 2, 3, 4)
    assert after.median == 5


def test_of_four_answers_only_their_number_is_there(reading):
    made = report(reading, [round_of([sheet(n, 1) for n in range(1, 5)])], 7, {})
    assert {(each.n, each.spread, each.values) for cell in made.cells for each in cell.rounds} == {(4, None, ())}
    assert {(each.points.n, each.points.spread, each.share) for _c, row in made.weights for each in row} == {
        (4, None, None)
    }


def test_who_moved_comes_from_the_pairs_of_the_last_round(reading):
    pairs = {FOOT: ((1.0, 3.0), (2.0, 2.0), (5.0, 4.0), (1.0, 2.0), (1.0, 2.0))}
    made = report(reading, [round_of([]), round_of([], "Second", pairs)], 7, {})
    moved = made.cells[0].movement
    assert (moved.n, moved.up, moved.down, moved.same) == (5, 3, 1, 1)
    assert made.cells[1].movement is None


def test_four_who_answered_twice_are_too_few_to_show_who_moved(reading):
    made = report(reading, [round_of([]), round_of([], "Second", {FOOT: ((1.0, 3.0),) * 4})], 7, {})
    assert (made.cells[0].movement, made.cells[0].both, made.cells[0].pairs) == (None, 4, ())


def test_people_who_agree_are_told_so_with_how_many_they_are(reading):
    made = report(reading, [round_of([sheet(6, 2)] * 6)], 7, {})
    each = made.agreement[0]
    assert (each.three.own.w, each.three.own.raters, each.of, each.reading) == (pytest.approx(1), 6, 6, "agreed")


def test_a_sheet_without_marks_ranks_nothing(reading):
    each = report(reading, [round_of([*[sheet(6, 2)] * 5, {"why": "No marks."}])], 7, {}).agreement[0]
    assert (each.three.own.raters, each.of) == (5, 6)


def test_people_with_other_weights_differ_in_values(reading):
    def marks(time, cost):
        return {
            FOOT: 7, "o.footbridge.cost": 1, "o.road-bridge.crossing-time": 1, "o.road-bridge.cost": 6,
            "w.crossing-time": time, "w.cost": cost,
        }  # fmt: skip

    made = report(reading, [round_of([*[marks(100, 10)] * 3, *[marks(10, 100)] * 3])], 7, {})
    assert made.agreement[0].reading == "values"


def test_the_mean_share_is_of_each_persons_points(reading):
    made = report(reading, [round_of([*[sheet(1, 1, 100, 0)] * 4, sheet(1, 1, 0, 10)])], 7, {})
    shares = {criterion.slug: row[0].share for criterion, row in made.weights}
    assert shares == {"crossing-time": pytest.approx(0.8), "cost": pytest.approx(0.2)}


def test_roles_are_set_apart_when_each_has_five_answers(reading):
    sheets = [*[sheet(2, 1)] * 5, *[sheet(6, 1)] * 5]
    who = seats(*[("Mayor", "West")] * 5, *[("Miller", "East")] * 5)
    split = report(reading, [round_of(sheets)], 7, who).split
    assert (split.by, split.groups, split.rows[0][1]) == ("role", (("Mayor", 5), ("Miller", 5)), (2, 6))


def test_with_a_role_of_four_sides_are_set_apart(reading):
    sheets = [sheet(2, 1)] * 10
    who = seats(*[("Mayor", "West")] * 4, ("Clerk", "West"), *[("Miller", "East")] * 5)
    split = report(reading, [round_of(sheets)], 7, who).split
    assert (split.by, split.groups) == ("side", (("East", 5), ("West", 5)))


def test_with_a_side_of_four_nobody_is_set_apart(reading):
    who = seats(*[("Mayor", "West")] * 4, *[("Miller", "East")] * 5)
    assert report(reading, [round_of([sheet(2, 1)] * 9)], 7, who).split is None


def test_observers_are_no_group(reading):
    who = seats(*[("Mayor", "West")] * 5, *[("", "")] * 5)
    assert report(reading, [round_of([sheet(2, 1)] * 10)], 7, who).split is None


def test_in_a_group_a_question_with_four_answers_has_no_median(reading):
    silent = sheet(2, 1) | {FOOT: None}
    who = seats(*[("Mayor", "West")] * 5, *[("Miller", "East")] * 5)
    rows = report(reading, [round_of([*[sheet(2, 1)] * 9, silent])], 7, who).split.rows
    assert (rows[0][1], rows[1][1]) == ((2, None), (2, 2))


def test_after_a_purge_counts_alone_make_a_report(reading):
    kept = Round("First", OPTIONS, CRITERIA, counts([sheet(n, 1) for n in range(1, 6)]), {}, {})
    made = report(reading, [kept], 7, {})
    assert (made.cells[0].rounds[0].spread.median, made.split) == (3, None)
    assert (made.agreement[0].of, made.agreement[0].reading) == (0, "unknown")


def test_without_a_round_there_is_nothing(reading):
    made = report(reading, [], 7, {})
    assert (made.cells, made.agreement, made.weights, made.split) == ((), (), (), None)


def test_an_own_answer_stands_beside_the_room(reading):
    room = OwnRound("First", OPTIONS, CRITERIA, counts([sheet(n, 1) for n in range(1, 6)]), sheet(7, 1))
    line, *_rest, last = compared(reading, [room], 7)
    assert (line.option, line.rounds[0].own, line.rounds[0].room.spread.median) == ("A footbridge", 7, 3)
    assert (last.option, last.criterion, last.rounds[0].own) == ("", "Cost", 50)


def test_who_answered_in_no_round_has_no_lines(reading):
    assert compared(reading, [OwnRound("First", OPTIONS, CRITERIA, {}, None)], 7) == ()


def test_counts_come_out_as_numbers_in_order():
    assert of_counts({"x": {"10": 1, "9": 2}}, "x") == (9, 9, 10)
    assert of_counts({}, "x") == ()


def test_texts_are_no_numbers():
    assert (number({"why": "3"}, "why"), number({"x": 3}, "x"), number({"x": None}, "x")) == (None, 3, None)


def test_five_are_shown_and_four_are_not():
    assert shown([1, 2, 3, 4]).spread is None
    assert shown([1, 2, 3, 4, 5]).spread.median == 3


def test_votes_of_fewer_than_five_are_a_number_alone():
    assert of_votes({"a": 3, "b": 1}) == (4, {})
    assert of_votes({"a": 3, "b": 2}) == (5, {"a": 3, "b": 2})


def test_how_many_there_were_is_told_by_the_question_that_most_answered():
    assert (most({"a": {"1": 2, "2": 3}, "b": {"1": 4}}), most({})) == (5, 0)
