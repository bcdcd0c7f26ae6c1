"""What would turn a result: by hand, and by setting weights and scores to what is told and weighing again."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from options.analysis.matrix import Cell, Matrix
from options.analysis.sensitivity import NEAR, Crossing, Field, Swing
from options.analysis.value import Scale, overall
from options.analysis.weights import normalised
from tests.analysis.problems import PERCENT, sure, table, weighted

CLOSE = 1e-6


def field(matrix, *weights):
    """All options, and the lead of the one with the highest value, the first by name of level ones."""
    values = [overall(weights, row) for row in matrix.best]
    return Field(matrix, weights, range(len(values)), values.index(max(values)))


@st.composite
def fields(draw):
    matrix, given_points = draw(weighted(missing=False))
    return field(matrix, *normalised(tuple(float(given_points[c]) for c in matrix.criteria)))


def moved(weights, j, to):
    """All weights when one is moved and the others stay in proportion."""
    rest = math.fsum(w for k, w in enumerate(weights) if k != j)
    return [to if k == j else w / rest * (1 - to) for k, w in enumerate(weights)]


def values_at(found, j, to):
    weights = moved(found.weights, j, to)
    return [overall(weights, row) for row in found.matrix.best]


def with_score(matrix, option, criterion, score):
    i, j = matrix.options.index(option), matrix.criteria.index(criterion)
    row = tuple(sure(score) if k == j else cell for k, cell in enumerate(matrix.cells[i]))
    cells = tuple(row if k == i else other for k, other in enumerate(matrix.cells))
    return Matrix(matrix.options, matrix.criteria, matrix.scales, cells)


# --- one weight -----------------------------------------------------------------------------------------------------


def test_a_crossing_stands_where_two_lines_meet():
    """ash 80w + 20(1 - w), birch 40w + 50(1 - w): 40w = 30(1 - w)."""
    line = field(table({"ash": (80, 20), "birch": (40, 50)}), 0.6, 0.4).lines()[0]
    assert line.crossings == (Crossing(pytest.approx(3 / 7), "birch"),)
    assert (line.stays_first_from, line.stays_first_to) == (pytest.approx(3 / 7), 1)
    assert (line.at_zero, line.at_one) == (pytest.approx((20, 50)), pytest.approx((80, 40)))
    assert (line.criterion, line.weight) == ("access", 0.6)


def test_the_leader_may_be_overtaken_on_both_sides():
    line = field(table({"ash": (60, 60), "birch": (0, 80), "cedar": (80, 0)}), 0.5, 0.5).lines()[0]
    assert [(c.at, c.overtaken_by) for c in line.crossings] == [
        (pytest.approx(0.25), "birch"),
        (pytest.approx(0.75), "cedar"),
    ]
    assert (line.stays_first_from, line.stays_first_to) == pytest.approx((0.25, 0.75))


def test_equal_lines_do_not_cross():
    line = field(table({"ash": (60, 40), "birch": (60, 40)}), 0.5, 0.5).lines()[0]
    assert (line.crossings, line.stays_first_from, line.stays_first_to) == ((), 0, 1)


def test_lines_that_never_meet_do_not_cross():
    assert field(table({"ash": (60, 60), "birch": (50, 40)}), 0.5, 0.5).lines()[0].crossings == ()


@pytest.mark.parametrize(
    ("rows", "at"), [({"ash": (60, 40), "birch": (20, 40)}, 0), ({"ash": (60, 40), "birch": (60, 0)}, 1)]
)
def test_drawing_level_at_the_very_end_is_a_crossing_but_ends_no_lead(rows, at):
    line = field(table(rows), 0.5, 0.5).lines()[0]
    assert line.crossings == (Crossing(at, "birch"),)
    assert (line.stays_first_from, line.stays_first_to) == (0, 1)
    assert math.copysign(1, line.crossings[0].at) == 1


def test_level_options_cross_at_the_present_weight_and_the_lead_holds_on_one_side():
    line = field(table({"ash": (80, 20), "birch": (20, 80)}), 0.5, 0.5).lines()[0]
    assert line.crossings == (Crossing(0.5, "birch"),)
    assert (line.stays_first_from, line.stays_first_to) == (0.5, 1)


@pytest.mark.parametrize(("ash", "birch"), [((80, 20), (20, 80 + 1e-9)), ((20, 80), (80 + 1e-9, 20))])
def test_a_leader_who_is_behind_by_a_rounding_still_leads_at_the_present_weight(ash, birch):
    line = Field(table({"ash": ash, "birch": birch}), (0.5, 0.5), (0, 1), 0).lines()[0]
    assert line.stays_first_from <= 0.5 <= line.stays_first_to


def test_a_gap_of_a_rounding_is_no_gap():
    rows = {"ash": (60 + 1e-13, 40), "birch": (60, 40 + 1e-13)}
    assert field(table(rows), 0.5, 0.5).lines()[0].crossings == ()


def test_a_criterion_that_weighs_everything_has_no_line():
    assert field(table({"ash": (60, 40), "birch": (50, 90)}), 1.0, 0.0).lines()[0] is None


def test_a_criterion_that_weighs_nothing_has_one():
    line = field(table({"ash": (60, 40), "birch": (50, 90)}), 1.0, 0.0).lines()[1]
    assert (line.weight, line.crossings) == (0, (Crossing(pytest.approx(1 / 6), "birch"),))


def test_a_criterion_on_which_a_score_is_missing_has_no_line():
    lines = field(table({"ash": (60, 40, None), "birch": (50, 90, 10)}), 0.7, 0.3, 0.0).lines()
    assert (lines[0] is None, lines[2]) == (False, None)


@given(fields())
def test_at_every_crossing_the_two_are_level(found):
    for j, line in enumerate(found.lines()):
        for crossing in line.crossings if line else ():
            values = values_at(found, j, crossing.at)
            other = found.matrix.options.index(crossing.overtaken_by)
            assert 0 <= crossing.at <= 1
            assert values[found.leader] == pytest.approx(values[other], abs=CLOSE)


@given(fields(), st.floats(0, 1))
def test_the_leader_stays_first_inside_its_interval_and_not_outside(found, to):
    for j, line in enumerate(found.lines()):
        if line is None:
            continue
        assert line.stays_first_from <= line.weight <= line.stays_first_to
        values = values_at(found, j, to)
        ahead = values[found.leader] - max(values)
        inside = line.stays_first_from <= to <= line.stays_first_to
        assert ahead >= -CLOSE if inside else ahead <= CLOSE


@given(fields())
def test_the_ends_of_a_line_are_the_values_there(found):
    for j, line in enumerate(found.lines()):
        if line is not None:
            assert line.at_zero == pytest.approx(values_at(found, j, 0), abs=CLOSE)
            assert line.at_one == pytest.approx(values_at(found, j, 1), abs=CLOSE)


def test_a_weight_of_nearly_everything_leaves_the_others_in_proportion():
    weights = (1 - 3e-9, 2e-9, 1e-9)
    line = field(table({"ash": (60, 90, 0), "birch": (50, 0, 90)}), *weights).lines()[0]
    assert line.at_zero == pytest.approx((60, 30))


def test_the_smallest_weight_flip_is_the_nearest_crossing():
    flip = field(table({"ash": (80, 20), "birch": (40, 50)}), 0.6, 0.4).weight_flip()
    assert (flip.criterion, flip.start, flip.new_leader) == ("access", 0.6, "birch")
    assert flip.to == pytest.approx(3 / 7)


def test_without_a_crossing_there_is_no_weight_flip():
    assert field(table({"ash": (60, 60), "birch": (50, 40)}), 0.5, 0.5).weight_flip() is None


@given(fields())
def test_no_crossing_is_nearer_than_the_weight_flip(found):
    flip = found.weight_flip()
    ways = [abs(c.at - line.weight) for line in found.lines() if line for c in line.crossings]
    assert (flip is None) == (not ways)
    assert not ways or abs(flip.to - flip.start) <= min(ways) + 1e-11


# --- one score ------------------------------------------------------------------------------------------------------


def test_the_smallest_score_flip_divides_the_gap_by_the_weight():
    """ash 70, birch 55: 15 points of overall value are 25 on access, which weighs 0.6; 37.5 on burden."""
    flip = field(table({"ash": (90, 40), "birch": (65, 40)}), 0.6, 0.4).score_flip()
    assert (flip.option, flip.criterion, flip.new_leader) == ("ash", "access", "birch")
    assert (flip.value_change, flip.start, flip.to) == pytest.approx((-25, 90, 65))


def test_level_changes_are_told_by_slug_and_one_that_leaves_the_scale_is_none():
    """ash could only go below 0; birch up to 35 on access."""
    matrix = table({"ash": (20, 90), "birch": (10, 70)})
    flip = field(matrix, 0.6, 0.4).score_flip()
    assert (flip.option, flip.criterion, flip.value_change, flip.to) == (
        "birch",
        "access",
        pytest.approx(70 / 3),
        pytest.approx(100 / 3),
    )


def test_a_score_flip_is_told_in_the_units_of_its_criterion():
    matrix = table({"ash": (100, 50), "birch": (350, 50)}, [Scale(0, 400, less=True), PERCENT])
    flip = field(matrix, 0.5, 0.5).score_flip()
    assert (flip.option, flip.start, flip.to, flip.value_change) == ("ash", 100, 350, -62.5)


@pytest.mark.parametrize(
    ("weights", "ash", "birch"),
    [((0.5, 0.5), (90, 80), (50, 30)), ((0.625, 0.375), (30, 40), (0, 40)), ((0.75, 0.25), (20, 90), (30, 0))],
)
def test_a_score_that_must_go_to_the_very_end_of_its_scale_goes_there(weights, ash, birch):
    """By rounding the value to be reached lies just below 0."""
    assert field(table({"ash": ash, "birch": birch}), *weights).score_flip().to == 0


def test_where_no_score_inside_the_scale_would_do_there_is_no_score_flip():
    matrix = table({"ash": (100, 100), "birch": (0, 0)})
    assert field(matrix, 0.5, 0.5).score_flip() is None


def test_criteria_that_weigh_nothing_turn_nothing():
    assert field(table({"ash": (90, 0), "birch": (80, 0)}), 1.0, 0.0).score_flip().criterion == "access"


@given(fields())
def test_a_score_flip_makes_a_tie(found):
    flip = found.score_flip()
    assume(flip is not None)
    after = with_score(found.matrix, flip.option, flip.criterion, flip.to)
    values = dict(zip(after.options, (overall(found.weights, row) for row in after.best), strict=True))
    assert values[found.matrix.options[found.leader]] == pytest.approx(values[flip.new_leader], abs=CLOSE)


@given(fields())
def test_no_other_score_turns_the_result_with_a_smaller_change(found):
    """Every feasible change by hand: `gap / weight` points of value, down for the leader or up for the rival."""
    sizes = []
    for rival in found.rivals:
        for j, weight in enumerate(found.weights):
            if weight > 0:
                need = (found.total[found.leader] - found.total[rival]) / weight
                feasible = found.value(found.leader, j) - need >= -NEAR or found.value(rival, j) + need <= 1 + NEAR
                sizes += [100 * need] if feasible else []
    flip = found.score_flip()
    assert (flip is None) == (not sizes)
    assert not sizes or abs(flip.value_change) == pytest.approx(max(0, min(sizes)), abs=1e-8)


# --- what matters most ----------------------------------------------------------------------------------------------


def test_the_score_that_moves_the_margin_most_is_told():
    matrix = table({"ash": ((70, 80, 90), 50), "birch": (40, (10, 50, 55))})
    assert field(matrix, 0.5, 0.5).most_important() == Swing("birch", "burden", pytest.approx(22.5))


def test_a_rival_that_is_behind_another_moves_the_margin_only_past_it():
    """cedar runs from 10 to 90, but birch stands at 60: the margin moves from 30 to 0."""
    matrix = table({"ash": (90,), "birch": (60,), "cedar": ((10, 20, 90),)})
    assert field(matrix, 1.0).most_important() == Swing("cedar", "access", pytest.approx(30))


def test_the_leaders_own_score_moves_the_margin_by_all_of_it():
    matrix = table({"ash": ((70, 90, 95),), "birch": (60,), "cedar": ((10, 20, 30),)})
    assert field(matrix, 1.0).most_important() == Swing("ash", "access", pytest.approx(25))


def test_where_all_scores_are_sure_none_matters_most():
    assert field(table({"ash": (90,), "birch": (60,)}), 1.0).most_important() is None


def test_one_option_alone_has_no_margin():
    assert field(table({"ash": ((70, 90, 95),)}), 1.0).most_important() is None


@given(fields())
def test_the_swing_is_what_the_margin_does_when_the_score_moves(found):
    told = found.most_important()
    assume(told is not None)
    cell = found.matrix.cells[found.matrix.options.index(told.option)][found.matrix.criteria.index(told.criterion)]
    margins = []
    for score in (cell.low, cell.high):
        after = with_score(found.matrix, told.option, told.criterion, score)
        values = [overall(found.weights, row) for row in after.best]
        margins.append(values[found.leader] - max(values[i] for i in found.rivals))
    assert told.swing == pytest.approx(abs(margins[0] - margins[1]), abs=CLOSE)


@given(fields())
def test_no_other_score_swings_the_margin_further(found):
    told = found.most_important()
    for option, row in zip(found.matrix.options, found.matrix.cells, strict=True):
        for criterion, cell in zip(found.matrix.criteria, row, strict=True):
            margins = []
            for score in (cell.low, cell.high):
                after = with_score(found.matrix, option, criterion, score)
                values = [overall(found.weights, each) for each in after.best]
                margins.append(values[found.leader] - max(values[i] for i in found.rivals))
            assert abs(margins[0] - margins[1]) <= (told.swing if told else 0) + CLOSE


def test_a_missing_score_where_the_weight_is_zero_is_no_score_that_matters():
    matrix = table({"ash": (Cell(10, 80, 90), None), "birch": (40, None)})
    found = Field(matrix, (1.0, 0.0), (0, 1), 0)
    assert (found.most_important().criterion, found.score_flip().criterion) == ("access", "access")
