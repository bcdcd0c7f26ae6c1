"""Other words where a passage stood: what it became, and whether that is it or something that was there already."""

from collections.abc import Iterator
from typing import Final

from options.analysis.anchoring.alignment import Alignment, context
from options.analysis.anchoring.evidence import ENOUGH
from options.analysis.anchoring.likeness import FLOOR, Index, Place, Quote
from options.analysis.anchoring.selectors import CONTEXT, Selector
from options.analysis.anchoring.texts import letters, places

PINNED: Final = 8  # letters on either side that hold a few words in their place


class Rewording:
    """What became of the words of a selector, by the alignment or by what stands around them."""

    def __init__(self, alignment: Alignment, index: Index, selector: Selector) -> None:
        self.alignment, self.index, self.quote = alignment, index, Quote(selector.exact)
        self.selector, self.start, self.end = selector, selector.start, selector.end
        self.old, self.new = alignment.old, alignment.new

    def places(self) -> Iterator[Place]:
        """Where the passage may be now, the likeliest first, whatever the score: on its old place, then between the
        words that stood around it, if these were moved together."""
        if place := self._in_place():
            yield place
        if place := self._between_its_surroundings():
            yield place

    def _in_place(self) -> Place | None:
        """All that took its place, if that is like it; else the part of it that is most like it."""
        low, high = self.alignment.gap(self.start, self.end)
        whole = self._place(low, high)
        if whole and whole.score >= FLOOR and self.alignment.holds(self.start, self.end):
            return whole
        kept = [
            (max(block.old, self.start) + block.shift, min(block.old_end, self.end) + block.shift)
            for block in self.alignment.near_old(self.start, self.end)
        ]
        seeds = [(kept[0][0], kept[-1][1]), max(kept, key=lambda part: part[1] - part[0])] if kept else []
        best = self.index.best(self.quote, low, high, seeds)
        return best and self._place(best.start, best.end)

    def _between_its_surroundings(self) -> Place | None:
        """What stands between prefix and suffix, where both are telling and occur once in each text."""
        ends = []
        for side in (self.selector.prefix, self.selector.suffix):
            found = places(self.new, side, 2)
            if letters(side) < ENOUGH or len(found) != 1 or len(places(self.old, side, 2)) != 1:
                return None
            ends.append(found[0])
        low, high = ends[0] + len(self.selector.prefix), ends[1]
        return self._place(low, high) if high - low <= 2 * len(self.selector.exact) + CONTEXT else None

    def _place(self, start: int, end: int) -> Place | None:
        """A range without white space on its ends, widened to whole grapheme clusters; None when nothing is left."""
        text = self.new.text[start:end]
        if not text.strip():
            return None
        start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
        start, end = self._whole_words(start, end)
        return self.quote.place(self.new, self.new.before(start), self.new.after(end))

    def _whole_words(self, start: int, end: int) -> tuple[int, int]:
        """A passage of whole words stays one: texts are aligned to the letter, and plurals end alike."""
        words = self.new.tokens
        if words.cuts(start) and not self.old.tokens.cuts(self.start):
            start = words.starts[words.inside(start, end)[0]]
        if words.cuts(end) and not self.old.tokens.cuts(self.end):
            end = words.ends[words.inside(start, end)[1] - 1]
        return start, end

    def stood_elsewhere(self, place: Place) -> bool:
        """Did the new wording stand elsewhere in the old text?

        A few words prove nothing when they are still there and the passage's neighbours hold it on both sides.
        """
        wording = self.new.text[place.start : place.end]
        before, after = self.old.text[: self.start], self.old.text[self.end :]
        if wording not in before and wording not in after:
            return False
        around = context(self.old.text, (self.start, self.end), self.new.text, (place.start, place.end))
        pinned = (around.before or around.letters_before >= PINNED) and (around.after or around.letters_after >= PINNED)
        more = self.new.text.count(wording) > self.old.text.count(wording)
        return not (letters(wording) < ENOUGH and pinned and more)
