#!/usr/bin/env python3
"""`python3 dev.py run` serves the app from a bare clone; `python3 dev.py test` runs every check.

Standard library only. An old Python must still be able to read the file, to say that it is too old: no syntax from
after 3.6.
"""

import sys

OLDEST = (3, 11)
if sys.version_info < OLDEST:
    sys.exit("dev.py needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info[:2]))

import argparse
import ast
import contextlib
import ctypes.util
import errno
import hashlib
import importlib.util
import json
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")
STAMP = VENV / "dev.json"
LOG = VENV / "install.log"
LOCKS = {"run": ROOT / "requirements.txt", "test": ROOT / "requirements-dev.txt"}
ROOM = {"run": 400, "test": 900}  # MB that an installation takes, downloads included
STATIC = ROOT / "staticfiles"
ENV_FILE = ROOT / ".env"
FULL = (errno.ENOSPC, errno.EDQUOT)
PDF_LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
VERSION = "{}.{}".format(*sys.version_info[:2])


class Refusal(Exception):
    """One sentence for the person at the terminal; the exit status is 1."""


# The folder and its virtual environment


def check_folder() -> None:
    """Both commands write here: better one sentence now than a traceback in the middle."""
    try:
        with tempfile.TemporaryFile(dir=ROOT):
            pass
    except OSError as error:
        if error.errno in FULL:
            raise
        raise Refusal(f"The folder {ROOT} cannot be written to by this user.") from None
    for path in (ENV_FILE, ROOT / "db.sqlite3", STATIC):
        if path.exists() and not os.access(path, os.R_OK | os.W_OK):
            raise Refusal(f"{path} belongs to another user: remove it, or start as that user.")


def prepare(kind: str) -> None:
    """Brings `.venv` to the lock of `kind`. What is there and fits is left alone."""
    stamp = usable_stamp()
    wanted = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in LOCKS.items()}
    # The test set contains the run set.
    if stamp.get("test") == wanted["test"] or (kind == "run" and stamp.get("run") == wanted["run"]):
        return
    if stamp.get("test"):  # a start must not take the programs for tests away from a developer whose lock has changed
        kind = "test"
    room = shutil.disk_usage(ROOT).free // 1_000_000
    if room < ROOM[kind]:
        raise Refusal(f"The packages need {ROOM[kind]} MB of disk space, and {ROOT} has {room} MB.")
    if not stamp:
        make_venv()
    print(f"Installing the packages of {LOCKS[kind].name} ...", flush=True)
    install(LOCKS[kind])
    write_stamp(run=wanted["run"], test=wanted["test"] if kind == "test" else "")


def usable_stamp() -> "dict[str, str]":
    """What the last run noted in `.venv`; empty when it must be made anew: none, moved, foreign or broken."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        mine = VENV.stat().st_uid == os.geteuid()
        ask = [PYTHON, "-c", "import sys; print('{}.{}'.format(*sys.version_info[:2]))"]
        version = subprocess.run(ask, check=False, capture_output=True, text=True).stdout.strip()
    except (OSError, ValueError):
        return {}
    # Programs in a virtual environment carry its path: after a move they point nowhere.
    return stamp if mine and stamp.get("root") == str(ROOT) and stamp.get("python") == version else {}


def write_stamp(**locks: str) -> None:
    STAMP.write_text(json.dumps({"root": str(ROOT), "python": VERSION, **locks}), encoding="utf-8")


def make_venv() -> None:
    if VENV.exists() or VENV.is_symlink():
        try:
            shutil.rmtree(VENV)
        except OSError:
            raise Refusal(f"{VENV} cannot be used or removed by this user: remove it as its owner.") from None
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        apt_install("Python's venv module is missing", "python3-venv")
    print("Making .venv ...", flush=True)
    # Not sys.executable: that may be the Python of the environment just removed.
    base = getattr(sys, "_base_executable", sys.executable)
    made = subprocess.run([base, "-m", "venv", VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        no_room(made.stdout + made.stderr)
        raise Refusal(f"Python could not make a virtual environment in {VENV}.")
    write_stamp()  # whole, but with nothing installed


def install(lock: Path) -> None:
    """With uv when it can be had (seconds), else with pip. Both check every file against the lock's hashes."""
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    fetch = [*pip, "install", "--quiet", "--retries", "1", "--require-hashes", "-r"]
    sync = [str(VENV / "bin" / "uv"), "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, str(lock)]
    with LOG.open("w", encoding="utf-8") as log:
        with_uv = logged([*fetch, str(ROOT / "requirements-uv.txt")], log) and logged(sync, log, uv_environment(pip))
        if with_uv or logged([*fetch, str(lock)], log):
            return
    no_room(LOG.read_text(encoding="utf-8", errors="replace"))
    raise Refusal(
        "The Python packages could not be fetched: is the network reachable, or the package index that pip is set to? "
        f"Details are in {LOG}."
    )


def logged(command: "list[str]", log: TextIO, environment: "dict[str, str] | None" = None) -> bool:
    return subprocess.run(command, stdout=log, stderr=log, env=environment, check=False).returncode == 0


def uv_environment(pip: "list[str]") -> "dict[str, str]":
    """uv does not read pip's settings: what they say about where to look is passed on, unless uv has its own."""
    environment = dict(os.environ)
    if any(name.startswith("UV_") for name in environment):
        return environment
    said = {}
    listed = subprocess.run([*pip, "config", "list"], capture_output=True, text=True, check=False).stdout
    for line in listed.splitlines():
        name, _, value = line.partition("=")
        with contextlib.suppress(ValueError, SyntaxError):
            said[name.rpartition(".")[2]] = str(ast.literal_eval(value))
    names = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "trusted-host": "UV_INSECURE_HOST"}
    environment.update({names[key]: " ".join(value.split()) for key, value in said.items() if key in names})
    if "find-links" in said:
        environment["UV_FIND_LINKS"] = ",".join(said["find-links"].split())
    if "cert" in said:
        environment.setdefault("SSL_CERT_FILE", said["cert"])
    if said.get("no-index", "").lower() in ("1", "true", "yes"):
        environment["UV_NO_INDEX"] = "1"
    # As pip does: look everywhere. The hashes decide what is taken.
    environment["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return environment


def no_room(output: str) -> None:
    """Asks the disk as well: on a full one the log that would say so is empty."""
    said = any(words in output for words in ("No space left", "os error 28", "Disk quota exceeded"))
    if said or shutil.disk_usage(ROOT).free < 1_000_000:
        raise Refusal(f"There is no space left on the disk that holds {ROOT}, or for what pip keeps.")


def apt_install(problem: str, *packages: str) -> None:
    """As root on a Debian, installs; otherwise says what to install."""
    words = " ".join(packages)
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or apt is None:
        raise Refusal(f"{problem}: install it first (on Debian, as root: apt install {words}).")
    print(f"{problem}: installing {words} ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ([apt, "update"], [apt, "install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            no_room(done.stdout + done.stderr)
            raise Refusal(f"{problem}, and apt-get could not install {words}.")


# run


def run(options: argparse.Namespace) -> None:
    check_folder()
    bind = chosen_bind(options)
    check_port(bind)
    prepare("run")
    os.umask(0o077)  # the database holds password hashes
    write_env_file()
    os.environ["BIND"] = bind
    answer_to(bind)
    manage("first_start", problem="The database could not be prepared")
    collect_static()
    os.environ["READY_TEXT"] = f"Ready: {address(bind)}   (Ctrl-C ends it)"
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execv(PYTHON, [PYTHON, "-m", "gunicorn", "-c", "python:policyapp.server", "policyapp.wsgi"])


def chosen_bind(options: argparse.Namespace) -> str:
    bind = str(options.bind or setting("BIND") or "127.0.0.1:8000")
    if options.port is not None:
        host = "127.0.0.1" if bind.startswith("unix:") else bind.rpartition(":")[0]
        bind = f"{host}:{options.port}"
    host, _, port = bind.rpartition(":")
    if not bind.startswith("unix:") and not (host and port.isdigit() and 0 < int(port) < 65536):
        raise Refusal(f"The address to serve at must be host:port, not {bind!r}.")
    return bind


def setting(name: str) -> str:
    """From the environment, else from `.env`."""
    lines = ENV_FILE.read_text(encoding="utf-8", errors="replace").splitlines() if ENV_FILE.exists() else []
    written = {line.partition("=")[0].strip(): line.partition("=")[2].strip(" \"'") for line in lines}
    return os.environ.get(name) or written.get(name, "")


def check_port(bind: str) -> None:
    if bind.startswith("unix:"):
        return
    host, _, port = bind.rpartition(":")
    try:
        family, kind, _, _, place = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        reason = f"This machine cannot serve at {bind}: {error.strerror}."
        if error.errno == errno.EADDRINUSE:
            reason = f"Port {port} on {host} is taken: end what uses it, or choose another with --port."
        if error.errno == errno.EACCES:
            reason = f"This user may not serve at port {port}: choose one above 1023 with --port."
        raise Refusal(reason) from None


def write_env_file() -> None:
    """A random key, and plain HTTP for this machine. Written once, for this user's eyes."""
    with contextlib.suppress(FileExistsError):
        handle = os.open(ENV_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("# Written by dev.py. HTTPS=1 belongs behind a server that speaks HTTPS; see README.md.\n")
            file.write("# LOG_LEVEL=INFO writes a line for every request.\n")
            file.write(f"LOG_LEVEL=WARNING\nDEBUG=0\nHTTPS=0\nSECRET_KEY={secrets.token_urlsafe(50)}\n")


def answer_to(bind: str) -> None:
    """An address given by hand is one to answer to, or the printed address would be refused."""
    host = bind.rpartition(":")[0]
    if not bind.startswith("unix:") and host not in ("0.0.0.0", "[::]") and not setting("ALLOWED_HOSTS"):
        os.environ["ALLOWED_HOSTS"] = ",".join(["localhost", "127.0.0.1", "[::1]", host])


def manage(*arguments: str, problem: str) -> None:
    if subprocess.run([PYTHON, "manage.py", *arguments], cwd=ROOT, check=False).returncode:
        raise Refusal(f"{problem} (see above).")


def collect_static() -> None:
    """Takes seconds, so it is done again only when a file or a package has changed."""
    digest = hashlib.sha256(LOCKS["run"].read_bytes())
    for path in sorted(path for path in (ROOT / "static").rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    note = STATIC / ".collected"
    if note.is_file() and note.read_text(encoding="utf-8") == digest.hexdigest():
        return
    print("Collecting the static files ...", flush=True)
    manage("collectstatic", "--noinput", "--clear", "--verbosity", "0", problem="The static files are not complete")
    note.write_text(digest.hexdigest(), encoding="utf-8")


def address(bind: str) -> str:
    host, _, port = bind.rpartition(":")
    if bind.startswith("unix:"):
        return bind
    return "http://{}:{}/".format("127.0.0.1" if host in ("0.0.0.0", "[::]") else host, port)


# test


def test(options: argparse.Namespace) -> None:
    """Prepares; the checks themselves are in tests/run.py."""
    check_folder()
    if not options.without_browser:
        check_browser()
    check_pdf()
    prepare("test")
    more = ["--without-browser"] if options.without_browser else []
    more += ["-k", options.k] if options.k else []
    os.chdir(ROOT)
    os.execv(PYTHON, [PYTHON, "-m", "tests.run", *more, "--", *options.rest])


def check_browser() -> None:
    """Before everything else: the browser tests come last, and a run without them must be asked for."""
    try:
        if os.environ.get("CHROMIUM") and not shutil.which(os.environ["CHROMIUM"]):
            raise Refusal("CHROMIUM does not name a program.")
        if not os.environ.get("CHROMIUM") and not any(map(shutil.which, CHROMIUM_NAMES)):
            apt_install("Chromium, which the browser tests drive, is missing", "chromium", "fonts-dejavu-core")
        if sys.platform == "linux" and ctypes.util.find_library("atomic") is None:
            apt_install("A library of the browser tests is missing", "libatomic1")
    except Refusal as reason:
        raise Refusal(f"{reason} To leave the browser out, say --without-browser.") from None


def check_pdf() -> None:
    """The tests of PDF files fail without the libraries of WeasyPrint, so they are asked for first."""
    missing = [package for name, package in PDF_LIBRARIES.items() if ctypes.util.find_library(name) is None]
    if sys.platform == "linux" and missing:
        apt_install("Libraries that write PDF files are missing", *missing)


def main() -> None:
    parser = argparse.ArgumentParser(prog="dev.py", description="Serve Policy Options, or check it.")
    commands = parser.add_subparsers(dest="command", metavar="run | test", required=True)
    serve = commands.add_parser("run", help="install, migrate, import the shipped dossier, serve")
    serve.add_argument("--bind", metavar="HOST:PORT", help="where to serve (default: BIND, else 127.0.0.1:8000)")
    serve.add_argument("--port", type=int, help="only the port")
    check = commands.add_parser("test", help="install, then lint, types and all tests")
    check.add_argument("--without-browser", action="store_true", help="leave the browser tests out")
    check.add_argument("-k", metavar="EXPRESSION", help="only tests whose names match; no lint")
    check.add_argument("rest", nargs="*", help="after --: arguments for pytest")
    options = parser.parse_args()
    try:
        {"run": run, "test": test}[options.command](options)
    except Refusal as reason:
        sys.exit(f"dev.py: {reason}")
    except OSError as error:
        if error.errno not in FULL:
            raise
        sys.exit(f"dev.py: There is no space left on the disk that holds {ROOT}.")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
