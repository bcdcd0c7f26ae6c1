"""What each criterion adds to the overall value of each option: stacked bars in criterion order. Pure.

Criteria are numbered and the number stands in its segment where it fits. Their titles stand above the first bar, joined
to its segments by lines, where there is room for that; otherwise they are a numbered list above the bars.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from markupsafe import Markup

from options.pictures.svg import (
    ACCENT,
    EDGE,
    HUE,
    INK,
    MUTED,
    Tone,
    breadth,
    curve,
    fitted,
    line,
    link,
    rect,
    shape,
    svg,
    text,
)

THICK: Final = 24  # of a bar
SMALL: Final = 11
NAME: Final = 13
ROW: Final = 16
HATCH: Final = 6  # between two strokes of a hatching
LEADER: Final = 34  # from the titles down to the first bar
LABEL_ROWS: Final = 5  # of a title above the first bar
CROWDED: Final = 15.0  # points of the first bar, below which lines to its segments would run into one
RANGE: Final = 76.0  # pixels of "100.0–100.0" and the gap before it
ON_BAR: Final = Tone("on-light", "#1c2126")

Drawn = tuple[Markup, float]  # some markup, and the height at which it ends


@dataclass(frozen=True)
class Bar:
    """One option. `parts` in criterion order, in points (0 to 100) of overall value; None where the score is missing.

    `low` and `high`: all its scores at their worst and at their best ends. `value` None: one that counts is missing.
    """

    title: str
    note: str
    parts: tuple[float | None, ...]
    value: float | None
    low: float
    high: float
    href: str = ""


@dataclass(frozen=True)
class ContributionWords:
    """`title` names the picture; `missing` stands for the value of an option that lacks a score."""

    title: str
    missing: str


def contributions(
    bars: Sequence[Bar], criteria: Sequence[str], words: ContributionWords, *, width: int = 900
) -> Markup:
    """Bars in the order given, each over its option's title. Empty markup without options or criteria.

    Numbers are kept within 0 to 100; one that is not finite counts as missing. ValueError when a bar has more or fewer
    parts than there are criteria.
    """
    return _Broad(bars, criteria, words, width).markup() if bars and criteria else Markup("")


def contributions_narrow(
    bars: Sequence[Bar], criteria: Sequence[str], words: ContributionWords, *, width: int = 328
) -> Markup:
    """The same picture for a phone: titles and values over bars that take the whole width, criteria as a list."""
    return _Narrow(bars, criteria, words, width).markup() if bars and criteria else Markup("")


class _Stack:
    """Where the parts of one bar begin and end, in points; `known` is where the last one ends."""

    def __init__(self, bar: Bar) -> None:
        self.bar = bar
        self.ends: list[tuple[float, float]] = []
        self.known = 0.0
        self.parts = [_points(part) for part in bar.parts]
        for part in self.parts:
            start, self.known = self.known, min(100.0, self.known + (part or 0.0))
            self.ends.append((start, self.known))
        self.value = _points(bar.value)
        low, high = _points(bar.low) or 0.0, _points(bar.high)
        self.low, self.high = low, max(low, 100.0 if high is None else high)

    @property
    def end(self) -> float:
        """Where the drawn bar ends: with a score missing, at the best case."""
        return self.known if self.value is not None else max(self.known, self.high)

    @property
    def complete(self) -> bool:
        return None not in self.parts

    @property
    def range(self) -> str:
        return f"{self.low:.1f}–{self.high:.1f}"


def _points(number: float | None) -> float | None:
    """A number of points as it can be drawn."""
    return max(0.0, min(100.0, number)) if number is not None and math.isfinite(number) else None


class _Drawing:
    """What broad and narrow have in common: the segments, their numbers, the hatching, the range and the axis."""

    def __init__(self, bars: Sequence[Bar], criteria: Sequence[str], words: ContributionWords, width: int) -> None:
        for bar in bars:
            if len(bar.parts) != len(criteria):
                raise ValueError(f"{len(bar.parts)} parts for {len(criteria)} criteria: {bar.title}")
        self.stacks = [_Stack(bar) for bar in bars]
        self.criteria, self.words, self.width = criteria, words, width

    @property
    def scale(self) -> float:
        """Pixels for one point."""
        raise NotImplementedError

    def segments(self, stack: _Stack, y: float) -> Markup:
        """One path for each of the two tones, so that a picture of 60 bars with 60 parts stays small; then numbers."""
        paths, numbers = ["", ""], Markup("")
        for j, (start, end) in enumerate(stack.ends):
            x, length = start * self.scale, (end - start) * self.scale
            drawn = min(length, max(length - 1, 0.5))  # what is left of its length parts it from the next
            if drawn >= 0.1:
                paths[j % 2] += f"M{x:.1f} {y:.1f}h{drawn:.1f}v{THICK}h-{drawn:.1f}z"
            if drawn > breadth(str(j + 1), SMALL) + 3:
                numbers += text(x + drawn / 2, y + 16, j + 1, SMALL, ON_BAR, anchor="middle")
        out = Markup("").join(shape(d, tone) for d, tone in zip(paths, HUE[1:], strict=False) if d)
        if stack.end > stack.known:
            out += self.hatching(stack.known * self.scale, stack.end * self.scale, y)
        return out + numbers

    @staticmethod
    def hatching(left: float, right: float, y: float) -> Markup:
        """Strokes from bottom to top, cut off at both ends, between two dashed lines."""
        strokes, bottom = "", y + THICK
        for n in range(int((right - left + THICK) / HATCH) + 1):
            foot = left - THICK + n * HATCH
            a, b = max(left, foot), min(right, foot + THICK)
            if b > a:
                strokes += f"M{a:.1f} {bottom - (a - foot):.1f}L{b:.1f} {bottom - (b - foot):.1f}"
        edges = (line((left, at), (right, at), EDGE, 1, "3 3") for at in (y + 0.5, bottom - 0.5))
        return (curve(strokes, EDGE, 0.75) if strokes else Markup("")) + Markup("").join(edges)

    def interval(self, stack: _Stack, y: float) -> Markup:
        """From all scores at their worst to all at their best; where both are one, a dot."""
        left, right = stack.low * self.scale, stack.high * self.scale
        if right - left < 2:
            left = max(0.0, min(left - 1, 100 * self.scale - 2))
            right = left + 2
        return rect(left, y - 1, right - left, 2, INK)

    def axis(self, y: float) -> Drawn:
        out = line((0, y), (100 * self.scale, y), EDGE)
        for at in (0, 25, 50, 75, 100):
            x = at * self.scale
            last = x + breadth("100", SMALL) / 2 > self.width
            anchor = "start" if at == 0 else "end" if last else "middle"
            out += line((x, y), (x, y + 4), EDGE) + text(x, y + 16, at, SMALL, MUTED, anchor=anchor)
        return out, y + 20

    def titles(self, columns: int, y: float) -> Drawn:
        """Numbered titles of the criteria, down the columns, from the height y on."""
        out, lowest = Markup(""), y
        deep = -(-len(self.criteria) // columns)
        room = self.width / columns
        for first in range(0, len(self.criteria), max(1, deep)):
            x, at = first // deep * room, y
            for j in range(first, min(first + deep, len(self.criteria))):
                out += text(x + 16, at + 12, j + 1, 12, INK, anchor="end")
                for words in fitted(self.criteria[j], room - 34, 12, most=2):
                    out += text(x + 22, at + 12, words, 12, MUTED)
                    at += 15
                at += 2
            lowest = max(lowest, at)
        return out, lowest

    def name(self, bar: Bar, rows: Sequence[str], y: float) -> Markup:
        tone = ACCENT if bar.href else INK
        drawn = (text(0, y + ROW * i, words, NAME, tone, bold=True) for i, words in enumerate(rows))
        return link(bar.href, Markup("").join(drawn), bar.title)

    def svg(self, height: float, body: Sequence[Markup]) -> Markup:
        return svg(self.width, height, self.words.title, body)


class _Broad(_Drawing):
    @cached_property
    def missing(self) -> str:
        return fitted(self.words.missing, self.width / 4, NAME, most=1)[0]

    @cached_property
    def scale(self) -> float:
        """What stands behind the longest bar and the longest range has its room at the right."""
        return (self.width - max(RANGE, breadth(self.missing, NAME) + 8)) / 100

    @cached_property
    def slot(self) -> float:
        return self.width / len(self.criteria)

    @cached_property
    def heads(self) -> list[list[str]]:
        """Titles above the first bar, row by row; none when they would not fit, or have nothing to point at."""
        first, room = self.stacks[0], self.slot - 4
        longest = max((breadth(word, SMALL) for title in self.criteria for word in title.split()), default=0)
        if longest > room or not first.complete or first.known < CROWDED:
            return []
        heads = [fitted(title, room, SMALL) for title in self.criteria]
        return heads if max(map(len, heads)) <= LABEL_ROWS else []

    def markup(self) -> Markup:
        head, y = self.pointed() if self.heads else self.titles(3 if self.width > 800 else 2, 0)
        body = [head]
        y += 0 if self.heads else 12
        for stack in self.stacks:
            drawn, y = self.row(stack, y)
            body.append(drawn)
        drawn, y = self.axis(y)
        return self.svg(y, [*body, drawn])

    def pointed(self) -> Drawn:
        """Numbered titles side by side, each with a line to its segment of the first bar. No two lines cross."""
        rows = max(map(len, self.heads)) + 1
        foot = 13.0 * rows
        out, top = Markup(""), foot + LEADER
        for j, (head, (start, end)) in enumerate(zip(self.heads, self.stacks[0].ends, strict=True)):
            x, middle = j * self.slot, (start + end) / 2 * self.scale
            for i, words in enumerate([str(j + 1), *head]):
                out += text(x, foot - 13 * (len(head) - i), words, SMALL, MUTED if i else INK)
            out += curve(f"M{x + 4:.1f} {foot + 4:.1f}v4L{middle:.1f} {top - 6:.1f}v5", EDGE, 0.75)
        return out, top

    def row(self, stack: _Stack, y: float) -> Drawn:
        """The bar, its value behind it, its range under it, then the option's title."""
        out = self.segments(stack, y)
        end = stack.end * self.scale + 7
        if stack.value is None:
            out += text(end, y + 17, self.missing, NAME, MUTED, italic=True)
        else:
            out += text(end, y + 17, f"{stack.value:.1f}", 15, bold=True)
        out += self.interval(stack, y + 28)
        out += text(stack.high * self.scale + 6, y + 32, stack.range, SMALL, MUTED)
        rows = fitted(stack.bar.title, self.width, NAME, most=2, bold=True)
        y += 46
        out += self.name(stack.bar, rows, y)
        y += ROW * (len(rows) - 1)
        for words in fitted(stack.bar.note, self.width, 12, most=1) if stack.bar.note else ():
            y += 15
            out += text(0, y, words, 12, MUTED)
        return out, y + 20


class _Narrow(_Drawing):
    @property
    def scale(self) -> float:
        return self.width / 100

    def markup(self) -> Markup:
        drawn, y = self.titles(1, 0)
        body = [drawn]
        y += 8
        for stack in self.stacks:
            drawn, y = self.row(stack, y)
            body.append(drawn)
        drawn, y = self.axis(y)
        return self.svg(y, [*body, drawn])

    def row(self, stack: _Stack, y: float) -> Drawn:
        """Title and note, beside them value and range; then the bar and the line of its range."""
        value = "" if stack.value is None else f"{stack.value:.1f}"
        value = value or fitted(self.words.missing, self.width / 3, NAME, most=1)[0]
        bar, aside = stack.bar, max(RANGE, breadth(value, NAME)) + 8
        rows = fitted(bar.title, self.width - aside, NAME, most=3, bold=True)
        out = line((0, y), (self.width, y)) + self.name(bar, rows, y + 18)
        if stack.value is None:
            out += text(self.width, y + 18, value, NAME, MUTED, anchor="end", italic=True)
        else:
            out += text(self.width, y + 18, value, 15, anchor="end", bold=True)
        out += text(self.width, y + 18 + ROW, stack.range, SMALL, MUTED, anchor="end")
        for words in fitted(bar.note, self.width - aside, 12, most=1) if bar.note else ():
            out += text(0, y + 18 + ROW * len(rows), words, 12, MUTED)
        y += 18 + ROW * max(1, len(rows) - (not bar.note))
        out += self.segments(stack, y + 7) + self.interval(stack, y + 35)
        return out, y + 48
