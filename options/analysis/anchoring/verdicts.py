"""What can become of a passage when its text changes, and where it is then."""

from dataclasses import dataclass
from typing import Final, Literal

from options.analysis.anchoring.likeness import Place

Verdict = Literal["same", "shifted", "edited", "moved", "lookalike", "ambiguous", "orphan", "field-gone"]
VERDICTS: Final[tuple[Verdict, ...]] = (
    "same", "shifted", "edited", "moved", "lookalike", "ambiguous", "orphan", "field-gone",
)  # fmt: skip
UNCHANGED: Final[frozenset[Verdict]] = frozenset({"same", "shifted"})  # a check of a citation still holds
VERBATIM: Final[frozenset[Verdict]] = UNCHANGED | {"moved"}  # the new text has the very words at start..end
ATTACHED: Final[frozenset[Verdict]] = VERBATIM | {"edited"}
FOR_A_PERSON: Final[frozenset[Verdict]] = frozenset({"lookalike", "ambiguous", "orphan"})  # the decision queue


@dataclass(frozen=True)
class Anchored:
    """A verdict on one target.

    `start` and `end` (code points of the new text, half-open, on edges of grapheme clusters) are None unless a passage
    is attached. `score` is the likeness of what was found to the quote, 0 to 1: 1 when the words are the same, not
    below FLOOR when a passage is `edited`, 0 when nothing was found. `candidates`, in the order of the text, are for
    the person who decides on a `lookalike` or `ambiguous`.
    """

    verdict: Verdict
    start: int | None = None
    end: int | None = None
    score: float = 0.0
    candidates: tuple[Place, ...] = ()


def attached(verdict: Verdict, place: Place) -> Anchored:
    return Anchored(verdict, place.start, place.end, place.score)


def offered(verdict: Verdict, *places: Place) -> Anchored:
    """Not attached; these are for a person."""
    return Anchored(verdict, score=max(place.score for place in places), candidates=places)
