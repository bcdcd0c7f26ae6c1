"""The environment of a deployment, for tests that start the real settings in a process of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SECRET_KEY = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF"
ENVIRONMENT = {
    "SECRET_KEY": SECRET_KEY,
    "DEBUG": "0",
    "HTTPS": "1",
    "ALLOWED_HOSTS": "policy.example.org",
    "DATABASE_URL": "sqlite:///db.sqlite3",
    "CACHE_URL": "locmem://",
    "EMAIL_URL": "console://",
    "LOG_LEVEL": "INFO",
    "BIND": "127.0.0.1:8000",
    "WEB_WORKERS": "2",
    "CSRF_TRUSTED_ORIGINS": "",
    "TRUSTED_PROXIES": "",
    "HSTS_SECONDS": "31536000",
    "HSTS_SUBDOMAINS": "1",
}


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs Python at the root of the repository with production settings, changed by `environment`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**kept, **ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return python("manage.py", *arguments, **environment)


# Asks the application for pages as its server would; the answers go to standard output, the logs to standard error.
ASK = """
import json, sys
from policyapp import settings
# The names of collected files come with the first start, and a clone that never ran has none.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
import policyapp.wsgi
from django.test import Client
answers = []
for method, path, headers in json.loads(sys.argv[1]):
    reply = Client(raise_request_exception=False).generic(method, path, secure=headers.pop("secure", True), **headers)
    cookies = {name: morsel.OutputString() for name, morsel in reply.cookies.items()}
    body = b"".join(reply) if reply.streaming else reply.content
    answers.append((reply.status_code, dict(reply.headers), body.decode(), cookies))
print(json.dumps(answers))
"""


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str
    cookies: dict[str, str]


def ask(*requests: tuple[str, str, dict[str, Any]], **environment: str) -> tuple[list[Answer], list[dict[str, Any]]]:
    """The answers to requests (method, path, what Django's test client takes as `extra`), and the lines logged."""
    host = {"HTTP_HOST": ENVIRONMENT["ALLOWED_HOSTS"]}
    asked = [(method, path, {**host, **extra}) for method, path, extra in requests]
    done = python("-c", ASK, json.dumps(asked), DJANGO_SETTINGS_MODULE="policyapp.settings", **environment)
    if done.returncode:
        raise AssertionError(done.stderr)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    answers = [Answer(*answer) for answer in json.loads(done.stdout)]
    # A clone that never ran has no folder of static files, of which there is a warning.
    return answers, [line for line in lines if line["logger"] != "py.warnings"]
