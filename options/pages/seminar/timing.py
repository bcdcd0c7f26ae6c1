"""Do the minutes suffice, when does an exercise end, and what could be cut. Times are arguments: no clock is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final, NamedTuple

SECONDS_FOR_AN_ITEM: Final = 12  # one mark on a scale
SECONDS_FOR_A_TEXT: Final = 60  # one sentence of reasons
CUT_FIRST: Final = ("discuss", "screen", "compare-directives", "reveal")  # what shortens without losing answers


class Timed(NamedTuple):
    """A phase as far as time goes."""

    title: str
    kind: str
    minutes: int


@dataclass(frozen=True)
class Cut:
    """An offer: take so many minutes from the phase at this index."""

    index: int
    title: str
    minutes: int


def warn(items: int, texts: int, minutes: int) -> int | None:
    """The minutes that a ballot needs, rounded up, when it needs more than it has; else None."""
    needed = items * SECONDS_FOR_AN_ITEM + texts * SECONDS_FOR_A_TEXT
    return ceil(needed / 60) if needed > minutes * 60 else None


@dataclass(frozen=True)
class Schedule:
    """An exercise from its lobby on, or, while it runs, from its current phase on.

    `starts_at`: when the lobby opens. `minutes`: planned without lobby and reserve, by default the sum of the phases.
    `current`: index of the current phase, with the time at which it ends or ended; None in the lobby. `now`: nothing
    that is still to come begins before it. All times have a zone or none has. ValueError for an index without a phase,
    or for a current phase when neither its end nor the present time is known.
    """

    phases: Sequence[Timed]
    starts_at: datetime
    minutes: int | None = None
    lobby: int = 0
    reserve: int = 0
    current: int | None = None
    current_ends_at: datetime | None = None
    now: datetime | None = None

    def __post_init__(self) -> None:
        if self.current is not None and not 0 <= self.current < len(self.phases):
            raise ValueError(f"there is no phase {self.current}")
        if self.current is not None and self.current_ends_at is None and self.now is None:
            raise ValueError("a running exercise needs the end of its current phase or the present time")

    @property
    def _to_come(self) -> range:
        """Indexes of the phases that are not yet open."""
        return range(0 if self.current is None else self.current + 1, len(self.phases))

    @property
    def planned_end(self) -> datetime:
        """When the room has to be free: lobby, planned minutes and reserve after the start."""
        planned = sum(phase.minutes for phase in self.phases) if self.minutes is None else self.minutes
        return self.starts_at + timedelta(minutes=self.lobby + planned + self.reserve)

    @property
    def ends_at(self) -> datetime:
        """When the last phase ends if nothing is cut."""
        known = self.starts_at + timedelta(minutes=self.lobby) if self.current is None else self.current_ends_at
        begins = max(at for at in (known, self.now) if at is not None)
        return begins + timedelta(minutes=sum(self.phases[i].minutes for i in self._to_come))

    @property
    def over_minutes(self) -> int:
        """Minutes beyond the planned end, rounded up; 0 when the exercise ends in time."""
        return max(0, ceil((self.ends_at - self.planned_end) / timedelta(minutes=1)))

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """What to offer to cut so as to end in time, in this order: none when in time, all when that is too little.

        Of phases not yet open, half the minutes of each at most: talk and display first (`CUT_FIRST`), then the
        others, the longest first.
        """
        offered, left = [], self.over_minutes
        for index in sorted(self._to_come, key=self._dear):
            phase = self.phases[index]
            taken = min(left, phase.minutes // 2)
            if taken > 0:
                offered.append(Cut(index, phase.title, taken))
                left -= taken
        return tuple(offered)

    @property
    def over_after_cuts(self) -> int:
        """Minutes beyond the planned end that remain when everything offered is cut."""
        return self.over_minutes - sum(cut.minutes for cut in self.cuts)

    def _dear(self, index: int) -> tuple[int, int, int]:
        kind, minutes = self.phases[index].kind, self.phases[index].minutes
        return CUT_FIRST.index(kind) if kind in CUT_FIRST else len(CUT_FIRST), -minutes, index
