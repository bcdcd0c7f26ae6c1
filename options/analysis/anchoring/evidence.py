"""The very words of a passage in a new text: where they are, and whether that is the passage or only the same words."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from options.analysis.anchoring.alignment import Alignment, Block, Context, context
from options.analysis.anchoring.likeness import Place
from options.analysis.anchoring.selectors import Selector
from options.analysis.anchoring.texts import letters, places

ENOUGH: Final = 16  # letters that tell a passage from others: fewer prove nothing without the words around them
CLEAR: Final = 2  # times as many letters of the old surroundings as elsewhere make a place the likeliest of several
PLACES_MAX: Final = 20  # places that are looked at


@dataclass(frozen=True)
class Spot:
    """A place of the new text that has the words.

    `kept`: the alignment leads there from the passage; `whole`: for all its words together. `taken`: the words stood
    there before, kept from elsewhere in the old text. `cut`: a few letters that are only part of longer words now.
    """

    at: int
    around: Context
    kept: bool
    whole: bool
    taken: bool
    cut: bool


class Exact:
    """Where the words of a selector stand in the new text of an alignment."""

    def __init__(self, alignment: Alignment, selector: Selector) -> None:
        self.alignment, self.selector = alignment, selector
        self.old, self.new = alignment.old, alignment.new
        self.telling = letters(selector.exact)

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """In the order of the text."""
        return tuple(self._spot(at) for at in self._places())

    def _places(self) -> list[int]:
        """The first PLACES_MAX, as many with the same words before or behind, and where the alignment leads."""
        exact, prefix = self.selector.exact, self.selector.prefix
        found = {at + len(prefix) for at in places(self.new, prefix + exact, PLACES_MAX)}
        found |= {*places(self.new, exact + self.selector.suffix, PLACES_MAX), *places(self.new, exact, PLACES_MAX)}
        kept = {self.selector.start + block.shift for block in self._blocks}
        found |= {at for at in kept if at >= 0 and self.new.text.startswith(exact, at)}
        return sorted(at for at in found if self.new.edge(at) and self.new.edge(at + len(exact)))

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        return self.alignment.near_old(self.selector.start, self.selector.end)

    def _spot(self, at: int) -> Spot:
        start, end = span = self.selector.start, self.selector.end
        around = context(self.old.text, span, self.new.text, (at, at + end - start))
        kept = self.alignment.follows(start, end, at)
        whole = [block.shift for block in self._blocks if block.old <= start and end <= block.old_end] == [at - start]
        taken = self.alignment.comes_from_elsewhere(start, end, at)
        return Spot(at, around, kept, whole, taken, self.telling < ENOUGH and self._cuts(at))

    def _cuts(self, at: int) -> bool:
        old, new, end = self.old.tokens, self.new.tokens, at + len(self.selector.exact)
        at_start = new.cuts(at) and not old.cuts(self.selector.start)
        return at_start or (new.cuts(end) and not old.cuts(self.selector.end))

    def passage(self) -> tuple[Spot, bool] | None:
        """Where the passage is, and whether it was kept in its place (else moved). None when that cannot be told."""
        kept, moved = self._kept(), self._moved()
        if kept and moved and moved.around.letters >= max(ENOUGH, CLEAR * kept.around.letters):
            return moved, moved.kept  # its surroundings went there, and others had the same words in its place
        if kept:
            return kept, True
        return (moved, False) if moved else None

    def _kept(self) -> Spot | None:
        """Where the alignment kept the words: all of them together if it did, else with most of their surroundings."""
        found = [spot for spot in self.spots if spot.kept and self._proven(spot)]
        order = {spot: (spot.whole, spot.around.letters, -abs(spot.at - self.selector.start)) for spot in found}
        return max(found, key=lambda spot: order[spot], default=None)

    def _proven(self, spot: Spot) -> bool:
        """Is it more than a common word that an old and a new sentence happen to share?"""
        around = spot.around
        return around.before or around.after or self.telling + around.letters >= ENOUGH or self._once

    @cached_property
    def _once(self) -> bool:
        """Do the words occur once in each text?"""
        return len(self.spots) == 1 and len(places(self.old, self.selector.exact, 2)) == 1

    def _moved(self) -> Spot | None:
        """The one place where the words did not stand before and where, with what stands around them, they are enough
        to tell. Of several, one whose surroundings say clearly that it is the one."""
        free = self._likeliest([spot for spot in self.spots if not (spot.taken or spot.cut)])
        if not free or self.telling + free[0].around.letters < ENOUGH:
            return None
        rival = max((spot.around.letters for spot in free[1:]), default=None)
        clear = rival is None or free[0].around.letters >= max(ENOUGH // 2, CLEAR * rival)
        return free[0] if clear else None

    def stands(self, place: Place) -> bool:
        """Does a place hold the very words?"""
        return self.new.text[place.start : place.end] == self.selector.exact

    def candidates(self) -> list[Spot]:
        """What a person is asked about, those first that kept most of the surroundings."""
        return self._likeliest([spot for spot in self.spots if not spot.cut])

    def _likeliest(self, spots: list[Spot]) -> list[Spot]:
        return sorted(spots, key=lambda spot: (-spot.around.letters, spot.at))
