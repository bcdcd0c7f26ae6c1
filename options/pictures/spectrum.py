"""Options placed by posture (who has to agree) and use of force. No legal mark: law has no single worst state. Pure."""

from collections.abc import Callable, Sequence
from typing import Final

from markupsafe import Markup

from options.analysis.scales import FORCE, POSTURE
from options.bundle import schema
from options.pages.words import short
from options.pictures.svg import ACCENT, HUE, INK, MUTED, RULE, line, link, rect, svg, text, wrap

MOST: Final = 8  # options named in one cell; the rest behind a link
LEFT: Final = 92
TOP: Final = 8
PAD: Final = 10
ROW: Final = 16
BETWEEN: Final = 9  # between two options of a cell

Options = Sequence[schema.Option]
Href = Callable[[str], str]  # option slug -> address
CellHref = Callable[[str, str], str]  # (posture, force or "") -> address of the list of those options
Say = Callable[[str], str]  # a value or an interface string in the reader's language


def spectrum(options: Options, href: Href, cell_href: CellHref, width: int = 1000, say: Say = str) -> Markup:
    """Posture across, use of force up, every option named in its cell."""
    postures = [p for p in POSTURE if any(o.posture == p for o in options)]
    if not postures:
        return Markup("")
    unit = (width - LEFT) / len(postures)
    body, y = [], float(TOP)
    for force in reversed(FORCE):
        cells = [[o for o in options if o.posture == p and o.force_level == force] for p in postures]
        drawn = [
            _cell(cell, LEFT + i * unit, y + 22, unit, href, cell_href(posture, force), say)
            for i, (posture, cell) in enumerate(zip(postures, cells, strict=True))
        ]
        height = max([bottom - y for _, bottom in drawn] + [38.0])
        body.append(_row_head(force, y, height, width, say))
        body += [part for part, _ in drawn]
        y += height
    body.append(_axes(postures, unit, y, width, say))
    return svg(width, y + 46, say("Options by posture and use of force"), body)


def _cell(
    cell: Options, x: float, y: float, unit: float, href: Href, more: str, say: Say
) -> tuple[Markup, float]:  # fmt: skip
    """The options of one cell, and where the cell ends."""
    out = Markup("")
    for o in cell[:MOST]:
        rows = wrap(short(o.title), unit - PAD * 2 - 26, most=4)
        name = text(x + PAD + 16, y, o.order, 13, "f-muted", MUTED, "end")
        for i, words in enumerate(rows):
            name += text(x + PAD + 22, y + ROW * i, words, 13, "f-accent", ACCENT)
        out += link(href(o.slug), name, _label(o, say))
        y += ROW * len(rows) + BETWEEN
    if len(cell) > MOST:
        out += link(more, text(x + PAD + 22, y, _more(len(cell) - MOST, say), 12, "f-accent", ACCENT, italic=True))
        y += ROW + BETWEEN
    return out, y - BETWEEN + 2


def _label(o: schema.Option, say: Say) -> str:
    return f"{o.order}. {o.title}, {say(o.posture)}, {say('use of force')}: {say(o.force_level)}"


def _more(n: int, say: Say) -> str:
    return f"{say('and')} {n} {say('more')}"


def _row_head(force: str, y: float, height: float, width: float, say: Say) -> Markup:
    tone = FORCE.index(force) + 1
    return (
        line(0, y, width, y)
        + rect(0, y + 1, 6, height - 1, f"f-h{tone}", HUE[tone])
        + text(14, y + 22, say(force), bold=True)
    )


def _axes(postures: Sequence[str], unit: float, y: float, width: float, say: Say) -> Markup:
    out = line(0, y, width, y, "s-ink", INK, 1.5)
    for i, posture in enumerate(postures):
        x = LEFT + i * unit
        out += line(x, TOP, x, y, "s-rule", RULE, 1, "1 4") + text(x + PAD, y + 20, say(posture), bold=True)
    out += text(14, y + 20, say("use of force") + " ↑", 11.5, "f-muted", MUTED)
    return out + text(LEFT + PAD, y + 38, say("posture: who has to agree") + " →", 11.5, "f-muted", MUTED)


def spectrum_narrow(options: Options, href: Href, cell_href: CellHref, width: int = 328, say: Say = str) -> Markup:
    """The same picture for a phone: postures downwards, force as the bar before each name."""
    body, y = [], 4.0
    for posture in POSTURE:
        group = sorted((o for o in options if o.posture == posture), key=lambda o: (-FORCE.index(o.force_level), o.order))
        if not group:
            continue
        body.append(line(0, y, width, y, "s-ink", INK, 1.5) + text(0, y + 19, say(posture), 13.5, bold=True))
        y += 36
        for o in group[:MOST]:
            drawn, y = _entry(o, y, width, href, say)
            body.append(drawn)
        if len(group) > MOST:
            words = text(56, y + 2, _more(len(group) - MOST, say), 13, "f-accent", ACCENT, italic=True)
            body.append(link(cell_href(posture, ""), words))
            y += 20
    return svg(width, y, say("Options by posture and use of force"), body) if body else Markup("")


def _entry(o: schema.Option, y: float, width: float, href: Href, say: Say) -> tuple[Markup, float]:
    n = FORCE.index(o.force_level)
    out = Markup("")
    for i in range(3):
        tone = i + 2 if i < n else 0
        out += rect(i * 15, y - 7, 13, 9, f"f-h{tone}", HUE[tone])
    rows = wrap(f"{o.order}  {short(o.title)}", width - 62, 13.5, most=4)
    name = Markup("").join(text(56, y + 2 + 17 * i, w, 13.5, "f-accent", ACCENT) for i, w in enumerate(rows))
    out += link(href(o.slug), name, _label(o, say))
    y += 17 * len(rows)
    out += text(56, y + 1, f"{say('force')}: {say(o.force_level)}", 11.5, "f-muted", MUTED)
    return out, y + 26
