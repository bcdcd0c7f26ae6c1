"""Parts of pictures. Pure: values in, markup out; every text and every attribute goes through `escape`.

Light colours are attributes, so that print and PDF have them; classes let the page recolour them on screen.
Text is wrapped and placed here, so that labels cannot overlap by construction.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from unicodedata import east_asian_width

from markupsafe import Markup, escape

from options.pages.words import curly


class Tone(NamedTuple):
    """A colour by the name that the style sheet knows, and as it is in light and in print."""

    name: str
    colour: str

    @property
    def fill(self) -> str:
        return f'class="f-{self.name}" fill="{self.colour}"'

    @property
    def stroke(self) -> str:
        return f'class="s-{self.name}" stroke="{self.colour}"'


INK: Final = Tone("ink", "#1c2126")
MUTED: Final = Tone("muted", "#5b6570")
PAPER: Final = Tone("paper", "#fbfaf6")
RULE: Final = Tone("rule", "#d9d5ca")
EDGE: Final = Tone("edge", "#7a828a")
ACCENT: Final = Tone("accent", "#14506b")
# one hue for ordered things, light to dark
HUE: Final = tuple(
    Tone(f"h{i}", colour) for i, colour in enumerate(("#e8eef0", "#cadbe2", "#9dbdcb", "#3c7590", "#14506b"))
)
_EM: Final = 0.57  # mean width of a character in em, on the safe side of the usual system faces
_THIN: Final = frozenset(" fijlrtI.,:;'’‘|!()[]-")
_THICK: Final = frozenset("mwMW@%&—…")
_SAFE_ADDRESS: Final = ("/", "#", "?", "http://", "https://")


def text(
    x: float,
    y: float,
    content: object,
    size: float = 13,
    tone: Tone = INK,
    *,
    anchor: str = "start",
    bold: bool = False,
    italic: bool = False,
) -> Markup:
    style = (' font-weight="600"' if bold else "") + (' font-style="italic"' if italic else "")
    return Markup(
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" {tone.fill} '
        f'text-anchor="{escape(anchor)}"{style}>{escape(str(content))}</text>'
    )


def line(
    start: tuple[float, float], end: tuple[float, float], tone: Tone = RULE, width: float = 1, dash: str = ""
) -> Markup:
    dashes = f' stroke-dasharray="{escape(dash)}"' if dash else ""
    return Markup(
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f'{tone.stroke} stroke-width="{width:g}"{dashes}/>'
    )


def rect(x: float, y: float, width: float, height: float, tone: Tone) -> Markup:
    return Markup(f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" {tone.fill}/>')


def shape(d: str, tone: Tone) -> Markup:
    return Markup(f'<path d="{escape(d)}" {tone.fill}/>')


def curve(d: str, tone: Tone, width: float = 1, dash: str = "") -> Markup:
    dashes = f' stroke-dasharray="{escape(dash)}"' if dash else ""
    return Markup(f'<path d="{escape(d)}" fill="none" {tone.stroke} stroke-width="{width:g}"{dashes}/>')


def link(href: str, body: Markup, label: str = "") -> Markup:
    """`body` under a link. Only relative and http addresses are taken, so that no script address can pass."""
    if not href.startswith(_SAFE_ADDRESS):
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


def image(width: float, height: float, title: str, description: str, body: Iterable[Markup]) -> Markup:
    """A picture without links, which assistive technology takes as one thing: its name, and a reading of it."""
    size = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
    told = Markup("<desc>{}</desc>").format(description) if description else Markup("")
    inner = Markup("").join(body)
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{escape(title)}" '
        f'font-family="system-ui, sans-serif">{told}{inner}</svg>'
    )


def wrap(content: str, width: float, size: float = 13, most: int = 0) -> list[str]:
    """Greedy wrap of a label to a width in pixels. Words longer than a row are cut; rows beyond `most` end in "…"."""
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


def fitted(content: str, width: float, size: float = 13, most: int = 0, *, bold: bool = False) -> list[str]:
    """`wrap` for text that must not run into what stands beside it, whatever its letters.

    No row is broader than `width` as `breadth` has it, unless four letters are.
    """
    room = width
    while True:
        rows = wrap(content, room, size, most)
        if room <= 4 * size * _EM or max(breadth(row, size, bold=bold) for row in rows) <= width:
            return rows
        room *= 0.9


def breadth(content: str, size: float = 13, *, bold: bool = False) -> float:
    """About how broad a text is drawn, in pixels, on the safe side."""
    return sum(map(_broad, content)) * size * _EM * (1.2 if bold else 1)


def _broad(letter: str) -> float:
    """Of a letter, as a share of the mean one."""
    if letter in _THIN:
        return 0.7
    if letter in _THICK:
        return 1.6
    if east_asian_width(letter) in ("W", "F"):
        return 2
    if "\u0900" <= letter < "\u2000" or letter >= "\u2070":  # scripts of India and beyond, and signs
        return 1.6
    return 1.2 if letter.isupper() else 1


def _pieces(content: str, room: int) -> Iterator[tuple[str, str]]:
    """What stands before it, and a word; one wider than a row is parted behind its hyphens, or cut if need be."""
    for word in content.split():
        parts = [word] if len(word) <= room else re.findall(r"[^-]*-|[^-]+", word)
        cut = [part[i : i + room] for part in parts for i in range(0, len(part), room)]
        yield from zip([" "] + [""] * len(cut), cut, strict=False)


def legal(state: str | None, x: float = 0, y: float = 0, size: float = 11) -> Markup:
    """The legal-state mark, top left corner at x, y: full square, half square, two triangles, empty square."""
    if state == "contested":
        half = size / 2
        left = f"M{x:g} {y:g}v{size:g}l{half - 0.8:.1f} {-half:g}z"
        return shape(f"{left}M{x + size:g} {y:g}v{size:g}l{-half + 0.8:.1f} {-half:g}z", INK)
    inside = INK if state == "settled" else PAPER
    box = Markup(
        f'<rect x="{x + 0.75:.2f}" y="{y + 0.75:.2f}" width="{size - 1.5:g}" height="{size - 1.5:g}" '
        f'class="s-ink f-{inside.name}" stroke="{INK.colour}" stroke-width="1.5" fill="{inside.colour}"/>'
    )
    return box + rect(x, y, size / 2, size, INK) if state == "leaning" else box


def state(status: str, x: float = 0, y: float = 0, size: float = 11) -> Markup:
    """The precondition-state mark: full circle, half circle, empty circle, question mark, dash."""
    centre, radius = size / 2, size / 2 - 0.75
    if status not in ("met", "partly", "unmet"):
        sign = "–" if status == "not-applicable" else "?"
        return text(x + centre, y + size - 0.8, sign, size + 2, anchor="middle", bold=True)
    inside = INK if status == "met" else PAPER
    ring = Markup(
        f'<circle cx="{x + centre:.2f}" cy="{y + centre:.2f}" r="{radius:g}" class="s-ink f-{inside.name}" '
        f'stroke="{INK.colour}" stroke-width="1.5" fill="{inside.colour}"/>'
    )
    half = f"M{x + centre:.2f} {y + 0.75:.2f}a{radius:g} {radius:g} 0 0 0 0 {2 * radius:g}z"
    return ring + shape(half, INK) if status == "partly" else ring
