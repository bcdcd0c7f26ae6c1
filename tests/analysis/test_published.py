"""Published examples and closed forms, with the numbers that their authors print."""

import math
from itertools import product

import numpy as np
import pytest

from options.analysis import streams
from options.analysis.agreement import concordance, mid_ranks
from options.analysis.dominance import dominated_by
from options.analysis.draws import score_block, weight_block
from options.analysis.gates import Conditions, Group, Leaf, gate
from options.analysis.matrix import Matrix
from options.analysis.robustness import central_weights, shares
from options.analysis.sensitivity import Field
from options.analysis.tally import Shares
from options.analysis.value import Scale
from options.analysis.weighing import Inputs, weigh
from options.analysis.weights import normalised, rank_order_centroid
from tests.analysis.problems import PERCENT, sure, table

# Goodwin and Wright, "Decision Analysis for Management Judgment", chapter 3: seven offices, an owner and his weights.
WEIGHTS = {"customers": 32, "visibility": 26, "image": 23, "size": 10, "comfort": 6, "parking": 3}
SWINGS = {"customers": 100, "visibility": 80, "image": 70, "size": 30, "comfort": 20, "parking": 10}
OFFICES = {
    "addison-square": (100, 60, 100, 75, 0, 90),
    "bilton-village": (20, 80, 10, 30, 100, 30),
    "carlisle-walk": (80, 70, 0, 0, 10, 100),
    "denver-street": (70, 50, 30, 55, 30, 90),
    "elton-street": (40, 60, 90, 100, 60, 70),
    "filton-village": (0, 0, 70, 0, 80, 0),
    "gorton-square": (60, 100, 20, 50, 50, 80),
}
BENEFITS = (80.8, 39.4, 47.4, 52.3, 64.8, 20.9, 60.2)


def offices():
    rows = {name: dict(zip(WEIGHTS, map(sure, row), strict=True)) for name, row in OFFICES.items()}
    return Matrix.of(rows, dict.fromkeys(WEIGHTS, PERCENT))


def test_aggregate_benefits_of_the_offices():
    """Table 3.2: Addison Square has the highest value for benefits and Filton Village the lowest."""
    found = weigh(Inputs(offices(), WEIGHTS, 1, draws=1))
    assert [option.value for option in found.options] == pytest.approx(BENEFITS)
    assert [option.rank for option in found.options] == [1, 6, 5, 4, 2, 7, 3]


def test_swing_weights_of_the_offices():
    """Figure 3.5 and the table of normalised weights after it: whole hundredths that sum to 100."""
    found = [100 * weight for weight in normalised(tuple(map(float, SWINGS.values())))]
    assert found == pytest.approx(list(WEIGHTS.values()), abs=0.5)


def by_branch():
    """The offices on the two branches of the value tree: turnover (three attributes) and working conditions (three)."""
    swings = list(SWINGS.values())
    return table(
        {
            name: tuple(
                sum(s * v for s, v in zip(swings[part], row[part], strict=True)) / sum(swings[part])
                for part in (slice(3), slice(3, 6))
            )
            for name, row in OFFICES.items()
        }
    )


def test_elton_street_is_best_as_long_as_turnover_weighs_less_than_52():
    """Figure 3.7: Elton Street is worth 81.7 at weight 0 and 60.4 at 100; above 52.1 Addison Square is best; no weight
    makes any other office best; Gorton Square is always above Carlisle Walk. Turnover weighs 81."""
    matrix = by_branch()
    weight = 250 / 310
    line = Field(matrix, (weight, 1 - weight), range(7), 0).lines()[0]
    elton, carlisle, gorton = (
        matrix.options.index(name) for name in ("elton-street", "carlisle-walk", "gorton-square")
    )
    assert (line.at_zero[elton], line.at_one[elton]) == pytest.approx((81.7, 60.4), abs=0.05)
    assert (line.stays_first_from, line.stays_first_to) == (pytest.approx(0.521, abs=0.0005), 1)
    assert line.crossings[-1].overtaken_by == "elton-street"
    assert line.at_zero[gorton] > line.at_zero[carlisle]
    assert line.at_one[gorton] > line.at_one[carlisle]


@pytest.mark.parametrize(
    "weights",
    [
        (0.75, 0.25),
        (0.6111, 0.2778, 0.1111),
        (0.5208, 0.2708, 0.1458, 0.0625),
        (0.4567, 0.2567, 0.1567, 0.0900, 0.0400),
        (0.4083, 0.2417, 0.1583, 0.1028, 0.0611, 0.0278),
        (0.3704, 0.2276, 0.1561, 0.1085, 0.0728, 0.0442, 0.0204),
        (0.3397, 0.2147, 0.1522, 0.1106, 0.0793, 0.0543, 0.0335, 0.0156),
        (0.3143, 0.2032, 0.1477, 0.1106, 0.0828, 0.0606, 0.0421, 0.0262, 0.0123),
        (0.2929, 0.1929, 0.1429, 0.1096, 0.0846, 0.0646, 0.0479, 0.0336, 0.0211, 0.0100),
    ],
    ids=len,
)
def test_rank_order_centroid_weights(weights):
    """Edwards and Barron, "SMARTS and SMARTER", Organizational Behavior and Human Decision Processes 60 (1994), table
    of ROC weights; Barron and Barrett, Management Science 42 (1996)."""
    points = tuple(float(len(weights) - k) for k in range(len(weights)))
    assert rank_order_centroid(points) == pytest.approx(weights, abs=6e-5)


def test_three_rankings_of_ten_things_with_ties():
    """Kendall, "Rank Correlation Methods" (1948), retold by Siegel, "Nonparametric Statistics" (1956), chapter 9: the
    sums of ranks deviate by s = 591; W = 0.828 when corrected for ties."""
    rankings = [
        (1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10),
        (2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5),
        (2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10),
    ]
    assert sum((sum(column) - 16.5) ** 2 for column in zip(*rankings, strict=True)) == 591
    assert [mid_ranks([-rank for rank in ranking]) for ranking in rankings] == rankings
    found = concordance(rankings)
    assert found.w == pytest.approx(0.828, abs=0.0005)
    assert (found.chi_square, found.df) == (pytest.approx(3 * 9 * 0.828, abs=0.02), 9)


def test_three_executives_rank_six_applicants():
    """Siegel, "Nonparametric Statistics" (1956), chapter 9: W = 0.16."""
    found = concordance([(1, 6, 3, 2, 5, 4), (1, 5, 6, 4, 2, 3), (6, 3, 2, 5, 4, 1)])
    assert found.w == pytest.approx(0.16, abs=0.005)


def test_three_raters_judge_the_anxiety_of_twenty():
    """Gamer and others, R package irr, `kendall(anxiety, TRUE)`: Wt = 0.54, chi-square(19) = 30.8."""
    ratings = [
        (3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3),
        (3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4),
        (2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2),
    ]
    found = concordance([mid_ranks(each) for each in ratings])
    assert (found.w, found.chi_square) == (pytest.approx(0.54, abs=0.005), pytest.approx(30.8, abs=0.05))
    assert found.df == 19


def test_the_change_of_a_weight_that_reverses_two_alternatives():
    """Triantaphyllou and Sanchez, Decision Sciences 28 (1997): an example of four alternatives and four criteria with
    the final preferences 0.3162, 0.2768, 0.2621, 0.1449. By their theorem on the weighted sum model a weight W must
    fall by d = (P2 - P1) / (a2 - a1), where d <= W; weights are then made to sum to 1 again, so that it is
    (W - d) / (1 - d) of all."""
    weights = (0.3277, 0.3058, 0.2876, 0.0790)
    rows = (
        (0.3088, 0.2897, 0.3867, 0.1922),
        (0.2163, 0.3458, 0.1755, 0.6288),
        (0.4509, 0.2473, 0.1194, 0.0575),
        (0.0240, 0.1172, 0.3184, 0.1215),
    )
    exact = normalised(weights)  # they sum to 1.0001
    preferences = [sum(w * a for w, a in zip(weights, row, strict=True)) for row in rows]
    assert preferences == pytest.approx([0.3162, 0.2768, 0.2621, 0.1449], abs=2e-4)
    matrix = table({f"a{i}": row for i, row in enumerate(rows, 1)}, [Scale(0, 1)] * 4)
    lines = Field(matrix, exact, range(4), 0).lines()
    for k, other in product(range(4), range(1, 4)):
        gap = sum(w * (b - a) for w, a, b in zip(exact, rows[0], rows[other], strict=True))
        change = gap / (rows[other][k] - rows[0][k])
        told = [crossing.at for crossing in lines[k].crossings if crossing.overtaken_by == f"a{other + 1}"]
        feasible = change <= exact[k]
        assert told == ([pytest.approx((exact[k] - change) / (1 - change))] if feasible else [])


def test_dominance_among_five_jobs():
    """Hammond, Keeney and Raiffa, "Even Swaps", Harvard Business Review (March 1998): job B dominates job E; job A is
    better than job D but for a day of vacation, so that D is dominated in practice only. Words are ranked as there."""
    flexibility = {"high": 4, "moderate": 3, "low": 2, "none": 1}
    jobs = {
        "a": (2000, flexibility["moderate"], 2, 14, 5, 3),
        "b": (2400, flexibility["low"], 5, 12, 4, 2),
        "c": (1800, flexibility["high"], 3, 10, 1, 2),
        "d": (1900, flexibility["moderate"], 1, 15, 2, 3),
        "e": (2200, flexibility["none"], 4, 12, 4, 1),
    }
    names = ("salary", "flexibility", "skills", "vacation", "benefits", "enjoyment")
    scales = dict(zip(names, (Scale(0, top) for top in (3000, 5, 5, 20, 5, 5)), strict=True))
    rows = {job: dict(zip(names, map(sure, row), strict=True)) for job, row in jobs.items()}
    assert dominated_by(Matrix.of(rows, scales), ()) == ((), (), (), (), ("b",))
    without = {job: {name: cell for name, cell in row.items() if name != "vacation"} for job, row in rows.items()}
    left = {name: scale for name, scale in scales.items() if name != "vacation"}
    assert dominated_by(Matrix.of(without, left), ())[3] == ("a",)


KLEENE = {"t": "met", "u": "unknown", "f": "unmet"}
STATE = {"t": "open", "u": "undetermined", "f": "blocked"}


@pytest.mark.parametrize(
    ("how", "rows"), [("all", {"t": "tuf", "u": "uuf", "f": "fff"}), ("any", {"t": "ttt", "u": "tuu", "f": "tuf"})]
)
def test_strong_tables_of_three_valued_logic(how, rows):
    """Kleene, "On notation for ordinal numbers", Journal of Symbolic Logic 3 (1938); "Introduction to Metamathematics"
    (1952), section 64: conjunction and disjunction of t, u, f."""
    need = Group(how, (Leaf("precondition", "q"), Leaf("precondition", "r")))
    for q, row in rows.items():
        for r, expected in zip("tuf", row, strict=True):
            assert gate(need, Conditions({"q": KLEENE[q], "r": KLEENE[r]}, {})).state == STATE[expected]


# --- distributions --------------------------------------------------------------------------------------------------

MANY = 40_000


def test_the_generator_is_pcg64():
    """O'Neill, PCG (2014), the reference implementation's expected output of pcg64 seeded with 42 and stream 54."""
    mask, multiplier, step = 2**128 - 1, 0x2360ED051FC65DA44385DF649FCCF645, (54 << 1) | 1
    state = ((step + 42) * multiplier + step) & mask
    source = np.random.PCG64(0)
    source.state = {
        "bit_generator": "PCG64", "state": {"state": state, "inc": step}, "has_uint32": 0, "uinteger": 0,
    }  # fmt: skip
    assert [f"{each:016x}" for each in source.random_raw(6).tolist()] == [
        "86b1da1d72062b68",
        "1304aa46c9853d39",
        "a3670e9e0dd50358",
        "f9090e529a7dae00",
        "c85b9fd837996f2c",
        "606121f8e3919196",
    ]


@pytest.mark.parametrize("ends", [(0, 30, 100), (20, 20, 80), (10, 60, 60), (0, 50, 100)])
def test_mean_and_variance_of_a_triangular_distribution(ends):
    """Johnson, "The triangular distribution as a proxy for the beta distribution", The Statistician 46 (1997): mean
    (a + b + c) / 3, variance (a^2 + b^2 + c^2 - ab - ac - bc) / 18."""
    a, b, c = ends
    drawn = 100 * score_block(table({"x": (ends,)}), 1, False, 0, MANY)[0, 0]
    variance = (a * a + b * b + c * c - a * b - a * c - b * c) / 18
    assert drawn.mean() == pytest.approx((a + b + c) / 3, abs=4 * math.sqrt(variance / MANY))
    assert drawn.var() == pytest.approx(variance, rel=0.03)
    assert 100 * PERCENT.mean_value(a, b, c) == pytest.approx((a + b + c) / 3)


@pytest.mark.parametrize("n", [2, 3, 5, 9])
def test_mean_and_variance_of_even_weights(n):
    """Spacings of n - 1 uniforms (Devroye, "Non-Uniform Random Variate Generation" (1986), chapter V) have the mean
    1 / n and the variance (n - 1) / (n^2 (n + 1))."""
    found = streams.simplex(n, 1, 0, MANY)
    variance = (n - 1) / (n * n * (n + 1))
    assert found.mean(axis=1) == pytest.approx(np.full(n, 1 / n), abs=4 * math.sqrt(variance / MANY))
    assert found.var(axis=1) == pytest.approx(np.full(n, variance), rel=0.05)


@pytest.mark.parametrize("n", [2, 4, 9])
def test_ordered_weights_have_the_centroid_as_their_mean(n):
    """Barron and Barrett (1996): centroid weights are the mean of all weights that keep the order."""
    points = tuple(float(n - k) for k in range(n))
    found = weight_block(points, "ordinal", 1, 0, MANY).mean(axis=1)
    assert found == pytest.approx(np.array(rank_order_centroid(points)), abs=0.004)


def test_central_weights_of_options_that_are_best_on_one_criterion_each():
    """Lahdelma, Hokkanen and Salminen, "SMAA", European Journal of Operational Research 106 (1998): acceptability is
    a share of the volume of weights, a central weight vector its centre of gravity. Three options, each best on one of
    three criteria and worst on the others, take a third each, where their own weight is the largest: there the mean
    weights are 11/18, 7/36, 7/36."""
    matrix = table({"ash": (100, 0, 0), "birch": (0, 100, 0), "cedar": (0, 0, 100)})
    found = shares(matrix, (1.0,) * 3, "any", common=False, seed=1, number=MANY, among=[(0, 1, 2)])[0]
    assert found.first == pytest.approx((1 / 3,) * 3, abs=0.01)
    for i, weights in enumerate(central_weights(matrix, 1, MANY, (0, 1, 2))):
        assert weights == pytest.approx([11 / 18 if k == i else 7 / 36 for k in range(3)], abs=0.006)


def test_9604_draws_tell_a_share_to_a_hundredth():
    """Tervonen and Lahdelma, "Implementing stochastic multicriteria acceptability analysis", European Journal of
    Operational Research 178 (2007): 9,604 draws for an error of 0.01 with 95 % confidence."""
    assert 1.96 * Shares(9_604, (), ()).standard_error(0.5) == pytest.approx(0.01)
