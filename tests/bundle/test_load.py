"""What may be loaded, in which forms, and what is refused as a whole, quickly and in words."""

import io
import time
from pathlib import Path

import pytest
import yaml

from options.bundle.events import meaning
from options.bundle.faults import Faults
from options.bundle.load import load
from options.bundle.regroup import regroup

RIVER = Path("tests/dossiers/river.yaml")
SHIPPED = Path("options/dossiers/us-mexico-cartels")
HEAD = "format: policy-dossier/1\ndossier: {slug: a, title: A, question: B, summary: C, as_of: 2026-01, language: en}\n"


def refused(source) -> str:
    """The one sentence with which a source is refused, given within a second."""
    start = time.process_time()
    with pytest.raises(Faults) as caught:
        load(source)
    assert time.process_time() - start < 1
    (fault,) = caught.value.faults
    assert fault.path == ""
    return str(fault)


def test_the_shipped_dossier_has_no_fault():
    entries = regroup(load(SHIPPED))
    kinds = [entry.kind for entry in entries]
    counts = [kinds.count(kind) for kind in ("option", "risk", "precondition", "legal-question", "source", "criterion")]
    assert counts == [13, 23, 34, 23, 168, 9]


def test_a_directory_is_read_by_name_and_its_lists_are_joined(tmp_path, river):
    text = RIVER.read_text()
    head, claims = text.split("claims:\n")
    claims, rest = claims.split("options:\n", 1)
    (tmp_path / "b.yaml").write_text("options:\n" + rest + "claims:\n- " + claims.split("\n- ", 1)[1])
    (tmp_path / "a.yml").write_text(head + "claims:\n" + claims.split("\n- ", 1)[0])
    (tmp_path / ".hidden.yaml").write_text("never: read")
    (tmp_path / "notes.txt").write_text("never: read")
    assert load(tmp_path) == river


def test_one_key_in_two_files_of_a_directory_is_a_fault(tmp_path):
    (tmp_path / "a.yaml").write_text(HEAD)
    (tmp_path / "b.yaml").write_text(HEAD.replace("title: A", "title: Other"))
    with pytest.raises(Faults, match=r"^a\.yaml: dossier: is given in b\.yaml as well$"):
        load(tmp_path)


def test_every_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "a.yaml").write_text("[")
    (tmp_path / "b.json").write_text("{")
    with pytest.raises(Faults) as caught:
        load(tmp_path)
    assert [fault.file for fault in caught.value.faults] == ["a.yaml", "b.json"]


def test_an_empty_directory_is_refused(tmp_path):
    assert "holds no .yaml, .yml or .json file" in refused(tmp_path)


def test_a_missing_file_is_refused(tmp_path):
    assert refused(tmp_path / "none.yaml").endswith("none.yaml cannot be read: No such file or directory")


@pytest.mark.parametrize("wrap", [lambda text: text.encode(), io.StringIO, lambda text: io.BytesIO(text.encode())])
def test_bytes_and_streams_are_read_like_files(wrap, river):
    assert load(wrap(RIVER.read_text())) == river


def test_a_path_may_be_a_word(river):
    assert load(str(RIVER)) == river


def test_a_byte_order_mark_is_passed_over(river):
    assert load(b"\xef\xbb\xbf" + RIVER.read_bytes()) == river


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n# only a comment\n", "is empty"),
        (b"just words", 'must hold keys such as format and dossier, not "just words"'),
        (b"- a\n- b", "must hold keys such as format and dossier, not a list"),
        (RIVER.read_text().encode("utf-16"), "is UTF-16; save it as UTF-8"),
        (b"title: caf\xe9", "is not UTF-8: byte 11 is 0xe9"),
        (b"title: a\0b", "is no YAML: control characters are not allowed"),
        (b"title: [", "is no YAML: line 2, column 1:"),
        (b"a: b\n\tc: d", "is no YAML: line 2, column 1:"),
        (b"title: &x A\nother: *x", 'line 1: anchors and aliases ("x") are not allowed'),
        (b"title: *x", 'line 1: anchors and aliases ("x") are not allowed'),
        (
            b"title: !!python/object:os.system x",
            'line 1: tags ("tag:yaml.org,2002:python/object:os.system") are not allowed',
        ),
        (b"title: !!str x", 'line 1: tags ("tag:yaml.org,2002:str") are not allowed'),
        (b"a: b\n---\nc: d", "line 2: a second document starts here; a file holds one"),
        (b"? [a]\n: b", "line 1: a key must be a word, not a list"),
        (b"a:\n" + b"".join(b" " * i + b"- \n" for i in range(1, 30)), None),
        (b"x" * (10 * 1024 * 1024 + 1), "is larger than 10 MiB"),
    ],
)
def test_hostile_bytes_are_refused_in_a_sentence(data, words):
    assert words is None or refused(data).startswith(words)


def bomb(levels: int) -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, levels)]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bomb(20), "anchors and aliases"),
        (b"a: " + b"[" * 10_000, "is nested more than 20 levels deep"),
        (b'{"a": ' + b"[" * 10_000, "is nested more than 20 levels deep"),
        (b"[" * (10 * 1024 * 1024), "is nested more than 20 levels deep"),
        (b'{"a": ' + b'{"a":' * 1_000_000, "is nested more than 20 levels deep"),
        (b"x" * 20 * 1024 * 1024, "is larger than 10 MiB"),
        (b'{"a": "' + rb"\"" * 4_000_000, "is no YAML"),
    ],
)
def test_bombs_are_refused_within_a_second(data, words):
    assert words in refused(data)


@pytest.mark.parametrize("data", [b"a: [" + b"x," * 600_000 + b"]", b'{"a": [' + b"0," * 600_000 + b"0]}"])
def test_a_file_of_too_many_values_is_refused(data):
    with pytest.raises(Faults, match="holds more than 400,000 values"):
        load(data)


def test_an_endless_file_is_not_read_to_its_end():
    assert refused(Path("/dev/zero")) == "is larger than 10 MiB"


def test_lone_surrogates_in_json_are_a_fault(faults_of):
    data = b'{"format": "policy-dossier/1", "dossier": {"slug": "\\ud800", "title": "a\\udfff"}}'
    told = dict(faults_of(data))
    assert told["dossier.slug"] == 'holds characters that cannot be stored ("\\ud800")'
    assert told["dossier.title"] == 'holds the control character U+DFFF at position 1 ("a\\udfff")'


def test_a_key_with_a_lone_surrogate_is_refused():
    assert refused(b'{"a": {"\\ud801": 1}}') == 'the key "\\ud801" holds a character that cannot be stored'


def test_a_nul_in_a_text_is_a_fault(faults_of):
    told = faults_of(HEAD.replace("title: A", 'title: "A\\0"').encode())
    assert told == [("dossier.title", 'holds the control character U+0000 at position 1 ("A\\u0000")')]


@pytest.mark.parametrize(
    "word", ["yes", "No", "on", "2026-03", "2026-03-01", "12:30", "0x1f", "0o7", "007", "1_000", "+", ".", "1e", "nul"]
)
def test_a_word_that_older_yaml_reads_as_something_else_stays_text(word):
    assert meaning(word) == word


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("0", 0),
        ("-12", -12),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-.inf", float("-inf")),
        ("9" * 50, float("inf")),
    ],
)
def test_plain_words_are_nothing_truth_or_numbers(word, value):
    assert meaning(word) == value


def test_json_is_read_too(tmp_path, river):
    from options.bundle.dump import to_json

    (tmp_path / "river.json").write_text(to_json(river))
    assert load(tmp_path / "river.json") == river


def test_a_json_file_must_be_json(tmp_path):
    (tmp_path / "a.json").write_text("format: policy-dossier/1")
    assert refused(tmp_path / "a.json").startswith("is no JSON: Expecting value: line 1 column 1")


def test_yaml_in_braces_is_read_as_yaml():
    assert load(b"{" + HEAD.replace("\n", ", ", 1).strip().encode() + b"}").dossier.slug == "a"


def test_the_shipped_text_means_the_same_to_a_plain_reader():
    """What our reader builds from events is what a stock loader of plain words builds."""
    ours = load(SHIPPED).dossier.as_of
    assert ours == yaml.load((SHIPPED / "00-dossier.yaml").read_text(), Loader=yaml.BaseLoader)["dossier"]["as_of"]
