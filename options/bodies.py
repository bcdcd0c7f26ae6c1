"""Bodies of annotations: a small part of Markdown, rendered once when it is written, through an allow-list.

Paragraphs, emphasis, lists, links, quotes and code; everything else stays the text that was typed. Three walls stand
one behind the other: the parser knows no HTML, only http and https become links, and nh3 lets through what is named
here and nothing else. Where a text stands in another direction is for the page to say (`dir="auto"`).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from options.bundle.text import canonical_text

BODY_MAX: Final = 5_000  # code points of the canonical text
DEEPEST: Final = 30  # levels, a quote counting one and a list two; a text that goes deeper is shown as it was typed
NESTING: Final = 2 * DEEPEST  # where the parser gives up and drops the rest: never reached by what is shown
RULES: Final = ("backticks", "blockquote", "emphasis", "escape", "fence", "link", "list", "newline")
TAGS: Final = frozenset({"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"})
ATTRIBUTES: Final = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES: Final = frozenset({"http", "https"})
REL: Final = "nofollow noopener ugc"
_LINK: Final = re.compile(r"https?://[^/?#\s@%\\]+([/?#]|$)", re.IGNORECASE)  # no name and password before the host
_BIDI_OVERRIDES: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def canonical_body(text: str) -> str:
    """The canonical text of a body. Raises ValueError for one that is too long, and as `canonical_text` does."""
    text = canonical_text(text)
    if len(text) > BODY_MAX:
        raise ValueError(f"has {len(text):,} characters, and {BODY_MAX:,} is the most")
    return text


def render(text: str) -> Markup:
    """Safe HTML of a canonical text of at most BODY_MAX code points. The same text gives the same HTML.

    What would turn the direction of the text around it is shown by its number instead, as [U+202E].
    """
    tokens = _tokens(text)
    made = _as_typed(text) if tokens is None else str(_parser().renderer.render(tokens, _parser().options, {}))
    clean = nh3.clean(
        made,
        tags=set(TAGS),
        clean_content_tags=set(),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_kept,
        link_rel=REL,
        url_schemes=set(SCHEMES),
    )
    return Markup(_BIDI_OVERRIDES.sub(_number, clean))  # noqa: S704 -- nh3 has cleaned it


def excerpt(text: str, most: int) -> str:
    """The start of a canonical text in one line, without its marks, at most `most` (1 or more) code points. No HTML."""
    tokens = _tokens(text)
    words = re.sub(r"\s+", " ", text if tokens is None else " ".join(_texts(tokens))).strip()
    shown = _BIDI_OVERRIDES.sub(_number, words)
    return shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """What is no link stays the text that was typed; so does what nh3 would not take for an address."""
        return bool(_LINK.match(url)) and "href" in nh3.clean(f'<a href="{escape(url)}">x</a>', link_rel=None)


@cache
def _parser() -> MarkdownIt:
    options = {"html": False, "linkify": False, "typographer": False, "breaks": True, "maxNesting": NESTING}
    return _Parser("zero", options).enable(RULES)


def _tokens(text: str) -> Sequence[Token] | None:
    """None for a text that is nested too deep."""
    tokens = _parser().parse(text)
    if any(token.level >= DEEPEST for token in tokens):
        return None
    for token in tokens:
        _name_links(token.children or [])
    return tokens


def _name_links(children: list[Token]) -> None:
    """A link without words is called by its address: nobody would see it."""
    for at in range(len(children) - 1, 0, -1):
        opened = children[at - 1]
        if opened.type == "link_open" and children[at].type == "link_close":
            children.insert(at, Token("text", "", 0, content=str(opened.attrGet("href"))))


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """An attribute that may stand on its tag; None takes it away."""
    return value if (tag, attribute) != ("a", "href") or _LINK.match(value) else None


def _as_typed(text: str) -> str:
    return "<p>" + str(escape(text)).replace("\n", "<br>\n") + "</p>\n"


def _texts(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(_inline(token.children or ()))
        elif token.type == "fence":
            yield token.content


def _inline(children: Sequence[Token]) -> Iterator[str]:
    for child in children:
        yield " " if child.type in ("softbreak", "hardbreak") else child.content


def _number(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"
