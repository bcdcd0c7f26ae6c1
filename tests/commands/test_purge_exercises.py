"""The daily purge: what is due, once, and what it did."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from options.models import Exercise, Response
from tests.conftest import NOW
from tests.seminar import answer, exercise, fresh, joined, lobby, over, running


@pytest.fixture
def town(river, cast):
    """Over, with one answer; its date came long ago."""
    made = exercise(river, cast["instructor"])
    (one,) = joined(lobby(made))
    answer(one.seat, running(made, "rate").current)
    over(made)
    Exercise.objects.update(purge_at=NOW - timedelta(days=1))
    return made


def purge(capsys, **options):
    call_command("purge_exercises", **options)
    return capsys.readouterr().out.splitlines()


def test_what_is_due_is_purged_and_told(town, capsys):
    first, last = purge(capsys)
    assert first.startswith(
        f"Purged A town meeting about the river ({town.link}), due on 2026-03-31: 1 seats, 1 answer"
    )
    assert last == "1 exercises purged."
    assert (fresh(town).state, Response.objects.count()) == ("purged", 0)


def test_a_second_run_finds_nothing(town, capsys):
    purge(capsys)
    assert purge(capsys) == ["0 exercises purged."]


def test_a_dry_run_changes_nothing(town, capsys):
    assert purge(capsys, dry_run=True)[-1] == "1 exercises are due."
    assert (fresh(town).state, Response.objects.count()) == ("closed", 1)


def test_what_is_not_due_stays(town, capsys):
    Exercise.objects.update(purge_at=NOW + timedelta(days=40_000))
    assert purge(capsys) == ["0 exercises purged."]


def test_a_draft_has_nothing_to_purge(town, river, cast, capsys):
    draft = exercise(river, cast["instructor"])
    Exercise.objects.update(purge_at=NOW - timedelta(days=1))
    purge(capsys)
    assert fresh(draft).state == "draft"
