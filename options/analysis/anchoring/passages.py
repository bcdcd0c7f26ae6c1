"""One passage of an old text, looked for in a new one.

In this order: its words where the alignment kept them; its words in the one place to which they were moved; other words
in its place. Whatever else is like it is shown to a person, never attached.
"""

from dataclasses import dataclass
from typing import Final

from options.analysis.anchoring.alignment import Alignment
from options.analysis.anchoring.evidence import ENOUGH, Exact, Spot
from options.analysis.anchoring.likeness import FLOOR, Index, Place, Quote
from options.analysis.anchoring.rewording import Rewording
from options.analysis.anchoring.selectors import Selector
from options.analysis.anchoring.verdicts import Anchored, Verdict, attached, offered

CANDIDATES_MAX: Final = 5  # places that a person is asked about


@dataclass(frozen=True)
class Change:
    """Two texts of one field, aligned once, and an index of the new one, for all passages of the old one."""

    alignment: Alignment
    index: Index


def anchored(change: Change, selector: Selector) -> Anchored:
    """The verdict on one passage."""
    exact = Exact(change.alignment, selector)
    if found := exact.passage():
        spot, kept = found
        verdict: Verdict = "same" if spot.at == selector.start else "shifted" if kept else "moved"
        return attached(verdict, _verbatim(selector, spot))
    rewording = Rewording(change.alignment, change.index, selector)
    reworded = [place for place in rewording.places() if place.score >= FLOOR and not exact.stands(place)]
    for place in reworded:
        if not rewording.stood_elsewhere(place):
            return attached("edited", place)
    if spots := exact.candidates()[:CANDIDATES_MAX]:
        return offered("ambiguous" if len(spots) > 1 else "lookalike", *(_verbatim(selector, spot) for spot in spots))
    return _alike(change, rewording.quote, reworded)


def _verbatim(selector: Selector, spot: Spot) -> Place:
    return Place(spot.at, spot.at + len(selector.exact), 1.0)


def _alike(change: Change, quote: Quote, refused: list[Place]) -> Anchored:
    """Only a similar passage, or nothing: what was refused in its place, or what is most like it in the whole text."""
    if refused:
        return offered("lookalike", refused[0])
    best = change.index.best(quote, 0, len(change.alignment.new))
    if best and best.score >= FLOOR and quote.telling >= ENOUGH:
        return offered("lookalike", best)
    return Anchored("orphan", score=best.score if best and best.score < FLOOR else 0.0)
