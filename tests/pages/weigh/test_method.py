"""The worked example of the method page: every number is the engine's, and every step can be checked by hand."""

from dataclasses import replace
from math import isclose, sqrt

import pytest

from options.analysis.digits import rounded
from options.analysis.matrix import Cell, Matrix
from options.analysis.scores import widened
from options.analysis.value import Scale
from options.analysis.weighing import Inputs, weigh
from options.bundle.load import load
from options.bundle.reading import Reading
from options.bundle.regroup import regroup
from options.pages.weigh import inputs, selection, starts
from options.pages.weigh.conditions import gate_row
from options.pages.weigh.method import checks, drawn
from options.pages.weigh.method.page import method_page
from options.pages.weigh.roles import roles_page
from tests.conftest import SHIPPED
from tests.pages.made import archived, without


@pytest.fixture(scope="module")
def shipped():
    return Reading("us-mexico-cartels", 1, tuple(regroup(load(SHIPPED))))


@pytest.fixture(scope="module")
def page(shipped):
    return method_page(shipped)


def test_the_example_is_the_result_of_the_weigh_page(page, shipped):
    reading = shipped
    role = starts.roles(reading)[0]
    asked = selection.first(reading).with_points(role.points)
    assert page.example.weighing == inputs.weighing(reading, asked)
    assert page.example.role == role.title


def test_contributions_add_up_to_the_overall_value(page):
    assert isclose(sum(part.contribution for part in page.example.parts), page.example.weighed.value)


def test_a_contribution_is_share_times_value(page):
    for part in page.example.parts:
        assert isclose(part.contribution, 100 * part.share * part.value)


def test_a_share_is_points_over_all_points(page):
    total = sum(part.points for part in page.example.parts)
    assert all(isclose(part.share, part.points / total) for part in page.example.parts)


def test_the_two_lines_meet_where_it_says(page):
    meeting = page.example.meeting
    leader, rival = (a + meeting.at * (b - a) for a, b in (meeting.leader, meeting.rival))
    assert isclose(leader, rival)


def test_the_score_turns_the_result_by_the_gap_over_the_weight(page):
    turn = page.example.turn
    assert isclose(abs(turn.value_change), turn.gap / turn.share)


def test_the_sampling_error_is_that_of_a_share(page):
    share, n = page.example.weighed.first, page.example.weighing.inputs.draws
    assert isclose(page.example.error, sqrt(share * (1 - share) / n))


def test_widening_keeps_the_mean(page):
    widened = page.example.widened
    assert isclose(sum(widened.after) / 3, widened.mean)
    assert 1 <= widened.used <= widened.k + 1e-9


def test_the_gate_of_the_example_is_shut_and_has_a_set_that_opens_it(page, shipped):
    gate = page.example.gate
    assert gate.why.state == "blocked"
    needed = gate.sets[0]
    met = shipped.conditions_with(
        {each.slug: "met" for each in needed if each.kind == "precondition"},
        [each.slug for each in needed if each.kind == "option"],
    )
    assert gate_row(shipped, gate.option.slug, met).why.state == "open"


def test_the_centroid_is_for_as_many_criteria_as_there_are(page):
    assert page.criteria == len(page.centroid) == 9
    assert isclose(sum(page.centroid), 1)


def test_without_roles_the_example_takes_equal_shares(reading):
    page = method_page(without(reading, "exercise"))
    assert page.example.start == "equal"
    assert page.example.role is None


def test_without_criteria_there_is_no_example(reading):
    page = method_page(without(reading, "criterion"))
    assert (page.example, page.criteria, page.centroid) == (None, 0, ())


def test_without_options_there_is_no_example(reading):
    assert method_page(without(reading, "option")).example is None


def test_one_option_draws_level_with_nobody(reading):
    alone = reading
    for slug in reading.options:
        if slug != "footbridge":
            alone = archived(alone, "option", slug)
    page = method_page(alone)
    assert page.example.leader.slug == "footbridge"
    assert (page.example.meeting, page.example.turn) == (None, None)


def test_the_example_of_each_figure_is_that_of_the_weighing(page, shipped):
    found, example = page.example.weighing, page.example
    leader = next(each for each in found.options if each.option == example.leader.slug)
    place = found.inputs.matrix.criteria.index(example.central.criterion.slug)
    assert example.central.share == max(leader.central_weights) == leader.central_weights[place]
    assert example.central.confidence == leader.confidence_factor
    assert example.errors == (leader.first, leader.first_common)
    better = {each.option: each.dominated_by for each in found.options}
    assert example.dominated.by.slug in better[example.dominated.option.slug]
    across = roles_page(shipped, selection.first(shipped))
    assert (example.roles.agreement, example.roles.most) == (across.agreement, across.split[0])
    assert example.missing == 0
    assert example.digits == str(rounded(leader.expected))


def test_the_example_of_an_exchange_is_worth_what_it_says(page, shipped):
    exchange, weights = page.example.equivalence, {p.criterion.slug: p.share for p in page.example.parts}
    scale = inputs.scales(shipped)[exchange.heavier.slug]
    moved = scale.value(exchange.to) - scale.value(exchange.start)
    assert isclose(moved * weights[exchange.heavier.slug], weights[exchange.lighter.slug])


def test_without_the_leader_another_has_the_highest_value(page):
    screened, values = page.example.screened, {each.option: each.value for each in page.example.weighing.options}
    leader = values.pop(page.example.leader.slug)
    assert values[screened.first.slug] == max(values.values()) <= leader
    assert screened.left == len(values)


def test_equal_points_give_the_share_that_is_told(page, shipped):
    equal, points = page.example.equal, starts.equal(shipped)
    assert isclose(equal.share, points[equal.criterion.slug] / sum(points.values()), rel_tol=1e-3)


def test_a_missing_score_widens_the_interval_as_far_as_its_criterion_counts(page, shipped):
    lacking, leader = page.example.lacking, page.example.leader.slug
    assert page.example.missing == 0
    dropped = {(leader, lacking.criterion.slug)}
    kept = {pair: score for pair, score in shipped.assessments.items() if pair not in dropped}
    matrix = page.example.weighing.inputs.matrix
    scores = {o: {c: inputs.cell(kept[o, c]) for c in matrix.criteria if (o, c) in kept} for o in matrix.options}
    found = weigh(replace(page.example.weighing.inputs, matrix=Matrix.of(scores, inputs.scales(shipped)), draws=100))
    assert lacking.wider == next(each.interval for each in found.options if each.option == leader)
    assert lacking.wider[0] < lacking.interval[0] < lacking.interval[1] < lacking.wider[1]


def test_of_a_pair_one_or_the_other_is_ahead(page):
    pair, found = page.example.pair, page.example.weighing
    leader, rival = found.ranked.index(page.example.leader.slug), found.ranked.index(pair.rival.slug)
    assert (pair.ahead, pair.behind) == (found.pairwise[leader][rival], found.pairwise[rival][leader])
    assert isclose(pair.ahead + pair.behind, 1)


def test_the_dominating_option_is_worse_on_nothing(page):
    example, matrix = page.example.dominated, page.example.weighing.inputs.matrix
    worse, better = (matrix.best[matrix.options.index(each.slug)] for each in (example.option, example.by))
    assert all(b >= w for w, b in zip(worse, better, strict=True))
    assert example.better == sum(b > w for w, b in zip(worse, better, strict=True))
    assert example.counted == len(matrix.criteria)


def test_the_sums_of_agreement_give_its_figure(page):
    roles = page.example.roles
    m, n = roles.agreement.raters, roles.agreement.items
    assert isclose(12 * roles.spread / (m * m * (n**3 - n) - m * roles.ties), roles.agreement.w)


def test_the_gate_is_the_one_that_least_would_open(page, shipped):
    blocked = [gate_row(shipped, slug, shipped.conditions) for slug in shipped.options]
    fewest = min(len(row.sets[0]) for row in blocked if row.why.state == "blocked" and row.sets)
    assert len(page.example.gate.sets[0]) == fewest


def test_a_score_outside_its_scale_is_told_as_the_end_that_it_counts_as(shipped):
    scale, judged = Scale(0.0, 100.0), Cell(-10.0, 30.0, 60.0, "low")
    after = widened(scale, judged)
    told = drawn.stretch(shipped, next(iter(shipped.options)), next(iter(shipped.criteria.values())), judged, scale)
    assert (told.before, told.after) == ((0, 30, 60), after)
    assert isclose(told.mean, sum(after) / 3)


@pytest.mark.parametrize("draws", [10, 1_000])
@pytest.mark.parametrize("start", range(9))
def test_the_conditions_of_the_verdict_come_to_the_verdict_of_the_engine(shipped, start, draws):
    names = [name for name in starts.names(shipped) if name != starts.CLEAR]
    asked = selection.first(shipped).with_points(starts.points(shipped, names[start]))
    found = weigh(replace(inputs.inputs(shipped, asked), draws=draws))
    assert verdict_of(checks.checks(found)) == found.verdict.kind


def test_a_clear_winner_meets_every_condition():
    assert verdict_of(checks.checks(two_options(90, 10))) == "robust"


def test_two_that_are_level_meet_too_few():
    assert verdict_of(checks.checks(two_options(50, 50))) == "too-close"


def test_one_option_has_no_conditions_to_meet():
    assert checks.checks(two_options(90)) == ()


def verdict_of(table):
    failed = [check for check in table if not check.holds]
    return "too-close" if any(check.close for check in failed) else "leading" if failed else "robust"


def two_options(*scores):
    """Options scored alike on two criteria, with a little room around."""
    rows = {f"o{k}": {c: Cell(score - 5, score, score + 5) for c in ("a", "b")} for k, score in enumerate(scores)}
    scales = {c: Scale(0.0, 100.0) for c in ("a", "b")}
    needs = dict.fromkeys(rows, "none")
    return weigh(Inputs(Matrix.of(rows, scales), {"a": 60, "b": 40}, seed=1, draws=1_000, needs=needs))


def test_a_very_large_table_is_given_the_draws_that_its_steps_pay_for(page):
    options, criteria, made = page.large
    assert replace(page, size=(options, criteria)).budget == made


def test_this_dossier_is_given_the_usual_draws(page):
    assert page.budget > page.affordable == page.engine["DEFAULT_DRAWS"] == page.example.weighing.inputs.draws
