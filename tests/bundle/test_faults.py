"""Everything that is wrong with a file is told at once, with its place and in words."""

from pathlib import Path

import pytest

from options.bundle.checks import check_document, listed
from options.bundle.faults import Faults
from options.bundle.load import load
from options.bundle.parse import parse

RIVER = Path("tests/dossiers/river.yaml")
FAULTY = Path("tests/dossiers/thirty-faults.yaml")
EXPECTED = Path("tests/dossiers/thirty-faults.txt")


def changed(old: str, new: str) -> bytes:
    """The small dossier with one piece of text replaced."""
    text = RIVER.read_text()
    assert old in text
    return text.replace(old, new, 1).encode()


def test_every_fault_of_a_file_is_told_with_path_and_message():
    with pytest.raises(Faults) as caught:
        load(FAULTY)
    assert str(caught.value).splitlines() == EXPECTED.read_text().splitlines()
    assert len(caught.value.faults) > 30


def test_the_small_dossier_has_no_fault():
    assert load(RIVER).dossier.slug == "river-crossing"


@pytest.mark.parametrize(
    ("old", "new", "path", "message"),
    [
        ("format: policy-dossier/1\n", "", "format", "is missing"),
        (
            "policy-dossier/1",
            "policy-dossier/2",
            "format",
            'must be policy-dossier/1, not "policy-dossier/2"; did you mean "policy-dossier/1"?',
        ),
        ("dossier:\n", "dosier:\n", "dossier", "is missing"),
        (
            "title: A tunnel\n",
            "title: " + "x" * 201 + "\n",
            "options[4].title",
            f'is too long: 201 characters, and 200 are allowed ("{"x" * 58} …")',
        ),
        ("summary: Dig a tunnel", "summary: Dig" + " a" * 200, "options[4].summary", None),
        ("description: A tunnel", "description: " + "x" * 10_000 + "A tunnel", "options[4].description", None),
        (
            "option: keep-the-ferry\n  helps",
            "option: harbour-permit\n  helps",
            "preconditions[2].depends_on.any_of[1].option",
            'there is no option "harbour-permit"',
        ),
        ("at: 60", "at: 61", "criteria[0].scale.anchors[1].at", "61 lies outside the scale, 0 to 60"),
        (
            "direction: less",
            "direction: more",
            "criteria[0].scale.points",
            'has values that fall, against direction "more"',
        ),
        ("- [20, 0.5]", "- [20, 0.5, 1]", "criteria[0].scale.points[1]", "must have 2 values, not 3"),
        ("best: 18", "best: 26", "assessments[4].high", "25 is below best, 26"),
        (
            "high: 60\n  confidence",
            "high: 61\n  confidence",
            "assessments[0].high",
            "61 lies outside the scale of crossing-time, 0 to 60",
        ),
        (
            "both-councils-agree: met",
            "both-councils: met",
            "exercises[0].phases[2].toggles.both-councils",
            'there is no precondition "both-councils"; did you mean "both-councils-agree"?',
        ),
        (
            "crossing-time: 60",
            "crossing-tine: 60",
            "exercises[0].roles[0].weights.crossing-tine",
            'there is no criterion "crossing-tine"; did you mean "crossing-time"?',
        ),
        (
            "url: https://law",
            "url: ftp://law",
            "sources[1].url",
            'must be an http or https address, not "ftp://law.example.org/harbour-act"',
        ),
        (
            "claim: art-03",
            "claim: art-04",
            "options[2].citations[0].claim",
            'there is no claim "art-04"; did you mean "art-03"?',
        ),
        ("visibility: public", "visibility:", "dossier.visibility", None),
    ],
)
def test_a_broken_rule_is_told(faults_of, old, new, path, message):
    told = dict(faults_of(changed(old, new)))
    assert path in told
    assert message is None or told[path] == message


def test_a_circle_through_an_option_is_told_once(faults_of):
    told = faults_of(changed("- option: keep-the-ferry\n  helps", "- option: footbridge\n  helps"))
    words = "goes round in a circle: precondition money -> option footbridge -> precondition money"
    assert told == [("preconditions[2].depends_on", words)]


def test_circles_that_share_an_entry_are_both_told(faults_of):
    told = faults_of(changed("- option: keep-the-ferry\n  helps", "- option: road-bridge\n  helps"))
    assert [path for path, _ in told] == ["preconditions[1].depends_on", "preconditions[2].depends_on"]


def test_options_that_need_each_other_are_a_circle(faults_of):
    told = faults_of(changed("    precondition: crew\n  note", "    option: road-bridge\n  note"))
    words = "goes round in a circle: option faster-ferry -> option road-bridge -> option faster-ferry"
    assert told == [("requirements[1].requires", words)]


def test_a_key_given_twice_is_told_with_its_path(faults_of):
    told = faults_of(changed("  best: 40\n", "  best: 40\n  best: 41\n"))
    assert told == [("assessments[0].best", "is given twice")]


def test_a_key_given_twice_in_json_is_told_with_its_path(faults_of):
    data = b'{"format": "policy-dossier/1", "dossier": {"slug": "a", "slug": "b"}}'
    assert ("dossier.slug", "is given twice") in faults_of(data)


def test_a_row_that_is_no_group_of_keys_is_told(faults_of):
    told = faults_of(changed("risks:\n", "risks:\n- floods\n"))
    assert ("risks[0]", 'must be a group of keys, not "floods"') in told


def test_the_file_is_named_where_a_directory_was_read(tmp_path):
    text = RIVER.read_text()
    head, rest = text.split("risks:\n")
    first, second = rest.split("- slug: lost-trade\n")
    (tmp_path / "10-rest.yaml").write_text(head + "risks:\n" + first)
    (tmp_path / "20-more.yaml").write_text(
        "risks:\n- slug: lost-trade\n" + second.replace("severity: 3", "severity: 9")
    )
    with pytest.raises(Faults) as caught:
        load(tmp_path)
    assert str(caught.value) == "20-more.yaml: risks[1].options[0].severity: must be at most 5, not 9"


def test_after_a_thousand_faults_no_more_are_listed(faults_of):
    told = faults_of(changed("risks:\n", "risks:\n" + "- {}\n" * 2000))
    assert len(told) == 1001
    assert told[-1] == ("", "there are more faults; the first 1,000 are listed")


def test_values_in_messages_are_short_and_printable(faults_of):
    told = dict(faults_of(changed("visibility: public", 'visibility: "\\e[2J' + "x" * 500 + '"')))
    assert told["dossier.visibility"] == f'must be public or members, not "\\u001b[2J{"x" * 54} …"'


ODD = (None, True, -1, 0.5, float("nan"), 10**30, "", "x" * 20_000, "\ud800", [], [[]], {}, {"a": {}}, ["x"])


def places(value, path=()):
    """The path of everything inside plain data."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (*path, key)
        yield from places(item, (*path, key))


@pytest.mark.parametrize("start", range(len(ODD)))
def test_an_odd_value_anywhere_is_told_and_never_raises(start):
    raw, _ = parse(RIVER.read_bytes())
    for path in list(places(raw))[start :: 7 * len(ODD)]:
        holder = raw
        for key in path[:-1]:
            holder = holder[key]
        kept, holder[path[-1]] = holder[path[-1]], ODD[start]
        assert all(fault.message for fault in listed(check_document(raw)))
        holder[path[-1]] = kept
