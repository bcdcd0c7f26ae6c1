"""The passage that a reader means: marked on the page, which shows typographic quotes, or copied from it."""

from options.analysis.anchoring.canonical import canonical
from options.analysis.anchoring.selectors import Refused, Selector, verified
from options.pages.words import curly


def chosen(text: str, exact: str, start: int | None = None, prefix: str = "", suffix: str = "") -> Selector:
    """The selector of a passage of a canonical text.

    `start`: at which code point it begins, as far as the sender knows; `prefix` and `suffix`: words around it. Raises
    Refused as `verified` does, and ValueError for characters that no text has.
    """
    words = canonical(exact)
    if start is not None:
        start += len(words) - len(words.lstrip())
    words, shown = words.strip(), curly(text)
    end = _end(shown, start, words)
    if start is not None and end is not None:
        return Selector.of(text, start, end)
    try:
        found = verified(shown, curly(words), start, curly(prefix), curly(suffix))  # one code point for one
    except Refused as why:
        if why.reason != "absent":
            raise
        return verified(text, words, start, prefix, suffix)
    return Selector.of(text, found.start, found.end)


def _end(shown: str, start: int | None, words: str) -> int | None:
    """Where words end that begin at `start`, whatever white space a browser made of line ends; None if they do not."""
    if start is None or start < 0 or not words:
        return None
    at = start
    for part in words.split():
        while at < len(shown) and at > start and shown[at].isspace():
            at += 1
        if not shown.startswith(part, at):
            return None
        at += len(part)
    return at
