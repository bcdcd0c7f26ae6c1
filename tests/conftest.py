"""Fixtures for every test. Settings: tests/settings.py. The browser's: tests/browser/conftest.py."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck, settings

RIVER = Path(__file__).parent / "dossiers" / "river.yaml"
SHIPPED = Path(__file__).parent.parent / "options" / "dossiers" / "us-mexico-cartels"
NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
ROLES = ("analyst", "curator", "reviewer", "instructor")
BROWSER = Path(__file__).parent / "browser"

# How long an example takes is the machine's business: on a busy one these two fail tests that hold.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Browser tests are marked before `-m` chooses, and sorted last: their live server keeps its rows for good."""
    for item in items:
        if BROWSER in item.path.parents:
            item.add_marker("browser")
    yield
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """A database of the tests' own, always. pytest-django makes one only when some chosen test asks for it by name;
    the browser's tests ask through their live server, and alone they would write in the developer's database."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """What a process keeps in memory must not pass from one test's database to the next."""
    from django.core.cache import cache

    from options.models import readings

    readings.forget()
    cache.clear()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def river(db: None) -> Any:
    """The small dossier, published: `Dossier` with slug river-crossing at version 1."""
    from options.bundle.load import load
    from options.models import Dossier
    from options.models.imports import import_document

    import_document(load(RIVER), now=NOW, publish=True)
    return Dossier.objects.get(slug="river-crossing")


@pytest.fixture
def secret_river(river: Any) -> Any:
    """The same dossier for members only."""
    from options.models import Dossier

    Dossier.objects.filter(pk=river.pk).update(visibility="members")
    river.refresh_from_db()
    return river


@pytest.fixture
def cast(db: None) -> dict[str, Any]:
    """Everybody who may come, by role: analyst, curator, reviewer, instructor, admin, and a member without a role."""
    from django.contrib.auth.models import Group

    from options.models import User

    people = {name: User.objects.create_user(name) for name in (*ROLES, "member")}
    for role in ROLES:
        people[role].groups.add(Group.objects.get(name=role))
    return people | {"admin": User.objects.create_superuser("admin")}


@pytest.fixture
def as_(client: Any, cast: dict[str, Any]) -> Any:
    """`as_("curator")`: the test client, signed in as one of the cast; `as_("visitor")`: signed out."""

    def sign_in(role: str) -> Any:
        client.logout()
        if role != "visitor":
            client.force_login(cast[role])
        return client

    return sign_in
