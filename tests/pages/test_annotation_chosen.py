"""What a reader marked or copied is found in the stored text, which has straight quotes where the page has others."""

import pytest

from options.analysis.anchoring.selectors import Refused
from options.pages.annotations.chosen import chosen

TEXT = 'He said "no" and left.\nShe said "no" as well.\n\nIt\'s the end.'


def span(*asked):
    found = chosen(TEXT, *asked)
    assert TEXT[found.start : found.end] == found.exact
    return found.start, found.end


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("and left",), (13, 21)),
        (("said “no” and",), (3, 16)),  # as the page shows it
        (('said "no" and',), (3, 16)),  # as somebody types it
        (("It’s the",), (47, 55)),
        (("said “no”", 27), (27, 36)),
        ((" “no” ", 31), (32, 36)),
        (("left. She said", 17), (17, 31)),  # a browser makes a blank of a line end
        (("well.\n\nIt’s", 40), (40, 51)),
        (("said", 999, "She "), (27, 31)),
        (("“no”", None, "She said "), (32, 36)),
    ],
)
def test_found(asked, expected):
    assert span(*asked) == expected


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (("",), "empty"),
        (("  \n",), "empty"),
        (("maybe",), "absent"),
        (("“no”",), "several"),
        (("said", 4), "several"),
        (("x" * 2_001,), "too-long"),
    ],
)
def test_refused(asked, reason):
    with pytest.raises(Refused) as refused:
        chosen(TEXT, *asked)
    assert refused.value.reason == reason


def test_quotes_of_both_kinds_look_alike_on_the_page_so_neither_is_guessed():
    with pytest.raises(Refused) as refused:
        chosen('He said “yes” to it. She said "yes" to that.', "“yes”")
    assert refused.value.reason == "several"


def test_what_no_text_has_is_an_error():
    with pytest.raises(ValueError, match="control"):
        chosen(TEXT, "no\x00")
