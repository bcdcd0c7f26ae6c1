"""Words for searching: accents, case and punctuation ignored, the same on every database."""

import re
import unicodedata
from typing import Final

WORD_MAX: Final = 60  # PostgreSQL refuses lexemes of more than 2,046 bytes
_WORD: Final = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """NFKD, marks stripped, casefolded."""
    if text.isascii():  # most text, and nothing to take apart
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not unicodedata.category(c).startswith("M")).casefold()


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [word[:WORD_MAX] for word in _WORD.findall(fold(text))]


def spans(text: str, sought: list[str], prefix: str | None = None) -> list[tuple[int, int]]:
    """Where words of the text, folded, equal a sought word or start with the prefix: half-open code point ranges.

    A compound that folds to several words ("U.S." does not: the stop parts it) matches when one of them does.
    """
    found = []
    for match in re.finditer(r"[\w\u0300-\u036f]+", text):
        parts = words(match[0])
        if any(part in sought or (prefix and part.startswith(prefix)) for part in parts):
            found.append(match.span())
    return found
