"""What a brief is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from options.bundle.reading import Reading
from options.pages.compare.printed import Notes
from options.pages.compare.wording import Wording
from options.pages.comparisons import OwnScore
from options.pages.weigh.conditions import ConditionsPart
from options.pages.weigh.result import Result
from options.pages.weigh.screening import Screen
from options.pages.weigh.selection import Selection
from options.pages.weigh.swings import Swings
from options.pages.weigh.wording import WeighWording


@dataclass(frozen=True)
class Saved:
    """What a saved comparison adds: its name and note, scores of its own, and why tests were answered so.

    `further`: what is weighed is not what was saved, so that the name and the note are those of something else.
    """

    title: str
    note: str
    scores: tuple[OwnScore, ...]
    reasons: Mapping[str, Mapping[str, str]]
    further: bool = False


@dataclass(frozen=True)
class Asked:
    """A weighing as its page has it. `say` gives plain sentences; `words` are those of comparisons, for citations.

    `result` None: nothing has been weighed. `start`: whose points they are, "" when nobody's; `address` and `made_on`
    are only repeated.
    """

    reading: Reading
    selection: Selection
    result: Result | None
    screen: Screen
    swings: Swings
    conditions: ConditionsPart
    say: WeighWording
    words: Wording
    illustrative: bool
    start: str
    address: str
    made_on: str
    saved: Saved | None = None
    notes: Notes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "notes", Notes(self.reading, self.words))
