import pytest

from options.pages.words import bases, curly, lc, number_word, paragraphs, plain, short, spread


@pytest.mark.parametrize(
    ("straight", "set_right"),
    [
        ('He said "no".', "He said “no”."),
        ("the river's bank", "the river’s bank"),
        ("('so called')", "(‘so called’)"),
        ("\"'Inner' first\"", "“‘Inner’ first”"),
        ("no quotes", "no quotes"),
        ("", ""),
    ],
)
def test_quotes_become_typographic(straight, set_right):
    assert curly(straight) == set_right


def test_quotes_keep_the_length_so_that_offsets_stay_true():
    text = 'a "b" c\'d ("e") \'f\''
    assert len(curly(text)) == len(text)


@pytest.mark.parametrize(
    ("n", "word"),
    [(0, "no"), (1, "one"), (13, "thirteen"), (20, "twenty"), (34, "thirty-four"), (100, "100"), (-1, "-1")],
)
def test_small_numbers_are_words(n, word):
    assert number_word(n) == word


def test_a_short_title_loses_its_parenthesis():
    assert short("Other ways tried (last resort)") == "Other ways tried"


def test_a_title_that_is_all_parenthesis_stays():
    assert short(" (x)") == " (x)"


def test_initials_keep_their_capitals_inside_a_sentence():
    assert (lc("US law"), lc("Ferry"), lc("A ferry"), lc("")) == ("US law", "ferry", "a ferry", "")


def test_a_slug_as_words():
    assert plain("us-domestic") == "US domestic"


def test_paragraphs_escape_what_they_hold():
    assert paragraphs("a <b>\nc\n\nd") == "<p>a &lt;b&gt;<br>c</p><p>d</p>"


def test_runs_of_numbers_are_ranges():
    assert spread([3, 1, 2, 7, 9, 10]) == "1–3, 7, 9, 10"


def test_bases_are_counted_in_fixed_order(reading):
    assert bases(reading.options["faster-ferry"].citations) == [("record", 1), ("judgement", 1)]
    assert bases(()) == []
