"""How like two passages are, and the search for the one most like."""

import random
from unittest import mock

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from options.analysis.anchoring import likeness
from options.analysis.anchoring.likeness import FLOOR, Index, Quote
from options.analysis.anchoring.texts import Text
from tests.analysis.anchoring.strategies import ANYTHING, prose


def like(quote, other):
    return Quote(quote).likeness(Text(other), 0, len(other))


@pytest.mark.parametrize(
    ("quote", "other", "score"),
    [
        ("sanctions", "sanctions", 1),
        ("abcd", "abxy", 1 / 2),  # one token: letters alone, 2·2 / 8
        ("ab cd", "ab xy", 3 / 4 * 6 / 10 + 1 / 4 * 1 / 2),  # two: a quarter for tokens
        ("a b c d", "a b c x", 5 / 8 * 12 / 14 + 3 / 8 * 3 / 4),  # four: three eighths
        ("War", "WAR", 1),
        ("Straße", "STRASSE", 1),
        ("abc", "xyz", 0),
        ("abc", "", 0),
    ],
)
def test_likeness_by_hand(quote, other, score):
    assert like(quote, other) == pytest.approx(score)


@given(prose(), ANYTHING)
def test_likeness_is_a_share_and_1_for_the_same(quote, other):
    assert 0 <= like(quote, other) <= 1
    assert like(quote, quote) == 1


def test_letters_alone_find_strangers_alike_and_tokens_do_not():
    one = "Critics answer that laboratories are small and quickly replaced."
    two = "The article brings designation in through an interview about it."
    assert like(one, two) < FLOOR / 2 + 0.05


def test_other_endings_are_no_other_words():
    assert like("sanctions", "sanction") > 0.9


def best(quote, text, low=0, high=None, seeds=()):
    found = Index(Text(text)).best(Quote(quote), low, len(text) if high is None else high, seeds)
    return found and text[found.start : found.end]


def test_the_passage_most_like_is_found_among_many():
    lines = [f"Paragraph {n} tells about matter {n * 17 % 101}." for n in range(500)]
    text = "\n".join([*lines[:250], "Sceptics warn about the burdens on trade.", *lines[250:]])
    assert best("Sceptics warn of burdens on trade.", text) == "Sceptics warn about the burdens on trade."


def test_it_is_found_inside_other_words_and_with_some_missing():
    text = "He said that raids tell people apart and that was all he said."
    assert best("raids can tell people apart", text) == "raids tell people apart"


def test_where_no_token_is_left_ranges_are_tried_one_by_one():
    words = [f"w{n}" for n in range(50)]
    assert best("sanctioning", " ".join([*words[:30], "sanctions", *words[30:]])) == "sanctions"


def test_words_on_its_ends_that_are_like_none_of_the_quotes_are_left_out():
    assert (
        best("raids tell people apart carefully", "raids tell people apart. This was long ago")
        == "raids tell people apart"
    )
    assert best("raids tell people apart carefully", "Tho raids tell people apart") == "raids tell people apart"


def test_nothing_is_found_where_there_is_nothing():
    assert best("quote", "") is None
    assert best("quote", " \n ") is None
    assert best("quote", "a quote", 0, 1) == "a"


def test_the_search_keeps_within_its_range():
    assert best("red fox", "red fox and red foxes", 8) == "red foxes"
    assert best("red fox", "red foxes and red fox", 0, 9) == "red foxes"
    assert best("abcdef", "abcdefgh", 0, 4) == "abcd"


def test_a_seed_is_a_range_to_start_from():
    text = " ".join(f"w{n}" for n in range(1000)) + " sanctions"
    assert best("sanctioning", text) != "sanctions"  # too many tokens to try each
    assert best("sanctioning", text, seeds=[(len(text) - 9, len(text))]) == "sanctions"


@given(prose(), prose(), st.data())
def test_what_is_found_lies_within_and_between_clusters(quote, text, data):
    whole = Text(text)
    low = data.draw(st.integers(0, len(text)))
    high = data.draw(st.integers(low, len(text)))
    found = Index(whole).best(Quote(quote), low, high)
    if found is None:
        assert not text[low:high].strip()
        return
    assert whole.before(low) <= found.start < found.end <= whole.after(high)
    assert whole.edge(found.start)
    assert whole.edge(found.end)
    assert found.score == Quote(quote).likeness(whole, found.start, found.end)


@given(prose(1, 8), prose(0, 12), prose(0, 12))
def test_the_very_words_are_always_found(quote, before, after):
    assume(quote.strip())
    text = before + " " + quote + " " + after
    found = Index(Text(text)).best(Quote(quote.strip()), 0, len(text))
    assert found.score == 1


def test_a_quote_of_common_words_does_not_look_at_every_place():
    text, quote = "so be it " * 3000, Quote("so be it so")
    index = Index(Text(text))
    with mock.patch.object(likeness, "VOTES_MAX", 10):
        assert sum(index._votes(quote, (0, 9000)).values()) == 10
    assert sum(index._votes(quote, (0, 9000)).values()) == likeness.VOTES_MAX


def test_rare_tokens_vote_first_and_only_those_in_the_range():
    text = "so " * 50 + "zebra " + "so " * 50 + "zebra"
    index = Index(Text(text))
    with mock.patch.object(likeness, "VOTES_MAX", 1):
        assert dict(index._votes(Quote("so zebra"), (0, 60))) == {49: 1}
        assert dict(index._votes(Quote("so zebra"), (60, 102))) == {100: 1}


def test_a_hopeless_search_ends_early():
    chosen = random.Random(1)
    text = " ".join(chosen.choice(["alpha", "beta", "gamma"]) for _ in range(1000))
    index, quote = Index(Text(text)), Quote("the views of critics who " * 20 + "alpha")
    with mock.patch.object(likeness._Climb, "top", autospec=True) as top:
        assert index.best(quote, 0, len(text)).score < FLOOR / 2
    top.assert_not_called()
