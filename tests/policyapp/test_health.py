"""/healthz and /readyz. Who may ask, and by which method: tests/test_access.py."""

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder


def test_the_process_answers_without_a_database(without_database):
    answer = without_database[0]["GET", "/healthz"]
    assert (answer.status, answer.body) == (200, '{"status": "ok"}')
    assert without_database[0]["HEAD", "/healthz"].status == 200


def test_it_is_not_ready_without_a_database(without_database):
    answer = without_database[0]["GET", "/readyz"]
    assert (answer.status, answer.body) == (
        503,
        '{"status": "failed", "checks": {"database": "failed", "migrations": "failed"}}',
    )


def test_it_is_ready(client, db):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        200,
        {"status": "ok", "checks": {"database": "ok", "migrations": "ok"}},
    )


def test_it_is_not_ready_with_a_migration_to_come(client, db):
    MigrationRecorder.Migration.objects.filter(app="options").latest("id").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.json()["checks"]) == (503, {"database": "ok", "migrations": "failed"})


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_a_connection_that_is_lost(client, monkeypatch, fault):
    def cursor():
        raise fault("kaboom")

    monkeypatch.setattr(connection, "cursor", cursor)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["checks"]["database"]) == (503, "failed")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_answers_are_not_kept(client, db, path):
    assert "no-store" in client.get(path).headers["Cache-Control"]


def test_a_probe_from_inside_is_not_sent_to_https(plain_http):
    assert (plain_http["/healthz"].status, plain_http["/readyz"].status) == (200, 503)
