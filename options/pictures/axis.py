"""The scale of a ballot as a line: the better end at the right, whichever way the numbers run. Pure.

What pictures of a room have in common: where an answer stands, the middle half and the median, numbers and words.
"""

from dataclasses import dataclass
from math import floor
from typing import Final

from markupsafe import Markup

from options.analysis.room import Spread
from options.pictures.svg import ACCENT, EDGE, HUE, INK, MUTED, fitted, line, rect, shape, text

BROAD: Final = 560
NARROW: Final = 300
SIDE: Final = 16  # from the edge to the ends of the line
BAND: Final = 7  # thickness of the middle half, which lies on the line
SMALL: Final = 11
ROW: Final = 13
MARK: Final = 12  # room under the line for the reader's own mark
COLUMNS: Final = 20  # steps of a scale that is too fine for a column for each of its points: 0, 5, ... 100
FINE: Final = 10  # steps from which on it is


@dataclass(frozen=True)
class Axis:
    """A scale from `low` to `high` in the ballot's own units, with the words of these two ends.

    ValueError when it does not go up.
    """

    low: float
    high: float
    low_words: str = ""
    high_words: str = ""
    better_is_higher: bool = True

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"a scale must go up: {self.low} to {self.high}")

    @property
    def steps(self) -> int:
        """From the first column of answers to the last."""
        length = self.high - self.low
        return round(length) if length <= FINE else COLUMNS

    @property
    def step(self) -> float:
        return (self.high - self.low) / self.steps

    @property
    def numbers(self) -> list[float]:
        """What is written under the line."""
        parts = self.steps if self.steps < COLUMNS else 4
        return [self.low + (self.high - self.low) * i / parts for i in range(parts + 1)]

    @property
    def words(self) -> tuple[str, str]:
        """Of the end at the left, which is the worse one, and of the end at the right."""
        ends = self.low_words, self.high_words
        return ends if self.better_is_higher else ends[::-1]

    def share(self, value: float) -> float:
        """How far to the right a value stands, 0 to 1; one outside at the end."""
        at = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return at if self.better_is_higher else 1 - at

    def column(self, value: float) -> float:
        """The value of the nearest column, the upper one when two are as near."""
        kept = min(max(value, self.low), self.high)
        return self.low + floor((kept - self.low) / self.step + 0.5) * self.step


@dataclass(frozen=True)
class Ruler:
    """An axis drawn in a picture of some width."""

    axis: Axis
    width: float

    def x(self, value: float) -> float:
        return SIDE + self.axis.share(value) * (self.width - 2 * SIDE)

    @property
    def pitch(self) -> float:
        """Pixels from one column to the next."""
        return (self.width - 2 * SIDE) / self.axis.steps

    def band(self, room: Spread, y: float) -> Markup:
        """The middle half standing on the height y, and the median as a tick through it."""
        left, right = sorted((self.x(room.lower), self.x(room.upper)))
        if right - left < 2:
            left, right = (left + right) / 2 - 1, (left + right) / 2 + 1
        median = self.x(room.median)
        return rect(left, y - BAND, right - left, BAND, HUE[2]) + line(
            (median, y - BAND - 3), (median, y + 4), INK, 2.5
        )

    def line(self, y: float) -> Markup:
        return line((SIDE, y), (self.width - SIDE, y), EDGE)

    def scale(self, y: float) -> Markup:
        """Under the line at the height y: a short tick and a number at each point, then the words of both ends."""
        out = Markup("")
        for number in self.axis.numbers:
            x = self.x(number)
            out += line((x, y), (x, y + 3), EDGE)
            out += text(x, y + MARK + 11, f"{number:g}", SMALL, MUTED, anchor="middle")
        for words, x, anchor in zip(self._words, (0, self.width), ("start", "end"), strict=True):
            for i, row in enumerate(words):
                out += text(x, y + MARK + 26 + ROW * i, row, SMALL, MUTED, anchor=anchor)
        return out

    @property
    def _words(self) -> tuple[list[str], list[str]]:
        left, right = (fitted(end, self.width / 2 - 6, SMALL, most=3) if end else [] for end in self.axis.words)
        return left, right

    @property
    def foot(self) -> float:
        """How much is drawn below the line: numbers, words and the room for the reader's own mark."""
        rows = max(map(len, self._words))
        return MARK + 15 + (ROW * rows + 2 if rows else 0)

    def mark(self, value: float, y: float) -> Markup:
        """The reader's own answer: a triangle under the line at the height y that points to it."""
        return shape(f"M{self.x(value):.1f} {y + 3:.1f}l5.5 9h-11z", ACCENT)
