"""A class under load: everybody joins in a minute, hands in within a minute, and sees the reveal.

    python -m tests.bench.seminar                  500 seats on PostgreSQL, then 60 on SQLite
    python -m tests.bench.seminar sqlite 60        one of them

gunicorn with two workers on loopback, as it is run in production. Each seat is a thread that does what its page's
script does: it joins, asks whether anything is new, loads the page when something is, saves two drafts and hands in.
Milliseconds are what a seat waits; "in the server" is what its log says. Bounded: five minutes at most.
"""

import http.client
import json
import os
import random
import re
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
JOIN_WITHIN, HAND_IN_WITHIN = 50.0, 30.0  # seconds over which a class spreads itself; a minute is what it may take
WARM = 20
LONGEST = 150  # seconds that any one step may take before the run gives up
LIMITS = {"p95 ms": 500, "poll ms": 5}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM = re.compile(r'name="token" value="([^"]+)"')
VERSION = re.compile(r'data-version="([^"]+)"')
EVERY = re.compile(r'data-every="(\d+)"')


class Times:
    """Milliseconds by what was asked for, and what went wrong."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = defaultdict(list)
        self.faults: list[str] = []
        self.lock = threading.Lock()

    def add(self, what: str, seconds: float, status: int, wanted: tuple[int, ...]) -> None:
        with self.lock:
            self.spent[what].append(1000 * seconds)
            if status not in wanted:
                self.faults.append(f"{what}: {status}")

    def fault(self, said: str) -> None:
        with self.lock:
            self.faults.append(said)


class Browser:
    """Cookies, and one connection for each request."""

    def __init__(self, port: int, times: Times) -> None:
        self.port, self.times, self.cookies = port, times, {}

    def ask(self, what, path, data=None, wanted=(200,)):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if data is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Accept-Encoding": "gzip"}
            body = urlencode(data)
        start = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST" if body is not None else "GET", path, body=body, headers=headers)
            reply = connection.getresponse()
            text = reply.read()
        finally:
            connection.close()
        self.times.add(what, time.perf_counter() - start, reply.status, wanted)
        for name, value in reply.getheaders():
            if name.lower() == "set-cookie":
                key, _eq, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return reply.status, text.decode(errors="replace"), reply


class Student(threading.Thread):
    def __init__(self, number: int, stage: "Stage") -> None:
        super().__init__(daemon=True)
        self.number, self.stage = number, stage
        self.browser = Browser(stage.port, stage.times)
        self.version, self.every, self.page, self.handed_in, self.saw = "", 2.0, "", False, False

    def run(self) -> None:
        try:
            time.sleep(JOIN_WITHIN * self.number / self.stage.seats)
            self.join_class()
            while not self.stage.over.is_set() and not self.saw:
                self.follow()
        except (OSError, http.client.HTTPException, TypeError, KeyError) as fault:  # TypeError: a page without a form
            self.stage.times.fault(f"student {self.number}: {fault!r}")

    def join_class(self) -> None:
        at = f"/join/{self.stage.code}/"
        _status, page, _reply = self.browser.ask("the page of the code", at)
        form = {"csrfmiddlewaretoken": TOKEN.search(page)[1], "token": FORM.search(page)[1]}
        self.browser.ask("taking a seat", at, form)
        self.load()
        self.stage.joined.release()

    def load(self) -> None:
        _status, self.page, _reply = self.browser.ask("the page of the phase", self.stage.seat)
        self.version, self.every = VERSION.search(self.page)[1], float(EVERY.search(self.page)[1])

    def follow(self) -> None:
        time.sleep(self.every * random.uniform(0.8, 1.2))
        status, _text, _reply = self.browser.ask(
            "a poll", f"{self.stage.seat}poll/?v={self.version}", wanted=(200, 204)
        )
        if status != 200:
            return
        time.sleep(0.4 + random.random() * self.every)
        self.load()
        if 'name="why"' in self.page and not self.handed_in:
            self.answer()
        elif 'class="room"' in self.page:
            self.look()

    def answer(self) -> None:
        time.sleep(random.random() * HAND_IN_WITHIN)
        form = {name: str(random.randint(1, 7)) for name in set(re.findall(r'name="(o\.[^"]+)"', self.page))}
        form |= {"csrfmiddlewaretoken": TOKEN.search(self.page)[1], "token": str(uuid4()), "phase": "2"}
        for part in ("I think", "I think that", None):
            form["why"] = part or reason(self.number)
            draft = {"draft": "1"} if part else {}
            self.browser.ask("a draft" if part else "handing in", f"{self.stage.seat}respond/", form | draft,
                             wanted=(200,) if part else (303,))  # fmt: skip
        self.handed_in = True
        self.load()
        self.stage.handed_in.release()

    def look(self) -> None:
        self.saw = True
        if f"{self.stage.seats} answers, median" not in self.page:
            self.stage.times.fault(f"student {self.number} sees another number of answers")
        self.stage.seen.release()


def reason(number: int) -> str:
    return f"Reason of student {number}: it depends on what comes after."


class Stage:
    """What the threads share."""

    def __init__(self, port: int, seats: int, exercise) -> None:
        self.port, self.seats, self.times = port, seats, Times()
        self.code, self.seat = exercise.code, f"/seat/{exercise.link}/"
        self.joined, self.handed_in, self.seen = (threading.Semaphore(0) for _ in range(3))
        self.over = threading.Event()

    def wait(self, for_what: threading.Semaphore, name: str) -> float:
        start = time.monotonic()
        for _ in range(self.seats):
            if not for_what.acquire(timeout=max(0.1, LONGEST - (time.monotonic() - start))):
                self.times.fault(f"not all have {name}")
                break
        return time.monotonic() - start


@contextmanager
def served(env: dict[str, str], log: Path):
    command = [sys.executable, "-m", "gunicorn", "-c", "python:policyapp.server", "policyapp.wsgi"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
        try:
            until_up(int(env["BIND"].rpartition(":")[2]))
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)


def until_up(port: int) -> None:
    for _try in range(100):
        time.sleep(0.1)
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            continue
        return
    raise SystemExit("The server did not start.")


def run(database: str, seats: int, folder: Path) -> int:
    """One class on one database: prints its figures; how many limits were missed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "DATABASE_URL": database, "SECRET_KEY": secrets.token_urlsafe(60), "DEBUG": "0", "HTTPS": "0",
        "LOG_LEVEL": "INFO", "WEB_WORKERS": "2", "BIND": f"127.0.0.1:{port}", "ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "policyapp.settings",
    }  # fmt: skip
    os.environ.update(settings)
    for words in (("migrate",), ("collectstatic", "--noinput")):
        subprocess.run([sys.executable, "manage.py", *words, "--verbosity", "0"], cwd=ROOT, check=True)
    exercise = prepared(seats)
    log = folder / "log"
    with served(dict(os.environ), log):
        stage = Stage(port, seats, exercise)
        for _ in range(WARM):  # each worker loads its code with its first page
            Browser(port, Times()).ask("", f"/join/{exercise.code}/")
        took = played(stage, exercise)
    return told(stage, took, exercise, log)


def prepared(seats: int):
    import django

    django.setup()
    from django.utils import timezone

    from options.bundle.load import load
    from options.models import Entry, User
    from options.models.imports import import_document
    from options.models.seminar.making import make
    from options.pages.seminar.handles import council_name
    from options.tickets import new_codes
    from tests.conftest import SHIPPED

    now = timezone.now()
    import_document(load(SHIPPED), now=now, publish=True)
    made = make(Entry.objects.get(kind="exercise"), by=User.objects.create_superuser("ina"), codes=new_codes(),
                name_of=council_name, now=now, expected=seats)  # fmt: skip
    made.most_seats = max(made.most_seats, seats)
    made.save(update_fields=["most_seats"])
    made.open_lobby(by=made.owner, now=now)
    return made


def played(stage: Stage, exercise) -> dict[str, float]:
    """The instructor's part, by the verbs that the desk uses. Seconds that each step took."""
    from django.utils import timezone

    from options.models import Exercise, Phase

    def fresh():
        return Exercise.objects.get(pk=exercise.pk)

    def on():
        now = fresh()
        Phase.objects.advance(now, by=now.owner, epoch=now.epoch, now=timezone.now(), confirmed=True)

    students = [Student(number, stage) for number in range(stage.seats)]
    for student in students:
        student.start()
    took = {"joined": stage.wait(stage.joined, "joined")}
    Phase.objects.start(fresh(), by=exercise.owner, now=timezone.now())
    on()
    took["handed in"] = stage.wait(stage.handed_in, "handed in")
    on()  # closes; the step without a clock
    on()  # opens the reveal
    took["saw the reveal"] = stage.wait(stage.seen, "seen the reveal")
    stage.over.set()
    for student in students:
        student.join(timeout=30)
    return took


def told(stage: Stage, took: dict[str, float], exercise, log: Path) -> int:
    from options.models import Response, Seat

    for what, seconds in took.items():
        print(f"  {stage.seats} {what:20} {seconds:6.1f} s")
    print(f"  {'':32} {'times':>7} {'median':>8} {'p95':>8} {'most':>8}  ms")
    missed = 0
    for what, spent in stage.times.spent.items():
        p95 = statistics.quantiles(spent, n=20)[-1] if len(spent) > 1 else spent[0]
        missed += p95 > LIMITS["p95 ms"]
        print(f"  {what:32} {len(spent):7} {statistics.median(spent):8.1f} {p95:8.1f} {max(spent):8.1f}")
    polls = in_the_server(log, "poll/", 204)
    pages = in_the_server(log, str(exercise.link) + "/", 200)
    missed += statistics.median(polls) > LIMITS["poll ms"]
    p95 = statistics.quantiles(polls, n=20)[-1]
    print(f"  in the server: a poll with nothing new, median {statistics.median(polls):.1f} ms, p95 {p95:.1f} ms;")
    print(f"                 the seat's page, median {statistics.median(pages):.1f} ms")
    kept = dict(Response.objects.filter(state="submitted").values_list("seat__number", "answers"))
    said = sorted(sheet["why"] for sheet in kept.values())
    lost = len(set(map(reason, range(stage.seats))) - set(said))
    print(f"  seats {Seat.objects.count()}, handed in {len(kept)}, texts lost {lost}, faults {len(stage.times.faults)}")
    for fault in sorted(set(stage.times.faults))[:10]:
        print(f"    {fault}")
    return missed + lost + len(stage.times.faults)


def in_the_server(log: Path, end: str, status: int) -> list[float]:
    """Milliseconds of requests whose path ends so, as the server's log has them."""
    found = []
    for line in log.read_text(errors="replace").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if str(row.get("path", "")).endswith(end) and row.get("status") == status:
            found.append(row["ms"])
    return found or [0.0, 0.0]


def main(words: list[str]) -> int:
    if len(words) == 2:
        kind, seats = words[0], int(words[1])
        with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as name:
            print(f"{seats} seats on {kind}, 2 workers")
            if kind == "sqlite":
                return run(f"sqlite:///{name}/class.sqlite3", seats, Path(name))
            import psycopg

            from tests.postgres import cluster

            with cluster() as address:
                with psycopg.connect(address.replace("/policy?", "/postgres?"), autocommit=True) as connection:
                    connection.execute("CREATE DATABASE policy")
                return run(address, seats, Path(name))
    runs = (("postgresql", "500"), ("sqlite", "60"))
    return sum(subprocess.call([sys.executable, "-m", "tests.bench.seminar", *each], cwd=ROOT) for each in runs)


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
