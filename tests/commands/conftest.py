"""`manage("import_dossier", path)`: a command in this process, with its exit status and both streams."""

import io
import sys
from dataclasses import dataclass
from typing import Any, BinaryIO

import pytest
from django.core.management import ManagementUtility
from django.db import connections


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.err.splitlines()


@pytest.fixture
def manage(capfd: Any, monkeypatch: Any) -> Any:
    """As from a shell: the words are parsed, and what would end the process is its exit status."""

    def run(*words: Any, stdin: bytes | BinaryIO = b"") -> Done:
        stream = io.BytesIO(stdin) if isinstance(stdin, bytes) else stdin
        monkeypatch.setattr(connections, "close_all", lambda: None)  # the test's transaction is on one of them
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
        capfd.readouterr()
        status = 0
        try:
            ManagementUtility(["manage.py", *map(str, words)]).execute()
        except SystemExit as ended:
            status = int(ended.code or 0)
        return Done(status, *capfd.readouterr())

    return run
