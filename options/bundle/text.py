"""Canonical text: what is stored, hashed, compared and pointed into."""

import re
import unicodedata
from typing import Final

# Invisible characters that carry no meaning. ZWJ and ZWNJ stay: Persian, Hindi and emoji need them.
_INVISIBLE: Final = re.compile("[\u200b\u2060\ufeff\u00ad]")
_BIDI_OVERRIDES: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def canonical_text(text: str) -> str:
    """NFC, line ends as U+000A, invisible characters and outer white space removed.

    Raises ValueError for control characters and lone surrogates, which no database or file can carry safely.
    """
    if found := _REFUSED.search(text):
        raise ValueError(f"holds the control character U+{ord(found[0]):04X} at position {found.start()}")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).strip()


def canonical_line(text: str) -> str:
    """Canonical text for names and titles: one line, no bidirectional overrides."""
    return re.sub(r"\s+", " ", canonical_text(_BIDI_OVERRIDES.sub("", text)))
