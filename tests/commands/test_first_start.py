"""`manage.py first_start`: from an empty database to one that serves; the second time it finds everything done."""

import pytest
from django.contrib.auth import authenticate
from django.db import OperationalError, ProgrammingError

from options.models import Dossier, User
from tests.conftest import NOW, RIVER
from tests.models.helpers import broken, draft, everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped(monkeypatch, tmp_path):
    """One small dossier in the place of those that ship: the real one has tests of its own."""
    folder = tmp_path / "river-crossing"
    folder.mkdir()
    (folder / "all.yaml").write_bytes(RIVER.read_bytes())
    monkeypatch.setattr("options.management.commands.first_start.SHIPPED", tmp_path)
    return folder


def password_of(done) -> str:
    (line,) = [line for line in done.out.splitlines() if "password: " in line]
    return line.split("password: ")[1].split()[0]


def test_the_dossier_is_live_and_there_is_an_administrator(shipped, manage):
    done = manage("first_start")
    assert (done.status, done.err) == (0, "")
    river = Dossier.objects.get()
    assert (river.slug, river.version) == ("river-crossing", 1)
    assert broken(river) == []
    user = authenticate(username="admin", password=password_of(done))
    assert user.is_superuser


def test_each_password_is_another(shipped, manage):
    first = password_of(manage("first_start"))
    User.objects.all().delete()
    assert password_of(manage("first_start")) != first
    assert len(first) >= 20


def test_the_second_start_says_and_changes_nothing(shipped, manage):
    manage("first_start")
    before = everything()
    done = manage("first_start")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert everything() == before


def test_what_was_changed_here_stays(shipped, manage):
    manage("first_start")
    draft(Dossier.objects.get().entries.get(kind="option", slug="tunnel"), title="Changed").publish(by=None, now=NOW)
    before = everything()
    assert manage("first_start").status == 0
    assert everything() == before


def test_a_dossier_that_stands_as_drafts_is_left_alone(shipped, manage):
    manage("import_dossier", RIVER)
    manage("first_start")
    assert Dossier.objects.get().version == 0


def test_an_ordinary_account_of_that_name_is_not_raised(shipped, manage):
    User.objects.create_user("admin")
    done = manage("first_start")
    assert done.status == 0
    assert done.out.endswith("No administrator: admin is an ordinary account here. Use manage.py createsuperuser.\n")
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_shipped_file_with_a_fault_stops_the_start_in_a_sentence(shipped, manage):
    (shipped / "all.yaml").write_text(RIVER.read_text().replace("posture: domestic", "posture: alone"))
    done = manage("first_start")
    assert done.status == 1
    assert done.err.startswith("options[0].posture: must be unilateral, at-invitation,")
    assert len(done.lines) == 1
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("command", [["first_start"], ["import_dossier", RIVER], ["export_dossier", "a"]])
@pytest.mark.parametrize("kind", [OperationalError, ProgrammingError])
def test_a_database_that_cannot_be_used_is_told_in_a_sentence(shipped, manage, monkeypatch, command, kind):
    def refuse(*args, **kwargs):
        raise kind("database is locked\nDETAIL: by somebody")

    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", refuse)
    monkeypatch.setattr("django.core.management.commands.migrate.Command.handle", lambda *args, **kwargs: None)
    done = manage(*command)
    assert (done.status, done.err) == (1, "The database cannot be used: database is locked\n")


def test_an_interruption_is_no_traceback(shipped, manage, monkeypatch):
    def interrupt(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("options.models.imports.regroup", interrupt)
    done = manage("import_dossier", RIVER)
    assert (done.status, done.err) == (130, "Interrupted.\n")
