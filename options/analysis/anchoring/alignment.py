"""Which stretches of an old text stand in a new one, in the same order: what lets a place be followed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from options.analysis.anchoring.matching import runs
from options.analysis.anchoring.selectors import CONTEXT
from options.analysis.anchoring.texts import Span, Text, letters


@dataclass(frozen=True)
class Block:
    """old[old : old + size] == new[new : new + size], in code points."""

    old: int
    new: int
    size: int

    @property
    def shift(self) -> int:
        return self.new - self.old

    @property
    def old_end(self) -> int:
        return self.old + self.size

    @property
    def new_end(self) -> int:
        return self.new + self.size


@dataclass(frozen=True)
class Context:
    """How much of what stands around two places is the same: letters before and after, within CONTEXT code points.

    `before` and `after` say whether all of that is the same, up to a text's end where it is nearer.
    """

    letters_before: int
    letters_after: int
    before: bool
    after: bool

    @property
    def letters(self) -> int:
        return self.letters_before + self.letters_after


class Alignment:
    """Blocks in order, rising on both sides; what lies between two of them was removed, added or written anew.

    What both texts begin and end with is aligned character by character, the rest by tokens.
    """

    def __init__(self, old: Text, new: Text) -> None:
        self.old, self.new = old, new

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        old, new = self.old.text, self.new.text
        head = common_start(old, new)
        tail = common_end(old[head:], new[head:])
        first, last = Block(0, 0, head), Block(len(old) - tail, len(new) - tail, tail)
        middle = self._middle(head, last.old, last.new)
        return tuple(self._joined(block for block in (first, *middle, last) if block.size))

    def _middle(self, head: int, old_end: int, new_end: int) -> Iterator[Block]:
        before, after = _spans(self.old, head, old_end), _spans(self.new, head, new_end)
        words = [[text.text[i:j] for i, j in spans] for text, spans in ((self.old, before), (self.new, after))]
        for i, j, size in runs(*words):
            pairs = zip(before[i : i + size], after[j : j + size], strict=True)
            yield from (Block(a, b, end - a) for (a, end), (b, _) in pairs)

    def _joined(self, found: Iterator[Block]) -> Iterator[Block]:
        """Blocks of one shift with the same white space between them are one."""
        last = next(found, None)
        for block in found:
            assert last  # there is one before every other
            if last.shift == block.shift and self._alike(last.old_end, block.old, block.shift):
                last = Block(last.old, last.new, block.old_end - last.old)
                continue
            yield last
            last = block
        if last:
            yield last

    def _alike(self, start: int, end: int, shift: int) -> bool:
        return self.old.text[start:end] == self.new.text[start + shift : end + shift]

    @cached_property
    def _old_starts(self) -> list[int]:
        return [block.old for block in self.blocks]

    @cached_property
    def _new_ends(self) -> list[int]:
        return [block.new_end for block in self.blocks]

    def near_old(self, start: int, end: int) -> tuple[Block, ...]:
        """Blocks that overlap a range of the old text (half-open, not empty)."""
        first = max(0, bisect_right(self._old_starts, start) - 1)
        found = self.blocks[first : bisect_left(self._old_starts, end)]
        return tuple(block for block in found if block.old_end > start)

    def near_new(self, start: int, end: int) -> tuple[Block, ...]:
        """Blocks that overlap a range of the new text or touch it."""
        first = bisect_left(self._new_ends, start)
        last = first
        while last < len(self.blocks) and self.blocks[last].new <= end:
            last += 1
        return self.blocks[first:last]

    def follows(self, start: int, end: int, place: int) -> bool:
        """Is a place of the new text where a range of the old one went, if the same words stand at both?

        It is when some of the words, or of what stands around both alike, is aligned by that shift. An alignment that
        could as well have taken another of several equal stretches is followed so too.
        """
        before, after = _reach(self.old.text, (start, end), self.new.text, (place, place + end - start))
        near = self.near_new(place - before, place + end - start + after)
        return any(block.shift == place - start for block in near)

    def comes_from_elsewhere(self, start: int, end: int, place: int) -> bool:
        """Did the words of a range of the old text, which stand at a place of the new one, already stand elsewhere
        in the old text, and were they kept from there?"""
        exact = self.old.text[start:end]
        origins = {place - block.shift for block in self.near_new(place, place + len(exact))} - {start}
        return any(
            self.old.text.startswith(exact, at) and self.follows(at, at + len(exact), place)
            for at in origins
            if at >= 0
        )

    def gap(self, start: int, end: int) -> tuple[int, int]:
        """The range of the new text in which what became of a range of the old one must stand.

        An end that is aligned is where its block says; one that is not is at the far end of what took its place.
        """
        at = bisect_right(self._old_starts, start) - 1
        low = 0 if at < 0 else self.blocks[at].new + min(start - self.blocks[at].old, self.blocks[at].size)
        at = bisect_left(self._old_starts, end)
        last = self.blocks[at - 1] if at else None
        if last and end <= last.old_end:
            return low, last.new + end - last.old
        return low, self.blocks[at].new if at < len(self.blocks) else len(self.new)

    def holds(self, start: int, end: int) -> bool:
        """Are both ends of a range of the old text known in the new one: aligned, or the ends of what was replaced?"""
        at = bisect_right(self._old_starts, start) - 1
        before = self.blocks[at].old_end if at >= 0 else 0
        at = bisect_left(self._old_starts, end)
        after = self.blocks[at].old if at < len(self.blocks) else len(self.old)
        if at and end <= self.blocks[at - 1].old_end:
            after = end
        return not (self.old.text[before:start].strip() or self.old.text[end:after].strip())


def context(old: str, span: Span, new: str, now: Span) -> Context:
    """What stands alike around a range of the old text and one of the new."""
    before, after = _reach(old, span, new, now)
    return Context(
        letters(old[span[0] - before : span[0]]),
        letters(old[span[1] : span[1] + after]),
        before == CONTEXT or (before == span[0] and before == now[0]),
        after == CONTEXT or (span[1] + after == len(old) and now[1] + after == len(new)),
    )


def _reach(old: str, span: Span, new: str, now: Span) -> tuple[int, int]:
    """How many code points before and after two ranges are the same, up to CONTEXT."""
    (start, end), (new_start, new_end) = span, now
    before = common_end(old[max(0, start - CONTEXT) : start], new[max(0, new_start - CONTEXT) : new_start])
    return before, common_start(old[end : end + CONTEXT], new[new_end : new_end + CONTEXT])


def common_start(a: str, b: str) -> int:
    """How many code points two texts begin with alike. By halving, for comparing slices is far faster than a loop."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_end(a: str, b: str) -> int:
    """How many code points two texts end with alike."""
    return common_start(a[::-1], b[::-1])


def _spans(text: Text, start: int, end: int) -> list[Span]:
    """Tokens in a range, those on its ends cut to it."""
    first, last = text.tokens.inside(start, end)
    spans = zip(text.tokens.starts[first:last], text.tokens.ends[first:last], strict=True)
    return [(max(a, start), min(b, end)) for a, b in spans]
