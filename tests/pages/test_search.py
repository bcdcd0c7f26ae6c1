"""Passages and their marks."""

from hypothesis import given
from hypothesis import strategies as st

from options.pages.search import AROUND, cut, pieces

WORDS = st.lists(st.text(alphabet="abc ", min_size=1, max_size=9), max_size=60).map(" ".join)


def ranges(text):
    return [(i, i + 1) for i, c in enumerate(text) if c == "a"]


@given(WORDS)
def test_pieces_joined_are_the_text_and_marks_are_the_ranges(text):
    made = pieces(text, ranges(text))
    assert "".join(piece.text for piece in made) == text
    assert [piece.text for piece in made if piece.found] == ["a"] * text.count("a")


@given(WORDS)
def test_a_cut_passage_holds_the_first_range_and_is_short(text):
    made = cut(text, ranges(text))
    assert bool(made) == ("a" in text)
    assert sum(len(piece.text) for piece in made) <= AROUND + 4
    assert any(piece.found for piece in made) == ("a" in text)
