"""The address of a page as a QR code, to be taken from a wall with a phone. Pure."""

from typing import Final

import segno
from markupsafe import Markup

QUIET: Final = 4  # modules of nothing around the code: ISO/IEC 18004
MODULE: Final = 6  # pixels, unless the page gives it another size

# Plain dark and light, by attributes alone: many phones do not read a code that a dark theme has turned light on dark.
_SVG: Final = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{pixels}" height="{pixels}" role="img" '
    'aria-label="{title}" shape-rendering="crispEdges"><title>{title}</title>'
    '<rect width="{side}" height="{side}" fill="#ffffff"/><path d="{dark}" fill="#000000"/></svg>'
)


def qr(address: str, title: str = "") -> Markup:
    """A QR code with its quiet zone, as small as medium error correction allows, better corrected where that is free.

    `title` is its name for those who do not see it, by default the address. ValueError for an address too long for any.
    """
    made = segno.make(address, error="m", micro=False)
    side = len(made.matrix) + 2 * QUIET
    dark = "".join(_row(bytes(row), y + QUIET) for y, row in enumerate(made.matrix))
    return _SVG.format(side=side, pixels=side * MODULE, title=title or address, dark=dark)


def _row(modules: bytes, y: int) -> str:
    """The dark runs of a row as one piece of a path."""
    drawn, x = "", 0
    while (x := modules.find(1, x)) >= 0:
        end = modules.find(0, x)
        end = len(modules) if end < 0 else end
        drawn += f"M{x + QUIET} {y}h{end - x}v1h-{end - x}z"
        x = end
    return drawn
