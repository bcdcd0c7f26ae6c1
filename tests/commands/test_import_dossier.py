"""`manage.py import_dossier`: what it says where, its exit status, and that a refusal changes nothing."""

import os
import pty
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from options.bundle.dump import to_json, to_yaml
from options.bundle.load import load
from options.models import Dossier, Entry, Revision
from options.models.imports import export_document
from tests.conftest import NOW, RIVER, SHIPPED
from tests.models.helpers import broken, draft, everything

pytestmark = pytest.mark.django_db
FAULTY = RIVER.with_name("thirty-faults.yaml")
EXPECTED = RIVER.with_name("thirty-faults.txt").read_text().splitlines()
HEAD = (
    b"format: policy-dossier/1\ndossier: {slug: a, title: A, question: B, summary: C, as_of: 2026-01, language: en}\n"
)


def changed(tmp_path, old: str, new: str) -> Path:
    text = RIVER.read_text()
    assert old in text
    path = tmp_path / "changed.yaml"
    path.write_text(text.replace(old, new, 1))
    return path


def without_pamphlet(tmp_path) -> Path:
    return changed(
        tmp_path,
        "- slug: unused-pamphlet\n  title: A pamphlet that nothing cites\n  kind: doctrine\n  read: part\n",
        "",
    )


# --- done ---


def test_drafts_by_default(db, manage):
    done = manage("import_dossier", RIVER)
    assert (done.status, done.err) == (0, "")
    assert Dossier.objects.get().version == 0
    count = Revision.objects.filter(state="draft").count()
    assert done.out.splitlines()[-1] == (
        f"0 unchanged, {count} new drafts, 0 published, 0 archived; the dossier is at version 0."
    )


def test_publish_makes_them_live(db, manage):
    done = manage("import_dossier", RIVER, "--publish")
    assert (done.status, done.err) == (0, "")
    river = Dossier.objects.get()
    assert river.version == 1
    assert broken(river) == []
    assert done.out.startswith(f"added: {river.entries.count()}\n  dossier river-crossing\n")


def test_a_second_import_changes_nothing_and_says_so(river, manage):
    before = everything()
    done = manage("import_dossier", RIVER, "--publish")
    assert everything() == before
    assert done.out == (
        f"{river.entries.count()} unchanged, 0 new drafts, 0 published, 0 archived; the dossier is at version 1.\n"
    )


def test_what_changed_is_named(river, manage, tmp_path):
    done = manage("import_dossier", changed(tmp_path, "title: A tunnel", "title: A long tunnel"), "--publish")
    assert done.out.startswith("changed: 1\n  option tunnel\n")
    assert done.out.endswith("1 published, 0 archived; the dossier is at version 2.\n")


def test_more_than_twenty_names_are_counted(db, manage):
    assert "  and " in manage("import_dossier", RIVER).out


@pytest.mark.parametrize("flags", [[], ["--publish"], ["--publish", "--archive-absent"]])
def test_a_dry_run_says_what_would_be_and_changes_nothing(river, manage, tmp_path, flags):
    before = everything()
    path = without_pamphlet(tmp_path)
    path.write_text(path.read_text().replace("title: A tunnel", "title: A long tunnel"))
    done = manage("import_dossier", path, "--dry-run", *flags)
    assert everything() == before
    assert done.status == 0
    assert done.out.startswith("Dry run: nothing was changed. It would be:\nchanged: 1\n  option tunnel\n")
    assert "absent from the file: 1\n  source unused-pamphlet\n" in done.out


def test_standard_input_is_read(db, manage):
    assert manage("import_dossier", "-", "--publish", stdin=RIVER.read_bytes()).status == 0
    assert Dossier.objects.get().slug == "river-crossing"


def test_json_is_read(db, manage, tmp_path):
    path = tmp_path / "river.json"
    path.write_text(to_json(load(RIVER)))
    assert manage("import_dossier", path, "--publish").status == 0
    assert manage("import_dossier", RIVER, "--publish").out.endswith("0 archived; the dossier is at version 1.\n")


def test_a_directory_is_read(db, manage):
    assert manage("import_dossier", SHIPPED, "--publish").status == 0
    assert Dossier.objects.get().slug == "us-mexico-cartels"
    assert broken(Dossier.objects.get()) == []


def test_absent_entries_stay_until_they_are_to_be_archived(river, manage, tmp_path):
    path = without_pamphlet(tmp_path)
    assert "0 archived" in manage("import_dossier", path, "--publish").out
    assert not Entry.objects.exclude(archived_at=None).exists()
    done = manage("import_dossier", path, "--publish", "--archive-absent")
    assert done.out.endswith("1 archived; the dossier is at version 2.\n")
    assert [entry.slug for entry in Entry.objects.exclude(archived_at=None)] == ["unused-pamphlet"]


# --- refused ---


def test_thirty_faults_are_all_told_and_nothing_is_changed(river, manage):
    before = everything()
    done = manage("import_dossier", FAULTY, "--publish")
    assert (done.status, done.out, done.lines) == (1, "", EXPECTED)
    assert len(done.lines) > 30
    assert everything() == before


def test_faults_of_a_directory_name_the_file(db, manage, tmp_path):
    head, rest = RIVER.read_text().split("risks:\n")
    (tmp_path / "10-rest.yaml").write_text(head)
    (tmp_path / "20-more.yaml").write_text("risks:\n" + rest.replace("severity: 2", "severity: 9", 1))
    done = manage("import_dossier", tmp_path)
    assert (done.status, done.err) == (1, "20-more.yaml: risks[0].options[0].severity: must be at most 5, not 9\n")
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("flags", [["--publish"], ["--publish", "--dry-run"]])
def test_changes_made_here_are_named_and_nothing_is_imported(river, manage, flags):
    draft(river.entries.get(kind="option", slug="tunnel"), title="Changed here").publish(by=None, now=NOW)
    before = everything()
    done = manage("import_dossier", RIVER, *flags)
    assert (done.status, done.out) == (1, "")
    assert done.err == "option tunnel: changed here since the last import\n"
    assert everything() == before


def test_overwrite_lets_the_file_win(river, manage):
    draft(river.entries.get(kind="option", slug="tunnel"), title="Changed here").publish(by=None, now=NOW)
    done = manage("import_dossier", RIVER, "--publish", "--overwrite")
    assert done.status == 0
    assert "changed here since: 1\n  option tunnel\n" in done.out
    assert Entry.objects.select_related("live__entry").get(slug="tunnel").live.value().title == "A tunnel"


def test_an_export_is_merged_with_what_changed_here(river, manage, tmp_path):
    path = tmp_path / "export.yaml"
    path.write_text(to_yaml(export_document(river)).replace("lead_actor: A private company", "lead_actor: A club"))
    draft(river.entries.get(kind="option", slug="tunnel"), title="Changed here").publish(by=None, now=NOW)
    done = manage("import_dossier", path, "--publish")
    assert done.out.startswith("merged: 1\n  option tunnel\n")
    merged = Entry.objects.select_related("live__entry").get(slug="tunnel").live.value()
    assert (merged.title, merged.lead_actor) == ("Changed here", "A club")


def test_conflicts_of_a_merge_are_told_field_by_field(river, manage, tmp_path):
    path = tmp_path / "export.yaml"
    path.write_text(to_yaml(export_document(river)).replace("title: A tunnel", "title: A long tunnel"))
    draft(river.entries.get(kind="option", slug="tunnel"), title="Changed here").publish(by=None, now=NOW)
    before = everything()
    done = manage("import_dossier", path)
    assert (done.status, done.err) == (1, "option tunnel: title: changed both here and in the file\n")
    assert everything() == before


def test_what_does_not_fit_what_stands_is_refused_in_words(river, manage, tmp_path):
    """The file leaves an option out; its scores stay, and the scale of the file does not hold them."""
    text = to_yaml(export_document(river)).split("exercises:")[0].replace("  exported_version: 1\n", "")
    document = load(text.encode())
    small = document.model_copy(
        update={
            "criteria": tuple(
                c.model_copy(update={"scale": c.scale.model_copy(update={"max": 200})}) if c.slug == "cost" else c
                for c in document.criteria
            ),
            "assessments": (),
        }
    )
    gone = {"tunnel", "road-bridge"}
    plain = small.model_copy(
        update={
            "options": tuple(o for o in small.options if o.slug not in gone),
            "relations": (),
            "requirements": tuple(r for r in small.requirements if r.option not in gone),
            "risks": tuple(r.model_copy(update={"options": ()}) for r in small.risks),
            "legal_questions": tuple(q.model_copy(update={"bearings": ()}) for q in small.legal_questions),
            "preconditions": tuple(p.model_copy(update={"helps": ()}) for p in small.preconditions),
        }
    )
    path = tmp_path / "small.yaml"
    path.write_text(to_yaml(plain))
    done = manage("import_dossier", path, "--publish")
    assert (done.status, done.err) == (1, "criterion cost: scale.max: 200 is below scores that go up to 250\n")


# --- malformed members of everything: one sentence, soon ---


def bomb() -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 20)]
    return "\n".join(lines).encode()


MALFORMED = {
    "an alias bomb": (bomb(), 'line 1: anchors and aliases ("a0") are not allowed'),
    "deep YAML": (b"a: " + b"[" * 10_000, "is nested more than 20 levels deep"),
    "deep JSON": (b'{"a": ' + b"[" * 10_000, "is nested more than 20 levels deep"),
    "11 MiB": (HEAD + b"# " + b"x" * 11 * 1024 * 1024, "is larger than 10 MiB"),
    "a tag": (
        b"a: !!python/name:os.system",
        'line 1: tags ("tag:yaml.org,2002:python/name:os.system") are not allowed',
    ),
    "a second document": (HEAD + b"---\n" + HEAD, "line 3: a second document starts here; a file holds one"),
    "binary": (bytes(range(256)) * 100, "is not UTF-8: byte 129 is 0x80"),
    "UTF-16": (RIVER.read_text().encode("utf-16"), "is UTF-16; save it as UTF-8"),
    "nothing": (b"", "is empty"),
    "a list": (b"- a", "must hold keys such as format and dossier, not a list"),
    "half a file": (RIVER.read_bytes()[:3000] + b'\n"', "is no YAML: line "),
}


@pytest.mark.parametrize(("data", "words"), MALFORMED.values(), ids=MALFORMED)
@pytest.mark.parametrize("way", ["a file", "standard input", "a directory"])
def test_a_malformed_file_is_refused_in_one_sentence(db, manage, tmp_path, data, words, way):
    (tmp_path / "bad.yaml").write_bytes(data)
    words_of = {"a file": [tmp_path / "bad.yaml"], "standard input": ["-"], "a directory": [tmp_path]}
    start = time.process_time()
    done = manage("import_dossier", *words_of[way], stdin=data)
    assert time.process_time() - start < 1
    named = {"a file": f"{tmp_path / 'bad.yaml'}: ", "standard input": "standard input: ", "a directory": ""}
    assert (done.status, done.out, len(done.lines)) == (1, "", 1)
    assert done.err.startswith(named[way])
    assert words in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("  stale_after_days: .nan\n", "dossier.stale_after_days: must be a whole number, not nan"),
        ("  title: Again\n", "dossier.title: is given twice"),
    ],
)
def test_what_is_wrong_inside_is_told_with_its_path(db, manage, tmp_path, line, told):
    path = tmp_path / "bad.yaml"
    path.write_text(RIVER.read_text().replace("  stale_after_days: 365\n", line))
    done = manage("import_dossier", path)
    assert (done.status, done.err) == (1, told + "\n")


def test_a_missing_file_is_named(db, manage):
    done = manage("import_dossier", "no/such.yaml")
    assert (done.status, done.err) == (1, "no/such.yaml cannot be read: No such file or directory\n")


def test_an_empty_directory_is_told(db, manage, tmp_path):
    done = manage("import_dossier", tmp_path)
    assert (done.status, done.err) == (1, f"{tmp_path} holds no .yaml, .yml or .json file\n")


def test_a_link_to_a_file_elsewhere_is_followed(db, manage, tmp_path):
    (tmp_path / "river.yaml").symlink_to(RIVER)
    assert manage("import_dossier", tmp_path).status == 0


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.symlink_to("nowhere.yaml"), "No such file or directory"),
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
        (lambda path: path.mkdir(), "it is no file"),
        (os.mkfifo, "it is no file"),
        (lambda path: path.symlink_to("/dev/zero"), "it is no file"),
    ],
    ids=["a link to nothing", "a link to itself", "a directory", "a pipe", "a device"],
)
def test_what_cannot_be_read_in_a_directory_is_named(db, manage, tmp_path, make, reason):
    (tmp_path / "00-river.yaml").write_bytes(RIVER.read_bytes())
    make(tmp_path / "50-odd.yaml")
    done = manage("import_dossier", tmp_path)
    assert (done.status, done.err) == (1, f"{tmp_path / '50-odd.yaml'} cannot be read: {reason}\n")
    assert not Dossier.objects.exists()


def test_a_file_that_this_user_may_not_read_is_named(db, manage, tmp_path, monkeypatch):
    """Root may read everything, so the system's refusal is made up."""
    secret, opened = tmp_path / "river.yaml", Path.open
    secret.write_bytes(RIVER.read_bytes())

    def refuse(path, *args, **kwargs):
        if path == secret:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    done = manage("import_dossier", tmp_path)
    assert (done.status, done.err) == (1, f"{secret} cannot be read: Permission denied\n")


def test_an_endless_input_is_not_read_to_its_end(db, manage):
    with Path("/dev/zero").open("rb") as endless:
        done = manage("import_dossier", "-", stdin=endless)
    assert (done.status, done.err) == (1, "standard input: is larger than 10 MiB\n")


# --- wrong usage ---


@pytest.mark.parametrize("words", [[], ["a.yaml", "b.yaml"], ["a.yaml", "--nonsense"]])
def test_wrong_usage_is_two(db, manage, words):
    done = manage("import_dossier", *words)
    assert done.status == 2
    assert "usage: manage.py import_dossier" in done.err


# --- the progress bar ---


# Everything but the import itself, which would need a database of its own.
ALONE = """
import sys, time, django
django.setup()
from options.management.commands import import_dossier
from options.models.imports import ImportReport

def imported(document, *, now, progress, **flags):
    time.sleep(0.2)  # a bar is not drawn more often
    progress("comparing", 0.5)
    return ImportReport()

import_dossier.import_document = imported
import_dossier.Command().run_from_argv(["manage.py", "import_dossier", sys.argv[1], "--skip-checks"])
"""


def alone(stderr) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "TERM": "xterm"}
    command = [sys.executable, "-c", ALONE, RIVER]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=stderr)


def test_no_bar_is_drawn_into_a_file():
    process = alone(subprocess.PIPE)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert out.endswith(b"the dossier is at version 0.\n")


def test_a_bar_is_drawn_on_a_terminal():
    terminal, end = pty.openpty()
    termios.tcsetwinsize(end, (24, 80))
    try:
        process = alone(end)
        out, _ = process.communicate(timeout=60)
        assert select.select([terminal], [], [], 0)[0], "nothing was drawn"
        drawn = os.read(terminal, 100_000).decode()
    finally:
        os.close(end)
        os.close(terminal)
    assert process.returncode == 0
    assert "comparing:  50%" in drawn
    assert b"comparing" not in out
