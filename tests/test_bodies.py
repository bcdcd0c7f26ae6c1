"""Bodies of annotations: hostile text stays text, and nothing legitimate is lost."""

import re
from time import process_time
from urllib.parse import unquote

import pytest
import tinyhtml5
from hypothesis import given
from hypothesis import strategies as st

from options import bodies
from options.bodies import BODY_MAX, DEEPEST, canonical_body, excerpt, render
from options.bundle.text import canonical_text
from tests.payloads import ALLOWED, PAYLOADS, REFUSED

LINK = re.compile(r"https?://[^/?#\s@%]+([/?#]|$)", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
LANGUAGE = re.compile(r"(?m)^[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t>]+)*(?:```+|~~~+)[ \t]*[\w+#.-]*[ \t]*$")
XHTML = "{http://www.w3.org/1999/xhtml}"
FRAME = {XHTML + "html", XHTML + "head", XHTML + "body"}


class Seen:
    """The elements of a body with their attributes, and all that a reader sees or can point at, as browsers read it."""

    def __init__(self, html):
        page = tinyhtml5.parse(f"<!doctype html><head></head><body>{html}</body>")
        found = [each for each in page.iter() if each.tag not in FRAME or each.attrib]
        self.elements = [(str(each.tag).removeprefix(XHTML), dict(each.attrib)) for each in found]
        self.text = list(page.itertext())
        self.said = self.text + [value for each in found for value in each.attrib.values()]
        self.depth = depth(page) - depth(tinyhtml5.parse(""))


def depth(element):
    return 1 + max(map(depth, element), default=0)


def seen(text):
    return Seen(render(canonical_text(text)))


def faults(elements):
    """What is not on the list."""
    return [
        (tag, name)
        for tag, attributes in elements
        for name in [None, *attributes]
        if tag not in ALLOWED
        or (name is not None and name not in ALLOWED[tag])
        or (name == "href" and not LINK.match(attributes["href"]))
        or (name == "rel" and attributes["rel"] != "nofollow noopener ugc")
    ]


# --- hostile ---


def test_the_corpus_is_large_and_has_nothing_twice():
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 120


@pytest.mark.parametrize(
    "html",
    ["<b>x", "<p class=x>", "<p>x<!-- x -->", "<svg><a href=https://e.org>", "<body onload=x>", "<a href=//e.org>",
     "<a rel>", "<meta charset=x>", "<math><mi>"],
)  # fmt: skip
def test_what_is_not_on_the_list_is_noticed(html):
    assert faults(Seen(html).elements)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_makes_nothing_that_is_not_on_the_list(payload):
    assert faults(seen(payload).elements) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_can_still_be_read(payload):
    assert lost(canonical_text(payload)) == []


def lost(text):
    """Words that stand neither in the text nor in the address or the title of a link, but for languages of code."""
    typed = unquote(LANGUAGE.sub("", text)).casefold()
    said = unquote(" ".join(Seen(render(text)).said)).casefold()
    return [word for word in WORD.findall(typed) if word not in said]


@pytest.mark.parametrize("payload", REFUSED)
def test_a_control_character_is_refused_and_would_hide_nothing(payload):
    with pytest.raises(ValueError, match=r"control character U\+00"):
        canonical_body(payload)
    assert faults(Seen(render(payload)).elements) == []


@pytest.mark.parametrize("payload", ["<b>bold</b>", "<script>hit()</script>", "<!-- x -->", "&lt;b&gt;", "&amp;"])
def test_html_is_shown_as_the_text_that_it_is(payload):
    assert "".join(seen(payload).text).strip() == payload


# --- each wall, with the others taken away ---


@pytest.fixture
def open_parser(monkeypatch):
    """A parser that lets every text through as if it were HTML."""
    monkeypatch.setattr(bodies, "_as_typed", lambda text: text)
    monkeypatch.setattr(bodies, "_tokens", lambda text: None)


@pytest.fixture
def no_list(monkeypatch):
    """An allow-list that lets everything through, and the parser's own eye on addresses."""
    monkeypatch.setattr(bodies.nh3, "clean", lambda html, **lists: html)


def test_the_parser_reads_what_it_should_and_no_more():
    parser = bodies._parser()
    assert (parser.options.html, parser.options.linkify, parser.options.typographer) == (False, False, False)
    assert parser.get_active_rules() == {
        "core": ["normalize", "block", "inline", "text_join"],
        "block": ["fence", "blockquote", "list", "paragraph"],
        "inline": ["text", "newline", "escape", "backticks", "emphasis", "link"],
        "inline2": ["balance_pairs", "emphasis", "fragments_join"],
    }


@pytest.mark.parametrize("payload", [text for text in PAYLOADS if "<" in text])
def test_the_parser_alone_lets_no_element_through(no_list, payload):
    assert {tag for tag, _attributes in seen(payload).elements} <= set(ALLOWED)


@pytest.mark.parametrize("payload", [*PAYLOADS, *REFUSED])
def test_the_list_alone_lets_nothing_through(open_parser, payload):
    assert faults(Seen(render(payload)).elements) == []


@pytest.mark.parametrize(
    "address",
    ["javascript:hit()", "JAVASCRIPT:hit()", " data:x,y", "java\tscript:hit()", "vbscript:x", "mailto:a@e.org"],
)
def test_the_list_alone_knows_two_schemes(open_parser, monkeypatch, address):
    monkeypatch.setattr(bodies, "_kept", lambda tag, attribute, value: value)
    assert seen(f'<a href="{address}">x</a>').elements == [("a", {"rel": "nofollow noopener ugc"})]


def test_what_the_parser_would_let_through_the_list_takes_out(open_parser):
    made = (
        '<script>hit()</script><p id="x" class="y" hx-get="/" onclick="hit()" style="x">a</p><img src="https://e.org">'
    )
    made += '<a href="javascript:hit()" target="_blank">b</a><a href="/c">c</a><svg onload="hit()"></svg>'
    found = Seen(render(made))
    assert faults(found.elements) == []
    assert "".join(found.text) == "hit()abc"


@pytest.mark.parametrize("href", ["javascript:hit()", "/accounts/logout/", "https://name:word@e.org/", "", "data:x"])
def test_no_link_leads_anywhere_but_to_a_site(href):
    assert [a.get("href") for tag, a in seen(f"[x]({href})").elements if tag == "a"] in ([], [None])


@pytest.mark.parametrize("code", [0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069])
def test_what_would_turn_the_direction_is_shown_by_its_number(code):
    assert str(render(f"a{chr(code)}b")) == f"<p>a[U+{code:04X}]b</p>\n"
    assert excerpt(f"a{chr(code)}b", 20) == f"a[U+{code:04X}]b"


# --- legitimate ---


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
        ("One\ntwo", "<p>One<br>\ntwo</p>\n"),
        ("*a* _b_ **c** __d__ ***e***", "<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> "
         "<em><strong>e</strong></em></p>\n"),
        ("snake_case_name 2*3*4", "<p>snake_case_name 2<em>3</em>4</p>\n"),
        ("- a\n- b\n\nc", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>c</p>\n"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("> q\n> r", "<blockquote>\n<p>q<br>\nr</p>\n</blockquote>\n"),
        ("`a < b && c`", "<p><code>a &lt; b &amp;&amp; c</code></p>\n"),
        ("```\na <b>\n  c\n```", "<pre><code>a &lt;b&gt;\n  c\n</code></pre>\n"),
        ("```py\na\n```\n~~~ what it says\nb\n~~~", "<pre><code>a\n</code></pre>\n<pre><code>what it says\nb\n"
         "</code></pre>\n"),
        ("``` never closed", "<pre><code>never closed\n</code></pre>\n"),
        ("```word", "<pre><code>word\n</code></pre>\n"),
        ("> theirs\nmine", "<blockquote>\n<p>theirs</p>\n</blockquote>\n<p>mine</p>\n"),
        ("- > theirs\n  > too\n\n  mine\n> all", "<ul>\n<li>\n<blockquote>\n<p>theirs<br>\ntoo</p>\n</blockquote>\n"
         "<p>mine</p>\n</li>\n</ul>\n<blockquote>\n<p>all</p>\n</blockquote>\n"),
        ("> a\nmine\n> b", "<blockquote>\n<p>a</p>\n</blockquote>\n<p>mine</p>\n<blockquote>\n<p>b</p>\n"
         "</blockquote>\n"),
        ("- > a\n  mine\n- > b\nlast", "<ul>\n<li>\n<blockquote>\n<p>a</p>\n</blockquote>\nmine</li>\n<li>\n"
         "<blockquote>\n<p>b</p>\n</blockquote>\n</li>\n</ul>\n<p>last</p>\n"),
        ("> - a\n>\n>   b\n>> c\n> d", "<blockquote>\n<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>\n<blockquote>\n"
         "<p>c</p>\n</blockquote>\n<p>d</p>\n</blockquote>\n"),
        ("a\n\n    not code\n\tnor this", "<p>a</p>\n<p>not code<br>\nnor this</p>\n"),
        ("<https://e.org> https://e.org www.e.org a@e.org", "<p>&lt;https://e.org&gt; https://e.org www.e.org "
         "a@e.org</p>\n"),
        ("5 < 6 > 4 & 3", "<p>5 &lt; 6 &gt; 4 &amp; 3</p>\n"),
        ("[w](https://e.org/a_(b)?c=d&e=f#g)", '<p><a href="https://e.org/a_(b)?c=d&amp;e=f#g" '
         'rel="nofollow noopener ugc">w</a></p>\n'),
        ("[w](HTTP://e.org)", '<p><a href="HTTP://e.org" rel="nofollow noopener ugc">w</a></p>\n'),
        ('[w](https://e.org "A title")', '<p><a href="https://e.org" title="A title" rel="nofollow noopener ugc">w</a>'
         "</p>\n"),
        ("[](https://e.org/x)", '<p><a href="https://e.org/x" rel="nofollow noopener ugc">https://e.org/x</a></p>\n'),
        ("[*\u2800* \u200e](https://e.org)", '<p><a href="https://e.org" rel="nofollow noopener ugc"><em>\u2800</em> '
         '\u200ehttps://e.org</a></p>\n'),
        ("[w](https://ex\u00e4mple.org/\u00e4)", '<p><a href="https://xn--exmple-cua.org/%C3%A4" '
         'rel="nofollow noopener ugc">w</a></p>\n'),
        ("\\*no\\* \\[no\\](x)", "<p>*no* [no](x)</p>\n"),
        ("# No heading\n---\n| no | table |", "<p># No heading<br>\n---<br>\n| no | table |</p>\n"),
        ("Art. 2(4), U.S.C. \u00a7 1189(a)(1)", "<p>Art. 2(4), U.S.C. \u00a7 1189(a)(1)</p>\n"),
        ("\u05e9\u05dc\u05d5\u05dd \u0633\u0644", "<p>\u05e9\u05dc\u05d5\u05dd \u0633\u0644</p>\n"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f44d\U0001f3fd", "<p>\U0001f468\u200d\U0001f469\u200d"
         "\U0001f467 \U0001f44d\U0001f3fd</p>\n"),
        ("\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "<p>\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647"
         "\u0645</p>\n"),
        ("Windows\r\nlines", "<p>Windows<br>\nlines</p>\n"),
        ("{{ x }} {% y %} ${z} %(w)s", "<p>{{ x }} {% y %} ${z} %(w)s</p>\n"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_people_write_comes_out_as_they_mean_it(text, html):
    assert str(render(canonical_text(text))) == html


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("**Bold** and `code`,\n\nthen [a link](https://e.org).", 100, "Bold and code, then a link."),
        ("- one\n- two", 100, "one two"),
        ("<b>x</b> & y", 100, "<b>x</b> & y"),
        ("one two three", 9, "one two\u2026"),
        ("one two three", 13, "one two three"),
        ("ab", 1, "\u2026"),
        ("```\ncode here\n```", 100, "code here"),
    ],
)
def test_an_excerpt_is_one_line_of_plain_text(text, most, shown):
    assert excerpt(text, most) == shown


# --- bounds ---


def test_the_limit_is_on_the_canonical_text_and_named():
    assert canonical_body("e\u0301\r\n" * 2_500 + " \u200b ") == ("\u00e9\n" * 2_500).strip()
    assert len(canonical_body("\U0001f44d" * BODY_MAX)) == BODY_MAX
    with pytest.raises(ValueError, match=r"^has 5,001 characters, and 5,000 is the most$"):
        canonical_body("a" * (BODY_MAX + 1))


def nested(mark, depth):
    return "\n".join(mark * at + "a" for at in range(1, depth + 1))


@pytest.mark.parametrize(
    "text",
    [
        nested(">", 95),
        "\n".join("  " * at + "- a" for at in range(45)),
        *("> " * more + "deep" for more in range(DEEPEST + 1, DEEPEST + 4)),
        *("- " * more + "deep" for more in range(DEEPEST // 2 + 1, DEEPEST // 2 + 4)),
        ">" * BODY_MAX,
        "> " * 40 + "<b>x</b> &amp; <script>hit()</script>",
        "**" * 1_200 + "a" + "**" * 1_200,
        "*a " * 600 + "a*" * 600,
        "> " * 20 + "*a " * 11 + "a*" * 11,
    ],
    ids=lambda text: text[:9],
)
def test_what_is_nested_too_deep_is_shown_as_it_was_typed(text):
    text = canonical_text(text)
    assert {tag for tag, _attributes in seen(text).elements} <= {"p", "br"}
    assert re.sub(r"\s", "", "".join(seen(text).text)) == re.sub(r"\s", "", text)
    assert excerpt(text, BODY_MAX) == re.sub(r"\s+", " ", text)


def test_fourteen_quotes_in_each_other_are_quotes():
    assert [tag for tag, _ in seen(">" * 14 + " a").elements].count("blockquote") == 14


@pytest.mark.parametrize(
    "piece",
    ["[", "![", ">", "*", "_", "`", "**a", "[](", "[a](https://e.org", "[x](", "(", "\\", "<", "&", "- ", "1. ", "a*",
     "*_", "[`", "`" * 97 + "a", "\n", "\n\n", "> \n", "a\u0301", "\u202e", "[x](https://e.org) ", "]", "](", "~~~\n"],
)  # fmt: skip
def test_a_text_made_to_be_slow_is_not(piece):
    take_no_time((piece * BODY_MAX)[:BODY_MAX])


@pytest.mark.parametrize("head", [">" * 60, "> " * 30, "[" * 60, "- " * 30, "*" * 60, "`", "b\n> ```\n"])
@pytest.mark.parametrize("piece", ["b\n", "> b\n", ")\n> ```\n", "[a]", "['", "a*[", "- a\n", "1) "])
def test_nor_is_one_with_a_head(head, piece):
    take_no_time((head + piece * BODY_MAX)[:BODY_MAX])


def take_no_time(text):
    for worked in (render, lambda text: excerpt(text, 200)):
        before = process_time()
        worked(text)
        assert process_time() - before < 1


@given(st.text(max_size=300))
def test_any_text_keeps_to_the_list_and_is_the_same_each_time(text):
    html = render(text)
    assert faults(Seen(html).elements) == []
    assert html == render(text)
    assert len(excerpt(text, 20)) <= 20


@given(st.text(alphabet="[]()<>*_`\\!\"'&#;:/.-+ \n\tahjs1\u202e", max_size=200))
def test_any_marks_keep_to_the_list(text):
    assert faults(Seen(render(text)).elements) == []


MARKS = [
    "[",
    "](",
    "](https://e.org",
    ")",
    ">",
    "> ",
    "- ",
    "1. ",
    "*",
    "**",
    "_",
    "`",
    "```",
    "~~~",
    "\\",
    "<",
    "&",
    " ",
]


@given(
    st.lists(st.sampled_from([*MARKS, "\n", "\n\n", "\t", "one", "two", "six"]), max_size=60), st.sampled_from(MARKS)
)
def test_no_marks_take_a_word_away_or_nest_without_end(pieces, mark):
    text = canonical_text(mark * (len(pieces) % 40) + "".join(pieces))
    assert lost(text) == []
    assert Seen(render(text)).depth <= DEEPEST + 2


@given(st.lists(st.sampled_from(PAYLOADS), min_size=2, max_size=3), st.sampled_from(["", " ", "\n", "\n\n", "\n> "]))
def test_hostile_texts_put_together_keep_to_the_list(payloads, between):
    assert faults(seen(between.join(payloads)).elements) == []
