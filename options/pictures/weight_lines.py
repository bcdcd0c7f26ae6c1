"""The overall value of each option as one weight goes from 0 to 1, the others in proportion: straight lines. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from markupsafe import Markup

from options.pictures.svg import (
    ACCENT,
    EDGE,
    INK,
    MUTED,
    PAPER,
    breadth,
    curve,
    fitted,
    line,
    shape,
    svg,
    text,
)

NAMED: Final = 8  # lines that have a label
SIZE: Final = 12.5
ROW: Final = 14
SMALL: Final = 11
TOP: Final = 26  # what says the present weight stands above
FOOT: Final = 28  # the weights under the frame
LEFT: Final = 30  # the values beside it
GUTTER: Final = 20  # from the ends of the lines to their labels
STEPS: Final = (2, 5, 10, 20, 25, 50)
MOST_TICKS: Final = 5
LEAST: Final = 10.0  # points that the frame spans
GAP: Final = 6  # between two weights under the frame
MARKED: Final = 8  # crossings that have a dot
NEAREST: Final = 5  # pixels between two dots


@dataclass(frozen=True)
class Ray:
    """One option: its overall value (0 to 100) with the weight at 0 and at 1. `leads`: drawn in accent, thicker."""

    title: str
    at_zero: float
    at_one: float
    leads: bool

    def at(self, weight: float) -> float:
        return self.at_zero + weight * (self.at_one - self.at_zero)


@dataclass(frozen=True)
class WeightWords:
    """`title` names the picture; `now` says the present weight ("now 12%"); the others are the ends of the axis."""

    title: str
    now: str
    axis_from: str
    axis_to: str


Crossings = Sequence[tuple[float, str]]  # weight (0 to 1) and what is written there


def weight_lines(
    rays: Sequence[Ray], weight: float, crossings: Crossings, words: WeightWords, *, width: int = 900
) -> Markup:
    """Lines labelled at their right ends, the present weight, and a dot with its weight at each crossing.

    At most eight lines have a label: what leads, then what crosses it, the nearest to the present weight first, then
    what is highest there. The others are thin. Of crossings, those nearest to the present weight are marked, eight at
    most, and as many as find room side by side; one with the same label as an end of the axis has its dot alone. They
    lie on the line that leads, or without one on the highest at the present weight. Values are kept within 0 to 100; a
    line or a crossing that is not finite is left out. Empty markup without lines.
    """
    return _drawn(rays, weight, crossings, words, (width, min(250.0, width * 0.28)))


def weight_lines_narrow(
    rays: Sequence[Ray], weight: float, crossings: Crossings, words: WeightWords, *, width: int = 328
) -> Markup:
    """The same for a phone."""
    return _drawn(rays, weight, crossings, words, (width, width * 0.42))


def _drawn(
    rays: Sequence[Ray], weight: float, crossings: Crossings, words: WeightWords, widths: tuple[float, float]
) -> Markup:
    """`widths`: of the whole, and of the labels at the right."""
    kept = [
        Ray(ray.title, _within(ray.at_zero, 100), _within(ray.at_one, 100), ray.leads)
        for ray in rays
        if math.isfinite(ray.at_zero) and math.isfinite(ray.at_one)
    ]
    if not kept:
        return Markup("")
    now = _within(weight, 1) if math.isfinite(weight) else 0.0
    at = [(t, label) for t, label in crossings if 0 <= t <= 1]
    return _Drawing(kept, now, at, words, *widths).markup()


@dataclass
class _Drawing:
    rays: list[Ray]
    weight: float
    crossings: list[tuple[float, str]]
    words: WeightWords
    width: float
    right: float

    @cached_property
    def first(self) -> Ray:
        """The line that leads."""
        leads = [ray for ray in self.rays if ray.leads]
        return max(leads or self.rays, key=lambda ray: ray.at(self.weight))

    @cached_property
    def named(self) -> list[Ray]:
        """The lines that have a label, the most telling first."""

        def telling(ray: Ray) -> tuple[bool, float, float]:
            crossing = _crossing(self.first, ray)
            return (
                not ray.leads and ray is not self.first,
                math.inf if crossing is None else abs(crossing - self.weight),
                -ray.at(self.weight),
            )

        return sorted(self.rays, key=telling)[:NAMED]

    @cached_property
    def labels(self) -> list[list[str]]:
        return [fitted(ray.title, self.right - GUTTER - 3, SIZE, most=4, bold=ray.leads) for ray in self.named]

    @cached_property
    def tall(self) -> list[float]:
        return [ROW * len(rows) + 6.0 for rows in self.labels]

    @cached_property
    def base(self) -> float:
        """The height of the lower edge of the frame."""
        return TOP + max(230.0, self.width / 3, sum(self.tall))

    @cached_property
    def values(self) -> tuple[float, float]:
        """The lowest and the highest value of the frame: a little more than the lines take, and not too little."""
        ends = [end for ray in self.rays for end in (ray.at_zero, ray.at_one)]
        low, high = min(ends), max(ends)
        room = max((LEAST - high + low) / 2, 0.04 * (high - low))
        return max(0.0, low - room), min(100.0, high + room)

    @property
    def ticks(self) -> list[int]:
        bottom, top = self.values
        for step in STEPS:
            ticks = list(range(math.ceil(bottom / step) * step, math.floor(top) + 1, step))
            if len(ticks) <= MOST_TICKS:
                break
        return ticks

    @property
    def end(self) -> float:
        """The right edge of the frame."""
        return self.width - self.right

    def x(self, weight: float) -> float:
        return LEFT + weight * (self.end - LEFT)

    def y(self, value: float) -> float:
        bottom, top = self.values
        return self.base - (value - bottom) / (top - bottom) * (self.base - TOP)

    def markup(self) -> Markup:
        parts = [self.frame(), self.others(), self.now(), *map(self.ray, self.named[::-1]), self.ends(), self.marked()]
        return svg(self.width, self.base + FOOT, self.words.title, parts)

    def frame(self) -> Markup:
        out = line((LEFT, self.base), (self.end, self.base), EDGE)
        for value in self.ticks:
            at = self.y(value)
            out += line((LEFT, at), (self.end, at)) + text(LEFT - 6, at + 4, value, SMALL, MUTED, anchor="end")
        return out

    def others(self) -> Markup:
        """All lines without a label, as one path."""
        named = set(map(id, self.named))
        d = "".join(
            f"M{self.x(0):.1f} {self.y(ray.at_zero):.1f}L{self.x(1):.1f} {self.y(ray.at_one):.1f}"
            for ray in self.rays
            if id(ray) not in named
        )
        return curve(d, EDGE, 0.5) if d else Markup("")

    def ray(self, ray: Ray) -> Markup:
        tone, thick = (ACCENT, 2.5) if ray.leads else (MUTED, 1.25)
        return line((self.x(0), self.y(ray.at_zero)), (self.x(1), self.y(ray.at_one)), tone, thick)

    def now(self) -> Markup:
        x, half = self.x(self.weight), breadth(self.words.now, SMALL) / 2
        said = text(_within(x, self.width - half, half), TOP - 12, self.words.now, SMALL, anchor="middle")
        return line((x, TOP - 7), (x, self.base), INK, 1, "3 3") + said

    def ends(self) -> Markup:
        """The labels, moved apart, each joined to the end of its line."""
        out = Markup("")
        lines = [self.y(ray.at_one) for ray in self.named]
        middles = spread(lines, self.tall, TOP - 4, self.base + 8)
        for ray, rows, at, middle in zip(self.named, self.labels, lines, middles, strict=True):
            out += line((self.end + 2, at), (self.end + GUTTER - 3, middle), EDGE, 0.75)
            for i, words in enumerate(rows):
                y = middle + 4 + ROW * (i - (len(rows) - 1) / 2)
                out += text(self.end + GUTTER, y, words, SIZE, ACCENT if ray.leads else INK, bold=ray.leads)
        return out

    def marked(self) -> Markup:
        """Crossings: a dot, a line down, and the weight under the frame, between the ends of the axis."""
        y = self.base + 20
        ends = self.words.axis_from, self.words.axis_to
        start, stop = (breadth(end, SMALL) / 2 for end in ends)
        first, last = max(start, self.x(0)), min(self.width - stop, self.x(1))
        out = Markup("")
        for place, end in zip((first, last), ends, strict=True):
            out += text(place, y, end, SMALL, MUTED, anchor="middle")
        low, high = first + start + GAP / 2, last - stop - GAP / 2
        shown = self.shown(high - low)
        for t, _ in shown:
            x, value = self.x(t), self.y(self.first.at(t))
            out += line((x, value), (x, self.base), INK, 0.75, "1 3") + _ring(x, value)
        told = [(self.x(t), label) for t, label in shown if label not in ends]
        places = spread([x for x, _ in told], [self.wide(label) for _, label in told], low, high)
        for (x, label), place in zip(told, places, strict=True):
            out += line((x, self.base), (place, self.base + 8), EDGE, 0.75)
            out += text(place, y, label, SMALL, anchor="middle")
        return out

    def shown(self, room: float) -> list[tuple[float, str]]:
        """The crossings that find room, the nearest to the present weight first; what lies on another is left out."""
        kept: list[tuple[float, str]] = []
        for t, label in sorted(self.crossings, key=lambda crossing: abs(crossing[0] - self.weight)):
            apart = all(abs(self.x(t) - self.x(other)) >= NEAREST for other, _ in kept)
            if apart and len(kept) < MARKED and self.wide(label) <= room:
                kept.append((t, label))
                room -= self.wide(label)
        return kept

    @staticmethod
    def wide(label: str) -> float:
        return breadth(label, SMALL) + GAP


def spread(middles: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Middles moved apart, in their order and no further than need be, so that things of these sizes do not touch.

    Within the bounds if these have room for all. Packed without gaps, each thing would stand at a fixed distance from
    the first one's start; where these starts fall back, they are pooled at their mean (isotonic regression).
    """
    order = sorted(range(len(middles)), key=middles.__getitem__)
    before = [0.0, *accumulate(sizes[i] for i in order)]
    pools: list[tuple[float, int]] = []  # a common start, and how many share it
    for place, i in enumerate(order):
        start, count = middles[i] - before[place] - sizes[i] / 2, 1
        while pools and pools[-1][0] > start:
            earlier, many = pools.pop()
            start, count = (earlier * many + start * count) / (many + count), many + count
        pools.append((start, count))
    placed = list(middles)
    starts = (_within(start, high - before[-1], low) for start, count in pools for _ in range(count))
    for place, (i, start) in enumerate(zip(order, starts, strict=True)):
        placed[i] = start + before[place] + sizes[i] / 2
    return placed


def _ring(x: float, y: float, radius: float = 4.5) -> Markup:
    d = f"M{x - radius:.1f} {y:.1f}a{radius} {radius} 0 1 0 {2 * radius} 0a{radius} {radius} 0 1 0 {-2 * radius} 0z"
    return shape(d, PAPER) + curve(d, INK, 1.75)


def _crossing(first: Ray, ray: Ray) -> float | None:
    """The weight at which a line meets the leading one; None when it does not, or is the same all along."""
    at_zero, at_one = first.at_zero - ray.at_zero, first.at_one - ray.at_one
    if at_zero * at_one > 0 or at_zero == at_one:
        return None
    return at_zero / (at_zero - at_one)


def _within(number: float, most: float, least: float = 0.0) -> float:
    return max(least, min(most, number))
