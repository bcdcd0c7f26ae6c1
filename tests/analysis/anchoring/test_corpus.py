"""Every case of the corpus, forwards."""

from collections import Counter

import pytest

from options.analysis.anchoring.likeness import FLOOR
from options.analysis.anchoring.reanchoring import reanchored
from options.analysis.anchoring.verdicts import ATTACHED, VERBATIM, VERDICTS
from tests.analysis.anchoring.corpus import CASES
from tests.analysis.anchoring.marked import noted, read


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_note_stands_where_a_curator_wants_it(case):
    before, selector = noted(case.before)
    after, wanted = (None, []) if case.after is None else read(case.after)
    [found] = reanchored(before, after, [selector])
    spans = [(found.start, found.end)] if found.verdict in ATTACHED else [(c.start, c.end) for c in found.candidates]
    told = [after[start:end] for start, end in spans] if after else []
    assert (found.verdict, sorted(spans)) == (case.verdict, wanted), (case.why, told, found.score)
    if found.verdict in VERBATIM:
        assert (after[found.start : found.end], found.score) == (selector.exact, 1)
    if found.verdict == "edited":
        assert FLOOR <= found.score < 1 or after[found.start : found.end].casefold() == selector.exact.casefold()
    if found.verdict == "orphan":
        assert found.score < FLOOR


def test_the_corpus_is_large_and_every_verdict_is_in_it():
    counts = Counter(case.verdict for case in CASES)
    assert sum(counts.values()) >= 100
    assert set(counts) == set(VERDICTS)
    assert len({case.name for case in CASES}) == len(CASES)


def test_every_case_gives_its_reason():
    assert all(case.why for case in CASES)
