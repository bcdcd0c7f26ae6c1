"""What must hold whatever the texts are."""

import random

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from options.analysis.anchoring.canonical import canonical
from options.analysis.anchoring.likeness import FLOOR, Quote
from options.analysis.anchoring.reanchoring import reanchored, reanchored_field
from options.analysis.anchoring.selectors import Selector
from options.analysis.anchoring.texts import Text, letters, places
from options.analysis.anchoring.verdicts import ATTACHED, FOR_A_PERSON, VERBATIM
from tests.analysis.anchoring.strategies import ANYTHING, edited_outside, noted, prose


def one(old, new, selector):
    [found] = reanchored(old, new, [selector])
    return found


@given(noted())
def test_in_an_unchanged_text_a_passage_is_the_same(case):
    text, selector = case
    found = one(text, text, selector)
    assert (found.verdict, found.start, found.end, found.score) == ("same", selector.start, selector.end, 1)


@st.composite
def one_edit(draw):
    text, selector = draw(noted())
    return text, selector, *draw(edited_outside(text, selector))


@given(one_edit())
def test_what_is_put_in_or_taken_out_elsewhere_moves_a_passage_at_most_along(case):
    old, selector, new, start, end = case
    assume(canonical(new) == new and Text(new).edge(start) and Text(new).edge(end))
    assume(old.count(selector.exact) == new.count(selector.exact) == 1)
    found = one(old, new, selector)
    assert (found.verdict, found.start) == ("same" if start == selector.start else "shifted", start)
    assert new[found.start : found.end] == selector.exact


@st.composite
def told_apart(draw):
    """(text, selector) of a passage long enough to be told from others, that occurs once."""
    before, inner, more, after = (draw(prose(0, 12)) for _ in range(4))
    passage = f"{inner}zebras and quaggas graze{more}"
    text = before + passage + after
    assume(canonical(text) == text)
    selector = Selector.of(text, len(before), len(before) + len(passage))
    assume(letters(selector.exact) >= 16 and text.count(selector.exact) == 1)
    return text, selector


@st.composite
def many_edits(draw):
    text, selector = draw(told_apart())
    return text, selector, *draw(edited_outside(text, selector, times=8))


@given(many_edits())
def test_a_unique_exact_passage_is_never_lost(case):
    old, selector, new, start, end = case
    assume(Text(new).edge(start) and Text(new).edge(end))
    found = one(old, new, selector)
    assert (found.verdict in VERBATIM, found.start, found.end) == (True, start, end)


@given(told_apart(), ANYTHING, ANYTHING)
def test_nor_when_nothing_else_of_its_text_is_left(case, before, after):
    old, selector = case
    new, at = before + selector.exact + after, len(before)
    assume(Text(new).edge(at) and Text(new).edge(at + len(selector.exact)))
    found = one(old, new, selector)
    assert (found.verdict in VERBATIM, found.start) == (True, at)


@given(noted(ANYTHING), ANYTHING)
def test_every_answer_is_sound(case, new):
    old, selector = case
    found = one(old, new, selector)
    text = Text(new)
    spans = [(place.start, place.end, place.score) for place in found.candidates]
    if found.verdict in ATTACHED:
        spans.append((found.start, found.end, found.score))
        assert not found.candidates
    else:
        assert (found.start, found.end) == (None, None)
        assert found.verdict in FOR_A_PERSON
    for start, end, score in spans:
        assert 0 <= start < end <= len(new)
        assert text.edge(start)
        assert text.edge(end)
        assert score >= FLOOR
        exact = new[start:end] == selector.exact
        assert score == (1.0 if exact else pytest.approx(Quote(selector.exact).likeness(text, start, end)))
    if found.verdict in VERBATIM:
        assert new[found.start : found.end] == selector.exact
        assert (found.verdict == "same") == (found.start == selector.start)
    if found.verdict == "edited":
        assert new[found.start : found.end] != selector.exact
    if found.verdict == "ambiguous":
        assert len(places(text, selector.exact, 2)) == 2
    if found.verdict == "orphan":
        assert found.score < FLOOR


@given(noted(), prose())
def test_a_wording_that_stood_elsewhere_is_taken_for_an_edit_only_if_it_is_short(case, new):
    old, selector = case
    found = one(old, new, selector)
    if found.verdict == "edited":
        wording = new[found.start : found.end]
        elsewhere = wording in old[: selector.start] or wording in old[selector.end :]
        assert not elsewhere or letters(wording) < 16


@given(prose(2), ANYTHING, st.integers(0, 1000))
def test_the_same_question_has_the_same_answer_alone_and_among_others(old, new, seed):
    assume(old.strip())
    chosen = random.Random(seed)
    spans = [sorted(chosen.sample(range(len(old) + 1), 2)) for _ in range(5)]
    selectors = [Selector.of(old, *span) for span in spans if old[slice(*span)].strip()]
    together = reanchored(old, new, selectors)
    assert together == tuple(one(old, new, each) for each in selectors)
    assert together[::-1] == reanchored(old, new, selectors[::-1])


@given(ANYTHING, st.none() | ANYTHING)
@example("", "")
def test_a_note_on_a_field_stays_with_the_field(old, new):
    found = reanchored_field(old, new)
    assert (found.start, found.end, found.candidates) == (None, None, ())
    assert found.verdict == ("field-gone" if new is None else "same" if old == new else "edited")
    assert 0 <= found.score <= 1
