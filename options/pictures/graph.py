"""What one option waits for, left to right: conditions of conditions first, the option last. Pure."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.words import short
from options.pictures.layers import arrange
from options.pictures.svg import ACCENT, EDGE, HUE, INK, MUTED, PAPER, curve, line, link, rect, state, svg, text, wrap

MOST_NODES: Final = 40
TARGET: Final = "*"
GUTTER: Final = 44
NARROWEST: Final = 150  # of a column
ROW: Final = 15
SIZE: Final = 12
GATE: Final = 26  # width of an "all" or "any" box

Href = Callable[[str, str], str]  # (kind, slug) -> address
Say = Callable[[str], str]  # an interface string in the reader's language


@dataclass
class _Tree:
    """The graph as it is gathered. A node's name is kind:slug, "*" for the option, "g:n" for a group inside a group."""

    reading: Reading
    needs: dict[str, list[str]] = field(default_factory=dict)
    how: dict[str, str] = field(default_factory=dict)  # node -> "all" or "any", where it needs more than one
    dropped: set[str] = field(default_factory=set)

    def gather(self, requires: schema.Node) -> None:
        """Breadth first, so that a cap takes away what is furthest from the option."""
        waiting = deque([(TARGET, requires)])
        self.needs[TARGET] = []
        while waiting:
            node, expression = waiting.popleft()
            parts = expression.all_of or expression.any_of or (expression,)
            if len(parts) > 1:
                self.how[node] = "all" if expression.all_of else "any"
            for part in parts:
                child, below = self._child(part)
                if child in self.needs:
                    if child not in self.needs[node]:
                        self.needs[node].append(child)
                elif len(self.needs) > MOST_NODES:
                    self.dropped.add(child)
                else:
                    self.needs[child] = []
                    self.needs[node].append(child)
                    if below is not None:
                        waiting.append((child, below))

    def _child(self, part: schema.Node) -> tuple[str, schema.Node | None]:
        if part.option is not None:
            return f"option:{part.option}", None
        if part.precondition is not None:
            known = self.reading.preconditions.get(part.precondition)
            return f"precondition:{part.precondition}", known.depends_on if known else None
        inner = part.all_of or part.any_of or ()
        if len(inner) == 1:
            return self._child(inner[0])
        return f"g:{len(self.needs)}", part


def graph(
    reading: Reading,
    option: str,
    href: Href,
    *,
    width: int = 980,
    say: Say = str,
    toggles: Mapping[str, str] | None = None,
) -> Markup:
    """The picture of an option's requirement; empty markup when it has none.

    `href(kind, slug)` gives the address of a precondition or an option; `toggles` are statuses other than as curated.
    """
    chosen = reading.options[option]
    if not isinstance(chosen.requires, schema.Node):
        return Markup("")
    tree = _Tree(reading)
    tree.gather(chosen.requires)
    return _Drawing(tree, chosen, href, say, toggles or {}).laid_out(width).markup()


@dataclass
class _Drawing:
    tree: _Tree
    option: schema.Option
    href: Href
    say: Say
    toggles: Mapping[str, str]

    def laid_out(self, width: int) -> "_Drawing":
        self.layers = layers = arrange(self.tree.needs, TARGET)
        last = len(layers.columns) - 1
        self.width = max(width, NARROWEST * (last + 1) + GUTTER * last)
        self.column = (self.width - GUTTER * last) / (last + 1)
        self.labels = {n: self._label(n) for column in layers.columns for n in column if n[0] not in "~g"}
        self.height = max(sum(map(self._tall, column)) for column in layers.columns) + 16
        self.left: dict[str, float] = {}
        self.middle: dict[str, float] = {}
        for i, column in enumerate(layers.columns):
            self._place(column, i * (self.column + GUTTER))
        return self

    def _label(self, node: str) -> list[str]:
        room = self.column - 22 - (GATE if node in self.tree.how else 0)
        return wrap(self._title(node), room, SIZE, most=6)

    def _title(self, node: str) -> str:
        if node == TARGET:
            return short(self.option.title)
        kind, slug = node.split(":", 1)
        title = short(self.tree.reading.title(kind, slug))
        return f"{self.say('Option')}: {title}" if kind == "option" else title

    def _tall(self, node: str) -> float:
        return ROW * len(self.labels[node]) + 14 if node in self.labels else 18 if node[0] == "g" else 10

    def _place(self, column: tuple[str, ...], x: float) -> None:
        gap = (self.height - sum(map(self._tall, column))) / (len(column) + 1)
        y = gap
        for node in column:
            self.left[node], self.middle[node] = x, y + self._tall(node) / 2
            y += self._tall(node) + gap

    def markup(self) -> Markup:
        body = [self._edge(edge) for edge in self.layers.edges]
        body += [self._node(node) for column in self.layers.columns for node in column if node[0] != "~"]
        height = self.height
        if self.tree.dropped:
            height += 26
            more = f"{self.say('Conditions further back that are not drawn')}: {len(self.tree.dropped)}"
            body.append(text(0, height - 8, more, SIZE, MUTED))
        return svg(self.width, height, f"{self.say('What must be true before')}: {self.option.title}", body)

    def _edge(self, edge: tuple[str, ...]) -> Markup:
        start = self.left[edge[0]] + (GATE if edge[0][0] == "g" else self.column - 2)
        d = f"M{start:.1f} {self.middle[edge[0]]:.1f}"
        if edge[0][0] == "g":
            d += f"H{self.left[edge[0]] + self.column - 2:.1f}"
        for a, b in pairwise(edge):
            xa, xb = self.left[a] + self.column - 2, self.left[b] - 4
            ya, yb = self.middle[a], self.middle[b]
            d += f"C{xa + GUTTER / 2:.1f} {ya:.1f} {xb - GUTTER / 2:.1f} {yb:.1f} {xb:.1f} {yb:.1f}"
            if b[0] == "~":
                d += f"H{self.left[b] + self.column - 2:.1f}"
        own = edge[-1] == TARGET
        return curve(d, HUE[3] if own else EDGE)

    def _node(self, node: str) -> Markup:
        x, middle = self.left[node], self.middle[node]
        out = Markup("")
        if node in self.tree.how:
            out += self._gate(x - 2, middle, self.tree.how[node])
            x += GATE + 4
        if node not in self.labels:
            return out
        top = middle - self._tall(node) / 2
        kind, _, slug = node.partition(":")
        if kind == "precondition":
            out += state(self._status(slug), x, top + 8)
            x += 17
        tone = ACCENT if kind == "option" else INK
        rows = Markup("").join(
            text(x, top + 18 + ROW * i, words, SIZE, tone, bold=node == TARGET, italic=kind == "option")
            for i, words in enumerate(self.labels[node])
        )
        address = self.href("option", self.option.slug) if node == TARGET else self.href(kind, slug)
        return out + link(address, rows, self._name(node, kind, slug))

    def _name(self, node: str, kind: str, slug: str) -> str:
        return f"{self._title(node)}, {self.say(self._status(slug))}" if kind == "precondition" else self._title(node)

    def _status(self, slug: str) -> str:
        known = self.tree.reading.preconditions.get(slug)
        return self.toggles.get(slug, known.status if known else "unknown")

    def _gate(self, x: float, middle: float, how: str) -> Markup:
        box = rect(x, middle - 8, GATE, 16, PAPER)
        edge = line((x, middle - 8), (x, middle + 8), INK, 2.5)
        return box + edge + text(x + GATE / 2 + 1, middle + 4, self.say(how), 11, anchor="middle", bold=how == "any")
