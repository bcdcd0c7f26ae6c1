"""Blocks that two texts share, and what they say of a place."""

from hypothesis import given
from hypothesis import strategies as st

from options.analysis.anchoring.alignment import Alignment, Block, common_end, common_start, context
from options.analysis.anchoring.texts import Text
from tests.analysis.anchoring.strategies import ANYTHING, prose

OLD = "The plan is cheap. It is slow. It needs consent."


def aligned(old, new):
    return Alignment(Text(old), Text(new))


def kept(old, new):
    return [old[block.old : block.old_end] for block in aligned(old, new).blocks]


@given(ANYTHING, ANYTHING)
def test_blocks_are_equal_stretches_in_order(old, new):
    ends = (0, 0)
    for block in aligned(old, new).blocks:
        assert block.size > 0
        assert old[block.old : block.old_end] == new[block.new : block.new_end]
        assert block.old >= ends[0]
        assert block.new >= ends[1]
        assert block.shift == block.new - block.old
        ends = block.old_end, block.new_end
    assert ends[0] <= len(old)
    assert ends[1] <= len(new)


@given(ANYTHING, prose(0, 5), ANYTHING)
def test_around_one_change_all_is_kept(before, put, after):
    found = aligned(before + after, before + put + after)
    assert sum(block.size for block in found.blocks) == len(before + after)


@given(ANYTHING)
def test_the_same_text_is_one_block(text):
    assert aligned(text, text).blocks == ((Block(0, 0, len(text)),) if text else ())


def test_words_with_the_same_space_between_them_are_one_block():
    assert kept("a, one two, b", "c, one two, d") == [", one two,"]
    assert kept("a, one two, b", "c, one  two, d") == [", one", "two,"]
    assert kept("a one two b three", "x one two y three") == ["one two", " three"]


def test_what_both_begin_and_end_with_is_kept_to_the_letter():
    assert kept("bank", "bark") == ["ba", "k"]
    assert kept("aaa", "aa") == ["aa"]
    assert kept("abc", "xyz") == []


def test_blocks_near_a_range_of_the_old_text():
    change = aligned("one 2 three 4 five", "one two three four five")  # "one ", "three", " five"
    assert [block.old for block in change.blocks] == [0, 6, 13]
    for span, near in [
        ((0, 1), [0]),
        ((3, 4), [0]),
        ((4, 6), []),
        ((4, 7), [6]),
        ((0, 18), [0, 6, 13]),
        ((11, 14), [13]),
    ]:
        assert [block.old for block in change.near_old(*span)] == near, span


def test_blocks_near_a_range_of_the_new_text_may_touch_it():
    change = aligned("one 2 three 4 five", "one two three four five")
    assert [block.new for block in change.blocks] == [0, 8, 18]
    for span, near in [
        ((4, 4), [0]),
        ((5, 7), []),
        ((5, 8), [8]),
        ((13, 14), [8]),
        ((14, 17), []),
        ((0, 23), [0, 8, 18]),
    ]:
        assert [block.new for block in change.near_new(*span)] == near, span


def where(old, new, words, nth=0):
    """An alignment and the range of the words that stand in the old text for the nth time."""
    at = [at for at in range(len(old)) if old.startswith(words, at)][nth]
    return aligned(old, new), at, at + len(words)


def test_a_place_is_followed_by_what_is_kept():
    change, start, end = where(OLD, "Yes. " + OLD, "It is slow.")
    assert change.follows(start, end, start + 5)
    assert not change.follows(start, end, start)


def test_of_equal_stretches_each_may_be_the_one_that_was_kept():
    """x A y A z without "A y ": before A is what stood before the first, behind it what stood behind the second."""
    for nth in (0, 1):
        change, start, end = where("x A y A z", "x A z", "A", nth)
        assert change.follows(start, end, 2)


def test_words_that_moved_are_not_followed():
    change, start, end = where("Moved here. " + OLD, OLD + " Moved here.", "Moved here.")
    assert not change.follows(start, end, len(OLD) + 1)


def test_words_that_came_from_elsewhere_in_the_old_text():
    old = "It is so. Alpha beta gamma. It is so. Delta."
    change, start, end = where(old, "Alpha beta gamma. It is so. Delta.", "It is so.")
    assert change.comes_from_elsewhere(start, end, 18)
    change, start, end = where(old, "Alpha beta gamma. It is so. Delta.", "It is so.", 1)
    assert not change.comes_from_elsewhere(start, end, 18)
    change, start, end = where("It is so. Alpha beta gamma.", "Alpha beta gamma. It is so.", "It is so.")
    assert not change.comes_from_elsewhere(start, end, 18)


def said(change, span):
    low, high = change.gap(*span)
    return change.new.text[low:high], change.holds(*span)


def test_what_took_the_place_of_a_range_and_whether_its_ends_are_known():
    change = aligned(
        "A plan is cheap. It is slow now.", "A plan is dear and risky. It is slow now."
    )  # cheap -> dear ..
    old = change.old.text
    for words, told in [
        ("cheap", ("dear and risky", True)),
        ("plan is cheap", ("plan is dear and risky", True)),
        ("plan is", ("plan is", True)),
        ("is cheap. It", ("is dear and risky. It", True)),
        ("chea", ("dear and risky", False)),
        ("heap", ("dear and risky", False)),
    ]:
        start = old.index(words)
        assert said(change, (start, start + len(words))) == told, words
    assert said(change, (0, len(old))) == (change.new.text, True)


def test_what_took_the_place_of_words_at_the_ends_of_a_text():
    change = aligned("one two. Kept. three four", "five Kept. six")
    assert said(change, (0, 8)) == ("five ", True)
    assert said(change, (0, 7)) == ("five ", False)  # what is left of the old words may be in it
    assert said(change, (15, 25)) == (" six", True)
    assert said(change, (16, 25)) == (" six", False)


def test_spaces_around_a_range_do_not_hide_its_ends():
    change = aligned("Alpha (first) omega", "Beta (first) psi")
    assert said(change, (0, 5)) == ("Beta ", True)
    assert said(change, (14, 19)) == (" psi", True)
    assert said(change, (13, 19)) == (" psi", True)


def around(old, span, new, now):
    found = context(old, span, new, now)
    return found.letters_before, found.letters_after, found.before, found.after


def test_what_stands_alike_around_two_places():
    assert around("one Q two", (4, 5), "one Q two", (4, 5)) == (3, 3, True, True)
    assert around("one Q two", (4, 5), "tone Q tw", (5, 6)) == (3, 2, False, False)
    assert around("one Q two", (4, 5), "on Q 2wo", (3, 4)) == (0, 0, False, False)
    assert around("Q", (0, 1), "Q", (0, 1)) == (0, 0, True, True)
    assert around("Q", (0, 1), "xQx", (1, 2)) == (0, 0, False, False)
    assert around("xQx", (1, 2), "Q", (0, 1)) == (0, 0, False, False)


def test_no_more_is_looked_at_than_a_selector_keeps():
    for size, whole in [(31, False), (32, True), (33, True)]:
        same, span = "a" * size, (size + 1, size + 2)
        found = around(f"b{same}Q{same}b", span, f"c{same}Q{same}c", span)
        assert found == (min(size, 32), min(size, 32), whole, whole)


def test_letters_on_both_sides_add_up():
    assert context("one Q two", (4, 5), "one Q two", (4, 5)).letters == 6


@given(st.text("ab"), st.text("ab"))
def test_what_two_texts_begin_and_end_with_alike(a, b):
    shorter = range(min(len(a), len(b)) + 1)
    assert common_start(a, b) == max(size for size in shorter if a[:size] == b[:size])
    assert common_end(a, b) == max(size for size in shorter if a[len(a) - size :] == b[len(b) - size :])
