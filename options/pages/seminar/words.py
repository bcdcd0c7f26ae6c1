"""The three words that let a seat in again: 33 bits, easy to read from one screen and to type into another."""

import re
from collections.abc import Sequence
from typing import Final
from unicodedata import normalize

from options.pages.seminar.wordlist import WORDS

COUNT: Final = 3
LONGEST: Final = 200  # of what is looked at: three words of seven letters, whatever stands between them
_BETWEEN: Final = re.compile(r"[\s\-\u2010-\u2015,.;_/+]+")


def spoken(numbers: Sequence[int]) -> str:
    """The words of three random numbers, each from 0 to below `len(WORDS)`. ValueError for others or for fewer."""
    if len(numbers) != COUNT or not all(0 <= number < len(WORDS) for number in numbers):
        raise ValueError(f"{COUNT} numbers from 0 to {len(WORDS) - 1} make the words")
    return " ".join(WORDS[number] for number in numbers)


def canonical(text: str) -> str:
    """Typed words in the form that `spoken` gives: any case and width, anything usual between them."""
    return _BETWEEN.sub(" ", normalize("NFKC", text[:LONGEST]).casefold()).strip()
