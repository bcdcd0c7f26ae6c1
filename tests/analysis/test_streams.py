"""Streams: named, entered anywhere, and even."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis import streams

MANY = 40_000


def test_a_block_of_a_stream_is_the_same_alone_or_as_part_of_a_longer_one():
    whole = streams.uniforms(["a", "b"], 0, 100)
    parts = [streams.uniforms(["a", "b"], start, size) for start, size in ((0, 30), (30, 1), (31, 69))]
    assert np.concatenate(parts, axis=1).tolist() == whole.tolist()


def test_a_stream_does_not_depend_on_those_it_is_made_with():
    assert streams.uniforms(["x", "a"], 7, 50)[1].tolist() == streams.uniforms(["a"], 7, 50)[0].tolist()


def test_streams_of_different_names_are_unrelated():
    one, other = streams.uniforms(["a", "b"], 0, MANY)
    assert abs(np.corrcoef(one, other)[0, 1]) < 4 / MANY**0.5


def test_uniforms_are_multiples_of_2_to_the_minus_53_from_0_to_1():
    found = streams.uniforms(["a"], 0, MANY)
    assert ((found >= 0) & (found < 1)).all()
    assert (found * 2**53 == np.floor(found * 2**53)).all()


def test_uniforms_are_even():
    counts = np.histogram(streams.uniforms(["a"], 0, MANY), bins=20, range=(0, 1))[0]
    assert ((counts - MANY / 20) ** 2 / (MANY / 20)).sum() < 43.8  # chi-square, 19 degrees of freedom, 0.001


@given(st.integers(1, 8), st.integers(0, 3), st.integers(0, 50), st.integers(1, 50))
def test_weights_of_the_simplex_sum_to_1_without_error_and_are_not_negative(n, seed, start, size):
    found = streams.simplex(n, seed, start, size)
    assert found.shape == (n, size)
    assert (found >= 0).all()
    assert [sum(map(int, column)) for column in (found * 2**53).T.tolist()] == [2**53] * size


@pytest.mark.parametrize("made", [streams.simplex, streams.descending_simplex])
def test_blocks_of_weights_fit_together(made):
    whole = made(4, 5, 0, 60)
    assert np.concatenate([made(4, 5, 0, 25), made(4, 5, 25, 35)], axis=1).tolist() == whole.tolist()


@pytest.mark.parametrize("made", [streams.simplex, streams.descending_simplex])
def test_what_is_kept_cannot_be_written_to(made):
    with pytest.raises(ValueError, match="read-only"):
        made(3, 1, 0, 10)[0, 0] = 1.0


def test_the_descending_simplex_is_the_same_weights_from_large_to_small():
    found, sorted_ = streams.descending_simplex(5, 1, 0, 200), np.sort(streams.simplex(5, 1, 0, 200), axis=0)
    assert found[::-1].tolist() == sorted_.tolist()


def test_every_order_of_three_is_as_likely():
    orders = streams.shuffles(["a", "b", "c"], 0, 12_000)
    _, counts = np.unique(orders, axis=1, return_counts=True)
    assert len(counts) == 6
    assert ((counts - 2_000) ** 2 / 2_000).sum() < 20.5  # chi-square, 5 degrees of freedom, 0.001


def test_memory_for_weights_is_bounded():
    assert streams.simplex.cache_info().maxsize == streams.descending_simplex.cache_info().maxsize == 4
