"""The answers of a room to one question: stacked dots, the median and the middle half on the ballot's own scale. Pure.

The picture of the room is the same for everybody and is made once; the reader's own mark is a second picture of the
same size, to be laid over the first.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Final, NamedTuple

from markupsafe import Markup

from options.analysis.room import FEW, spread
from options.pictures.axis import BAND, BROAD, SIDE, Axis, Ruler
from options.pictures.svg import MUTED, image

TOP: Final = 2
STACK: Final = 64  # height of the highest stack
LARGEST: Final = 8.0  # from one dot to the next
FILLED: Final = 0.8  # of that, the dot itself
GAP: Final = 4  # from the lowest dots to the median
LINE: Final = TOP + STACK + GAP + BAND  # the height of the line

# All dots as one path of points with round ends: five hundred stay small.
_DOTS: Final = Markup(
    '<path d="{d}" fill="none" class="s-{tone}" stroke="{colour}" stroke-width="{size:.2f}" stroke-linecap="round"/>'
)


class PictureWords(NamedTuple):
    """The name of a picture, and a sentence that says what it shows to those who do not see it."""

    title: str
    description: str


def dots(
    answers: Iterable[float | None], axis: Axis, words: PictureWords, *, own: float | None = None, width: int = BROAD
) -> Markup:
    """One dot for each answer, over the middle half and the median; empty markup without answers.

    On a fine scale a dot stands at the nearest of 21 columns; median and middle half are exact. Dots get smaller so
    that the highest stack keeps within the picture, however many they are. Of fewer than five answers there are no
    dots. `own` is the reader's answer; leave it out of what others see, and use `own_mark`.
    """
    given = [value for value in answers if value is not None]
    room = spread(given)
    if room is None:
        return Markup("")
    ruler = Ruler(axis, width)
    body = [_stacks(given, ruler)] if room.n >= FEW else []
    body += [ruler.band(room, LINE), ruler.line(LINE), ruler.scale(LINE)]
    body += [ruler.mark(own, LINE)] if own is not None else []
    return image(width, LINE + ruler.foot, *words, body)


def own_mark(own: float, axis: Axis, title: str, *, width: int = BROAD) -> Markup:
    """The reader's own triangle alone, in a picture of the size that `dots` has on the same axis and width."""
    ruler = Ruler(axis, width)
    return image(width, LINE + ruler.foot, title, "", [ruler.mark(own, LINE)])


def _stacks(given: Iterable[float], ruler: Ruler) -> Markup:
    columns = Counter(map(ruler.axis.column, given))
    packing = _packed(max(columns.values()), min(ruler.pitch * 0.85, 2 * SIDE))
    d = "".join(packing.stack(ruler.x(at), n) for at, n in sorted(columns.items()))
    return _DOTS.format(d=d, tone=MUTED.name, colour=MUTED.colour, size=packing.pitch * FILLED)


@dataclass(frozen=True)
class _Packing:
    """How dots of a stack lie: pixels from one to the next, and how many side by side."""

    pitch: float
    abreast: int

    def stack(self, x: float, n: int) -> str:
        return "".join(self.row(x, i, min(self.abreast, n - i * self.abreast)) for i in range(ceil(n / self.abreast)))

    def row(self, x: float, i: int, n: int) -> str:
        """Some dots side by side around x, in the i-th row from below, as a piece of a path."""
        start, y = x - (n - 1) / 2 * self.pitch, TOP + STACK - (i + 0.5) * self.pitch
        return f"M{start:.1f} {y:.1f}h.01" + f"m{self.pitch:.2f} 0h.01" * (n - 1)


def _packed(tallest: int, breadth: float) -> _Packing:
    """The largest dots of which the tallest stack keeps to its height and breadth; as few abreast as that allows."""
    pitch = LARGEST
    while int(breadth / pitch) * int(STACK / pitch) < tallest:
        pitch *= 0.95
    return _Packing(pitch, ceil(tallest / int(STACK / pitch)))
