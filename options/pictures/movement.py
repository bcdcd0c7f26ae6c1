"""Who moved: the first and the second answers of everybody who gave both, joined by lines. Pure.

Two rows of discs on the ballot's own scale, as large as many answered so; a line for each way that somebody took, as
thick as many took it. So five hundred people make no more lines than there are ways.
"""

from collections import Counter
from collections.abc import Iterable
from math import sqrt
from typing import Final, NamedTuple

from markupsafe import Markup

from options.analysis.room import FEW, spread
from options.pictures.axis import BAND, BROAD, Axis, Ruler
from options.pictures.svg import ACCENT, EDGE, MUTED, curve, fitted, image, shape, text

NAME: Final = 12
DISC: Final = 3.2  # radius of the disc of one answer, when there are few
LARGEST: Final = 9.0
LEAST: Final = 0.8
PERSON: Final = 1.5  # thickness of the line of one person, when there are few
THICKEST: Final = 10.0
THINNEST: Final = 0.5
TONES: Final = (EDGE, MUTED, ACCENT)  # of lines of people who stayed, went to the worse end, went to the better one
DASHES: Final = ("", "5 2", "")
# Heights: the first round's name, its middle half, its discs; the same for the second, after what lies between.
FIRST_NAME: Final = 11
FIRST_LINE: Final = FIRST_NAME + 8 + BAND
FIRST_DISCS: Final = FIRST_LINE + 14
BETWEEN: Final = 84
SECOND_DISCS: Final = FIRST_DISCS + BETWEEN

Way = tuple[float, float]  # the columns of a first and of a second answer


class MovementWords(NamedTuple):
    """The picture's name and what it shows in a sentence; the names of the two rounds, written beside them."""

    title: str
    description: str
    first: str
    second: str


def movement(
    pairs: Iterable[tuple[float | None, float | None]], axis: Axis, words: MovementWords, *, width: int = BROAD
) -> Markup:
    """First answers above, second ones below, with median and middle half of both; empty markup without any.

    Only people who answered both times. Lines towards the better end are in accent, those towards the worse one dashed,
    and those of people who stayed are pale and upright. On a fine scale discs stand at the nearest of 21 columns;
    median and middle half are exact. Of fewer than five people there are medians and middle halves alone.
    """
    both = [(a, b) for a, b in pairs if a is not None and b is not None]
    if not both:
        return Markup("")
    ruler = Ruler(axis, width)
    if len(both) < FEW:
        return _picture(both, ruler, words, Markup(""), FIRST_LINE + 6)
    ways = Counter((axis.column(a), axis.column(b)) for a, b in both)
    return _picture(both, ruler, words, _lines(ways, ruler) + _discs(ways, ruler), SECOND_DISCS + LARGEST)


def _picture(both: Iterable[Way], ruler: Ruler, words: MovementWords, people: Markup, y: float) -> Markup:
    """The middle halves of both rounds around what people did; `y`: where the second round's name may begin."""
    second_name = y + NAME + 3
    second_line = second_name + 8 + BAND
    body = [people]
    for answers, name, at, line in (
        ([a for a, _ in both], words.first, FIRST_NAME, FIRST_LINE),
        ([b for _, b in both], words.second, second_name, second_line),
    ):
        room = spread(answers)
        body += [text(0, at, fitted(name, ruler.width, NAME, most=1, bold=True)[0], NAME, bold=True), ruler.line(line)]
        body += [ruler.band(room, line)] if room else []
    body.append(ruler.scale(second_line))
    return image(ruler.width, second_line + ruler.foot, words.title, words.description, body)


def _lines(ways: Counter[Way], ruler: Ruler) -> Markup:
    """One path for each direction and thickness; those who stayed lie lowest, thin lines over thick ones."""
    person = min(PERSON, THICKEST / max(ways.values()))
    paths: dict[tuple[int, float], str] = {}
    for (a, b), n in sorted(ways.items()):
        thick = round(max(THINNEST, n * person) * 2) / 2
        key = _direction(a, b, ruler.axis), -thick
        paths[key] = paths.get(key, "") + f"M{ruler.x(a):.1f} {FIRST_DISCS}L{ruler.x(b):.1f} {SECOND_DISCS}"
    drawn = (curve(d, TONES[way], -thick, DASHES[way]) for (way, thick), d in sorted(paths.items()))
    return Markup("").join(drawn)


def _direction(a: float, b: float, axis: Axis) -> int:
    """0 for who stayed, 1 for who moved towards the worse end, 2 for who moved towards the better one."""
    if a == b:
        return 0
    return 2 if (b > a) == axis.better_is_higher else 1


def _discs(ways: Counter[Way], ruler: Ruler) -> Markup:
    """Of areas as large as many answered so, both rows in one path."""
    rows: tuple[Counter[float], Counter[float]] = (Counter(), Counter())
    for way, n in ways.items():
        for row, at in zip(rows, way, strict=True):
            row[at] += n
    most = max(max(row.values()) for row in rows)
    one = min(DISC, min(LARGEST, ruler.pitch / 2) / sqrt(most))
    d = ""
    for row, y in zip(rows, (FIRST_DISCS, SECOND_DISCS), strict=True):
        d += "".join(_disc(ruler.x(at), y, max(LEAST, one * sqrt(n))) for at, n in sorted(row.items()))
    return shape(d, MUTED)


def _disc(x: float, y: float, r: float) -> str:
    return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"
