"""Files of others: liberal in form, and nothing in one raises anything but a sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.pages.annotations.arrivals import arrival
from options.pages.annotations.incoming import DEEPEST, FILE_MAX, ITEMS_MAX, Incoming, Unreadable, read

PAGE = "https://options.example.org/d/river-crossing/options/footbridge/"
PLAIN = {"type": "Annotation", "target": PAGE, "bodyValue": "Words."}


def quoting(words):
    """A passage of the page, by its words."""
    selector = {"type": "TextQuoteSelector", "exact": words}
    return {"type": "SpecificResource", "source": PAGE, "selector": selector}


def one(**changes):
    (found,) = read(json.dumps({**PLAIN, **changes}).encode())
    return found


# --- the file ---


@pytest.mark.parametrize(
    "shape",
    [
        PLAIN,
        [PLAIN],
        {"items": [PLAIN]},
        {"type": "AnnotationPage", "items": [PLAIN]},
        {"type": "AnnotationCollection", "first": {"items": [PLAIN]}},
    ],
)
def test_a_page_a_collection_a_list_or_one(shape):
    assert [each.body for each in read(json.dumps(shape).encode())] == ["Words."]


def test_a_byte_order_mark_is_no_fault():
    assert len(read(b"\xef\xbb\xbf[]")) == 0


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe", "not in UTF-8"),
        (b'"x"', "no annotations"),
        (b"null", "no annotations"),
        (b"{}", "under “items”"),
        (b'{"items": 1}', "under “items”"),
        (b'[{"a": 1, "a": 2}]', "a key twice"),
        (b"[NaN]", "NaN"),
        (b"[-Infinity]", "Infinity"),
        (b"[" * 100_000 + b"]" * 100_000, "nested deeper"),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "nested deeper"),
        (b" " * (FILE_MAX + 1), "is the most"),
        (b"[" + b"1," * ITEMS_MAX + b"1]", "501 annotations"),
    ],
)
def test_what_is_no_such_file_is_said(raw, said):
    with pytest.raises(Unreadable, match=said):
        read(raw)


# --- one annotation ---


@pytest.mark.parametrize(
    ("changes", "body", "replacement"),
    [
        ({"bodyValue": None, "body": {"type": "TextualBody", "value": "a"}}, "a", ""),
        ({"bodyValue": None, "body": "a"}, "a", ""),
        ({"bodyValue": None, "body": [{"value": "a"}, {"value": "b", "format": "text/markdown"}]}, "a\n\nb", ""),
        ({"motivation": "oa:editing", "body": [{"value": "new", "purpose": "editing"}]}, "Words.", "new"),
        ({"motivation": "questioning", "body": [{"value": "new", "purpose": "editing"}]}, "Words.", ""),
    ],
)
def test_bodies(changes, body, replacement):
    assert (one(**changes).body, one(**changes).replacement) == (body, replacement)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"bodyValue": " "}, "It says nothing."),
        ({"bodyValue": "", "body": {"value": "x", "purpose": "editing"}}, "It says nothing beside the words"),
        ({"body": "https://example.org/body"}, "Its body is an address; only text can be brought in."),
        ({"body": {"value": "<b>", "format": "text/html"}}, "Its body is text/html; only plain text"),
        ({"target": None}, "It must have one target."),
        ({"target": [PAGE, PAGE]}, "It has several targets"),
        ({"target": 7}, "Its target is neither an address nor an object."),
    ],
)
def test_faults(changes, fault):
    assert any(said.startswith(fault) for said in one(**changes).faults)


@pytest.mark.parametrize(
    ("changes", "stance", "remarked"),
    [
        ({}, "asks", True),
        ({"motivation": "questioning"}, "asks", False),
        ({"motivation": ["oa:commenting", "oa:editing"]}, "suggests", False),
        ({"stance": "supports"}, "supports", False),
        ({"policy:stance": "challenges", "motivation": "questioning"}, "challenges", False),
        ({"stance": "shouts"}, "asks", True),
    ],
)
def test_stances(changes, stance, remarked):
    assert (one(**changes).stance, bool(one(**changes).remarks)) == (stance, remarked)


@pytest.mark.parametrize(
    ("creator", "name"),
    [
        ("Ana", "Ana"), ({"name": "Ana"}, "Ana"), ([{"name": "Ana"}, "Ben"], "Ana, Ben"), (None, ""), (7, ""),
        ("a\x00b", ""), ("a\u202eb\nc", "ab c"),
        ({"id": "https://example.org/ana"}, "https://example.org/ana"), ({"nickname": ["An"]}, "An"),
        ("x" * 999, "x" * 200),
    ],
)  # fmt: skip
def test_creators(creator, name):
    assert one(creator=creator).creator == name


@pytest.mark.parametrize("created", ["yesterday", "2026-01-01", "2026-01-01T00:00:00", 7, None])
def test_a_moment_that_is_none_is_left_out(created):
    assert one(created=created).created is None


def test_selectors_that_say_nothing_here_are_left_out():
    found = one(target={"source": PAGE, "selector": [{"type": "XPathSelector", "value": "/p"}, 7, {
        "type": "TextPositionSelector", "start": -1}, {"type": "TextQuoteSelector", "exact": "on foot"}]})  # fmt: skip
    assert (found.exact, found.start, found.source) == ("on foot", None, PAGE)


def test_a_number_that_is_too_long_spoils_nothing_else():
    (found,) = read(json.dumps([PLAIN]).replace('"bodyValue"', f'"x": {"9" * 5_000}, "bodyValue"').encode())
    assert found.body == "Words."


def test_half_a_character_is_no_text():
    assert one(bodyValue="\ud800").faults == ("It says nothing.",)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["items", "first", "target", "body", "bodyValue", "value", "selector", "creator", "motivation",
                         "type", "exact", "start", "created", "purpose", "format", "stance", "entry", "id", "name"]),
        inner, max_size=6),
    max_leaves=30,
)  # fmt: skip


@given(JSON)
def test_any_json_gives_annotations_or_a_sentence(value):
    for raw in (value, [value], {"items": [value]}):
        try:
            found = read(json.dumps(raw).encode())
        except Unreadable:
            continue
        assert all(isinstance(each, Incoming) for each in found)


# --- where it belongs ---


def arrived(reading, **changes):
    return arrival(reading, one(**changes))


def test_words_marked_on_a_page_of_ours_find_their_text(reading):
    found = arrived(reading, target=quoting("on two piers"))
    assert (found.place.field, found.selector.exact, found.faults) == ("description", "on two piers", ())


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, "option:footbridge||"),
        ({"entry": "option:tunnel"}, "option:tunnel||"),
        ({"entry": "option:tunnel", "about": "criterion:cost"}, "option:tunnel|criterion:cost|"),
        ({"policy:entry": "option:tunnel", "policy:field": "summary"}, "option:tunnel||summary"),
        ({"target": PAGE.replace("options/footbridge/", "")}, "dossier:river-crossing||"),
        ({"target": PAGE + "@1/"}, "option:footbridge||"),
    ],
)
def test_its_place_is_by_our_own_terms_or_by_its_address(reading, changes, place):
    assert arrived(reading, **changes).place.key == place


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"entry": "option:nothing"}, "There is no such entry"),
        ({"entry": "exercise:crossing-seminar"}, "There is no such entry"),
        ({"target": "https://example.org/elsewhere"}, "There is no such entry"),
        ({"target": PAGE.replace("river-crossing", "another")}, "There is no such entry"),
        ({"target": "urn:x"}, "There is no such entry"),
        ({"target": quoting("zeppelin")}, "Its words do not stand"),
        ({"target": quoting("on")}, "Its words stand in more"),
        ({"target": quoting("x" * 2001)}, "Its passage is too long"),
        ({"target": quoting("a\x01")}, "Its passage holds a control"),
        ({"target": quoting(" ")}, "Its passage has no words"),
    ],
)  # fmt: skip
def test_what_has_no_place_says_so(reading, changes, fault):
    assert arrived(reading, **changes).faults[0].startswith(fault)
