"""The styles of our Word files: ink on paper, no colours, figures and words that print well."""

from collections.abc import Mapping
from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

INK: Final = RGBColor(0x1C, 0x21, 0x26)
MUTED: Final = RGBColor(0x5B, 0x65, 0x70)
SERIF: Final = "Georgia"
SANS: Final = "Calibri"

# paragraph style -> face, size in points, colour, italic, bold
STYLES: Final[Mapping[str, tuple[str, float, RGBColor, bool, bool]]] = {
    "About": (SANS, 9, MUTED, False, False),
    "Cell": (SANS, 9, INK, False, False),
    "Cell Head": (SANS, 9, INK, False, True),
    "Cell Reason": (SERIF, 8.5, INK, False, False),
    "Cell Basis": (SANS, 8, MUTED, False, False),
    "Cell Nothing": (SANS, 9, MUTED, True, False),
    "Endnote Text": (SANS, 8.5, INK, False, False),
}


def define(name: str, attributes: Mapping[str, str]) -> Any:
    """An element of WordprocessingML with attributes, both with their prefix."""
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element


def add_styles(document: Any, language: str) -> None:
    """Adds our styles, quietens those of the template, and says which language the text is in."""
    for name, (face, size, colour, italic, bold) in STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _face(style.font, face, size, colour)
        style.font.italic, style.font.bold = italic, bold
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(0), Pt(2)
    for name, size in (("Title", 20), ("Heading 1", 14), ("Heading 2", 11.5)):
        _face(document.styles[name].font, SERIF, size, INK)
        document.styles[name].font.bold = False
    _no_border(document.styles["Title"])
    reference = document.styles.add_style("Endnote Reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript, reference.font.size = True, Pt(11)  # raised figures are set at little more than half
    _ruled(document)
    _language(document, language)


def _face(font: Any, face: str, size: float, colour: RGBColor) -> None:
    font.name, font.size, font.color.rgb = face, Pt(size), colour
    fonts = font.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # a theme's face would win over ours
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _no_border(style: Any) -> None:
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _ruled(document: Any) -> None:
    """The table style: a strong rule above, hairlines between rows, no verticals."""
    style = document.styles.add_style("Comparison", WD_STYLE_TYPE.TABLE)
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side, size, colour in (("top", "12", "1C2126"), ("bottom", "6", "1C2126"), ("insideH", "4", "BBBBBB")):
        borders.append(define(f"w:{side}", {"w:val": "single", "w:sz": size, "w:space": "0", "w:color": colour}))
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", "50"), ("left", "0"), ("bottom", "50"), ("right", "140")):
        margins.append(define(f"w:{side}", {"w:w": width, "w:type": "dxa"}))
    properties.extend([borders, margins])
    style.element.append(properties)


def _language(document: Any, language: str) -> None:
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(define("w:lang", {"w:val": language}))
