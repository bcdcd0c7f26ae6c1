"""What these tests share: the log as it is written, and the application without its database."""

import io
import json
import logging

import pytest
from django.test import Client

from policyapp.logs import JsonFormatter
from tests import production


@pytest.fixture
def logged():
    """`logged()`: what was logged so far, each line read as the JSON object that it must be."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)


@pytest.fixture
def visitor():
    """A client to whom a fault is answered, as a server would, instead of being raised."""
    return Client(raise_request_exception=False)


@pytest.fixture(scope="session")
def without_database():
    """Answers by method and path, and the log, of a deployment whose database cannot be opened."""
    asked = [
        ("GET", "/healthz"),
        ("HEAD", "/healthz"),
        ("GET", "/readyz"),
        ("GET", "/"),
        ("GET", "/d/us-mexico-cartels/"),
        ("GET", "/d/us-mexico-cartels/compare/?o=status-quo"),
        ("GET", "/d/us-mexico-cartels/dossier.yaml"),
        ("GET", "/nowhere/"),
        ("GET", "/accounts/login/"),
        ("GET", "/admin/options/entry/"),
        ("POST", "/preferences/"),
    ]
    signed_in = {"HTTP_COOKIE": "sessionid=abcdefghijklmnopqrstuvwxyz012345"}
    answers, lines = production.ask(
        *((method, path, {}) for method, path in asked),
        ("GET", "/", signed_in),
        ("GET", "/admin/", signed_in),
        ("GET", "/nowhere/", signed_in),
        DATABASE_URL="sqlite:////no/such/folder/db.sqlite3",
    )
    names = [*asked, ("signed in", "/"), ("signed in", "/admin/"), ("signed in", "/nowhere/")]
    return dict(zip(names, answers, strict=True)), lines


@pytest.fixture(scope="session")
def plain_http():
    """Answers by path of the same deployment to requests that did not come by HTTPS."""
    paths = ("/healthz", "/readyz", "/d/river-crossing/?x=1")
    asked = [("GET", path, {"secure": False}) for path in paths]
    answers, _ = production.ask(*asked, DATABASE_URL="sqlite:////no/such/folder/db.sqlite3")
    return dict(zip(paths, answers, strict=True))
