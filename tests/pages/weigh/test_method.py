"""The worked example of the method page: every number is the engine's, and every step can be checked by hand."""

from math import isclose, sqrt

import pytest

from options.analysis import verdict
from options.bundle.load import load
from options.bundle.reading import Reading
from options.bundle.regroup import regroup
from options.pages.weigh import inputs, selection, starts
from options.pages.weigh.conditions import gate_row
from options.pages.weigh.method import method_page, thresholds
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


def test_thresholds_are_those_of_the_engine():
    assert thresholds() == {name: getattr(verdict, name) for name in thresholds()}
    assert thresholds()["ROBUST_SHARE"] == 0.9


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
    assert example.dominated[1].slug in better[example.dominated[0].slug]
    across = roles_page(shipped, selection.first(shipped))
    assert (example.roles.agreement, example.roles.most) == (across.agreement, across.split[0])
    assert example.missing == 0


def test_the_example_of_an_exchange_is_worth_what_it_says(page, shipped):
    exchange, weights = page.example.equivalence, {p.criterion.slug: p.share for p in page.example.parts}
    scale = inputs.scales(shipped)[exchange.heavier.slug]
    moved = scale.value(exchange.to) - scale.value(exchange.start)
    assert isclose(moved * weights[exchange.heavier.slug], weights[exchange.lighter.slug])
