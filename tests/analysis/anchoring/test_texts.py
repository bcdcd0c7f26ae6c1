"""Clusters, tokens and how much a text tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.anchoring.canonical import canonical
from options.analysis.anchoring.texts import Text, letters, places
from tests.analysis.anchoring.strategies import ANYTHING, prose


def tokens(text):
    found = Text(text).tokens
    return [text[i:j] for i, j in zip(found.starts, found.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("War, and peace.", ["War", ",", "and", "peace", "."]),
        ("Mexico's won’t 'so'", ["Mexico's", "won’t", "'", "so", "'"]),
        ("12,000 or 3.5, U.S.", ["12,000", "or", "3.5", ",", "U", ".", "S", "."]),
        ("参议院 同意", ["参", "议", "院", "同", "意"]),
        ("ร้าน", ["ร้", "า", "น"]),
        ("हिन्दी שָׁלוֹם می‌خواهم", ["हिन्दी", "שָׁלוֹם", "می‌خواهم"]),
        ("👩‍🔬👍🏽 🇲🇽🇺🇸", ["👩‍🔬", "👍🏽", "🇲🇽", "🇺🇸"]),
        ("wait参考", ["wait", "参", "考"]),
        (" \n\u00a0", []),
        ("", []),
    ],
)
def test_what_a_token_is(text, expected):
    assert tokens(text) == expected


def test_tokens_are_compared_without_case():
    assert Text("STRASSE Straße").words == ("strasse", "strasse")


@given(prose())
def test_tokens_are_all_but_the_white_space(text):
    assert "".join(tokens(text)) == "".join(text.split())


@given(ANYTHING)
def test_tokens_are_in_order_and_none_is_empty(text):
    found = Text(text).tokens
    ends = [0, *(at for pair in zip(found.starts, found.ends, strict=True) for at in pair), len(text)]
    assert ends == sorted(ends)
    assert all(i < j for i, j in zip(found.starts, found.ends, strict=True))


def test_tokens_inside_a_range():
    found = Text("ab cd ef").tokens
    assert [found.inside(*span) for span in [(0, 8), (3, 5), (1, 4), (2, 3), (5, 6), (8, 8), (2, 2)]] == [
        (0, 3), (1, 2), (0, 2), (1, 1), (2, 2), (3, 3), (1, 1),
    ]  # fmt: skip


def test_what_cuts_a_token():
    found = Text("ab c").tokens
    assert [found.cuts(at) for at in range(5)] == [False, True, False, False, False]


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("abc", [0, 1, 2, 3]),
        ("e\u0301x", [0, 2, 3]),
        ("👩‍🔬!", [0, 3, 4]),
        ("🇲🇽🇺🇸", [0, 2, 4]),
        ("👍🏽", [0, 2]),
        ("a\r\nb", [0, 1, 3, 4]),
        ("né", [0, 1, 2]),
        ("", [0]),
    ],
)
def test_edges_stand_between_clusters(text, edges):
    whole = Text(text)
    assert [at for at in range(len(text) + 1) if whole.edge(at)] == edges
    for at in range(len(text) + 1):
        assert whole.before(at) == max(edge for edge in edges if edge <= at)
        assert whole.after(at) == min(edge for edge in edges if edge >= at)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        (" ,.-", 0),
        ("ab 12", 4),
        ("参议", 4),
        ("한글", 4),
        ("かな", 4),
        ("👍🏽", 2),
        ("e\u0301", 1),
        ("ร้าน", 3),
    ],
)
def test_how_much_a_text_tells(text, number):
    assert letters(text) == number


def test_places_may_overlap_but_cut_no_cluster():
    assert places(Text("aaaa"), "aa", 9) == [0, 1, 2]
    assert places(Text("aaaa"), "aa", 2) == [0, 1]
    assert places(Text("e\u0301e"), "e", 9) == [2]
    assert places(Text("👩‍🔬 👩"), "👩", 9) == [4]
    assert places(Text("🇲🇽🇺🇸"), "🇽🇺", 9) == []
    assert places(Text("ab"), "c", 9) == []


@given(prose(), st.data())
def test_places_are_found_as_by_trying_each(text, data):
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    exact = text[start : start + data.draw(st.integers(1, 5))] or "x"
    whole = Text(canonical(text))
    tried = [at for at in range(len(text)) if text.startswith(exact, at)]
    assert places(whole, exact, 10**6) == [at for at in tried if whole.edge(at) and whole.edge(at + len(exact))]
