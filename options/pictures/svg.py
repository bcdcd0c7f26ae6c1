"""Parts of pictures. Pure: values in, markup out; every text and every attribute goes through `escape`.

Light colours are attributes, so that print and PDF have them; classes let the page recolour them on screen.
Text is wrapped and placed here, so that labels cannot overlap by construction.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from markupsafe import Markup, escape

from options.pages.words import curly

INK: Final = "#1c2126"
MUTED: Final = "#5b6570"
PAPER: Final = "#fbfaf6"
RULE: Final = "#d9d5ca"
EDGE: Final = "#7a828a"
ACCENT: Final = "#14506b"
HUE: Final = ("#e8eef0", "#cadbe2", "#9dbdcb", "#3c7590", "#14506b")  # one hue for ordered things, light to dark
_EM: Final = 0.57  # mean width of a character in em, on the safe side of the usual system faces


def text(
    x: float, y: float, content: object, size: float = 13, cls: str = "f-ink", fill: str = INK,
    anchor: str = "start", bold: bool = False, italic: bool = False,
) -> Markup:  # fmt: skip
    style = (' font-weight="600"' if bold else "") + (' font-style="italic"' if italic else "")
    return Markup(
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" class="{escape(cls)}" fill="{escape(fill)}" '
        f'text-anchor="{escape(anchor)}"{style}>{escape(str(content))}</text>'
    )


def line(
    x1: float, y1: float, x2: float, y2: float, cls: str = "s-rule", stroke: str = RULE, width: float = 1, dash: str = ""
) -> Markup:
    extra = f' stroke-dasharray="{escape(dash)}"' if dash else ""
    return Markup(
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{escape(cls)}" '
        f'stroke="{escape(stroke)}" stroke-width="{width:g}"{extra}/>'
    )


def rect(x: float, y: float, width: float, height: float, cls: str = "f-h3", fill: str = HUE[3]) -> Markup:
    return Markup(
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" class="{escape(cls)}" fill="{escape(fill)}"/>'
    )


def path(d: str, cls: str, stroke: str = "", fill: str = "none", width: float = 1, dash: str = "") -> Markup:
    extra = f' stroke="{escape(stroke)}" stroke-width="{width:g}"' if stroke else ""
    extra += f' stroke-dasharray="{escape(dash)}"' if dash else ""
    return Markup(f'<path d="{escape(d)}" class="{escape(cls)}" fill="{escape(fill)}"{extra}/>')


def link(href: str, body: Markup, label: str = "") -> Markup:
    """`body` under a link. Only relative and http addresses are taken, so that no script address can pass."""
    if not href.startswith(("/", "#", "?", "http://", "https://")):
        return body
    name = f' aria-label="{escape(label)}"' if label else ""
    return Markup(f'<a href="{escape(href)}"{name}>{escape(body)}</a>')


def svg(width: float, height: float, title: str, body: Iterable[Markup]) -> Markup:
    """The whole picture, with its title as its name."""
    size = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
    inner = Markup("").join(body)
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="group" aria-label="{escape(title)}" '
        f'font-family="system-ui, sans-serif">{inner}</svg>'
    )


def wrap(content: str, width: float, size: float = 13, most: int = 0) -> list[str]:
    """Greedy wrap of a label to a width in pixels; words longer than a row are cut, rows beyond `most` dropped with "…"."""
    room = max(4, int(width / (size * _EM)))
    rows = [""]
    for gap, piece in _pieces(curly(content), room):
        if rows[-1] and len(rows[-1]) + len(gap) + len(piece) > room:
            rows.append(piece)
        else:
            rows[-1] += (gap if rows[-1] else "") + piece
    if most and len(rows) > most:
        rows = [*rows[: most - 1], rows[most - 1][: room - 1].rstrip() + "…"]
    return rows


def _pieces(content: str, room: int) -> Iterator[tuple[str, str]]:
    """What stands before it, and a word; one wider than a row is parted behind its hyphens, or cut if need be."""
    for word in content.split():
        parts = [word] if len(word) <= room else re.findall(r"[^-]*-|[^-]+", word)
        cut = [part[i : i + room] for part in parts for i in range(0, len(part), room)]
        yield from zip([" "] + [""] * len(cut), cut, strict=False)


def legal(state: str | None, x: float = 0, y: float = 0, size: float = 11) -> Markup:
    """The legal-state mark with its top left corner at x, y: full square, half square, two triangles, empty square."""
    if state == "contested":
        half = size / 2
        d = f"M{x:g} {y:g}v{size:g}l{half - 0.8:.1f} {-half:g}zM{x + size:g} {y:g}v{size:g}l{-half + 0.8:.1f} {-half:g}z"
        return path(d, "f-ink", fill=INK)
    cls, fill = ("f-ink", INK) if state == "settled" else ("f-paper", PAPER)
    box = Markup(
        f'<rect x="{x + 0.75:.2f}" y="{y + 0.75:.2f}" width="{size - 1.5:g}" height="{size - 1.5:g}" class="s-ink {cls}" '
        f'stroke="{INK}" stroke-width="1.5" fill="{fill}"/>'
    )
    return box + rect(x, y, size / 2, size, "f-ink", INK) if state == "leaning" else box


def state(status: str, x: float = 0, y: float = 0, size: float = 11) -> Markup:
    """The precondition-state mark: full circle, half circle, empty circle, question mark, dash."""
    centre, radius = size / 2, size / 2 - 0.75
    if status not in ("met", "partly", "unmet"):
        sign = "–" if status == "not-applicable" else "?"
        return text(x + centre, y + size - 0.8, sign, size + 2, anchor="middle", bold=True)
    cls, fill = ("f-ink", INK) if status == "met" else ("f-paper", PAPER)
    ring = Markup(
        f'<circle cx="{x + centre:.2f}" cy="{y + centre:.2f}" r="{radius:g}" class="s-ink {cls}" '
        f'stroke="{INK}" stroke-width="1.5" fill="{fill}"/>'
    )
    half = f"M{x + centre:.2f} {y + 0.75:.2f}a{radius:g} {radius:g} 0 0 0 0 {2 * radius:g}z"
    return ring + path(half, "f-ink", fill=INK) if status == "partly" else ring
