"""Which reasons to propose before a reveal: one of the low, the middle and the high answers, and others instead."""

from collections.abc import Hashable, Sequence
from typing import Final, TypeVar

from options.analysis.room import representative, spread

K = TypeVar("K", bound=Hashable)
BANDS: Final = ("low", "middle", "high")


def candidates(answers: Sequence[tuple[K, float]]) -> dict[str, list[K]]:
    """Band -> who stands for it, the best first. `answers`: (who, what they answered), of those who gave a reason.

    First of each band: `room.representative`. After it the others of the band, nearest to the first one. Low: below the
    median and not above the lower quartile; high likewise; the rest are the middle. Nobody is in two bands.
    """
    room = spread(value for _, value in answers)
    found: dict[str, list[K]] = {band: [] for band in BANDS}
    if room is None:
        return found
    value_of = dict(answers)
    for band, first in zip(BANDS, representative(answers), strict=True):
        found[band] = [first] if first is not None else []
    taken = {who for band in BANDS for who in found[band]}
    for who, value in answers:
        if who not in taken:
            low, high = value <= room.lower and value < room.median, value >= room.upper and value > room.median
            found["low" if low else "high" if high else "middle"].append(who)
    return {band: _near(who, value_of) for band, who in found.items()}


def _near(who: list[K], value_of: dict[K, float]) -> list[K]:
    """The first stays first; the others by how near they answered to it, level ones in their order."""
    return who[:1] + sorted(who[1:], key=lambda each: abs(value_of[each] - value_of[who[0]]))


def turn(band: Sequence[K], number: int) -> K | None:
    """The `number`-th of a band, from the beginning again after the last; None of an empty one."""
    return band[number % len(band)] if band else None
