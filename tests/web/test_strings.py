"""Every word of the interface passes through gettext: templates hold no bare text."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import engines
from jinja2 import nodes

TEMPLATES = Path(__file__).parents[2] / "templates"
WORD = re.compile(r"[^\W\d_]{2,}")
MARKED = re.compile("\ue000(\\d+)\ue001")
READ_ALOUD = {"title", "aria-label", "placeholder", "alt", "data-label"}
AS_IT_IS = {"code", "kbd", "pre", "script", "style"}
HARMLESS = {"word", "dateword", "jurisdiction"}  # filters that translate what they are given


class Bare(HTMLParser):
    """Collects text and spoken attributes; expressions are marks that point into `expressions`."""

    def __init__(self, expressions: list[nodes.Template]) -> None:
        super().__init__()
        self.expressions, self.found, self.inside = expressions, [], []

    def look(self, text: str) -> None:
        if WORD.search(MARKED.sub(" ", text)):
            self.found.append(MARKED.sub("…", text).strip())
        for mark in MARKED.finditer(text):
            self.found += literals(self.expressions[int(mark[1])])

    def handle_starttag(self, tag, attrs):
        self.inside.append(tag)
        for name, value in attrs:
            if name in READ_ALOUD and value:
                self.look(value)

    def handle_endtag(self, tag):
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data):
        if not AS_IT_IS.intersection(self.inside):
            self.look(data)


def literals(node) -> list[str]:
    """Words that an expression prints as they stand: constants, also in its branches; not arguments of calls."""
    if isinstance(node, nodes.Const):
        return [node.value] if isinstance(node.value, str) and WORD.search(node.value) else []
    if isinstance(node, nodes.Filter):
        return [] if node.name in HARMLESS or node.node is None else literals(node.node)
    if isinstance(node, nodes.CondExpr):
        return literals(node.expr1) + (literals(node.expr2) if node.expr2 else [])
    if isinstance(node, nodes.Concat | nodes.Output | nodes.Template | nodes.Or | nodes.Add):
        return [word for child in node.iter_child_nodes() for word in literals(child)]
    return []


def bare_strings(source: str) -> list[str]:
    env = engines["jinja2"].env
    html, expressions, current, block, skipping = "", [], None, [], False
    for _line, kind, value in env.lex(source):
        if kind == "variable_begin":
            current = ""
        elif kind == "variable_end":
            html += f"\ue000{len(expressions)}\ue001" if not skipping else ""
            expressions.append(env.parse("{{" + (current or "") + "}}"))
            current = None
        elif kind == "block_begin":
            block = []
        elif kind == "block_end":
            name = [word for word in block if word.strip()]
            if skipping:
                skipping = name[0] not in ("endtrans", "endblock")
            else:  # translated, or the class of the page
                skipping = name[0] == "trans" or name[:2] == ["block", "body"]
        elif current is not None:
            current += value
        elif kind == "data":
            html += "" if skipping else value
        else:
            block.append(value)
    parser = Bare(expressions)
    parser.feed(html)
    return parser.found


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_has_no_bare_string(path):
    assert bare_strings(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Bare words</p>", ["Bare words"]),
        ('<p title="Bare words">{{ x }}</p>', ["Bare words"]),
        ('{{ "bare" if x else _("wrapped") }}', ["bare"]),
        ('<p aria-label="{{ "bare" }}"></p>', ["bare"]),
        ('<p class="{{ "wide" if x }}">{{ _("wrapped") }}</p>', []),
        ("{% trans n=2 %}one{% pluralize %}many{% endtrans %}", []),
        ('{{ "unmet"|word }} <kbd>Esc</kbd> – {{ n }}', []),
    ],
)
def test_the_search_itself(source, found):
    assert bare_strings(source) == found
