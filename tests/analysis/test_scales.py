"""The lists that judgements are made on."""

from itertools import pairwise
from typing import get_args

from options.analysis import scales
from options.bundle import schema


def test_likelihood_terms_are_those_of_icd_203_without_a_gap():
    ranges = list(scales.LIKELIHOOD.values())
    assert (ranges[0][0], ranges[-1][1]) == (1, 99)
    assert all(low[1] == high[0] for low, high in pairwise(ranges))


def test_the_file_format_and_the_engine_have_the_same_words():
    assert get_args(schema.Likelihood) == tuple(scales.LIKELIHOOD)
    assert set(get_args(schema.Status)) == set(scales.STATUS)
    assert set(get_args(schema.LegalState)) == set(scales.LEGAL_STATE)
    assert set(get_args(schema.Posture)) == set(scales.POSTURE)
    assert set(get_args(schema.ForceLevel)) == set(scales.FORCE)
    assert set(get_args(schema.Basis)) == set(scales.BASIS)
    assert set(get_args(schema.ReadDegree)) == set(scales.READ)


def test_a_register_goes_by_severity_and_then_by_likelihood():
    judged = [(3, "almost certain"), (5, "unlikely"), (5, "likely")]
    assert sorted(judged, key=lambda each: scales.register_key(*each)) == [
        (5, "likely"),
        (5, "unlikely"),
        (3, "almost certain"),
    ]


def test_least_settled_of_none_is_none():
    assert scales.least_settled([]) is None
    assert scales.least_settled(["settled", "contested", "leaning"]) == "contested"
