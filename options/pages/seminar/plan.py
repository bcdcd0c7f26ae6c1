"""What the desk says of an exercise before it runs: do the minutes suffice, do the phases go together, when does it
end. Times are arguments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from options.pages.seminar.timing import Schedule, Timed, warn

LOOKED_BACK_ON: Final = 2  # questions that one answers at the end
NEEDS: Final = {  # kind of phase -> kinds of which one must come before it
    "reveal": ("rate", "rate-again"),
    "rate-again": ("rate",),
    "who-moved": ("rate-again",),
    "compare-directives": ("directive",),
}


@dataclass(frozen=True)
class Planned:
    """A phase as far as the plan goes: how many options and criteria, how many questions to look back on."""

    number: int
    title: str
    kind: str
    minutes: int
    options: int = 0
    criteria: int = 0
    questions: int = 0

    @property
    def asked(self) -> tuple[int, int]:
        """(numbers and choices, texts) that each student gives."""
        if self.kind in ("rate", "rate-again"):
            return self.options * self.criteria + self.criteria, 1
        if self.kind == "vote":
            return 1, 1
        if self.kind == "briefing":
            return 1, 2
        return (0, min(LOOKED_BACK_ON, max(1, self.questions))) if self.kind == "reflection" else (0, 0)

    @property
    def needs(self) -> int | None:
        """The minutes that it needs when it has fewer."""
        return warn(*self.asked, self.minutes)


@dataclass(frozen=True)
class Missing:
    """A phase that has nothing to work on: none of `before` comes earlier."""

    phase: Planned
    before: tuple[str, ...]


@dataclass(frozen=True)
class Times:
    """An exercise that begins at a moment: when it ends, by how much that is too late, what could be cut."""

    starts_at: datetime
    ends_at: datetime
    over: int
    spare: int
    cuts: tuple[tuple[int, str, int], ...]  # number of a phase, its title, minutes to take from it
    over_after_cuts: int


def missing(phases: Sequence[Planned]) -> tuple[Missing, ...]:
    found, seen = [], set[str]()
    for phase in phases:
        before = NEEDS.get(phase.kind, ())
        if before and not seen.intersection(before):
            found.append(Missing(phase, before))
        seen.add(phase.kind)
    return tuple(found)


def total(phases: Sequence[Planned]) -> int:
    return sum(phase.minutes for phase in phases)


def times(
    phases: Sequence[Planned], starts_at: datetime, *, lobby: int, reserve: int, until: datetime | None = None,
    minutes: int | None = None,
) -> Times:  # fmt: skip
    """`until`: when the room has to be free; without it the exercise may take `minutes`, lobby and reserve besides, by
    default as many as its phases have."""
    if until is not None:
        minutes = int((until - starts_at) / timedelta(minutes=1)) - lobby - reserve
    timed = [Timed(phase.title, phase.kind, phase.minutes) for phase in phases]
    made = Schedule(timed, starts_at, minutes, lobby, reserve)
    cuts = tuple((phases[cut.index].number, cut.title, cut.minutes) for cut in made.cuts)
    spare = max(0, ceil((made.planned_end - made.ends_at) / timedelta(minutes=1)))
    return Times(starts_at, made.ends_at, made.over_minutes, spare, cuts, made.over_after_cuts)
