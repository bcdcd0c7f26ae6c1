"""The code that lets a class in: six letters and figures, none that is taken for another."""

from collections.abc import Sequence
from typing import Final
from unicodedata import normalize

ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without 0 and O, 1, I and L
LENGTH: Final = 6


def code(numbers: Sequence[int]) -> str:
    """The code of six random numbers, each from 0 to below `len(ALPHABET)`. ValueError for others or for fewer."""
    if len(numbers) != LENGTH or not all(0 <= number < len(ALPHABET) for number in numbers):
        raise ValueError(f"a code is made of {LENGTH} numbers from 0 to {len(ALPHABET) - 1}")
    return "".join(ALPHABET[number] for number in numbers)


def canonical(text: str) -> str | None:
    """A code as it is stored, from what somebody typed: any case, width, spaces and hyphens. None when it is none."""
    if len(text) > 100:
        return None
    folded = normalize("NFKC", text).upper()
    found = "".join(folded.replace("-", "").replace("\u2010", "").replace("\u2013", "").split())
    return found if len(found) == LENGTH and set(found) <= set(ALPHABET) else None


def spaced(stored: str) -> str:
    """A code as people read it out: H7K2QX as H7K 2QX."""
    return f"{stored[: LENGTH // 2]} {stored[LENGTH // 2 :]}"
