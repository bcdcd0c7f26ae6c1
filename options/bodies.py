"""Bodies of annotations: a small part of Markdown, rendered once when it is written, through an allow-list.

Paragraphs, emphasis, lists, links, quotes and code; everything else stays the text that was typed. Only the marks
themselves are not shown, nor the one word after the start of a code block that names its language. Three walls stand
one behind the other: the parser knows no HTML, only http and https become links (anything else asks for a program, or
for a page of this site to be opened), and nh3 lets through what is named here and nothing else. Where a text stands
in another direction is for the page to say (`dir="auto"`).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote
from markdown_it.token import Token
from markupsafe import Markup, escape

from options.bundle.text import BIDI_OVERRIDES, canonical_text

BODY_MAX: Final = 5_000  # code points of the canonical text
DEEPEST: Final = 30  # levels, a list counting two, all else one; a text that goes deeper is shown as it was typed
NESTING: Final = DEEPEST + 1  # where the parser gives up and drops the rest: never reached by what is shown
RULES: Final = ("backticks", "blockquote", "emphasis", "escape", "fence", "link", "list", "newline")
TAGS: Final = frozenset({"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"})
ATTRIBUTES: Final = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES: Final = frozenset({"http", "https"})
REL: Final = "nofollow noopener ugc"
_LINK: Final = re.compile(r"https?://[^/?#\s@%\\]+([/?#]|$)", re.IGNORECASE)  # no name and password before the host
_LANGUAGE: Final = re.compile(r"[\w+#.-]{1,30}")
_BLANKS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs without ink


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
    return Markup(BIDI_OVERRIDES.sub(_number, clean))  # noqa: S704 -- nh3 has cleaned it


def excerpt(text: str, most: int) -> str:
    """The start of a canonical text in one line, without its marks, at most `most` (1 or more) code points. No HTML."""
    tokens = _tokens(text)
    words = re.sub(r"\s+", " ", text if tokens is None else " ".join(_texts(tokens))).strip()
    shown = BIDI_OVERRIDES.sub(_number, words)
    return shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """What is no link stays the text that was typed; so does what nh3 would not take for an address."""
        return bool(_LINK.match(url)) and "href" in nh3.clean(f'<a href="{escape(url)}">x</a>', link_rel=None)


@cache
def _parser() -> MarkdownIt:
    options = {"html": False, "linkify": False, "typographer": False, "breaks": True, "maxNesting": NESTING}
    parser = _Parser("zero", options).enable(RULES)
    parser.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "blockquote", "list"]})
    return parser


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A quote ends with the last line that has its mark, so that an answer below is not taken for words of the quoted.

    In Markdown it would go on to the end of the paragraph. Looking for that end is what made the parser quadratic.
    """
    if silent:
        return blockquote(state, start, end, silent)
    after = start
    while after < end and _marked(state, after):
        after += 1
    below, state.lineMax = state.lineMax, after  # a paragraph goes on to there, whatever `end` says
    found = after > start and blockquote(state, start, after, silent)
    state.lineMax = below
    return found


def _marked(state: StateBlock, line: int) -> bool:
    at = state.bMarks[line] + state.tShift[line]
    return state.sCount[line] >= state.blkIndent and state.src.startswith(">", at, state.eMarks[line])


def _tokens(text: str) -> Sequence[Token] | None:
    """None for a text that is nested too deep."""
    tokens = _parser().parse(text)
    if any(level >= DEEPEST for level in _levels(tokens)):
        return None
    for token in tokens:
        if token.type == "fence":
            _keep_words(token)
        token.children = list(_named(token.children or ()))
    return tokens


def _levels(tokens: Iterable[Token]) -> Iterator[int]:
    for token in tokens:
        yield token.level
        yield from (token.level + child.level for child in token.children or ())


def _keep_words(fence: Token) -> None:
    """What stands after the start of a code block belongs to the code, unless it can only be the name of a language."""
    words = fence.info.strip()
    if not _LANGUAGE.fullmatch(words) or not fence.content.strip():
        fence.content = f"{words}\n{fence.content}" if words else fence.content
    fence.info = ""


def _named(children: Iterable[Token]) -> Iterator[Token]:
    """A link without words that can be seen is called by its address: nobody would find it."""
    address = words = ""
    for child in children:
        if child.type == "link_open":
            address, words = str(child.attrGet("href")), ""
        if child.type == "link_close" and not any(map(_can_be_seen, words)):
            yield Token("text", "", 0, content=address)
        words += child.content
        yield child


def _can_be_seen(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character not in _BLANKS


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
