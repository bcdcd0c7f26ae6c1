"""Speed and size, as ratios to a bare view on the same server: `python -m tests.bench`. Not part of the suite.

Two dossiers, the shipped one and one ten times its size, each in a SQLite file of its own, served by gunicorn with
one worker on loopback. Every page is asked for as a reader with a picks cookie, whose replies are never shared, so
that each request renders; "kept" is the same page for a visitor whose copy the server keeps. Bounded in count and
time; takes about two minutes.
"""

import gzip
import http.client
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "options" / "dossiers" / "us-mexico-cartels"
ROUNDS, WARM = 25, 3
LOAD_SECONDS, LOAD_CLIENTS = 4, 8
BARE = "/healthz"
GROUPS = ("glance", "effect", "together", "risks", "conditions", "law", "scores", "evidence")
POINTS = "w.trafficking-effect=22&w.legality=40&w.cost=60&w.durability=7&w.feasibility=14&w.civilian-harm=30"
LIMITS = {"page ms": 60, "queries": 12, "growth": 2.0, "compare kB": 40, "css kB": 20, "js kB": 10, "visit kB": 120}


def pages(slug: str, options: list[str]) -> dict[str, str]:
    chosen = "&".join(f"o={o}" for o in options[:4])
    everything = "&".join(f"{name}={group}" for group in GROUPS for name in ("g", "all"))
    base = f"/d/{slug}/"
    return {
        "overview": base,
        "options": f"{base}options/",
        "options, filtered": f"{base}options/?posture=cooperative&order=title",
        "option": f"{base}options/{options[2]}/",
        "risks": f"{base}risks/",
        "risk": f"{base}risks/civilian-casualties/",
        "preconditions": f"{base}preconditions/?option={options[2]}",
        "law": f"{base}law/",
        "claims": f"{base}claims/",
        "sources": f"{base}sources/",
        "source": f"{base}sources/article-veteranlife/",
        "criteria": f"{base}criteria/",
        "changes": f"{base}changes/",
        "search": f"{base}search/?q=consent",
        "compare, 4": f"{base}compare/?{chosen}",
        "compare, 4, all open": f"{base}compare/?{chosen}&{everything}",
        "weigh, nothing said": f"{base}weigh/",
        "weigh": f"{base}weigh/?{POINTS}",
        "weigh as JSON": f"{base}weigh/result.json?{POINTS}",
        "roles": f"{base}weigh/roles/",
        "method": f"{base}method/",
        "compare as CSV": f"{base}compare/export.csv?{chosen}",
        "compare as XLSX": f"{base}compare/export.xlsx?{chosen}",
        "compare as DOCX": f"{base}compare/export.docx?{chosen}",
    }


class Server:
    """gunicorn on a free port, with a database of its own."""

    def __init__(self, folder: Path, times: int) -> None:
        self.times = times
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.env = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder}/x{times}.sqlite3",
            "SECRET_KEY": secrets.token_urlsafe(60),
            "DEBUG": "0", "HTTPS": "0", "LOG_LEVEL": "WARNING", "WEB_WORKERS": "1", "BIND": f"127.0.0.1:{self.port}",
        }  # fmt: skip

    def manage(self, *words: str, stdin: bytes | None = None) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=self.env, input=stdin, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        return time.perf_counter() - start

    def prepare(self) -> float:
        """Fill the database; returns the seconds that the import took."""
        self.manage("migrate", "--verbosity", "0")
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        if self.times == 1:
            return self.manage("import_dossier", str(SHIPPED), "--publish")
        from options.bundle.dump import to_json
        from options.bundle.load import load
        from tests.bench.scale import scaled

        text = to_json(scaled(load(SHIPPED), self.times)).encode()
        return self.manage("import_dossier", "-", "--publish", stdin=text)

    def __enter__(self) -> "Server":
        command = [sys.executable, "-m", "gunicorn", "-c", "python:policyapp.server", "policyapp.wsgi"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.env)
        for _try in range(100):
            time.sleep(0.1)
            try:
                self.get(BARE)
            except OSError:
                continue
            return self
        raise SystemExit("The server did not start.")

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        return fetch(self.connect(), path, headers)

    def memory(self) -> float:
        """Megabytes held by the worker."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        status = Path(f"/proc/{children[0]}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024


def fetch(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> tuple[int, bytes]:
    connection.request("GET", path, headers=headers)
    reply = connection.getresponse()
    return reply.status, reply.read()


def median_ms(server: Server, path: str, headers: dict[str, str]) -> float:
    connection, times = server.connect(), []
    for number in range(WARM + ROUNDS):
        start = time.perf_counter()
        status, _body = fetch(connection, path, headers)
        if number >= WARM:
            times.append(1000 * (time.perf_counter() - start))
        if status != 200:
            raise SystemExit(f"{path}: status {status}")
    return statistics.median(times)


def throughput(server: Server, path: str, headers: dict[str, str]) -> float:
    """Requests a second with a few clients for a few seconds."""
    counts = [0] * LOAD_CLIENTS
    stop = time.perf_counter() + LOAD_SECONDS

    def client(number: int) -> None:
        connection = server.connect()
        while time.perf_counter() < stop:
            fetch(connection, path, headers)
            counts[number] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(LOAD_CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / LOAD_SECONDS


def first_visit(server: Server, path: str) -> dict[str, float]:
    """Compressed kB of a page and of what it links, by kind."""
    import re

    _status, html = server.get(path)
    sizes = {"html": len(gzip.compress(html)) / 1000, "css": 0.0, "js": 0.0, "other": 0.0}
    for link in set(re.findall(rb'(?:href|src)="(/static/[^"]+)"', html)):
        name = link.decode()
        _status, body = server.get(name)
        kind = name.rsplit(".", 1)[-1]
        own = kind if kind in ("css", "js") and "htmx" not in name else "other"
        sizes[own] += len(gzip.compress(body)) / 1000
    return sizes


def measure(server: Server, slug: str, options: list[str]) -> dict[str, tuple[float, float]]:
    """page -> (rendered, kept) in milliseconds."""
    private = {"Cookie": "picks=none"}
    return {
        name: (median_ms(server, path, private), median_ms(server, path, {}))
        for name, path in pages(slug, options).items()
    }


def main() -> None:
    os.chdir(ROOT)
    from options.bundle.load import load

    options = [o.slug for o in sorted(load(SHIPPED).options, key=lambda o: o.order)]
    report: dict[int, dict[str, tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for times in (1, 10):
            server = Server(Path(folder), times)
            seconds = server.prepare()
            print(f"import of the dossier x{times}: {seconds:.1f} s in all (limit {5 if times == 1 else 60} s)")
            slug = "us-mexico-cartels" + ("" if times == 1 else f"-x{times}")
            with server:
                bare = median_ms(server, BARE, {})
                report[times] = measure(server, slug, options)
                if times == 1:
                    print_sizes(server, slug, options)
                print_load(server, slug, options)
                print(f"memory of the worker x{times}: {server.memory():.0f} MB; bare view {bare:.2f} ms")
                report[times]["bare"] = (bare, bare)
    print_table(report)


def print_sizes(server: Server, slug: str, options: list[str]) -> None:
    for name in ("overview", "compare, 4", "compare, 4, all open"):
        sizes = first_visit(server, pages(slug, options)[name])
        told = ", ".join(f"{kind} {size:.1f}" for kind, size in sizes.items())
        print(f"{name}, first visit compressed: {sum(sizes.values()):.1f} kB ({told}); limits {json.dumps(LIMITS)}")


def print_load(server: Server, slug: str, options: list[str]) -> None:
    bare = throughput(server, BARE, {})
    for name in ("option", "compare, 4"):
        path = pages(slug, options)[name]
        rendered, kept = throughput(server, path, {"Cookie": "picks=none"}), throughput(server, path, {})
        ratios = f"rendered {rendered:.0f}/s (1/{bare / rendered:.1f}), kept {kept:.0f}/s (1/{bare / kept:.1f})"
        print(f"throughput x{server.times}, {name}: bare {bare:.0f}/s, {ratios}")


def print_table(report: dict[int, dict[str, tuple[float, float]]]) -> None:
    bare = report[1]["bare"][0]
    print(f"\n{'page':24} {'ms':>7} {'x bare':>7} {'kept ms':>8} {'x10 ms':>7} {'growth':>7}")
    for name, (rendered, kept) in report[1].items():
        large = report[10][name][0]
        over = " OVER" if rendered > LIMITS["page ms"] or large > LIMITS["growth"] * max(rendered, 5) else ""
        print(
            f"{name:24} {rendered:7.1f} {rendered / bare:7.1f} {kept:8.1f} {large:7.1f} {large / rendered:7.2f}{over}"
        )


if __name__ == "__main__":
    main()
