"""dev.py: each fault in one sentence, a second start that changes nothing, and nothing fetched that is not locked.

No test here reaches a network or the real `.venv`: `clone` is a folder in which dev.py thinks it lives.
"""

import ast
import errno
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
from argparse import Namespace
from collections import namedtuple
from pathlib import Path

import pytest

import dev
from policyapp.env import Env, read_env_file
from tests import run as checks

SOURCE = Path(dev.__file__)
DISK = namedtuple("DISK", "total used free")
MISSING = "Python's venv module is missing"


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A folder with locks, and dev.py's places in it."""
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    for name, path in {
        "VENV": ".venv",
        "PYTHON": ".venv/bin/python",
        "STAMP": ".venv/dev.json",
        "LOG": ".venv/install.log",
        "STATIC": "staticfiles",
        "ENV_FILE": ".env",
    }.items():
        monkeypatch.setattr(dev, name, str(tmp_path / path) if name == "PYTHON" else tmp_path / path)
    locks = {"run": tmp_path / "requirements.txt", "test": tmp_path / "requirements-dev.txt"}
    for name, path in locks.items():
        path.write_text(f"lock for {name}")
    monkeypatch.setattr(dev, "LOCKS", locks)
    return tmp_path


@pytest.fixture
def python(clone):
    """`python("case "$*" in ... esac")`: a stand-in for `.venv/bin/python` and `.venv/bin/uv` that notes its calls."""

    def put(script=""):
        programs = clone / ".venv" / "bin"
        programs.mkdir(parents=True, exist_ok=True)
        for name in ("python", "uv"):
            program(programs / name, f'echo "{name} $*" >> "{clone}/calls"\n{script}')
        return lambda: (clone / "calls").read_text().splitlines() if (clone / "calls").exists() else []

    return put


def program(path, script):
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def prepared(clone, python):
    """As `dev.py run` leaves it: an environment with the packages of the run lock."""
    calls = python('case "$*" in *version_info*) echo ' + dev.VERSION + ";; esac")
    dev.write_stamp(run=dev.hashlib.sha256(dev.LOCKS["run"].read_bytes()).hexdigest(), test="")
    return calls


@pytest.fixture
def installed(monkeypatch):
    """What `prepare` would do, instead of doing it."""
    done = []
    monkeypatch.setattr(dev, "make_venv", lambda: done.append("make .venv"))
    monkeypatch.setattr(dev, "install", lambda lock: done.append(lock.name))
    return done


def sentence(reason):
    """Of one line, and ending as a sentence ends."""
    text = str(reason.value)
    assert "\n" not in text
    assert text.endswith(".")
    return text


def options(**given):
    return Namespace(**{"bind": None, "port": None, **given})


def told(*arguments, folder=None, code=None):
    """Runs dev.py, or `code` in its place; gives the exit status and what it told."""
    command = ["-c", code] if code else [str((folder or SOURCE.parent) / "dev.py"), *arguments]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


# --- Python ---------------------------------------------------------------------------------------------------------


def test_an_old_python_can_read_the_file():
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_in_one_sentence():
    code = f"import sys; sys.version_info = (3, 8, 1); exec(open({str(SOURCE)!r}).read())"
    assert told(code=code) == (1, "dev.py needs Python 3.11 or newer; this is Python 3.8.\n")


def test_only_what_python_brings_is_imported():
    imported = {
        alias.name.partition(".")[0]
        for node in ast.walk(ast.parse(SOURCE.read_text(encoding="utf-8")))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in (node.names if isinstance(node, ast.Import) else [ast.alias(node.module)])
    }
    assert imported <= sys.stdlib_module_names


# --- the folder -----------------------------------------------------------------------------------------------------


def test_a_folder_that_cannot_be_written_to(monkeypatch):
    """/proc, where nobody can make a file, not even root."""
    monkeypatch.setattr(dev, "ROOT", Path("/proc"))
    with pytest.raises(dev.Refusal) as reason:
        dev.check_folder()
    assert sentence(reason) == "The folder /proc cannot be written to by this user."


def test_a_folder_that_can_be_written_to_is_left_as_it_was(clone):
    before = sorted(clone.iterdir())
    dev.check_folder()
    assert sorted(clone.iterdir()) == before


def test_a_full_disk_is_not_taken_for_a_folder_of_somebody_else(monkeypatch):
    def full(**options):
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(dev.tempfile, "TemporaryFile", full)
    with pytest.raises(OSError, match=str(errno.ENOSPC)):  # of which main makes the sentence
        dev.check_folder()


def test_a_database_of_somebody_else(clone, monkeypatch):
    (clone / "db.sqlite3").touch()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "db.sqlite3")
    with pytest.raises(dev.Refusal) as reason:
        dev.check_folder()
    assert sentence(reason) == f"{clone}/db.sqlite3 belongs to another user: remove it, or start as that user."


# --- the address ----------------------------------------------------------------------------------------------------


def test_a_taken_port_is_told_before_anything_is_written(tmp_path):
    shutil.copy(SOURCE, tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        status, text = told("run", "--port", str(port), folder=tmp_path)
    assert status == 1
    assert text == f"dev.py: Port {port} on 127.0.0.1 is taken: end what uses it, or choose another with --port.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["dev.py"]


def test_a_free_port_is_free_afterwards():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    dev.check_port(f"127.0.0.1:{port}")
    dev.check_port(f"127.0.0.1:{port}")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (errno.EACCES, "This user may not serve at port 80: choose one above 1023 with --port."),
        (errno.EADDRNOTAVAIL, "This machine cannot serve at 127.0.0.1:80: Cannot assign requested address."),
    ],
)
def test_a_port_that_this_user_or_machine_cannot_have(monkeypatch, number, text):
    def bind(self, place):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(socket.socket, "bind", bind)
    with pytest.raises(dev.Refusal) as reason:
        dev.check_port("127.0.0.1:80")
    assert sentence(reason) == text


@pytest.mark.parametrize(
    "bind", ["nonsense", ":8000", "localhost:", "localhost:0", "localhost:65536", "localhost:http"]
)
def test_an_address_that_is_none(clone, bind):
    with pytest.raises(dev.Refusal) as reason:
        dev.chosen_bind(options(bind=bind))
    assert sentence(reason) == f"The address to serve at must be host:port, not {bind!r}."


@pytest.mark.parametrize(
    ("given", "environment", "written", "chosen"),
    [
        ({}, "", "", "127.0.0.1:8000"),
        ({}, "", "BIND=127.0.0.1:1111", "127.0.0.1:1111"),
        ({}, "127.0.0.1:2222", "BIND=127.0.0.1:1111", "127.0.0.1:2222"),
        ({"bind": "[::1]:3333"}, "127.0.0.1:2222", "", "[::1]:3333"),
        ({"port": 4444}, "0.0.0.0:2222", "", "0.0.0.0:4444"),
        ({"port": 4444}, "unix:/run/policy.sock", "", "127.0.0.1:4444"),
        ({}, "unix:/run/policy.sock", "", "unix:/run/policy.sock"),
    ],
)
def test_the_nearest_word_on_the_address_wins(clone, monkeypatch, given, environment, written, chosen):
    monkeypatch.setenv("BIND", environment)
    (clone / ".env").write_text(f"# a comment\n{written}\n")
    assert dev.chosen_bind(options(**given)) == chosen


@pytest.mark.parametrize(
    ("bind", "printed"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("0.0.0.0:8000", "http://127.0.0.1:8000/"),
        ("[::]:8000", "http://127.0.0.1:8000/"),
        ("[::1]:8000", "http://[::1]:8000/"),
        ("unix:/run/policy.sock", "unix:/run/policy.sock"),
    ],
)
def test_the_printed_address_can_be_opened(bind, printed):
    assert dev.address(bind) == printed


@pytest.mark.parametrize(
    ("bind", "answered"),
    [("10.1.2.3:8000", "localhost,127.0.0.1,[::1],10.1.2.3"), ("0.0.0.0:8000", None), ("unix:/run/x", None)],
)
def test_the_printed_address_is_answered_to(clone, monkeypatch, bind, answered):
    monkeypatch.delenv("ALLOWED_HOSTS", raising=False)
    monkeypatch.setattr(os, "environ", {})
    dev.answer_to(bind)
    assert os.environ.get("ALLOWED_HOSTS") == answered


# --- the packages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["run", "test"])
def test_a_fresh_clone_gets_an_environment_and_the_packages(clone, installed, kind):
    (clone / ".venv").mkdir()
    dev.prepare(kind)
    assert installed == ["make .venv", dev.LOCKS[kind].name]


def test_a_second_start_installs_nothing(prepared, installed):
    stamp = dev.STAMP.read_text()
    dev.prepare("run")
    assert (installed, dev.STAMP.read_text()) == ([], stamp)


def test_the_packages_for_tests_contain_those_for_running(clone, prepared, installed):
    dev.prepare("test")
    dev.prepare("test")
    dev.prepare("run")
    assert installed == ["requirements-dev.txt"]


def test_a_start_keeps_the_packages_for_tests_when_the_locks_change(clone, prepared, installed):
    dev.prepare("test")
    for lock in dev.LOCKS.values():
        lock.write_text("another")
    dev.prepare("run")
    assert installed == ["requirements-dev.txt", "requirements-dev.txt"]


def test_another_lock_is_installed(prepared, installed):
    dev.LOCKS["run"].write_text("another")
    dev.prepare("run")
    assert installed == ["requirements.txt"]


@pytest.mark.parametrize(
    "change",
    [
        lambda stamp: {**stamp, "root": "/elsewhere"},  # the folder was moved
        lambda stamp: {**stamp, "python": "3.10"},  # Python was replaced
    ],
)
def test_an_environment_that_no_longer_fits_is_made_anew(prepared, installed, change):
    dev.STAMP.write_text(json.dumps(change(json.loads(dev.STAMP.read_text()))))
    dev.prepare("run")
    assert installed == ["make .venv", "requirements.txt"]


@pytest.mark.parametrize("spoil", ["dev.json", "bin/python"])
def test_a_broken_environment_is_made_anew(clone, prepared, installed, spoil):
    (clone / ".venv" / spoil).write_text("")
    dev.prepare("run")
    assert installed == ["make .venv", "requirements.txt"]


@pytest.mark.parametrize(("kind", "needed"), [("run", 400), ("test", 900)])
def test_too_little_space_is_told_before_it_runs_out(clone, installed, monkeypatch, kind, needed):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: DISK(0, 0, 123_000_000))
    with pytest.raises(dev.Refusal) as reason:
        dev.prepare(kind)
    assert sentence(reason) == f"The packages need {needed} MB of disk space, and {clone} has 123 MB."
    assert installed == []


def test_packages_come_by_uv_with_their_hashes(clone, python):
    calls = python()
    dev.install(dev.LOCKS["run"])
    fetching = [call for call in calls() if "install" in call or "sync" in call]
    assert [call.partition(" ")[0] for call in fetching] == ["python", "uv"]
    assert all("--require-hashes" in call for call in fetching)


@pytest.mark.parametrize("without", ["*requirements-uv*", "*sync*"])
def test_where_uv_cannot_be_had_pip_does_it(clone, python, without):
    calls = python(f'case "$*" in {without}) exit 1;; esac')
    dev.install(dev.LOCKS["run"])
    assert f"--require-hashes -r {clone}/requirements.txt" in calls()[-1]


def test_no_network_is_told_in_one_sentence(clone, python):
    python("echo Connection refused >&2; exit 1")
    with pytest.raises(dev.Refusal) as reason:
        dev.install(dev.LOCKS["run"])
    assert "is the network reachable" in sentence(reason)
    assert "Connection refused" in (clone / ".venv" / "install.log").read_text()


@pytest.mark.parametrize("said", ["[Errno 28] No space left on device", "write failed (os error 28)"])
def test_a_disk_that_fills_while_installing_is_not_the_networks_fault(clone, python, said):
    python(f"echo '{said}' >&2; exit 1")
    with pytest.raises(dev.Refusal) as reason:
        dev.install(dev.LOCKS["run"])
    assert sentence(reason).startswith("There is no space left on the disk")


def test_a_disk_too_full_for_the_log(clone, python, monkeypatch):
    python("exit 1")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: DISK(0, 0, 0))
    with pytest.raises(dev.Refusal) as reason:
        dev.install(dev.LOCKS["run"])
    assert sentence(reason).startswith("There is no space left on the disk")


def test_a_failed_installation_is_tried_again(clone, prepared):
    program(clone / ".venv" / "bin" / "python", f'case "$*" in *version_info*) echo {dev.VERSION};; *) exit 1;; esac')
    dev.LOCKS["run"].write_text("another")
    for _ in range(2):
        with pytest.raises(dev.Refusal):
            dev.prepare("run")


@pytest.mark.parametrize(
    ("pip", "uv"),
    [
        ("global.index-url='https://index.example/simple'", {"UV_DEFAULT_INDEX": "https://index.example/simple"}),
        (":env:.index-url='https://index.example/simple'", {"UV_DEFAULT_INDEX": "https://index.example/simple"}),
        ("global.extra-index-url='https://a.example https://b.example'", {"UV_INDEX": "https://a.example https://b.example"}),
        ("global.find-links='/one /two'", {"UV_FIND_LINKS": "/one,/two"}),
        ("global.cert='/etc/ca.pem'", {"SSL_CERT_FILE": "/etc/ca.pem"}),
        ("global.no-index='true'", {"UV_NO_INDEX": "1"}),
        ("global.trusted-host='index.example'", {"UV_INSECURE_HOST": "index.example"}),
    ],
)  # fmt: skip
def test_uv_looks_where_pip_looks(clone, python, monkeypatch, pip, uv):
    monkeypatch.setattr(os, "environ", {"PATH": os.environ["PATH"]})
    python(f'echo "{pip}"')
    assert dev.uv_environment([dev.PYTHON]).items() >= uv.items()


def test_settings_of_uvs_own_are_left_alone(clone, monkeypatch):
    monkeypatch.setattr(os, "environ", {"UV_DEFAULT_INDEX": "https://index.example"})
    assert dev.uv_environment(["no-such-program"]) == {"UV_DEFAULT_INDEX": "https://index.example"}


# --- what a machine lacks -------------------------------------------------------------------------------------------


@pytest.fixture
def apt(tmp_path, monkeypatch):
    """`apt("exit 1")`: the only program on PATH is an apt-get that does this; gives its calls."""
    folder = tmp_path / "programs"
    folder.mkdir()

    def put(script=""):
        program(folder / "apt-get", f'echo "$@" >> "{folder}/calls"\n{script}')
        return lambda: (folder / "calls").read_text().splitlines()

    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return put


def test_root_on_debian_gets_what_is_missing(apt, capsys):
    calls = apt()
    dev.apt_install(MISSING, "python3-venv")
    assert calls() == ["update", "install -y --no-install-recommends python3-venv"]
    assert capsys.readouterr().out == "Python's venv module is missing: installing python3-venv ...\n"


def test_an_ordinary_user_is_told_what_to_install(apt, monkeypatch):
    apt()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(dev.Refusal) as reason:
        dev.apt_install(MISSING, "python3-venv")
    assert sentence(reason) == f"{MISSING}: install it first (on Debian, as root: apt install python3-venv)."


@pytest.mark.parametrize("step", ["update", "install*"])
def test_an_apt_that_fails_is_told(apt, step):
    apt(f'case "$*" in {step}) echo E: no network >&2; exit 100;; esac')
    with pytest.raises(dev.Refusal) as reason:
        dev.apt_install(MISSING, "python3-venv")
    assert sentence(reason) == f"{MISSING}, and apt-get could not install python3-venv."


def test_a_python_without_venv_is_noticed(clone, monkeypatch):
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(dev.Refusal) as reason:
        dev.make_venv()
    assert sentence(reason).startswith(MISSING)


# --- the browser ----------------------------------------------------------------------------------------------------


@pytest.fixture
def bare(monkeypatch):
    """A machine without a browser and without its library."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(dev.ctypes.util, "find_library", lambda name: None)


def test_root_on_debian_gets_a_browser(apt, bare):
    calls = apt()
    dev.check_browser()
    assert calls()[1::2] == [
        "install -y --no-install-recommends chromium fonts-dejavu-core",
        "install -y --no-install-recommends libatomic1",
    ]


def test_root_on_debian_gets_the_libraries_of_pdf(apt, bare):
    calls = apt()
    dev.check_pdf()
    packages = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    assert calls()[1::2] == [f"install -y --no-install-recommends {packages}"]


def test_missing_libraries_of_pdf_are_told(apt, bare, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(dev.Refusal) as reason:
        dev.check_pdf()
    assert "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in sentence(reason)


def test_libraries_of_pdf_that_are_there_are_taken(apt, bare, monkeypatch):
    monkeypatch.setattr(dev.ctypes.util, "find_library", lambda name: f"lib{name}.so")
    dev.check_pdf()


def test_a_missing_browser_is_told_with_the_way_around(apt, bare, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(dev.Refusal) as reason:
        dev.check_browser()
    assert "Chromium, which the browser tests drive, is missing: install it first" in sentence(reason)
    assert "--without-browser" in sentence(reason)


def test_a_browser_that_is_named_wrongly(apt, bare, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/no/such/chromium")
    with pytest.raises(dev.Refusal) as reason:
        dev.check_browser()
    assert sentence(reason).startswith("CHROMIUM does not name a program.")


@pytest.mark.parametrize("name", dev.CHROMIUM_NAMES)
def test_a_browser_that_is_there_is_taken(tmp_path, apt, bare, monkeypatch, name):
    program(tmp_path / "programs" / name, "")
    monkeypatch.setattr(dev.ctypes.util, "find_library", lambda name: "libatomic.so.1")
    dev.check_browser()


@pytest.mark.parametrize("without", [False, True])
def test_the_browser_is_looked_for_before_anything_is_installed(clone, monkeypatch, without):
    asked = []
    monkeypatch.setattr(dev, "check_browser", lambda: asked.append("browser"))
    monkeypatch.setattr(dev, "check_pdf", lambda: asked.append("pdf"))
    monkeypatch.setattr(dev, "prepare", asked.append)
    monkeypatch.setattr(os, "chdir", asked.append)
    monkeypatch.setattr(os, "execv", lambda program, arguments: asked.append(arguments[1:]))
    dev.test(Namespace(without_browser=without, k=None, rest=[]))
    more = ["--without-browser"] if without else []
    assert asked == [*([] if without else ["browser"]), "pdf", "test", clone, ["-m", "tests.run", *more, "--"]]


def test_browser_tests_stay_out_of_the_other_suites():
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "-m", "not browser"]
    done = subprocess.run([*command, "tests/browser"], cwd=SOURCE.parent, capture_output=True, text=True, check=False)
    assert "::" not in done.stdout
    assert "deselected" in done.stdout


# --- what a first start writes --------------------------------------------------------------------------------------


def test_the_first_start_writes_a_key_for_this_user_alone(clone):
    dev.write_env_file()
    values = read_env_file(clone / ".env")
    assert (values["DEBUG"], values["HTTPS"]) == ("0", "0")
    assert Env(values, clone).secret_key("SECRET_KEY", debug=False) == values["SECRET_KEY"]
    assert stat.S_IMODE((clone / ".env").stat().st_mode) == 0o600


def test_two_clones_have_two_keys(clone):
    dev.write_env_file()
    first = (clone / ".env").read_text()
    (clone / ".env").unlink()
    dev.write_env_file()
    assert (clone / ".env").read_text() != first


def test_a_second_start_keeps_what_is_written(clone):
    (clone / ".env").write_text("SECRET_KEY=mine\n")
    dev.write_env_file()
    assert (clone / ".env").read_text() == "SECRET_KEY=mine\n"


@pytest.fixture
def collected(clone, monkeypatch):
    """Calls of collectstatic, which here only makes the folder."""
    calls = []

    def manage(*arguments, problem):
        calls.append(arguments)
        dev.STATIC.mkdir(exist_ok=True)

    (clone / "static").mkdir()
    (clone / "static" / "base.css").write_text("a")
    monkeypatch.setattr(dev, "manage", manage)
    return calls


def test_static_files_are_collected_once(collected):
    dev.collect_static()
    dev.collect_static()
    assert len(collected) == 1


def test_static_files_that_changed_are_collected_again(clone, collected):
    dev.collect_static()
    (clone / "static" / "base.css").write_text("b")
    dev.collect_static()
    assert len(collected) == 2


# --- the command line -----------------------------------------------------------------------------------------------


def main(monkeypatch, fault):
    def run(options):
        raise fault

    monkeypatch.setattr(dev, "run", run)
    monkeypatch.setattr(sys, "argv", ["dev.py", "run"])
    with pytest.raises(SystemExit) as left:
        dev.main()
    return left.value.code


def test_a_refusal_is_a_sentence_and_a_status(monkeypatch):
    assert main(monkeypatch, dev.Refusal("There is a reason.")) == "dev.py: There is a reason."


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_anywhere_is_a_sentence(monkeypatch, number):
    assert main(monkeypatch, OSError(number, "")).startswith("dev.py: There is no space left on the disk that holds")


def test_an_interrupt_is_not_a_fault(monkeypatch):
    assert main(monkeypatch, KeyboardInterrupt()) == 130


def test_a_command_must_be_named():
    status, text = told()
    assert status == 2
    assert "run | test" in text


# --- the summary of the checks --------------------------------------------------------------------------------------


def step(name, code):
    return checks.Step(name, [sys.executable, "-c", code])


@pytest.fixture
def main_of(monkeypatch, capsys):
    """`main_of(steps, "-k", ...)`: status and output of tests/run.py with these steps in place of the real ones."""

    def run(suites, *arguments, browser=None):
        monkeypatch.setattr(checks, "checks", list)
        monkeypatch.setattr(checks, "suites", lambda pytest: suites)
        monkeypatch.setattr(checks, "browser", lambda pytest: browser or step("browser", ""))
        monkeypatch.setattr(sys, "argv", ["tests.run", *arguments])
        return checks.main(), capsys.readouterr().out

    return run


def test_a_run_with_one_failed_step_has_failed_and_finishes(main_of):
    status, text = main_of([step("first", "raise SystemExit(1)"), step("second", "")])
    assert status == 1
    assert [line.split()[:2] for line in text.splitlines() if line.endswith(" s")] == [
        ["first", "FAILED"],
        ["second", "ok"],
        ["browser", "ok"],
    ]


def test_the_browser_is_left_out_when_asked(main_of):
    status, text = main_of([step("first", "")], "--without-browser", browser=step("browser", "raise SystemExit(1)"))
    assert status == 0
    assert "browser" not in text


def test_pytests_last_line_is_repeated_in_the_summary(main_of):
    text = main_of([step("first", "print('=== 7 passed in 1.00s ===')")])[1]
    assert text.endswith("first: === 7 passed in 1.00s ===\n")


@pytest.mark.parametrize(("arguments", "passed"), [([], False), (["-k", "something"], True)])
def test_a_suite_without_tests_is_a_failure_unless_some_were_chosen(arguments, passed):
    done = checks.Step("suite", [sys.executable, "-c", "raise SystemExit(5)", *arguments]).run()
    assert done.passed is passed
