"""The form of text that offsets count in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.anchoring.canonical import canonical
from options.bundle.text import canonical_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("cafe\u0301", "caf\u00e9"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("ze\u200bro\u2060wi\ufeffdth", "zerowidth"),
        ("con\u00adsent", "consent"),
        ("e\u200b\u0301", "\u00e9"),  # taken out first, then composed
        ("👩\u200d🔬 می\u200cخواهم", "👩\u200d🔬 می\u200cخواهم"),
        ("  outer \n", "  outer \n"),
        ("tab\there", "tab\there"),
    ],
)
def test_what_is_kept_of_a_text(typed, kept):
    assert canonical(typed) == kept


@pytest.mark.parametrize("bad", ["\x00", "\x08", "\x0b", "\x0c", "\x1f", "\x7f", *map(chr, (0xD800, 0xDFFF))])
def test_what_cannot_be_stored_is_refused_with_its_place(bad):
    with pytest.raises(ValueError, match=f"U\\+{ord(bad):04X} at position 2"):
        canonical("ab" + bad)


@given(st.text(), st.data())
def test_a_part_of_a_canonical_text_is_canonical(text, data):
    try:
        kept = canonical(text)
    except ValueError:
        return
    start = data.draw(st.integers(0, len(kept)))
    end = data.draw(st.integers(start, len(kept)))
    assert canonical(kept[start:end]) == kept[start:end]


def test_a_field_is_stored_without_outer_white_space():
    assert canonical_text("\r\n cafe\u0301 \u200b") == "caf\u00e9"
