"""Options placed by posture (who has to agree) and use of force. No legal mark: law has no single worst state. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from options.analysis.scales import FORCE, POSTURE
from options.bundle import schema
from options.pages.words import short
from options.pictures.svg import ACCENT, EDGE, HUE, INK, MUTED, RULE, curve, line, link, rect, svg, text, wrap

MOST: Final = 8  # options named in one cell; the rest behind a link
MANY: Final = 60  # options in all, from which on
FEW: Final = 5  # are named in one cell
TOP: Final = 8
ROW: Final = 16
BETWEEN: Final = 9  # between two options of a cell
TIGHT: Final = 800  # pixels below which the picture is set more tightly

Options = Sequence[schema.Option]
Href = Callable[[str], str]  # option slug -> address
CellHref = Callable[[str, str], str]  # (posture, force or "") -> address of the list of those options
Say = Callable[[str], str]  # a value or an interface string in the reader's language
Drawn = tuple[Markup, float]  # some markup, and the height at which it ends


def spectrum(options: Options, href: Href, cell_href: CellHref, *, width: int = 1000, say: Say = str) -> Markup:
    """Posture across, use of force up, every option named in its cell. Empty markup without options."""
    return _Broad(options, href, cell_href, say, width).markup() if options else Markup("")


def spectrum_narrow(options: Options, href: Href, cell_href: CellHref, *, width: int = 328, say: Say = str) -> Markup:
    """The same picture for a phone: postures downwards, force as the bar before each name."""
    return _Narrow(options, href, cell_href, say, width).markup() if options else Markup("")


@dataclass(frozen=True)
class _Drawing:
    options: Options
    href: Href
    cell_href: CellHref
    say: Say
    width: float

    def label(self, o: schema.Option) -> str:
        say = self.say
        return f"{o.order}. {o.title}, {say(o.posture)}, {say('use of force')}: {say(o.force_level)}"

    @property
    def most(self) -> int:
        return MOST if len(self.options) < MANY else FEW

    def more(self, n: int) -> str:
        return f"{self.say('and')} {n} {self.say('more')}"

    def svg(self, height: float, body: Sequence[Markup]) -> Markup:
        return svg(self.width, height, self.say("Options by posture and use of force"), body)


class _Broad(_Drawing):
    @property
    def tight(self) -> bool:
        return self.width < TIGHT

    @property
    def left(self) -> float:
        """Room for the names of the rows."""
        return 76 if self.tight else 92

    @property
    def pad(self) -> float:
        return 5 if self.tight else 10

    @property
    def size(self) -> float:
        return 12 if self.tight else 13

    @property
    def postures(self) -> list[str]:
        return [p for p in POSTURE if any(o.posture == p for o in self.options)]

    @property
    def unit(self) -> float:
        return (self.width - self.left) / len(self.postures)

    def markup(self) -> Markup:
        body, y = [], float(TOP)
        for force in reversed(FORCE):
            cells = [self.cell(posture, force, y + 22) for posture in self.postures]
            height = max([bottom - y for _, bottom in cells] + [38.0])
            body.append(self.row_head(force, y, height))
            body += [drawn for drawn, _ in cells]
            y += height
        body.append(self.axes(y))
        return self.svg(y + 46, body)

    def cell(self, posture: str, force: str, y: float) -> Drawn:
        """The options of one cell from height y downwards."""
        cell = [o for o in self.options if o.posture == posture and o.force_level == force]
        out, x = Markup(""), self.left + self.postures.index(posture) * self.unit + self.pad
        for o in cell[: self.most]:
            drawn, y = self.entry(o, x, y)
            out += drawn
        if len(cell) > self.most:
            name = text(x + 22, y, self.more(len(cell) - self.most), 12, ACCENT, italic=True)
            out += link(self.cell_href(posture, force), name)
            y += ROW + BETWEEN
        return out, y - BETWEEN + 2

    def entry(self, o: schema.Option, x: float, y: float) -> Drawn:
        rows = wrap(short(o.title), self.unit - self.pad * 2 - 24, self.size, most=5)
        name = text(x + 16, y, o.order, self.size, MUTED, anchor="end")
        for i, words in enumerate(rows):
            name += text(x + 22, y + ROW * i, words, self.size, ACCENT)
        return link(self.href(o.slug), name, self.label(o)), y + ROW * len(rows) + BETWEEN

    def row_head(self, force: str, y: float, height: float) -> Markup:
        bar = rect(0, y + 1, 6, height - 1, HUE[FORCE.index(force) + 1])
        return line((0, y), (self.width, y)) + bar + text(14, y + 22, self.say(force), bold=True)

    def axes(self, y: float) -> Markup:
        out = line((0, y), (self.width, y), INK, 1.5)
        for i, posture in enumerate(self.postures):
            x = self.left + i * self.unit
            out += line((x, TOP), (x, y), RULE, 1, "1 4") + text(x + self.pad, y + 20, self.say(posture), bold=True)
        out += text(0, y + 20, self.say("use of force") + " ↑", 11.5, MUTED)
        return out + text(self.left + self.pad, y + 38, self.say("posture: who has to agree") + " →", 11.5, MUTED)


class _Narrow(_Drawing):
    def markup(self) -> Markup:
        body, y = [], 4.0
        for posture in POSTURE:
            group = [o for o in self.options if o.posture == posture]
            if group:
                drawn, y = self.group(posture, sorted(group, key=_most_force_first), y)
                body.append(drawn)
        return self.svg(y, body)

    def group(self, posture: str, group: Options, y: float) -> Drawn:
        out = line((0, y), (self.width, y), INK, 1.5) + text(0, y + 19, self.say(posture), 13.5, bold=True)
        y += 36
        for o in group[: self.most]:
            drawn, y = self.entry(o, y)
            out += drawn
        if len(group) > self.most:
            name = text(56, y + 2, self.more(len(group) - self.most), 13, ACCENT, italic=True)
            out += link(self.cell_href(posture, ""), name)
            y += 20
        return out, y

    def entry(self, o: schema.Option, y: float) -> Drawn:
        n = FORCE.index(o.force_level)
        boxes = (rect(i * 15, y - 7, 13, 9, HUE[i + 2]) if i < n else _outline(i * 15, y - 7) for i in range(3))
        out = Markup("").join(boxes)
        rows = wrap(f"{o.order}  {short(o.title)}", self.width - 62, 13.5, most=4)
        name = Markup("").join(text(56, y + 2 + 17 * i, words, 13.5, ACCENT) for i, words in enumerate(rows))
        out += link(self.href(o.slug), name, self.label(o))
        y += 17 * len(rows)
        out += text(56, y + 1, f"{self.say('force')}: {self.say(o.force_level)}", 11.5, MUTED)
        return out, y + 26


def _outline(x: float, y: float) -> Markup:
    """An empty box, as the mark of force has it: a pale filling would not be seen on paper."""
    return curve(f"M{x + 0.5:g} {y + 0.5:g}h12v8h-12z", EDGE, 0.75)


def _most_force_first(o: schema.Option) -> tuple[int, int]:
    return -FORCE.index(o.force_level), o.order
