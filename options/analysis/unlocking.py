"""Unlock sets: the smallest sets of conditions that, if they were met, would open an option's gate.

Every part of a need is turned into the sets that would make it true; what contains another of them is dropped at once
(absorption). Sets are whole numbers with a bit for each condition.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final, Literal

from options.analysis.gates import STATUS_TRUTH, Conditions, Leaf, Need, Truth, below_first, leaves

PARTIAL_MAX: Final = 2_000  # sets held at once; the smallest are kept
PAIRS_MAX: Final = 20_000  # sets put together at once
SOME: Final = 100  # sets told where not all were found

Sets = tuple[int, ...]


@dataclass(frozen=True)
class Unlocking:
    """`sets`: minimal, smallest first, then by name; empty when the gate is open, None when nothing would open it.

    Not `complete`: there were too many on the way, and these are some of them.
    """

    sets: tuple[tuple[Leaf, ...], ...] | None
    complete: bool = True


def unlock_sets(need: Need | Literal["none"] | None, conditions: Conditions) -> Unlocking:
    """Minimal sets of conditions to be met so that a gate opens by the rules of `Conditions.truth`.

    A condition and what it depends on are both named where both are not met. An option is met when it runs or is
    pursued. None for an option of which nobody has said what it needs.
    """
    if need is None:
        return Unlocking(None)
    if need == "none":
        return Unlocking(())
    search = _Search(need, conditions)
    found = search.of(need)
    if found in (None, (0,)):
        return Unlocking(())
    if search.complete:
        return Unlocking(tuple(map(search.named, found or ())))
    fewest = {_reduced(search.named(each), need, conditions) for each in (found or ())[:SOME]}
    return Unlocking(tuple(sorted(fewest, key=lambda each: (len(each), list(map(_name, each))))), False)


class _Search:
    """Sets that would make a part true; None for a part that does not apply and drops out of its group."""

    def __init__(self, need: Need, conditions: Conditions) -> None:
        self.conditions, self.complete = conditions, True
        self.known: dict[str, Sets | None] = {}
        order = _reached(need, conditions.depends_on)
        named = {leaf for each in (need, *map(conditions.depends_on.get, order)) for leaf in leaves(each)}
        self.leaves = sorted(named, key=_name, reverse=True)  # the first by name has the highest bit
        self.bits = {leaf: 1 << at for at, leaf in enumerate(self.leaves)}
        for slug in order:
            self.known[slug] = self._of_precondition(slug)

    def named(self, each: int) -> tuple[Leaf, ...]:
        return tuple(leaf for leaf in reversed(self.leaves) if each & self.bits[leaf])

    def of(self, need: Need) -> Sets | None:
        if isinstance(need, Leaf):
            if need.kind == "precondition":
                return self.known[need.slug]
            return (0 if need.slug in self.conditions.running else self.bits[need],)
        parts = [found for part in need.parts if (found := self.of(part)) is not None]
        if not parts:
            return None
        if need.how == "any":
            return self._smallest(each for part in parts for each in part)
        return self._together(parts)

    def _of_precondition(self, slug: str) -> Sets | None:
        own = STATUS_TRUTH.get(self.conditions.status.get(slug, "unknown"))
        if own is None:
            return None
        itself: Sets = (0 if own is Truth.TRUE else self.bits[Leaf("precondition", slug)],)
        below = self.of(self.conditions.depends_on[slug]) if slug in self.conditions.depends_on else None
        return itself if below is None else self._together([itself, below])

    def _together(self, parts: list[Sets]) -> Sets:
        """Sets that make all parts true: one of each part, put together."""
        found: Sets = (0,)
        for part in sorted(parts, key=lambda each: (len(each), each)):
            if len(found) * len(part) > PAIRS_MAX:
                found, self.complete = found[: PAIRS_MAX // len(part)], False
            found = self._smallest(one | other for one in found for other in part)
        return found

    def _smallest(self, sets: Iterable[int]) -> Sets:
        """Without those that contain another, smallest first, then by name. Only one with fewer can be contained."""
        kept: list[int] = []
        for _, level in groupby(sorted(set(sets), key=lambda each: (each.bit_count(), -each)), key=int.bit_count):
            fewer = tuple(kept)
            kept += islice((each for each in level if not any(one & each == one for one in fewer)), PARTIAL_MAX + 1)
            if len(kept) > PARTIAL_MAX:
                self.complete = False
                break
        return tuple(kept[:PARTIAL_MAX])


def _reached(need: Need, depends_on: Mapping[str, Need]) -> tuple[str, ...]:
    """Preconditions that a need rests on, each after those it depends on."""
    order: dict[str, None] = {}
    for slug in below_first(need, depends_on, order):
        order[slug] = None
    return tuple(order)


def _reduced(each: tuple[Leaf, ...], need: Need, conditions: Conditions) -> tuple[Leaf, ...]:
    """Without what it can do without: where sets were left out, one that it contains may be among them."""
    for leaf in each:
        fewer = tuple(other for other in each if other != leaf)
        if _opens(fewer, need, conditions):
            each = fewer
    return each


def _opens(met: tuple[Leaf, ...], need: Need, conditions: Conditions) -> bool:
    status = {leaf.slug: "met" for leaf in met if leaf.kind == "precondition"}
    running = {leaf.slug for leaf in met if leaf.kind == "option"}
    supposed = Conditions({**conditions.status, **status}, conditions.depends_on, {*conditions.running, *running})
    return supposed.truth(need) in (Truth.TRUE, None)


def _name(leaf: Leaf) -> tuple[str, str]:
    return leaf.kind, leaf.slug
