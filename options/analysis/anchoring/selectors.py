"""What a note points at: W3C Web Annotation, TextQuoteSelector and TextPositionSelector in one.

Source: Web Annotation Data Model, W3C Recommendation 2017, sections 4.2.4 and 4.2.5.
"""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal, Self

from options.analysis.anchoring.canonical import canonical
from options.analysis.anchoring.texts import Text, places

CONTEXT: Final = 32  # code points kept before and after a quote
EXACT_MAX: Final = 2_000  # code points of a quote; a note on more than that is a note on the field

Reason = Literal["empty", "too-long", "absent", "several"]


class Refused(ValueError):
    """A selector that points nowhere, or to more than one place. `reason` is for the form, which has the words."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True)
class Selector:
    """`exact` stands at start..end (code points, half-open) of a canonical text, `prefix` before it, `suffix` after."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int

    @classmethod
    def of(cls, text: str | Text, start: int, end: int, *, longest: int | None = EXACT_MAX) -> Self:
        """The selector of a range of a canonical text, widened so that it cuts no grapheme cluster.

        Raises Refused: empty (nothing, or white space alone), too-long (over `longest`), absent (outside the text).
        """
        whole = text if isinstance(text, Text) else Text(text)
        if not 0 <= start <= end <= len(whole):
            raise Refused("absent")
        if not whole.text[start:end].strip():
            raise Refused("empty")
        start, end = whole.before(start), whole.after(end)
        if longest is not None and end - start > longest:
            raise Refused("too-long")
        prefix = whole.text[whole.after(max(0, start - CONTEXT)) : start]
        suffix = whole.text[end : whole.before(min(len(whole), end + CONTEXT))]
        return cls(whole.text[start:end], prefix, suffix, start, end)

    def stands_in(self, text: str) -> bool:
        return 0 <= self.start < self.end and text[self.start : self.end] == self.exact


@dataclass(frozen=True)
class Target:
    """(entry, about?, field?, selector?): an entry, a cell of it, a field of either, or a passage of the field.

    Entries are (kind, slug). `about` names what a cell of an option is about. Raises ValueError for what cannot be.
    """

    entry: tuple[str, str]
    about: tuple[str, str] | None = None
    field: str | None = None
    selector: Selector | None = None

    def __post_init__(self) -> None:
        if self.about and self.entry[0] != "option":
            raise ValueError(f"only an option has cells, not a {self.entry[0]}")
        if self.selector and not self.field:
            raise ValueError("a passage needs the field that it stands in")


def verified(text: str, exact: str, start: int | None = None, prefix: str = "", suffix: str = "") -> Selector:
    """The selector of what somebody marked: `text[start:end] == exact`, or else the one place where `exact` occurs.

    `text` is canonical; what a browser sends need not be. Of several places, the one with this prefix and suffix
    counts. When no place has the very characters, white space may differ (a browser adds and drops line ends).
    Raises Refused: empty, too-long, absent or several; ValueError where `canonical` does.
    """
    whole, exact = Text(text), canonical(exact)
    if not exact.strip():
        raise Refused("empty")
    if len(exact) > EXACT_MAX:
        raise Refused("too-long")
    if start is not None and start >= 0 and text.startswith(exact, start):
        return Selector.of(whole, start, start + len(exact))
    before, after = canonical(prefix), canonical(suffix)
    within = [at + len(before) for at in places(whole, before + exact + after, 2)] if before or after else []
    found = within if len(within) == 1 else places(whole, exact, 2)
    spans = [(at, at + len(exact)) for at in found] or _loosely(whole, exact)
    if len(spans) != 1:
        raise Refused("several" if spans else "absent")
    return Selector.of(whole, *spans[0])


def _loosely(whole: Text, exact: str) -> list[tuple[int, int]]:
    """Two places at most where the words of a quote stand with any white space between them."""
    pattern = r"\s+".join(map(re.escape, exact.split()))
    spans = (found.span() for found in re.finditer(pattern, whole.text))
    return list(islice(((start, end) for start, end in spans if whole.edge(start) and whole.edge(end)), 2))
