"""Counts of ranks and wins, against one draw at a time."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.tally import Shares, Tally


def counted(*blocks):
    tally = Tally(len(blocks[0]))
    for block in blocks:
        tally.add(np.array(block, dtype=float))
    return tally.shares()


@st.composite
def totals(draw, options=None, ties=True):
    n, size = options or draw(st.integers(1, 5)), draw(st.integers(1, 8))
    numbers = st.integers(0, 3 if ties else 10**6)
    columns = [draw(st.lists(numbers, min_size=n, max_size=n, unique=not ties)) for _ in range(size)]
    return [list(row) for row in zip(*columns, strict=True)]


def slowly(block):
    """Rank acceptability and wins in fractions, draw by draw."""
    n, size = len(block), len(block[0])
    ranks = [[Fraction(0)] * n for _ in range(n)]
    wins = [[Fraction(0)] * n for _ in range(n)]
    for draw in zip(*block, strict=True):
        for i in range(n):
            above, level = sum(v > draw[i] for v in draw), draw.count(draw[i])
            for rank in range(above, above + level):
                ranks[i][rank] += Fraction(1, level * size)
            for k in range(n):
                wins[i][k] += Fraction(1 + (draw[i] > draw[k]) - (draw[i] < draw[k]), 2 * size)
    return ranks, wins


def floats(rows):
    return tuple(tuple(map(float, row)) for row in rows)


def test_every_rank_and_every_win_is_counted():
    found = counted([[3, 3, 1], [2, 1, 2], [1, 2, 3]])
    assert found.acceptability == ((2 / 3, 0, 1 / 3), (0, 2 / 3, 1 / 3), (1 / 3, 1 / 3, 1 / 3))
    assert found.beats == ((0.5, 2 / 3, 2 / 3), (1 / 3, 0.5, 1 / 3), (1 / 3, 2 / 3, 0.5))
    assert found.first == (2 / 3, 0, 1 / 3)


def test_a_tie_counts_in_equal_parts_for_each_of_its_ranks():
    assert counted([[1], [1], [0]]).acceptability == ((0.5, 0.5, 0), (0.5, 0.5, 0), (0, 0, 1))


def test_a_tie_is_half_a_win():
    assert counted([[1, 1], [1, 0]]).beats[0][1] == 0.75


@given(totals())
def test_shares_are_those_counted_one_draw_at_a_time(block):
    ranks, wins = slowly(block)
    found = counted(block)
    assert found.beats == floats(wins)
    for row, expected in zip(found.acceptability, ranks, strict=True):
        assert row == pytest.approx(tuple(map(float, expected)), abs=1e-15)


@given(totals(ties=False))
def test_without_ties_shares_are_exact(block):
    assert counted(block).acceptability == floats(slowly(block)[0])


@given(totals())
def test_rows_and_columns_sum_to_1(block):
    table = np.array(counted(block).acceptability)
    assert table.sum(axis=0).tolist() == pytest.approx([1] * len(block))
    assert table.sum(axis=1).tolist() == pytest.approx([1] * len(block))


@given(totals())
def test_of_a_pair_both_shares_of_wins_sum_to_1(block):
    beats = np.array(counted(block).beats)
    assert (beats + beats.T).tolist() == np.ones_like(beats).tolist()


@given(st.integers(1, 4).flatmap(lambda n: st.lists(totals(options=n), min_size=2, max_size=3)))
def test_blocks_add_up(blocks):
    whole = [[value for block in blocks for value in block[i]] for i in range(len(blocks[0]))]
    assert counted(*blocks) == counted(whole)


@pytest.mark.parametrize("options", [255, 256, 300])
@pytest.mark.parametrize("level", [False, True])
def test_hundreds_of_options_are_counted(options, level):
    found = counted([[0 if level else i] for i in range(options)])
    expected = [1 / options] * options if level else [float(i == options - 1) for i in range(options)]
    assert list(found.first) == pytest.approx(expected)


def test_no_options_no_shares():
    assert counted(np.zeros((0, 5))).acceptability == ()


@pytest.mark.parametrize(("share", "error"), [(0.5, 0.05), (0.9, 0.03), (0.0, 0.0), (1.0, 0.0)])
def test_the_standard_error_of_a_share_of_a_hundred_draws(share, error):
    assert Shares(100, (), ()).standard_error(share) == pytest.approx(error)


def test_a_share_above_1_by_rounding_has_no_error():
    assert Shares(100, (), ()).standard_error(1 + 1e-16) == 0
