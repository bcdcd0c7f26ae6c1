"""Marked passages: nested well, escaped, and every part says where in the field it begins."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.pages.annotations.marked import Mark, inline, items, paragraphs, row_of, spans
from options.pages.words import curly


class Seen(HTMLParser):
    """The text, the addresses over each character of it, and whether elements close in the order they were opened."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.text, self.over, self.open, self.at, self.link, self.deepest = "", [], [], {}, "", 0
        self.feed(str(html))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            self.add("\n")
            return
        self.open.append(tag)
        self.deepest = max(self.deepest, self.open.count("mark"))
        named = dict(attrs)
        if "data-at" in named:
            self.at[len(self.text)] = int(named["data-at"])
        if tag == "a":
            assert self.link == ""  # a link never stands in a link
            self.link = named["href"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag == "a":
            self.link = ""

    def handle_data(self, data):
        self.add(data)

    def add(self, data):
        self.text += data
        self.over += [(self.open.count("mark"), self.link)] * len(data)


def mark(start, end, name="a"):
    return Mark(start, end, f"#{name}", name)


def test_a_passage_is_a_mark_that_leads_to_its_note():
    assert inline("one two three", [mark(4, 7)]) == (
        '<span data-at="0">one <mark><a class="words" draggable="false" href="#a" title="a">two</a></mark> three</span>'
    )


def test_a_text_without_passages_is_escaped():
    assert inline("<b> & 'x'") == '<span data-at="0">&lt;b&gt; &amp; ‘x’</span>'


def test_a_passage_and_its_name_are_escaped():
    html = inline("<b>", [Mark(0, 3, '#"', '"><script>')])
    assert "<b>" not in html
    assert "<script>" not in html
    assert Seen(html).text == "<b>"


def test_passages_that_overlap_are_closed_and_opened_again():
    seen = Seen(inline("abcdef", [mark(0, 4, "a"), mark(2, 6, "b")]))
    assert seen.over == [(1, "#a")] * 2 + [(2, "#b")] * 2 + [(1, "#b")] * 2


def test_a_passage_within_another_stands_in_it():
    seen = Seen(inline("abcdef", [mark(2, 4, "b"), mark(0, 6, "a")]))
    assert seen.over == [(1, "#a")] * 2 + [(2, "#b")] * 2 + [(1, "#a")] * 2


def test_two_notes_on_one_passage_lead_to_one_of_them():
    seen = Seen(inline("ab", [mark(0, 2, "a"), mark(0, 2, "b")]))
    assert seen.over == [(2, "#b")] * 2


def test_paragraphs_say_where_they_begin():
    seen = Seen(paragraphs("one\ntwo\n\n\nthree", [mark(4, 15)]))
    assert (seen.text, seen.at) == ("one\ntwothree", {0: 0, 7: 10})


def test_a_passage_goes_on_over_lines_and_paragraphs():
    seen = Seen(paragraphs("one\ntwo\n\nthree", [mark(4, 14)]))
    assert [marks for marks, _ in seen.over] == [0] * 4 + [1] * 8


def test_items_of_a_list_are_marked_each_for_itself():
    one, two = (Seen(html) for html in items(["one", "two"], [mark(2, 5)]))
    assert (one.over[2:], two.over[:1], two.at) == ([(1, "#a")], [(1, "#a")], {0: 4})


def test_quotes_turn_typographic_by_what_stands_around_them():
    assert [Seen(html).text for html in items(['"a', 'b"'])] == ["“a", "b”"]


@pytest.mark.parametrize(("at", "row"), [(0, 1), (3, 1), (5, 2), (9, 2), (10, 3), (99, 3)])
def test_a_note_stands_beside_the_paragraph_it_begins_in(at, row):
    assert row_of("one\n\ntwo\n\nsix", at) == row


def test_a_text_of_one_paragraph_has_one_span():
    assert spans("one\ntwo") == [(0, 7)]


TEXTS = st.text(alphabet="ab \n\"'<&é", min_size=1, max_size=60)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=8))
def test_whatever_is_marked_the_text_stays_and_every_passage_is_covered(text, ranges):
    marks = [mark(start, min(start + length, len(text)), f"m{n}") for n, (start, length) in enumerate(ranges)
             if start < len(text)]  # fmt: skip
    seen = Seen(inline(text, marks))
    assert seen.text == curly(text)
    assert [depth for depth, _ in seen.over] == [sum(m.start <= at < m.end for m in marks) for at in range(len(text))]
    for at, (_depth, link) in enumerate(seen.over):
        assert not link or any(m.href == link and m.start <= at < m.end for m in marks)


@given(TEXTS)
def test_paragraphs_lose_nothing_but_the_blank_lines(text):
    assert Seen(paragraphs(text)).text == re.sub(r"\n{2,}", "", curly(text))
