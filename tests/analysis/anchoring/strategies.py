"""Texts that are hard on an engine that follows passages, and notes and edits on them."""

from hypothesis import strategies as st

from options.analysis.anchoring.canonical import canonical
from options.analysis.anchoring.selectors import Refused, Selector

# Few words, so that texts repeat themselves; several scripts, clusters of several code points, marks, white space.
WORDS = (
    "the", "The", "cartel", "war", "wars", "a", "1,204", "1,205", "Mexico's", "consent.", "So", "be", "it.", "*x*",
    "👩‍🔬", "👩",
    "🇲🇽", "🇺🇸", "👍🏽", "é", "x̣̂", "שָׁלוֹם", "سيادة", "می‌خواهم", "参议院", "同意。", "วุฒิสภา", "Straße", "İ", "ﬃ", "हिन्दी",
)  # fmt: skip
SPACES = (" ", " ", " ", "\n", "  ", "\n\n", "", "\u00a0")


def joined(parts):
    return canonical("".join(word + space for word, space in parts))


def prose(least=1, most=40):
    parts = st.tuples(st.sampled_from(WORDS), st.sampled_from(SPACES))
    return st.lists(parts, min_size=least, max_size=most).map(joined)


# Anything that a text field may hold, and things that it may not: lone surrogates and control characters.
ANYTHING = st.one_of(prose(), st.text("ab ", max_size=60), st.text(max_size=60), st.text(st.characters(), max_size=60))


@st.composite
def ranges(draw, text):
    """(start, end) of something that can be marked."""
    start = draw(st.integers(0, len(text) - 1))
    return start, draw(st.integers(start + 1, len(text)))


@st.composite
def noted(draw, texts=None):
    """(text, selector)"""
    text = draw((prose() if texts is None else texts).filter(lambda each: each.strip()))
    span = draw(ranges(text))
    try:
        return text, Selector.of(text, *span)
    except Refused:
        start = next(at for at, character in enumerate(text) if not character.isspace())
        return text, Selector.of(text, start, start + 1)


@st.composite
def edited_outside(draw, text, selector, times=1):
    """A text that something was put into or taken from, never within the quote; and where the quote is in it."""
    start, end = selector.start, selector.end
    for _ in range(times):
        before = draw(st.booleans())
        low, high = (0, start) if before else (end, len(text))
        i = draw(st.integers(low, high))
        j = draw(st.integers(i, high)) if draw(st.booleans()) else i
        put = "" if j > i and draw(st.booleans()) else draw(prose(0, 6))
        text = text[:i] + put + text[j:]
        if before:
            start, end = start + len(put) - (j - i), end + len(put) - (j - i)
    return text, start, end
