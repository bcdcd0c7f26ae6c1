"""`manage.py export_dossier`: the whole dossier as a file that import_dossier takes back."""

import os
import subprocess
import sys

import pytest

from options.bundle.load import load
from options.bundle.regroup import regroup
from options.models import Entry
from tests.conftest import NOW, RIVER, SHIPPED
from tests.models.helpers import draft, everything

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_what_is_exported_is_what_was_imported(river, manage, form):
    done = manage("export_dossier", "river-crossing", "--format", form)
    assert (done.status, done.err) == (0, "")
    exported = load(done.out.encode())
    assert regroup(exported) == regroup(load(RIVER))
    assert exported.dossier.exported_version == 1


def test_yaml_is_the_form_when_none_is_named(river, manage):
    assert manage("export_dossier", "river-crossing").out.startswith("format: policy-dossier/1\ndossier:\n")


def test_an_export_on_the_server_has_the_role_cards(river, manage):
    assert "confidential:" in manage("export_dossier", "river-crossing").out


def test_an_export_has_what_is_live_and_no_draft(river, manage):
    tunnel = river.entries.get(kind="option", slug="tunnel")
    draft(tunnel, title="A live tunnel").publish(by=None, now=NOW)
    draft(tunnel, title="A waiting tunnel")
    text = manage("export_dossier", "river-crossing").out
    assert "title: A live tunnel\n" in text
    assert "A waiting tunnel" not in text
    assert "  exported_version: 2\n" in text


def test_archived_entries_are_in_it(river, manage):
    Entry.objects.filter(slug="unused-pamphlet").archive(river, NOW)
    assert "- slug: unused-pamphlet\n" in manage("export_dossier", "river-crossing").out


def test_a_file_is_written(river, manage, tmp_path):
    path = tmp_path / "out.yaml"
    done = manage("export_dossier", "river-crossing", "--output", path)
    assert (done.status, done.out) == (0, "")
    assert load(path).dossier.slug == "river-crossing"


def test_one_export_read_back_through_a_pipe_changes_nothing(river, manage):
    text = manage("export_dossier", "river-crossing").out
    before = everything()
    done = manage("import_dossier", "-", "--publish", stdin=text.encode())
    assert (done.status, done.err) == (0, "")
    assert everything() == before


def test_the_shipped_dossier_comes_back_as_it_is_written(manage, db):
    manage("import_dossier", SHIPPED, "--publish")
    done = manage("export_dossier", "us-mexico-cartels")
    assert regroup(load(done.out.encode())) == regroup(load(SHIPPED))


@pytest.mark.parametrize("slug", ["nothing-here", "../etc", ""])
def test_a_dossier_that_is_not_there_is_refused(river, manage, slug):
    done = manage("export_dossier", slug)
    assert (done.status, done.out) == (1, "")
    assert done.err == f"{slug}: there is no published dossier of that name.\n"


def test_a_dossier_that_was_never_published_is_not_exported(db, manage):
    manage("import_dossier", RIVER)
    assert manage("export_dossier", "river-crossing").status == 1


def test_a_file_that_cannot_be_written_is_named(river, manage, tmp_path):
    path = tmp_path / "no" / "such.yaml"
    done = manage("export_dossier", "river-crossing", "--output", path)
    assert (done.status, done.err) == (1, f"{path}: No such file or directory.\n")


@pytest.mark.parametrize("words", [[], ["a", "--format", "xml"], ["a", "b"]])
def test_wrong_usage_is_two(db, manage, words):
    assert manage("export_dossier", *words).status == 2


# Everything but the database.
ALONE = """
import sys, django
django.setup()
from options.bundle.load import load
from options.management.commands import export_dossier

class Found:
    def first(self):
        return "a dossier"

export_dossier.Dossier.objects.filter = lambda **_: Found()
export_dossier.export_document = lambda dossier: load(sys.argv[1])
export_dossier.Command().run_from_argv(["manage.py", "export_dossier", "any", "--skip-checks"])
"""


def alone(**environment) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", ALONE, SHIPPED],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_the_file_is_utf_8_whatever_the_terminal_speaks():
    out, err = alone(PYTHONIOENCODING="latin-1").communicate(timeout=60)
    assert err == b""
    assert regroup(load(out)) == regroup(load(SHIPPED))


def test_a_reader_that_goes_away_is_no_traceback():
    process = alone(PYTHONUNBUFFERED="")  # without a buffer Python does not notice
    assert process.stdout.readline() == b"format: policy-dossier/1\n"
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 1
    process.stderr.close()
