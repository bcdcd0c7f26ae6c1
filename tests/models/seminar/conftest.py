"""Fixtures for the models of seminar exercises."""

import pytest
from django.contrib.auth.models import Group

from options.bundle.load import load
from options.models import Dossier, User
from options.models.imports import import_document
from tests.conftest import NOW, RIVER
from tests.seminar import exercise


@pytest.fixture
def instructor(cast):
    return cast["instructor"]


@pytest.fixture
def other(cast):
    """Another instructor, with whom nothing is shared."""
    made = User.objects.create_user("other")
    made.groups.add(Group.objects.get(name="instructor"))
    return made


@pytest.fixture
def town(river, instructor):
    """A draft from the small template."""
    return exercise(river, instructor)


@pytest.fixture
def common(transactional_db):
    """The same, seen by every connection."""
    import_document(load(RIVER), now=NOW, publish=True)
    made = User.objects.create_user("alone")
    made.groups.add(Group.objects.get(name="instructor"))
    return exercise(Dossier.objects.get(), made)
