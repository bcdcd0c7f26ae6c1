"""kill -9 in the middle of writing, and two processes on one database.

What was acknowledged is there, nothing is half done, and what one process publishes the other shows at once.
"""

import os
import signal
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from django.db import connection

from options.bundle.load import load
from options.models import Conflict, Dossier, Redaction, Revision
from options.models.imports import import_document
from tests.conftest import NOW, RIVER
from tests.models.helpers import broken, draft

# The other processes see what is committed, so no test here runs inside a transaction.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def address() -> str:
    """The test database, for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture
def started():
    """`started(script, *words)`: a process with Django set up on the test database; killed if it is left over."""
    processes = []

    def start(script: str, *words: str) -> "subprocess.Popen[str]":
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "TEST_DATABASE_URL": address(),
            "PYTHONUNBUFFERED": "1",
        }
        process = subprocess.Popen(
            [sys.executable, "-c", f"import sys, time, django\ndjango.setup()\n{script}", *words],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def killed(process: "subprocess.Popen[str]") -> list[str]:
    """Everything it said before it died."""
    process.send_signal(signal.SIGKILL)
    said = process.communicate(timeout=20)[0].splitlines()
    assert process.returncode == -signal.SIGKILL, "it ended before it could be killed"
    return said


@pytest.fixture
def river():
    import_document(load(RIVER), now=NOW, publish=True)
    return Dossier.objects.get()


PUBLISH = """
from django.utils import timezone
from options.models import Dossier, Revision
claims = Dossier.objects.get().entries.filter(kind="claim").select_related("live__entry")
for number in range(200):
    claim = claims[number % 3]
    content = claim.live.value().model_copy(update={"text": f"Words {number}"})
    draft = Revision.objects.record(claim, content, author=None, origin="admin", now=timezone.now())
    sys.stdout.write(f"{number} {draft.publish(by=None, now=timezone.now())}\\n")  # at one stroke
"""


@pytest.mark.parametrize(("lines", "more"), [(1, 0), (7, 0.004), (20, 0.011)])
def test_killed_while_publishing_two_hundred(river, started, lines, more):
    process = started(PUBLISH)
    said = [process.stdout.readline() for _ in range(lines)]
    time.sleep(more)
    said += killed(process)
    numbers = [tuple(map(int, line.split())) for line in said]
    assert lines <= len(numbers) < 200
    river.refresh_from_db()
    version = numbers[-1][1]
    assert river.version in (version, version + 1)  # it may have died between the commit and the word
    for number, published in numbers:
        assert f"Words {number}" in {claim.text for claim in river.reading(published).claims.values()}
    assert broken(river) == []
    drafts = Revision.objects.filter(state="draft")
    assert len(drafts) <= 1  # recorded, and not yet published
    again = draft(river.entries.filter(kind="claim").first(), text="Afterwards")
    assert again.publish(by=None, now=NOW) == river.version + 1


IMPORT = """
from django.utils import timezone
from options.bundle.load import load
from options.models.imports import import_document
from options.models.revisions import AFTER_PUBLISH
stage = sys.argv[2]

def here(what, *_):
    if what == stage:
        print("here")
        time.sleep(60)

AFTER_PUBLISH.append(lambda *_: here("before the commit"))
import_document(load(sys.argv[1]), now=timezone.now(), publish=True, progress=here)
"""


@pytest.mark.parametrize("stage", ["comparing", "recording", "before the commit", "publishing"])
def test_killed_in_the_middle_of_an_import(started, stage):
    process = started(IMPORT, str(RIVER), stage)
    assert process.stdout.readline() == "here\n"
    killed(process)
    assert not Dossier.objects.exists()
    assert not Revision.objects.exists()
    import_document(load(RIVER), now=NOW, publish=True)
    assert broken(Dossier.objects.get()) == []


def test_killed_in_the_middle_of_an_import_over_what_stands(river, started, tmp_path):
    path = tmp_path / "changed.yaml"
    path.write_text(RIVER.read_text().replace("ferry", "boat"))
    text = path.read_text()
    path.write_text(
        text.replace("keep-the-boat", "keep-the-ferry")
        .replace("faster-boat", "faster-ferry")
        .replace("boat-accident", "ferry-accident")
    )
    process = started(IMPORT, str(path), "before the commit")
    assert process.stdout.readline() == "here\n"
    killed(process)
    river.refresh_from_db()
    assert river.version == 1
    assert broken(river) == []
    report = import_document(load(RIVER), now=NOW, publish=True)
    assert (report.drafts, report.published) == (0, 0)


# --- two processes ---

OTHER = """
from django.test import Client
from django.utils import timezone
from options.models import Conflict, Dossier, Revision
client, kept = Client(), None
for line in sys.stdin:
    what, _, title = line.strip().partition(" ")
    tunnel = Dossier.objects.get().entries.select_related("live__entry").get(kind="option", slug="tunnel")
    if what == "begin":
        content = tunnel.live.value().model_copy(update={"title": title})
        kept = Revision.objects.record(tunnel, content, author=None, origin="admin", now=timezone.now())
        print("begun")
    elif what == "publish":
        try:
            print(kept.publish(by=None, now=timezone.now()))
        except Conflict:
            print("conflict")
    else:
        page = client.get("/d/river-crossing/options/tunnel/").content.decode()
        reading = Dossier.objects.get().reading()
        print(reading.version, reading.options["tunnel"].title, title in page, sep="|")
"""


@pytest.fixture
def other(river, started):
    process = started(OTHER)

    def ask(line: str) -> str:
        process.stdin.write(line + "\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    return ask


def test_what_one_process_publishes_the_other_shows_at_once(river, other, client):
    page = "/d/river-crossing/options/tunnel/"
    assert other("look A tunnel") == "1|A tunnel|True"
    assert "A tunnel" in client.get(page).content.decode()
    for number in range(2, 8, 2):
        here, there = f"Here {number}", f"There {number}"
        draft(river.entries.get(kind="option", slug="tunnel"), title=here).publish(by=None, now=NOW)
        assert other(f"look {here}") == f"{number}|{here}|True"
        assert other(f"begin {there}") == "begun"
        assert other("publish") == str(number + 1)
        assert there in client.get(page).content.decode()
        river.refresh_from_db()
        assert river.reading().options["tunnel"].title == there
    assert broken(river) == []


def test_of_two_processes_the_later_is_told(river, other):
    tunnel = river.entries.get(kind="option", slug="tunnel")
    assert other("begin There") == "begun"
    mine = draft(tunnel, title="Here")
    assert other("publish") == "2"
    with pytest.raises(Conflict):
        mine.publish(by=None, now=NOW)
    assert other("begin Again") == "begun"
    draft(tunnel, title="Here").publish(by=None, now=NOW)
    assert other("publish") == "conflict"
    assert broken(river) == []


def test_what_one_process_removes_the_other_shows_no_more(river, other, client):
    assert other("look by a toll") == "1|A tunnel|True"
    entry = river.entries.get(kind="option", slug="tunnel")
    Redaction.objects.redact(entry, "by a toll", by=None, reason="a test", now=NOW)
    assert other("look by a toll") == "1|A tunnel|False"
