"""What a page says about values in its address that it could not use."""

from options.notices import notices
from options.pages.query import Query


def said(parameters, *, option=(), state=()):
    query = Query(parameters)
    query.one("option", option, "option")
    query.one("state", state)
    return notices(query)


def test_all_well_says_nothing():
    assert said({"option": ["tunnel"]}, option=("tunnel",)) == []


def test_what_the_dossier_lacks_is_told_from_what_means_nothing_here():
    assert said({"option": ["zeppelin"], "state": ["vague"], "zz": ["1"]}) == [
        "Left out, because this dossier does not have it: option zeppelin.",
        "Left out, because it means nothing on this page: state=vague, zz=1.",
    ]


def test_what_is_given_twice_has_a_sentence_of_its_own():
    assert said({"state": ["open", "settled"]}, state=("open", "settled")) == [
        "Given more than once in the address, and the last value taken: state."
    ]


def test_six_are_named():
    assert said({f"x{n}": ["1"] for n in range(7)}) == [
        "Left out, because it means nothing on this page: x0=1, x1=1, x2=1, x3=1, x4=1, x5=1 …."
    ]


def test_a_kind_is_named_in_words():
    query = Query({"body": ["lunar"], "kind": ["tablet"], "p.zeppelin": ["met"]})
    query.one("body", (), "body")
    query.one("kind", (), "kind")
    query.pairs("p.", (), ("met",), "precondition")
    assert notices(query) == [
        "Left out, because this dossier does not have it: "
        "body of law lunar, kind of source tablet, precondition zeppelin."
    ]
