"""What changed inside a text, word by word."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

# Pairs of equal tokens that a comparison may have to look at: keeps the worst text under a few tenths of a second.
WORK_MAX: Final = 100_000
_WORDS: Final = re.compile(r"\S+\s*|\s+")
_SENTENCES: Final = re.compile(r"[^.!?\n]*[.!?\n]*\s*")


@dataclass(frozen=True)
class Segment:
    """A stretch of text. The kept and removed stretches together are the old text, kept and added the new one."""

    kind: Literal["same", "removed", "added"]
    text: str


def segments(old: str, new: str) -> tuple[Segment, ...]:
    """Word by word; sentence by sentence, or as a whole, where so many words repeat that words would take too long."""
    for tokens in (_WORDS, _SENTENCES):
        before, after = ([token for token in tokens.findall(text) if token] for text in (old, new))
        start, end = _common(before, after)
        middle = before[start : len(before) - end], after[start : len(after) - end]
        if pairs_of_equals(*middle) <= WORK_MAX:
            found = [_same(before[:start]), *_compared(*middle), _same(before[len(before) - end :])]
            return tuple(_joined(segment for segment in found if segment.text))
    return tuple(_whole(old, new))


def _common(before: list[str], after: list[str]) -> tuple[int, int]:
    """How many tokens at the start, and then at the end, are the same."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = shorter - start
    end = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    return start, end


def pairs_of_equals(before: list[str], after: list[str]) -> int:
    """How much a comparison of the two would have to look at."""
    counts = Counter(before)
    return sum(counts[token] for token in after)


def _compared(before: list[str], after: list[str]) -> Iterator[Segment]:
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield _same(before[i:j])
        else:
            yield from _whole("".join(before[i:j]), "".join(after[k:m]))


def _whole(old: str, new: str) -> Iterator[Segment]:
    return (part for part in (Segment("removed", old), Segment("added", new)) if part.text)


def _same(tokens: list[str]) -> Segment:
    return Segment("same", "".join(tokens))


def _joined(parts: Iterator[Segment]) -> Iterator[Segment]:
    last: Segment | None = None
    for part in parts:
        if last and last.kind == part.kind:
            last = Segment(part.kind, last.text + part.text)
            continue
        if last:
            yield last
        last = part
    if last:
        yield last
