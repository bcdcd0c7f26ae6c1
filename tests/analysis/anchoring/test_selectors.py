"""What a note points at, as it is made and as it is checked."""

import pytest
from hypothesis import given

from options.analysis.anchoring.selectors import CONTEXT, EXACT_MAX, Refused, Selector, Target, verified
from options.analysis.anchoring.texts import Text
from tests.analysis.anchoring.strategies import noted

TEXT = "Six groups are listed. It bars entry. So be it. They are listed. So be it. 🎉🎉 It ends here."


def found(exact, start=None, prefix="", suffix="", text=TEXT):
    made = verified(text, exact, start, prefix, suffix)
    assert text[made.start : made.end] == made.exact
    return made.start


def refused(exact, start=None, prefix="", suffix="", text=TEXT):
    with pytest.raises(Refused) as told:
        verified(text, exact, start, prefix, suffix)
    return told.value.reason


@given(noted())
def test_a_selector_stands_in_its_text_and_is_found_again(case):
    text, made = case
    assert made.stands_in(text)
    assert text[: made.start].endswith(made.prefix)
    assert text.startswith(made.suffix, made.end)
    assert max(len(made.prefix), len(made.suffix)) <= CONTEXT
    assert verified(text, made.exact, made.start, made.prefix, made.suffix) == made
    assert all(Text(text).edge(at) for at in (made.start, made.end, made.start - len(made.prefix)))


def test_a_quote_keeps_what_stands_around_it():
    made = Selector.of("x" * 40 + "quote" + "y" * 40, 40, 45)
    assert (made.prefix, made.exact, made.suffix) == ("x" * 32, "quote", "y" * 32)


def test_what_stands_around_it_is_cut_between_clusters():
    made = Selector.of("ab" + "👩‍🔬" * 11 + "quote" + "👩‍🔬" * 11, 35, 40)
    assert (made.prefix, made.exact, made.suffix) == ("👩‍🔬" * 10, "quote", "👩‍🔬" * 10)


def test_a_selector_is_widened_to_whole_clusters():
    text = "to 👩‍🔬 e\u0302\u0323 end"
    assert Selector.of(text, 4, 8).exact == "👩‍🔬 e\u0302\u0323"


def test_a_selector_of_nothing_of_white_space_and_of_too_much_is_refused():
    for span, reason in [
        ((2, 2), "empty"),
        ((3, 4), "empty"),
        ((9, 8), "absent"),
        ((-1, 3), "absent"),
        ((0, 99), "absent"),
    ]:
        with pytest.raises(Refused) as told:
            Selector.of("abc def ghi", *span)
        assert told.value.reason == reason
    assert len(Selector.of("x" * 3000, 0, EXACT_MAX).exact) == EXACT_MAX == 2000
    with pytest.raises(Refused, match="too-long"):
        Selector.of("x" * 3000, 0, EXACT_MAX + 1)
    with pytest.raises(Refused, match="too-long"):  # widened beyond
        Selector.of("x" * 1999 + "e\u0323\u0302", 0, EXACT_MAX)


@pytest.mark.parametrize(
    ("start", "end", "exact"), [(1, 3, "bc"), (0, 2, "bc"), (3, 1, "bc"), (-3, -1, "bc"), (0, 0, "")]
)
def test_a_selector_stands_only_where_its_words_are(start, end, exact):
    assert Selector(exact, "", "", start, end).stands_in("abcd") == ((start, end) == (1, 3))


def test_the_words_are_checked_where_they_are_said_to_be():
    assert found("So be it.", 38) == 38
    assert found("So be it.", 65) == 65


def test_words_that_are_elsewhere_are_looked_for():
    assert found("It bars entry.") == 23
    assert found("It bars entry.", 22) == 23
    assert found("It bars entry.", -5) == found("It bars entry.", 10**9) == 23


def test_a_browser_that_counts_in_units_of_16_bits_is_forgiven():
    assert found("It ends here.", 80) == 78


def test_of_several_places_the_one_with_these_surroundings_counts():
    assert refused("So be it.") == "several"
    assert found("So be it.", prefix="They are listed. ") == 65
    assert found("So be it.", suffix=" They") == 38
    assert found("So be it.", 40, "bars entry. ", " They are") == 38


def test_surroundings_that_fit_nowhere_or_twice_do_not_help():
    assert refused("So be it.", prefix="Nobody said: ") == "several"
    assert refused("So be it.", prefix=". ") == "several"
    assert found("It bars entry.", prefix="Nobody said: ") == 23


def test_what_a_browser_sends_need_not_be_canonical():
    text = "Le café est là.\nFin."
    assert found("cafe\u0301 est la\u0300.", text=text) == 3
    assert found("caf\u00e9\u200b est\u00ad là.", text=text) == 3
    assert found("là.\r\nFin.", text=text) == 12


def test_white_space_may_differ_when_the_very_words_are_nowhere():
    text = "One two.\n\nThree  four. Three  five."
    assert verified(text, "two.  Three four").exact == "two.\n\nThree  four"
    assert verified(text, " One two.\n").exact == "One two."
    assert refused("Three", text=text) == refused("\tThree\t", text=text) == "several"
    assert refused("Onetwo", text=text) == "absent"


def test_what_cannot_be_pointed_at_is_refused_with_a_reason():
    assert refused("") == refused(" \n ") == refused("\u200b") == "empty"
    assert refused("x" * 2001) == "too-long"
    assert refused("nowhere") == "absent"
    assert refused("👩", text="👩‍🔬") == "absent"
    with pytest.raises(ValueError, match="control character"):
        verified("abc", "a\x00")
    assert refused("x" * 2000) == "absent"


def test_marks_of_patterns_are_plain_text():
    assert refused("S.x") == "absent"
    assert refused("Six|It") == "absent"
    assert found("(a|b)*  x", text="((a|b)* x)") == 1


def test_a_target_is_an_entry_a_cell_a_field_or_a_passage():
    passage = Selector.of("abc", 0, 1)
    option, risk = ("option", "air-strikes"), ("risk", "reprisals")
    assert Target(option) != Target(option, risk) != Target(option, risk, "rationale", passage)
    with pytest.raises(ValueError, match="not a risk"):
        Target(risk, option)
    with pytest.raises(ValueError, match="needs the field"):
        Target(option, risk, None, passage)
