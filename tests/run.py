"""Every check in turn, and a summary: what `python3 dev.py test` runs once everything is installed."""

import argparse
import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTHING_SELECTED = 5  # pytest's exit status, which -k may well cause in one of several suites


class Step:
    """One command of the run, its outcome and pytest's closing line."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str] | None = None) -> None:
        self.name, self.command, self.environment = name, command, environment or {}
        self.passed, self.seconds, self.closing = False, 0.0, ""

    def run(self) -> "Step":
        print(f"\n--- {self.name} ---", flush=True)
        started = time.monotonic()
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", **self.environment}
        with subprocess.Popen(
            self.command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            for line in process.stdout or ():
                print(line, end="", flush=True)
                if line.startswith("=") and " in " in line:
                    self.closing = line.strip()
        self.seconds = time.monotonic() - started
        self.passed = process.returncode == 0 or (process.returncode == NOTHING_SELECTED and "-k" in self.command)
        return self


def deployment() -> dict[str, str]:
    """Settings as a server on the internet would have them, whatever the caller's environment says."""
    emptied = {name: "" for name in os.environ if name.endswith("_FILE")}
    chosen = {
        "DEBUG": "0",
        "HTTPS": "1",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": "sqlite:///.venv/checks.sqlite3",
    }
    return {**emptied, **chosen}


def checks() -> list[Step]:
    tool = [sys.executable, "-m"]
    manage = [sys.executable, "manage.py"]
    return [
        Step("ruff check", [*tool, "ruff", "check", "."]),
        Step("ruff format", [*tool, "ruff", "format", "--check", "."]),
        Step("mypy", [*tool, "mypy"]),
        Step("djlint", [*tool, "djlint", "templates", "--lint", "--quiet"]),
        Step("migrations complete", [*manage, "makemigrations", "--check", "--dry-run"], deployment()),
        Step("check --deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], deployment()),
    ]


def suites(pytest: list[str]) -> list[Step]:
    most = [*pytest, "-n", "2", "-m", "not browser"]
    return [
        Step("tests on SQLite", most, {"TEST_DATABASE_URL": ""}),
        Step("tests on PostgreSQL", [sys.executable, "-m", "tests.postgres", *most]),
    ]


def browser(pytest: list[str]) -> Step:
    return Step("tests in the browser", [*pytest, "tests/browser"], {"TEST_DATABASE_URL": ""})


def summary(steps: list[Step]) -> None:
    print(f"\n{'summary':-^60}")
    for step in steps:
        print(f"{step.name:<24} {'ok' if step.passed else 'FAILED':<7} {step.seconds:6.1f} s")
    print()
    for step in steps:
        if step.closing:
            print(f"{step.name}: {step.closing}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.run")
    parser.add_argument("--without-browser", action="store_true")
    parser.add_argument("-k")
    parser.add_argument("rest", nargs="*")
    options = parser.parse_args()
    pytest = [sys.executable, "-m", "pytest", *options.rest, *(["-k", options.k] if options.k else [])]
    try:
        steps = ([] if options.k else checks()) + suites(pytest)
        steps += [] if options.without_browser else [browser(pytest)]
        steps = [step.run() for step in steps]
    except KeyboardInterrupt:
        return 130
    summary(steps)
    return 0 if all(step.passed for step in steps) else 1


if __name__ == "__main__":
    sys.exit(main())
