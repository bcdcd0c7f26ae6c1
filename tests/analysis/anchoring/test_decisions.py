"""Each threshold from both sides, and each branch on the way to a verdict."""

import pytest

from options.analysis.anchoring import evidence, likeness, passages, rewording
from options.analysis.anchoring.reanchoring import reanchored, reanchored_field
from options.analysis.anchoring.selectors import Selector
from options.analysis.anchoring.verdicts import ATTACHED, FOR_A_PERSON, UNCHANGED, VERBATIM, VERDICTS
from tests.analysis.anchoring.marked import noted, read

FILL = "Ruby lynx ought vex Faun. Jumpy quick mixed blond zebu. Sphinx of black quartz judge my vow. "


def verdict(before, after):
    """The verdict, and that what stands in ⟦ ⟧ after is what was attached or is asked about."""
    old, selector = noted(before)
    new, wanted = read(after)
    [found] = reanchored(old, new, [selector])
    spans = [(found.start, found.end)] if found.verdict in ATTACHED else [(c.start, c.end) for c in found.candidates]
    assert sorted(spans) == wanted, found
    return found.verdict


def test_the_thresholds_are_these():
    told = evidence.ENOUGH, evidence.CLEAR, evidence.PLACES_MAX, rewording.PINNED, passages.CANDIDATES_MAX
    assert (likeness.FLOOR, *told) == (0.6, 16, 2, 20, 8, 5)


# --- the floor ------------------------------------------------------------------------------------------------------


def test_on_the_floor_a_passage_is_attached():
    old, new = "It says ⟦abcdefghij⟧ there.", "It says ⟦abcdefwxyz⟧ there."  # 2·6 / 20
    assert verdict(old, new) == "edited"
    [found] = reanchored(*[read(text)[0] for text in (old, new)], [noted(old)[1]])
    assert found.score == pytest.approx(0.6)


def test_right_below_the_floor_it_is_not():
    assert (
        verdict("It says ⟦abcdefghijklmnopqrstuv⟧ there.", "It says abcdefghijklm123456789 there.") == "orphan"
    )  # 26 / 44


@pytest.mark.parametrize(("kept", "expected"), [(7, "edited"), (6, "edited"), (5, "edited"), (4, "orphan")])
def test_the_floor_for_a_sentence_is_about_half_of_its_words(kept, expected):
    words = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett"]
    strange = ["00", "11", "22", "33", "44", "55", "66", "77", "88", "99"]
    after = " ".join(words[:kept] + strange[kept:])
    marked = f"⟦{' '.join(words[:kept])}⟧" + after[len(" ".join(words[:kept])) :] if expected == "edited" else after
    found = reanchored(*(f"{FILL}{text} {FILL}" for text in (" ".join(words), after)), [
        Selector.of(f"{FILL}{' '.join(words)} {FILL}", len(FILL), len(FILL) + len(" ".join(words)))
    ])  # fmt: skip
    assert found[0].verdict == expected, marked


def test_a_similar_passage_elsewhere_is_asked_about_from_the_floor_on():
    sentence = "⟦Two hundred lawyers wrote about it in vain⟧. "
    near, far = "lawyers wrote about it in vain", "Nobody ever has written about it at all"
    assert verdict(sentence + FILL, FILL + f"Ten ⟦{near}⟧.") == "lookalike"
    assert verdict(sentence + FILL, FILL + f"{far}.") == "orphan"


# --- letters enough to tell (16) ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("quote", "expected"), [("abcdefgh ijklmnop", "moved"), ("abcdefgh ijklmno", "lookalike")])
def test_sixteen_letters_tell_a_passage_that_moved(quote, expected):
    assert verdict(f"x, ⟦{quote}⟧, y. {FILL}", f"{FILL} z; ⟦{quote}⟧; v") == expected


@pytest.mark.parametrize(("around", "expected"), [("mnop", "moved"), ("mno", "lookalike")])
def test_letters_beside_it_count(around, expected):
    assert verdict(f"x ({around} ⟦abcdefgh ijkl⟧) y. {FILL}", f"{FILL} z [{around} ⟦abcdefgh ijkl⟧] v") == expected
    assert verdict(f"x (⟦abcdefgh ijkl⟧ {around}) y. {FILL}", f"{FILL} z [⟦abcdefgh ijkl⟧ {around}] v") == expected


@pytest.mark.parametrize(("quote", "expected"), [("abcdefghijklmnop", "moved"), ("abcdefghijklmno", "orphan")])
def test_a_few_letters_within_a_longer_word_are_not_the_passage(quote, expected):
    marked = f"⟦{quote}⟧" if expected == "moved" else quote
    for after in (f"x{marked}", f"{marked}x"):
        assert verdict(f"So ⟦{quote}⟧. {FILL}", f"{FILL} {after}") == expected


def test_part_of_a_word_may_be_marked_and_found_within_one_again():
    assert verdict(f"a ((abcd⟦efghijkl⟧mnop)) z. {FILL}", f"{FILL} b [abcd⟦efghijkl⟧mnop] y") == "moved"


def test_a_common_word_kept_among_strangers_proves_nothing():
    old = "He saw that ⟦the⟧ sky was high. The end of the road."
    assert verdict(old, "All done by ⟦the⟧ men, so go. The end of ⟦the⟧ road.") == "ambiguous"


def test_a_rare_one_does():
    assert (
        verdict("He saw once that ⟦Zapata⟧ sky was high. The end.", "All done by ⟦Zapata⟧ men, so go. The end.")
        == "shifted"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("He saw ⟦Zapata⟧ high and Zapata low.", "Yet all men by ⟦Zapata⟧ went so."),  # twice before
        ("He saw ⟦Zapata⟧ high. None low.", "Yet all men by ⟦Zapata⟧ went, ⟦Zapata⟧ too."),  # twice after
    ],
)
def test_nor_does_a_rare_one_that_stands_twice_in_one_of_the_texts(old, new):
    assert verdict(old, new) in ("lookalike", "ambiguous")


@pytest.mark.parametrize(
    ("old", "new"),
    [("on to ⟦a⟧ hub, a x", "on to ⟦a⟧ bay, so a y"), ("x a, the ⟦a⟧ b", "y so a, then the s ⟦a⟧ b")],
)
def test_a_common_word_stays_when_all_of_one_side_stayed(old, new):
    """All of the 32 code points, or all up to the end of the text."""
    assert verdict(old, new) in ("same", "shifted")


# --- several places -------------------------------------------------------------------------------------------------


def copies(one, other):
    """A sentence moved into two places, with so many letters of its surroundings beside each."""
    around = "qrstuvwxyzqrstuvwxyz"
    before = f"({around} ⟦The treaty binds them all⟧, so. {2 * FILL}"
    after = [f"[{around[20 - kept :]} The treaty binds them all;" for kept in (one, other)]
    return before, f"{2 * FILL} {after[0]} and {after[1]}"


@pytest.mark.parametrize(
    ("one", "other", "expected"), [(8, 4, "first"), (8, 5, "none"), (7, 0, "none"), (8, 0, "first"), (4, 8, "second")]
)
def test_of_two_new_places_one_counts_that_kept_twice_as_much_around_it(one, other, expected):
    before, after = copies(one, other)
    old, selector = noted(before)
    [found] = reanchored(old, after, [selector])
    places = [after.index(selector.exact), after.rindex(selector.exact)]
    assert found.verdict == ("ambiguous" if expected == "none" else "moved")
    assert found.start == {"none": None, "first": places[0], "second": places[1]}[expected]


@pytest.mark.parametrize(("kept", "expected"), [(16, "moved"), (15, "shifted")])
def test_words_in_their_old_place_give_way_to_those_that_took_their_surroundings_along(kept, expected):
    around = "qrstuvwxyzabcdef"[16 - kept :]
    before = f"Alpha ({around} ⟦the treaty binds them all⟧, and so on. {FILL}"
    in_place = f"Alpha [then the treaty binds them all; or not. {FILL}"
    old, selector = noted(before)
    new = f"{in_place} Beta: {around} the treaty binds them all!"
    [found] = reanchored(old, new, [selector])
    assert (found.verdict, found.start) == (
        expected,
        (new.rindex if expected == "moved" else new.index)(selector.exact),
    )


def test_the_nearest_rival_of_several_is_the_one_that_counts():
    before, after = copies(8, 5)
    old, selector = noted(before)
    [found] = reanchored(old, f"{after} or The treaty binds them all", [selector])
    assert (found.verdict, len(found.candidates)) == ("ambiguous", 3)


def test_no_more_than_five_places_are_asked_about_those_with_most_around_them_first():
    before = f"⟦So it is.⟧ Red. {FILL} " + " ".join(f"So it is. {n}" for n in "abcdefgh")
    after = f"{FILL} " + " ".join(f"So it is. {n}" for n in "abcdefgh") + " Blue. So it is. Red"
    old, selector = noted(before)
    [found] = reanchored(old, after, [selector])
    assert (found.verdict, found.score, len(found.candidates)) == ("ambiguous", 1, 5)
    assert found.candidates[0].start == after.rindex("So it is.")
    assert [c.start for c in found.candidates[1:]] == sorted(c.start for c in found.candidates[1:])


def test_the_place_with_the_old_surroundings_is_seen_behind_any_number_of_others():
    """Twenty places are looked at; those with the same surroundings, and the aligned one, always."""
    many = "It is so. " * 30
    assert verdict(f"{many}Red (⟦It is so.⟧) blue.", f"New. {many}Red (⟦It is so.⟧) blue.") == "shifted"
    old, new = (
        f"Red lions sleep: ⟦It is so.⟧ All day long. {FILL}",
        f"{FILL}{many}Red lions sleep: ⟦It is so.⟧ All day long.",
    )
    assert verdict(old, new) == "moved"


def test_an_aligned_place_is_seen_behind_any_number_of_others():
    many = "Yes. It is so and stays so. " * 30
    old, new = f"{many}{FILL}Red ⟦It is so and stays so.⟧ blue.", f"New. {many}{FILL}Rod ⟦It is so and stays so.⟧ bleu."
    assert verdict(old, new) == "shifted"


def test_only_so_many_places_are_looked_at():
    old, selector = noted("⟦It is so.⟧ Red.")
    new = "It is so! It is so. " * 200
    exact = evidence.Exact(passages.Alignment(passages_text(old), passages_text(new)), selector)
    assert 20 <= len(exact.spots) <= 22


def passages_text(text):
    from options.analysis.anchoring.texts import Text

    return Text(text)


# --- a wording that was there already -------------------------------------------------------------------------------


def test_a_new_wording_that_stood_elsewhere_is_refused():
    old = "First ⟦the group lost two brothers in March⟧, it said. Later the group lost two cousins in March, it said."
    new = "First ⟦the group lost two cousins in March⟧, it said. Later it fell apart."
    assert verdict(old, new) == "lookalike"
    assert verdict(old.replace("Later the group lost two cousins in March", "Later on it had"), new) == "edited"


def test_before_the_passage_as_well_as_behind_it():
    old = "Later the group lost two cousins in March, it said. First ⟦the group lost two brothers in March⟧, it said."
    assert verdict(old, "Later it fell. First ⟦the group lost two cousins in March⟧, it said.") == "lookalike"


def test_within_the_passage_it_may_have_stood():
    assert verdict("He has ⟦a very big dog, a big one⟧ there.", "He has ⟦a big dog, a big one⟧ there.") == "edited"
    assert verdict("He has ⟦the big dog there, the big dog⟧ here.", "He has ⟦the big dog there⟧ here.") == "edited"


FEW = "Then the president left, and later the president came."


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("In March Mexico's president agreed at once.", "In March the president agreed at once.", "edited"),
        ("Mexico's president agreed at once.", "the president agreed at once.", "edited"),  # the text's start holds it
        ("Some-abcdefgh, Mexico's president, ijklmnop.", "Other+abcdefgh, the president, ijklmnop!", "edited"),
        ("Some-abcdefg, Mexico's president, ijklmnop.", "Other+abcdefg, the president, ijklmnop!", "lookalike"),
        ("Some-abcdefgh, Mexico's president, ijklmno.", "Other+abcdefgh, the president, ijklmno!", "lookalike"),
    ],
)
def test_a_few_words_that_stood_elsewhere_need_their_neighbours_on_both_sides(before, after, expected):
    old, new = (
        text.replace(words, f"⟦{words}⟧") for text, words in ((before, "Mexico's president"), (after, "the president"))
    )
    assert verdict(f"{old} {FEW}", f"{new} {FEW}") == expected


def test_and_must_still_stand_there():
    old = f"In March ⟦Mexico's president⟧ agreed at once. {FEW}"
    assert verdict(old, "In March ⟦the president⟧ agreed at once. And later the president came.") == "lookalike"


@pytest.mark.parametrize(
    ("words", "expected"),
    [("the presidentiale", "edited"), ("the presidentiales", "edited"), ("the presidentialesq", "lookalike")],
)
def test_and_be_few(words, expected):
    """Fifteen letters at most."""
    few = f"Then {words} left, and later {words} came."
    old, new = f"In March ⟦a {words[4:]}⟧ agreed at once. {few}", f"In March ⟦{words}⟧ agreed at once. {few}"
    assert verdict(old, new) == ("edited" if len(words) - 1 < 16 else "lookalike")


# --- moved and reworded ---------------------------------------------------------------------------------------------

BEFORE, AFTER = "all the ministers warned that", "any entry of armed soldiers"


@pytest.mark.parametrize(
    ("before", "now", "after", "expected"),
    [
        (BEFORE, "the Senate would surely refuse", AFTER, "edited"),
        ("it", "the Senate would surely refuse", AFTER, "lookalike"),
        (BEFORE, "the Senate would surely refuse", "us", "lookalike"),
        (BEFORE, "nobody has ever heard of it", AFTER, "orphan"),
        (BEFORE, "the Senate would surely refuse" + " in the end" * 12, AFTER, "lookalike"),
    ],
)
def test_a_reworded_passage_is_followed_between_surroundings_that_moved_with_it(before, now, after, expected):
    old = f"It was said that {before} ⟦the Senate would certainly refuse⟧ {after} to Mexico. {2 * FILL}"
    text = f"{2 * FILL} It was said that {before} {now} {after} to Mexico."
    [found] = reanchored(read(old)[0], text, [noted(old)[1]])
    assert found.verdict == expected
    if expected == "edited":
        assert text[found.start : found.end] == now


@pytest.mark.parametrize("twice", [f"Today {BEFORE} x", f"x {AFTER} here."])
def test_but_not_between_surroundings_that_stand_twice(twice):
    old = f"Today {BEFORE} ⟦the Senate would certainly refuse⟧ {AFTER} here. {2 * FILL}"
    new = f"{2 * FILL} Today {BEFORE} ⟦the Senate would surely refuse⟧ {AFTER} here."
    assert verdict(old, new) == "edited"
    assert verdict(old, f"{new} -- {twice} -- ") == "lookalike"
    assert verdict(f"{old} -- {twice} -- ", f"{new} -- gone -- ") == "lookalike"


# --- the whole --------------------------------------------------------------------------------------------------------


def test_a_selector_that_does_not_stand_in_its_text_is_a_mistake():
    selector = Selector.of("abc def", 4, 7)
    for new in ("abc def", "other", None):
        with pytest.raises(ValueError, match="does not stand"):
            reanchored("abcd def", new, [Selector.of("abcd def", 5, 8), selector])


def test_no_selectors_no_verdicts():
    assert reanchored("abc", "abd", []) == reanchored("abc", None, []) == ()


def test_verdicts_come_in_the_order_of_the_selectors():
    old, new = "One two. Three four five. Six.", "One two. Six."
    found = reanchored(old, new, [Selector.of(old, 26, 30), Selector.of(old, 9, 25), Selector.of(old, 0, 8)])
    assert [each.verdict for each in found] == ["shifted", "orphan", "same"]


def test_a_field_that_is_gone_leaves_nothing():
    [found] = reanchored("abc", None, [Selector.of("abc", 0, 3)])
    assert (found.verdict, found.start, found.end, found.score, found.candidates) == ("field-gone", None, None, 0, ())


def test_a_note_on_a_field_says_how_much_of_it_changed():
    assert reanchored_field("abcd", "abcd").score == 1
    assert reanchored_field("abcd", "abxy").score == 0.5
    assert reanchored_field("abcd", "wxyz").verdict == "edited"


def test_every_verdict_is_of_one_sort():
    assert sorted(VERDICTS) == sorted([*ATTACHED, *FOR_A_PERSON, "field-gone"])
    assert UNCHANGED < VERBATIM < ATTACHED
    assert {"moved"} == VERBATIM - UNCHANGED
    assert {"edited"} == ATTACHED - VERBATIM


def test_words_moved_by_chance_to_the_same_offset_are_the_same():
    assert (
        verdict("abcdefgh ijklmnopqr ⟦stuvwxyz abcdefgh⟧ 123", "987 654321 hgfedcba ⟦stuvwxyz abcdefgh⟧ zyx") == "same"
    )
