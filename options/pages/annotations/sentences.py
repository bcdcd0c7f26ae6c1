"""The sentences of a text, to choose a passage from without marking it by hand."""

import re
from collections.abc import Iterator
from typing import Final

MOST: Final = 200  # sentences offered of one text
# A stop, what closes behind it, and white space before what can begin a sentence; or the end of a line.
_END: Final = re.compile(r"""[.!?…]["'”’»)\]]*(?=\s+["'“‘«(\[]*[^\W_a-z])|\n+""")
_SHORT: Final = r"[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|St|No|Art|Sec|vs?|cf|e\.g|i\.e|ca|pp?|U\.S|U\.N"
_SHORTENED: Final = re.compile(rf"(?:^|[\s(\[“‘])(?:{_SHORT})\.$")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence stands (code points, half-open), white space left out; at most MOST of them."""
    return tuple(_trimmed(text))[:MOST]


def _trimmed(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _parts(text):
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def _parts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(text):
        if found[0][0] == "." and _SHORTENED.search(text[max(0, found.start() - 8) : found.start() + 1]):
            continue
        yield start, found.end()
        start = found.end()
    yield start, len(text)
