"""One weighing from end to end."""

import dataclasses
import math
import warnings
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from options.analysis import draws, robustness, weighing
from options.analysis.gates import Conditions, Leaf
from options.analysis.matrix import CONFIDENCES, Cell, Matrix
from options.analysis.run import Run
from options.analysis.value import Scale, ranks
from options.analysis.weighing import METHOD, Inputs, Weighing, weigh
from options.analysis.weights import PREFERENCES, WeightFault, normalised, rank_order_centroid
from tests.analysis.problems import PERCENT, matrices, points, sure, table, weighted

WIDE = (0, 50, 100)
LEADING = table({"ash": ((70, 80, 90), 60), "birch": ((40, 50, 60), 50), "cedar": ((10, 20, 30), 90)})
NEEDS = {"ash": Leaf("precondition", "treaty"), "birch": "none"}


def weighed(matrix, given_points=None, preference="stated", number=300, **more):
    given_points = points(2, 1) if given_points is None else given_points
    return weigh(Inputs(matrix, given_points, 7, preference, number, **more))


def by_name(found):
    return {option.option: option for option in found.options}


def met(status):
    return {"needs": NEEDS, "conditions": Conditions({"treaty": status}, {})}


# --- what is told of each option ------------------------------------------------------------------------------------


def test_values_ranks_and_contributions_of_stated_weights():
    found = weighed(LEADING)
    assert found.weights == (2 / 3, 1 / 3)
    assert [option.option for option in found.options] == ["ash", "birch", "cedar"]
    assert [option.value for option in found.options] == pytest.approx([220 / 3, 50, 130 / 3])
    assert [option.rank for option in found.options] == [1, 2, 3]
    assert by_name(found)["cedar"].contributions == pytest.approx((40 / 3, 30))


def test_values_follow_the_centroid_when_only_the_order_counts_and_are_equal_when_none_is_given():
    assert by_name(weighed(LEADING, preference="ordinal"))["ash"].value == pytest.approx(75)
    assert by_name(weighed(LEADING, {}, preference="any"))["ash"].value == pytest.approx(70)


def test_the_interval_runs_from_all_ranges_at_their_worst_to_all_at_their_best():
    assert by_name(weighed(LEADING))["ash"].interval == pytest.approx((200 / 3, 80))


def test_the_interval_of_a_missing_score_is_the_whole_scale():
    found = by_name(weighed(table({"ash": (None, 60), "birch": (50, 50)})))["ash"]
    assert (found.value, found.rank) == (None, None)
    assert found.interval == pytest.approx((20, 260 / 3))
    assert found.expected == pytest.approx(100 / 3 + 20)
    assert found.missing == ("access",)
    assert found.contributions == (None, pytest.approx(20))


def test_the_interval_is_not_widened_by_low_confidence():
    found = weighed(table({"ash": (Cell(40, 50, 60, "low"),)}), points(1))
    assert found.options[0].interval == (40, 60)


def test_the_expected_value_is_the_mean_of_the_draws():
    found = weighed(table({"ash": ((0, 10, 90), 50), "birch": (50, 50)}), points(1, 1))
    assert by_name(found)["ash"].expected == pytest.approx((100 / 3 + 50) / 2)
    assert by_name(found)["ash"].value == 30


def test_a_score_missing_where_the_weight_is_zero_is_listed_and_no_hindrance():
    found = by_name(weighed(table({"ash": (60, None), "birch": (50, 50)}), points(1, 0)))["ash"]
    assert (found.value, found.rank, found.missing) == (60, 1, ("burden",))


def test_level_options_share_a_rank():
    found = weighed(table({"ash": (60,), "birch": (60,), "cedar": (10,)}), points(1))
    assert [option.rank for option in found.options] == [1, 1, 3]
    assert [option.first for option in found.options] == [0.5, 0.5, 0]


def test_scores_beyond_the_scale_are_flagged():
    found = weighed(table({"ash": (120, 60), "birch": (50, 50)}))
    assert (by_name(found)["ash"].clipped, by_name(found)["ash"].value) == (("access",), pytest.approx(260 / 3))


def test_dominance_is_told_over_the_criteria_that_count():
    found = by_name(weighed(table({"ash": (60, 10), "birch": (50, 50)}), points(1, 0)))
    assert found["birch"].dominated_by == found["birch"].robustly_dominated_by == ("ash",)


def test_shares_and_their_errors():
    found = by_name(weighed(LEADING, number=400))["ash"]
    assert found.acceptability[0] == found.first
    assert found.standard_error == pytest.approx(math.sqrt(found.first * (1 - found.first) / 400))


def test_shares_follow_the_preference_and_the_error_model():
    matrix = table({"ash": ((0, 40, 80), 0), "birch": ((20, 60, 100), 0), "cedar": (0, 100)})
    stated, ordinal = weighed(matrix, points(2, 1)), weighed(matrix, points(2, 1), "ordinal")
    assert by_name(stated)["ash"].first != by_name(ordinal)["ash"].first == by_name(stated)["ash"].first_by_order
    assert by_name(stated)["ash"].first_common == 0 < by_name(stated)["ash"].first


def test_where_no_order_is_given_the_share_by_order_is_that_of_any_weights():
    found = weighed(LEADING, {}, "any")
    assert [option.first_by_order for option in found.options] == [option.first for option in found.options]


def test_central_weights_come_from_any_weights_whatever_the_preference():
    assert {
        tuple(option.central_weights for option in weighed(LEADING, preference=preference).options)
        for preference in PREFERENCES
    } == {robustness.central_weights(LEADING, 7, 300, (0, 1, 2))}


def test_gate_and_unlock_sets_are_told():
    found = by_name(weighed(LEADING, **met("unmet")))
    assert [found[name].gate.state for name in found] == ["blocked", "open", "undetermined"]
    assert found["ash"].unlocking.sets == ((Leaf("precondition", "treaty"),),)
    assert (found["birch"].unlocking.sets, found["cedar"].unlocking.sets) == ((), None)


# --- who is ranked, who contends ------------------------------------------------------------------------------------


def test_a_blocked_option_is_ranked_but_does_not_contend():
    found = weighed(LEADING, **met("unmet"))
    assert found.ranked == ("ash", "birch", "cedar")
    assert by_name(found)["ash"].rank == 1
    assert found.verdict.contenders == ("birch", "cedar")
    assert found.verdict.leader != "ash"


def test_an_undetermined_option_contends():
    assert weighed(LEADING, **met("unknown")).verdict.leader == "ash"


def test_an_option_screened_out_is_not_ranked_and_takes_no_rank():
    found = weighed(LEADING, screened_out=frozenset({"ash", "nobody"}))
    out = by_name(found)["ash"]
    assert found.ranked == ("birch", "cedar")
    assert (out.rank, out.acceptability, out.first, out.standard_error) == (None, (), None, None)
    assert (out.first_common, out.first_by_order, out.central_weights, out.confidence_factor) == (None,) * 4
    assert out.value == pytest.approx(220 / 3)
    assert [option.rank for option in found.options] == [None, 1, 2]
    assert [len(option.acceptability) for option in found.options] == [0, 2, 2]
    assert len(found.pairwise) == 2


def test_the_verdict_ranks_the_contenders_anew():
    """With ash blocked, birch is first wherever it is ahead of cedar."""
    free, blocked = weighed(LEADING), weighed(LEADING, **met("unmet"))
    assert (blocked.verdict.leader, blocked.verdict.share) == ("birch", free.pairwise[1][2])
    assert blocked.verdict.share > by_name(free)["birch"].first
    assert [o.first for o in blocked.options] == [o.first for o in free.options]


def test_pairwise_shares_are_those_of_ranked_options():
    found = weighed(LEADING)
    assert found.pairwise[0][1] + found.pairwise[1][0] == 1
    assert found.pairwise[0][0] == 0.5


# --- verdict and sensitivity ----------------------------------------------------------------------------------------


def test_a_winner_on_all_counts_is_robust():
    found = weighed(table({"ash": (90, 90), "birch": (50, 50)}))
    assert (found.verdict.kind, found.verdict.leader, found.verdict.reasons) == ("robust", "ash", ())


@pytest.mark.parametrize(("weight", "kind"), [(26, "robust"), (25, "leading"), (24, "leading")])
def test_a_flip_within_five_hundredths_of_a_stated_weight_is_not_robust(weight, kind):
    """90w + 40(1 - w) against 50: level at w = 0.2."""
    found = weighed(table({"ash": (90, 40), "birch": (50, 50)}), points(weight, 100 - weight))
    assert found.weight_flip.to == pytest.approx(0.2)
    assert found.verdict.kind == kind
    assert [r.what for r in found.verdict.reasons] == ([] if kind == "robust" else ["near-flip"])


@pytest.mark.parametrize(("status", "kind"), [("met", "leading"), ("unmet", "robust")])
def test_only_contenders_can_turn_a_verdict(status, kind):
    """birch, which would draw level near the stated weight, may be blocked."""
    matrix = table({"ash": (90, 40), "birch": (50, 50), "cedar": (0, 0)})
    needs = {"birch": Leaf("precondition", "treaty")}
    found = weighed(matrix, points(24, 76), needs=needs, conditions=Conditions({"treaty": status}, {}))
    assert (found.verdict.kind, found.weight_flip is None) == (kind, status == "unmet")


@pytest.mark.parametrize("preference", ["stated", "ordinal"])
@pytest.mark.parametrize("out", [frozenset({"birch", "cedar"}), frozenset({"ash", "birch", "cedar"})])
def test_fewer_than_two_contenders_have_no_verdict(preference, out):
    found = weighed(LEADING, preference=preference, screened_out=out)
    assert (found.verdict.kind, found.verdict.reasons[0].what) == ("none", "few")
    assert (found.sensitivity, found.weight_flip, found.score_flip, found.most_important) == ((), None, None, None)
    assert found.sensitivity_without == ("ash", "birch", "cedar")


def test_without_weights_there_is_no_verdict():
    found = weighed(LEADING, {}, "any")
    assert (found.verdict.kind, found.verdict.reasons[0].what) == ("none", "any-weights")
    assert (found.sensitivity, found.weight_flip, found.score_flip) == ((), None, None)


def test_the_verdict_always_looks_at_the_order_of_weights_too():
    """ash is sure of the stated weights, but not of all that keep their order."""
    matrix = table({"ash": (60, 60), "birch": (80, 0)})
    found = weighed(matrix, points(51, 49))
    assert (found.verdict.kind, found.verdict.share) == ("leading", 1)
    assert [r.what for r in found.verdict.reasons] == ["ordinal-share"]


def test_where_only_an_order_is_given_its_centroid_stands_for_the_stated_weights():
    matrix = table({"ash": (60, 60), "birch": (90, 0)})  # level at 2/3; the centroid is 3/4
    assert weighed(matrix, points(51, 49)).verdict.leader == "ash"
    assert weighed(matrix, points(51, 49), "ordinal").verdict.leader == "birch"


def test_a_contender_with_a_missing_score_keeps_the_verdict_from_robust_and_stays_out_of_sensitivity():
    found = weighed(table({"ash": (95, 95), "birch": (50, None), "cedar": (40, 40)}))
    assert [r.what for r in found.verdict.reasons] == ["missing-scores"]
    assert (found.compared, found.sensitivity_without) == (("ash", "cedar"), ("birch",))
    assert len(found.sensitivity) == 2


def test_a_leader_without_a_value_leaves_sensitivity_empty():
    found = weighed(table({"ash": (95, None), "birch": (10, 10), "cedar": (20, 10)}))
    assert (found.verdict.kind, found.verdict.leader) == ("too-close", "ash")
    assert found.verdict.reasons[0].what == "not-first-by-value"
    assert (found.compared, found.sensitivity, found.weight_flip) == ((), (), None)
    assert found.sensitivity_without == ("ash", "birch", "cedar")
    assert found.first_by_value == "cedar"


def test_of_level_options_sensitivity_looks_at_the_one_that_comes_first_more_often():
    """The same value at best, but cedar may only be better, and birch only worse; ash is blocked."""
    matrix = table({"ash": (90,), "birch": ((0, 50, 50),), "cedar": ((50, 50, 99),)})
    needs = {"ash": Leaf("precondition", "treaty")}
    found = weighed(matrix, points(1), needs=needs, conditions=Conditions({"treaty": "unmet"}, {}))
    assert found.first_by_value == found.verdict.leader == "cedar"
    assert found.most_important.option == "birch"


def test_a_lead_that_is_level_at_the_stated_weights_is_not_robust():
    found = weighed(table({"ash": (80, 20), "birch": (20, 80)}), points(1, 1))
    assert (found.verdict.kind, found.weight_flip.to) == ("too-close", 0.5)


# --- inputs ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [0, -1, 100_001, 10**9])
def test_draws_out_of_range_are_refused(number):
    with pytest.raises(ValueError, match="draws must be 1 to 100,000"):
        Inputs(LEADING, points(1), 7, draws=number)


def test_a_preference_that_is_none_is_refused():
    with pytest.raises(ValueError, match="'some' is not a preference: stated, ordinal, any"):
        Inputs(LEADING, points(1), 7, "some")


@pytest.mark.parametrize("preference", PREFERENCES)
def test_nothing_can_be_weighed_without_a_criterion(preference):
    with pytest.raises(WeightFault, match="no criterion has points"):
        Inputs(Matrix.of({"ash": {}}, {}), {}, 7, preference)


@pytest.mark.parametrize("preference", ["stated", "ordinal"])
@pytest.mark.parametrize("wrong", [{}, {"access": 0}, {"access": -1}, {"access": math.nan}, {"z": 1}])
def test_points_that_are_no_weights_are_refused(preference, wrong):
    with pytest.raises(WeightFault):
        weighed(LEADING, wrong, preference)


def test_without_a_preference_no_points_are_needed_and_none_are_looked_at():
    assert weighed(LEADING, {}, "any").options == weighed(LEADING, {"z": -1}, "any").options


def test_a_result_carries_how_it_was_found():
    inputs = Inputs(LEADING, points(2, 1), 7, draws=50)
    assert (weigh(inputs).inputs, weigh(inputs).method) == (inputs, METHOD)


@pytest.mark.parametrize("made", [weighing.Weighed, Weighing, Inputs, Cell, Scale, Matrix])
def test_what_is_handed_out_cannot_be_changed(made):
    assert made.__dataclass_params__.frozen


# --- properties -----------------------------------------------------------------------------------------------------


def same(found):
    return repr(dataclasses.replace(found, inputs=None))


@settings(max_examples=25)
@given(weighted(), st.sampled_from(PREFERENCES), st.randoms())
def test_the_order_in_which_things_are_named_changes_nothing(problem, preference, random):
    matrix, given_points = problem
    rows = {
        option: {c: cell for c, cell in zip(matrix.criteria, row, strict=True) if cell}
        for option, row in zip(matrix.options, matrix.cells, strict=True)
    }
    scales = dict(zip(matrix.criteria, matrix.scales, strict=True))

    def shuffled(mapping):
        items = list(mapping.items())
        random.shuffle(items)
        return dict(items)

    turned = Matrix.of(shuffled({o: shuffled(row) for o, row in rows.items()}), shuffled(scales))
    first = weighed(matrix, given_points, preference, number=20)
    assert same(weighed(turned, shuffled(given_points), preference, number=20)) == same(first)


@settings(max_examples=25)
@given(weighted(least=3), st.sampled_from(PREFERENCES))
def test_an_option_left_out_changes_no_value_of_the_others(problem, preference):
    matrix, given_points = problem
    fewer = Matrix(matrix.options[:-1], matrix.criteria, matrix.scales, matrix.cells[:-1])
    whole, part = (weighed(each, given_points, preference, number=20) for each in (matrix, fewer))
    for one, other in zip(whole.options, part.options, strict=False):
        assert (one.value, one.expected, one.interval) == (other.value, other.expected, other.interval)
        assert (one.contributions, one.missing, one.clipped) == (other.contributions, other.missing, other.clipped)
    assert tuple(row[:-1] for row in whole.pairwise[:-1]) == part.pairwise


@settings(max_examples=25)
@given(weighted(), st.sampled_from([2.0**-600, 2.0**-3, 2.0**900]))
def test_the_unit_of_points_changes_nothing(problem, factor):
    matrix, given_points = problem
    scaled = {criterion: point * factor for criterion, point in given_points.items()}
    assert same(weighed(matrix, scaled, number=20)) == same(weighed(matrix, given_points, number=20))


@settings(max_examples=25)
@given(weighted(), st.sampled_from(PREFERENCES))
def test_shares_sum_to_1_and_ranks_agree_with_values(problem, preference):
    found = weighed(*problem, preference, number=20)
    shares = np.array([option.acceptability for option in found.options])
    assert shares.sum(axis=0).tolist() == pytest.approx([1] * len(shares))
    assert shares.sum(axis=1).tolist() == pytest.approx([1] * len(shares))
    assert [option.rank for option in found.options] == list(ranks([option.value for option in found.options]))


@settings(max_examples=25)
@given(weighted(), st.sampled_from(PREFERENCES))
def test_a_value_lies_in_its_interval_and_is_the_sum_of_its_contributions(problem, preference):
    for option in weighed(*problem, preference, number=5).options:
        low, high = option.interval
        assert 0 <= low <= high <= 100
        if option.value is not None:
            assert low - 1e-9 <= option.value <= high + 1e-9
            assert math.fsum(part or 0 for part in option.contributions) == pytest.approx(option.value)


@settings(max_examples=25)
@given(weighted())
def test_weights_are_the_point_estimate(problem):
    matrix, given_points = problem
    each = tuple(float(given_points[c]) for c in matrix.criteria)
    assert weighed(*problem, number=5).weights == normalised(each)
    assert weighed(*problem, "ordinal", number=5).weights == rank_order_centroid(each)


def finite(value):
    if isinstance(value, float):
        return math.isfinite(value)
    if dataclasses.is_dataclass(value):
        return all(finite(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name != "inputs")
    return not isinstance(value, tuple) or all(map(finite, value))


EXTREMES = (-1.7e308, -1.0, -5e-324, 0.0, 5e-324, 1e-300, 1.0, 1.7e308)
EXTREME_CELLS = st.one_of(
    st.none(),
    st.builds(
        lambda ends, confidence: Cell(*sorted(ends), confidence),
        st.lists(st.sampled_from(EXTREMES), min_size=3, max_size=3),
        st.sampled_from(CONFIDENCES),
    ),
)


@st.composite
def extreme(draw):
    ends = st.lists(st.sampled_from(EXTREMES), min_size=2, max_size=2, unique=True).map(sorted)
    ends = ends.filter(lambda pair: pair[1] - pair[0] < math.inf)
    scales = {name: Scale(*draw(ends), draw(st.booleans())) for name in ("a", "b", "c")}
    rows = {name: {c: cell for c in scales if (cell := draw(EXTREME_CELLS))} for name in draw(st.sets(NAMES))}
    given_points = {c: draw(st.sampled_from([0.0, 5e-324, 1e-300, 1.0, 1e308])) for c in scales}
    return Matrix.of(rows, scales), given_points


NAMES = st.sampled_from(["ash", "birch", "cedar"])


@settings(max_examples=150)
@given(extreme(), st.sampled_from(PREFERENCES), st.integers(1, 5))
def test_whatever_is_weighed_the_result_is_finite_or_refused_without_a_warning(problem, preference, number):
    with warnings.catch_warnings(), np.errstate(divide="raise", over="raise", invalid="raise"):
        warnings.simplefilter("error")
        try:
            found = weighed(*problem, preference, number=number)
        except WeightFault:
            assert not any(problem[1].values())
        else:
            assert finite(found)


@pytest.mark.parametrize("preference", PREFERENCES)
@pytest.mark.parametrize(
    "matrix",
    [
        Matrix.of({}, {"access": PERCENT}),
        Matrix.of({"ash": {}}, {"access": PERCENT}),
        Matrix.of({"ash": {"access": sure(5)}}, {"access": PERCENT}),
        Matrix.of({"ash": {}, "birch": {}}, {"access": PERCENT}),
        table({"ash": (5, None), "birch": (6, None)}),
    ],
    ids=["no options", "nothing scored", "one option", "all missing", "a criterion nobody scored"],
)
def test_the_emptiest_tables_are_weighed(matrix, preference):
    found = weighed(matrix, dict.fromkeys(matrix.criteria, 1), preference, number=10)
    assert finite(found)
    assert len(found.options) == len(matrix.options)


@given(matrices())
@settings(max_examples=20)
def test_one_draw_is_enough_for_a_result(matrix):
    assert weighed(matrix, dict.fromkeys(matrix.criteria, 1), number=1).verdict.kind != "robust"


# --- what is kept ---------------------------------------------------------------------------------------------------


def test_a_slider_that_moves_draws_no_score_again():
    matrix = table({"ash": (WIDE, 50), "birch": (50, WIDE)}, [Scale(0, 103), Scale(0, 104)])
    weighed(matrix, points(2, 1), number=50)
    again = Matrix(matrix.options, matrix.criteria, matrix.scales, matrix.cells)
    with mock.patch.object(draws.streams, "uniforms", side_effect=AssertionError):
        weighed(again, points(1, 2), number=50)


def test_what_was_worked_out_from_a_table_is_found_again_for_an_equal_one():
    inputs = Inputs(LEADING, points(2, 1), 7, draws=5)
    again = Matrix(LEADING.options, LEADING.criteria, LEADING.scales, LEADING.cells)
    assert Run(dataclasses.replace(inputs, matrix=again)).matrix is Run(inputs).matrix


def test_what_is_kept_never_changes_a_result():
    first = same(weighed(LEADING, points(2, 1), number=50))
    for other in (points(1, 2), points(9, 1)):
        weighed(LEADING, other, number=50)
        weighed(table({"ash": (1, 2)}), other, number=50)
    assert same(weighed(LEADING, points(2, 1), number=50)) == first


def test_scores_are_drawn_once_for_each_error_model_where_they_are_too_many_to_keep():
    with mock.patch.object(robustness.draws, "score_block", wraps=draws.score_block) as drawn:
        weighed(LEADING, points(3, 1), number=51)
    models = [call.args[2] for call in drawn.call_args_list]
    assert (models.count(True), models.count(False)) == (1, 3)  # shares; shares, central weights, confidence
