"""Sentences to choose from: where they stand, and what is no end of one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.pages.annotations.sentences import MOST, sentences


def found(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three! Four…", ["One.", "Two?", "Three!", "Four…"]),
        ("He said “no.” Then he left.", ["He said “no.”", "Then he left."]),
        ("The U.S. Army came. Dr. No saw J. Bond, e.g. at 3.5 km.", ["The U.S. Army came.",
                                                                   "Dr. No saw J. Bond, e.g. at 3.5 km."]),
        ("Millers v. Harrow was decided. See Art. 5.", ["Millers v. Harrow was decided.", "See Art. 5."]),
        ("a line\nanother line\n\nthe last", ["a line", "another line", "the last"]),
        ("lower case after. a stop stays one", ["lower case after. a stop stays one"]),
        ("  spaces around.  Two.  ", ["spaces around.", "Two."]),
        ("¿Qué? «Nada.» Élan.", ["¿Qué?", "«Nada.»", "Élan."]),
        ("", []),
        (" \n ", []),
    ],
)  # fmt: skip
def test_sentences(text, expected):
    assert found(text) == expected


def test_a_very_long_text_offers_its_first_sentences():
    assert len(sentences("One two. " * (MOST + 50))) == MOST


@given(st.text(alphabet="Ab. ?!\n“”", max_size=80))
def test_together_they_hold_every_letter_once_and_in_order(text):
    places = sentences(text)
    assert "".join("".join(text[start:end].split()) for start, end in places) == "".join(text.split())
    assert all(end <= after for (_, end), (after, _) in pairwise(places))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in places)
