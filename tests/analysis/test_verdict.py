"""The verdict, with shares made by hand: each rule and each threshold, from both sides."""

from dataclasses import replace

import pytest

from options.analysis import verdict
from options.analysis.tally import Shares
from options.analysis.verdict import Evidence, Reason, Verdict, judge, lead, nobody

MANY = 10**10  # draws, so that a standard error plays no part


def shares(*first, draws=MANY, beaten=0.0):
    """First-rank shares of two or three contenders; each beats the first in `beaten` of all draws."""
    n = len(first)
    beats = tuple(tuple(beaten if k == 0 and i > 0 else 0.5 for k in range(n)) for i in range(n))
    return Shares(draws, tuple((share,) + (0.0,) * (n - 1) for share in first), beats)


CLEAR = (shares(0.95, 0.05), shares(0.8, 0.2))
ROBUST = Evidence(("ash", "birch"), CLEAR, CLEAR, frozenset({0}), near_flip=False, missing=())


def judged(**changed):
    return judge(replace(ROBUST, **changed))


def both(stated, ordinal=CLEAR[1]):
    return {"independent": (stated, ordinal), "common": (stated, ordinal)}


def whats(found):
    return [reason.what for reason in found.reasons]


def test_a_clear_lead_everywhere_is_robust():
    assert judge(ROBUST) == Verdict("robust", "ash", 0.95, "birch", 0.05, ("ash", "birch"), True, ())


@pytest.mark.parametrize("why", ["few", "any-weights"])
def test_where_there_is_nothing_to_lead_there_is_no_verdict_and_it_says_why(why):
    assert nobody(["ash"], why) == Verdict("none", None, None, None, None, ("ash",), True, (Reason(why),))


# --- robust or leading ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "kind"), [(0.9001, "robust"), (0.8999, "leading")])
def test_robust_is_first_in_nine_of_ten_draws_under_stated_weights(share, kind):
    found = judged(**both(shares(share, 1 - share)))
    assert found.kind == kind
    assert kind == "robust" or found.reasons == (Reason("share", None, share),)


@pytest.mark.parametrize(("share", "kind"), [(0.5001, "robust"), (0.4999, "leading")])
def test_robust_is_first_in_half_of_the_draws_when_only_the_order_counts(share, kind):
    found = judged(**both(CLEAR[0], shares(share, 1 - share)))
    assert found.kind == kind
    assert kind == "robust" or found.reasons == (Reason("ordinal-share", None, share),)


def test_a_flip_near_a_stated_weight_is_not_robust():
    assert judged(near_flip=True).kind == "leading"
    assert judged(near_flip=True).reasons == (Reason("near-flip"),)


def test_a_contender_with_a_missing_score_is_not_robust():
    assert judged(missing=("birch",)).reasons == (Reason("missing-scores", "birch"),)
    assert judged(missing=("birch",)).kind == "leading"


def test_all_that_speaks_against_robust_is_told():
    found = judged(**both(shares(0.8, 0.2), shares(0.3, 0.7)), near_flip=True, missing=("birch",))
    assert whats(found) == ["share", "ordinal-share", "near-flip", "missing-scores"]


# --- too close ------------------------------------------------------------------------------------------------------


def test_a_leader_by_share_who_is_not_first_by_value_is_too_close():
    found = judged(first_by_value=frozenset({1}))
    assert (found.kind, found.leader) == ("too-close", "ash")
    assert found.reasons == (Reason("not-first-by-value", "birch"),)


def test_a_leader_who_shares_the_first_value_is_not_too_close():
    assert judged(first_by_value=frozenset({0, 1})).kind == "robust"


def test_where_nobody_has_a_value_it_is_too_close():
    found = judged(first_by_value=frozenset(), missing=("ash", "birch"))
    assert (found.kind, found.reasons) == ("too-close", (Reason("not-first-by-value", None),))


@pytest.mark.parametrize(("second", "kind"), [(0.4501, "too-close"), (0.4499, "leading")])
def test_a_runner_up_within_a_tenth_is_too_close(second, kind):
    found = judged(**both(shares(0.55, second)))
    assert found.kind == kind
    assert kind == "leading" or found.reasons == (Reason("near-runner-up", "birch", second),)


@pytest.mark.parametrize(("often", "kind"), [(0.4001, "too-close"), (0.3999, "robust")])
def test_a_contender_who_beats_the_leader_in_two_of_five_draws_is_too_close(often, kind):
    found = judged(**both(shares(0.95, 0.05, beaten=often)))
    assert found.kind == kind
    assert kind == "robust" or found.reasons == (Reason("often-beaten", "birch", often),)


def test_too_close_comes_before_fragile_and_tells_only_its_own_reasons():
    found = judged(**both(shares(0.52, 0.48, beaten=0.48)), near_flip=True)
    assert (found.kind, whats(found)) == ("too-close", ["near-runner-up", "often-beaten"])


# --- two error models -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weaker", "kind", "what"),
    [(shares(0.8, 0.2), "leading", "share"), (shares(0.52, 0.48), "too-close", "near-runner-up")],
)
def test_the_weaker_of_the_two_error_models_holds_and_they_are_said_to_differ(weaker, kind, what):
    by_common = judged(common=(weaker, CLEAR[1]))
    assert (by_common.kind, by_common.models_agree, by_common.reasons[0].common) == (kind, False, True)
    by_independent = judged(independent=(weaker, CLEAR[1]))
    assert (by_independent.kind, by_independent.models_agree) == (kind, False)
    assert [(reason.what, reason.common) for reason in by_independent.reasons] == [(what, False)]


def test_a_leader_who_is_second_under_the_common_model_is_too_close():
    found = judged(common=(shares(0.2, 0.8), CLEAR[1]))
    assert (found.kind, found.leader, found.share) == ("too-close", "ash", 0.95)


def test_reasons_of_the_same_kind_are_joined_and_those_of_both_models_told_once():
    found = judged(
        independent=(shares(0.8, 0.2), CLEAR[1]), common=(shares(0.7, 0.3), shares(0.4, 0.6)), near_flip=True
    )
    assert found.models_agree
    assert found.reasons == (
        Reason("share", None, 0.8),
        Reason("near-flip"),
        Reason("ordinal-share", None, 0.4, common=True),
    )


# --- caution --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "kind"), [(0.905, "leading"), (0.907, "robust")])
def test_within_two_standard_errors_of_nine_tenths_it_is_not_robust(share, kind):
    """Of 10,000 draws: 2 * sqrt(0.9 * 0.1 / 10,000) = 0.006."""
    assert judged(**both(shares(share, 1 - share, draws=10_000))).kind == kind


@pytest.mark.parametrize(("share", "kind"), [(0.509, "leading"), (0.511, "robust")])
def test_within_two_standard_errors_of_half_it_is_not_robust(share, kind):
    assert judged(**both(CLEAR[0], shares(share, 1 - share, draws=10_000))).kind == kind


@pytest.mark.parametrize(("second", "kind"), [(0.432, "too-close"), (0.428, "leading")])
def test_within_two_standard_errors_of_a_tenth_it_is_too_close(second, kind):
    """The standard error of the difference of two shares of the same 10,000 draws: sqrt((p + q - (p - q)^2) / n)."""
    assert (
        judged(**both(shares(0.55, second, 1 - 0.55 - second, draws=10_000)), contenders=("a", "b", "c")).kind == kind
    )


@pytest.mark.parametrize(("often", "kind"), [(0.391, "too-close"), (0.389, "robust")])
def test_within_two_standard_errors_of_two_fifths_it_is_too_close(often, kind):
    assert judged(**both(shares(0.95, 0.05, draws=10_000, beaten=often))).kind == kind


@pytest.mark.parametrize(("draws", "kind"), [(1, "too-close"), (10, "leading"), (21, "robust")])
def test_a_few_draws_that_all_agree_are_not_robust(draws, kind):
    assert judged(**both(shares(1.0, 0.0, draws=draws), shares(1.0, 0.0, draws=draws))).kind == kind


# --- who leads ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "by_value", "expected"),
    [
        ((0.2, 0.5, 0.3), {0}, (1, 2)),
        ((0.4, 0.4, 0.2), {1}, (1, 0)),
        ((0.4, 0.4, 0.2), {0, 1}, (0, 1)),
        ((0.4, 0.4, 0.2), set(), (0, 1)),
    ],
)
def test_the_largest_share_leads_and_level_ones_go_by_value_and_then_by_name(first, by_value, expected):
    assert lead(first, by_value) == expected


def test_the_thresholds_are_those_of_the_method_page():
    assert (verdict.ROBUST_SHARE, verdict.ROBUST_ORDINAL_SHARE, verdict.ROBUST_DISTANCE) == (0.9, 0.5, 0.05)
    assert (verdict.CLOSE_LEAD, verdict.CLOSE_BEATEN, verdict.CAUTION) == (0.1, 0.4, 2)
