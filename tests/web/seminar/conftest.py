"""Fixtures of the live pages: a class with its instructor, and the clock on the wall."""

import pytest

from tests.seminar import exercise, later, lobby


@pytest.fixture
def wall(monkeypatch):
    """Pages ask the wall clock: half a minute after an exercise was started, until `wall(minutes=5)` sets it on."""
    from django.utils import timezone

    def set_to(**delta):
        monkeypatch.setattr(timezone, "now", lambda: later(**delta))

    set_to(seconds=30)
    return set_to


@pytest.fixture
def room(river, cast, wall):
    """In the lobby, for two councils."""
    return lobby(exercise(river, cast["instructor"]))
