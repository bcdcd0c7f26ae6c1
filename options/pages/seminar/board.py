"""What the live board shows: who, not what. Values alone, so that the same board has the same version everywhere."""

from dataclasses import dataclass, field
from hashlib import sha256
from math import ceil
from typing import Final

HANDED_IN, TYPING, AWAY, JOINED = "handed-in", "typing", "away", "joined"
STATES: Final = (HANDED_IN, TYPING, JOINED, AWAY)
DONE, OPEN, CLOSED, TO_COME = "done", "open", "closed", "to-come"


def state(*, handed_in: bool, typing: bool, away: bool) -> str:
    """One word for a seat, the most telling: what is handed in stays so when its student goes."""
    if handed_in:
        return HANDED_IN
    if typing:
        return TYPING
    return AWAY if away else JOINED


@dataclass(frozen=True)
class Row:
    """One seat. `identifier`: of the instructor's list; `notes`: how many in a discussion, None in other phases."""

    number: int
    name: str
    identifier: str
    council: str
    role: str
    state: str
    decides: bool = False
    notes: int | None = None


@dataclass(frozen=True)
class Step:
    number: int
    title: str
    minutes: int
    state: str


@dataclass(frozen=True)
class Table:
    """A council in a phase in which it writes together: how many items are there, how many of them accepted."""

    name: str
    items: int
    accepted: int


@dataclass(frozen=True)
class Event:
    """A line of the log; `phase` 0 where it is about none."""

    at: str
    verb: str
    by: str
    seat: str
    phase: int


@dataclass(frozen=True)
class Ending:
    """When it ends if nothing is cut; `cuts`: (phase, its title, minutes to take from it); `still`: over after them."""

    at: str
    over: int = 0
    cuts: tuple[tuple[int, str, int], ...] = ()
    still: int = 0


@dataclass(frozen=True)
class Board:
    """`left`: seconds, of no account for the version, since a page counts them down by itself.

    `next_title` "" after the last phase; `reveals_next`: the next one is a reveal, before which reasons are chosen.
    """

    state: str
    epoch: int
    code: str
    title: str
    number: int
    phases: int
    minutes: int
    is_closed: bool
    is_answered: bool
    next_title: str
    reveals_next: bool
    rows: tuple[Row, ...]
    steps: tuple[Step, ...]
    tables: tuple[Table, ...]
    events: tuple[Event, ...]
    ending: Ending
    kind: str = ""
    left: int = field(default=0, repr=False, compare=False)

    @property
    def of(self) -> int:
        return len(self.rows)

    @property
    def done(self) -> int:
        return sum(row.state == HANDED_IN for row in self.rows)

    @property
    def share(self) -> int:
        """Percent that have handed in."""
        return percent(self.done, self.of)


def percent(done: int, of: int) -> int:
    """Rounded down, so that 100 is everybody; 0 of nobody."""
    return 100 * done // of if of else 0


def clock(seconds: float) -> str:
    """4:12; an hour and more as 1:04:12. Rounded up: 0:00 is the end."""
    minutes, rest = divmod(ceil(max(0.0, seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def version(shown: object) -> str:
    """Of what a page shows, told from the values alone: right whichever process is asked."""
    return sha256(repr(shown).encode()).hexdigest()[:16]
