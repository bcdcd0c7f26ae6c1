"""Canonical text: what is stored, hashed, compared and pointed into."""

import re
from typing import Final

from options.analysis.anchoring.canonical import canonical

BIDI_OVERRIDES: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def canonical_text(text: str) -> str:
    """The canonical form, without outer white space. Raises ValueError as `canonical` does."""
    return canonical(text).strip()


def canonical_line(text: str) -> str:
    """Canonical text for names and titles: one line, no bidirectional overrides."""
    return re.sub(r"\s+", " ", canonical_text(BIDI_OVERRIDES.sub("", text)))
