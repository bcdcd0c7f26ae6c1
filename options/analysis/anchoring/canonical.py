"""The form of text that is stored and pointed into. Offsets are code points of it, half-open."""

import re
import unicodedata
from typing import Final

# Invisible characters that carry no meaning. ZWJ and ZWNJ stay: Persian, Hindi and emoji need them.
_INVISIBLE: Final = re.compile("[\u200b\u2060\ufeff\u00ad]")
_REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def canonical(text: str) -> str:
    """NFC, line ends as U+000A, invisible characters removed. Any part of a canonical text is canonical (UAX 15).

    Raises ValueError for control characters and lone surrogates, which no database or file can carry safely.
    """
    if found := _REFUSED.search(text):
        raise ValueError(f"holds the control character U+{ord(found[0]):04X} at position {found.start()}")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
