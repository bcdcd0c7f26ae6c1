"""Reading an address: what can be used is used, everything else is kept to be named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.pages.query import Query, Unused, fit_to_show

ANY_TEXT = st.text(st.characters(), max_size=80)
ADDRESSES = st.dictionaries(
    st.sampled_from(["page", "option", "q", "p.money", "p."]) | ANY_TEXT, st.lists(ANY_TEXT, max_size=3)
)


def test_a_value_out_of_the_list_is_taken():
    query = Query({"state": ["open"]})
    assert (query.one("state", ("open", "settled")), query.unused) == ("open", ())


def test_a_value_that_is_not_in_the_list_is_kept_with_what_it_should_have_named():
    query = Query({"option": ["zeppelin"]})
    assert query.one("option", ("tunnel",), "option") is None
    assert query.unused == (Unused("option", "zeppelin", "option"),)


@pytest.mark.parametrize("value", ["", " ", "\t"])
def test_a_blank_value_is_as_good_as_none(value):
    query = Query({"state": [value], "severity": [value]})
    assert (query.one("state", ("open",)), query.number("severity", 1, 5, 1), query.unused) == (None, 1, ())


def test_space_around_a_value_is_dropped():
    assert Query({"state": [" open "]}).one("state", ("open",)) == "open"


@pytest.mark.parametrize(("value", "number"), [("1", 1), ("5", 5), ("05", 5)])
def test_a_number_in_its_range_is_taken(value, number):
    query = Query({"severity": [value]})
    assert (query.number("severity", 1, 5, 1), query.unused) == (number, ())


@pytest.mark.parametrize(
    "value",
    ["0", "6", "-1", "+1", "1.0", "1e0", "1e400", "NaN", "Infinity", "٣", "²", "1_0", "0x1", "9" * 5_000, "one"],
)
def test_what_is_no_number_in_its_range_is_kept_and_the_usual_one_taken(value):
    query = Query({"severity": [value]})
    assert query.number("severity", 1, 5, 2) == 2
    assert [unused.name for unused in query.unused] == ["severity"]


def test_of_several_values_the_last_that_says_something_is_taken():
    query = Query({"state": ["settled", "open", ""]})
    assert (query.one("state", ("open", "settled")), query.repeated, query.unused) == ("open", ("state",), ())


def test_a_value_beside_an_empty_one_is_not_repeated():
    query = Query({"state": ["", "open"]})
    assert (query.one("state", ("open",)), query.repeated) == ("open", ())


def test_a_name_the_page_never_asked_for_is_kept_and_not_called_repeated():
    query = Query({"zz": ["1", "2"], "state": ["open"]})
    query.one("state", ("open",))
    assert (query.unused, query.repeated) == ((Unused("zz", "2"),), ())


def test_pairs_are_read_by_their_prefix_in_the_order_of_the_address():
    query = Query({"p.money": ["met"], "q.money": ["met"], "p.crew": ["unmet"]})
    assert query.pairs("p.", ("crew", "money"), ("met", "unmet"), "precondition") == {"money": "met", "crew": "unmet"}
    assert list(query.pairs("p.", ("crew", "money"), ("met", "unmet"), "precondition")) == ["money", "crew"]


def test_a_pair_with_an_unknown_key_names_the_key_and_one_with_an_odd_value_the_value():
    query = Query({"p.zeppelin": ["met"], "p.money": ["gone"]})
    assert query.pairs("p.", ("money",), ("met",), "precondition") == {}
    assert query.unused == (Unused("p.zeppelin", "zeppelin", "precondition"), Unused("p.money", "gone"))


def test_a_pair_left_as_it_is_by_a_form_is_no_fault():
    query = Query({"p.money": [""]})
    assert (query.pairs("p.", ("money",), ("met",), "precondition"), query.unused) == ({}, ())


def test_text_is_cut():
    assert Query({"q": ["abcdef"]}).text("q", 3) == "abc"


def test_text_fit_to_show_is_short_and_printable():
    assert fit_to_show("a\0b\ud800\u202e") == "a\ufffdb\ufffd\ufffd"
    assert fit_to_show("x" * 61) == "x" * 60 + "…"
    assert fit_to_show("x" * 60) == "x" * 60


@given(ADDRESSES)
def test_no_address_breaks_the_reading_and_nothing_is_lost_without_a_word(address):
    query = Query(address)
    taken = {
        "option": query.one("option", ("tunnel",), "option"),
        "page": query.page() if address.get("page") else None,
        "q": query.text("q", 100),
    } | {f"p.{key}": value for key, value in query.pairs("p.", ("money",), ("met",), "precondition").items()}
    said = {unused.name for unused in query.unused}
    for name, values in address.items():
        if any(value.strip() for value in values):
            assert taken.get(name) or fit_to_show(name) in said


@given(ADDRESSES)
def test_what_is_to_be_named_can_be_printed(address):
    query = Query(address)
    query.one("option", ("tunnel",))
    query.page()
    for unused in query.unused:
        assert f"{unused.name}{unused.value}".isprintable()
        f"{unused.name}{unused.value}".encode()
        assert max(len(unused.name), len(unused.value)) <= 61
