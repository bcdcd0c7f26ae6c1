"""The real server: gunicorn with its settings, on a local socket, without a database."""

import http.client
import io
import json
import os
import socket
import subprocess
import sys
import time

import pytest
from django.core.handlers.wsgi import WSGIRequest

from policyapp.bodies import WholeBody
from tests import production

GUNICORN = [sys.executable, "-m", "gunicorn", "-c", "python:policyapp.server", "policyapp.wsgi"]


class Local(http.client.HTTPConnection):
    """HTTP over a unix socket."""

    def __init__(self, path):
        super().__init__("localhost", timeout=20)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """`server(method, path, headers)` asks it; `server.end()` ends it and gives its standard output and error."""
    folder = tmp_path_factory.mktemp("server")
    place = str(folder / "s")
    environment = {
        **production.ENVIRONMENT,
        "PATH": os.environ["PATH"],
        "HTTPS": "0",
        "BIND": f"unix:{place}",
        "WEB_WORKERS": "1",
        "ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": "sqlite:////no/such/folder/db.sqlite3",
        "READY_TEXT": "Ready: somewhere",
    }
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = subprocess.Popen(GUNICORN, cwd=production.ROOT, env=environment, stdout=out, stderr=err)

    def ask(method, path, headers=None, body=None):
        connection = Local(place)
        connection.request(method, path, body, headers or {})
        with connection.getresponse() as reply:
            found = reply.status, dict(reply.headers), reply.read().decode()
        connection.close()
        return found

    def end():
        process.terminate()
        return process.wait(20), (folder / "out").read_text(), (folder / "err").read_text()

    deadline = time.monotonic() + 30
    while not os.path.exists(place) and process.poll() is None and time.monotonic() < deadline:  # noqa: PTH110
        time.sleep(0.05)
    ask.end, ask.place = end, place
    yield ask
    process.kill()
    process.wait()


def test_it_serves_before_its_database_does(server):
    assert server("GET", "/healthz")[::2] == (200, '{"status": "ok"}')
    assert server("GET", "/")[0] == 503
    assert server("GET", "/healthz")[0] == 200


def test_a_body_above_the_limit_is_refused_unread(server):
    status, headers, body = server("POST", "/preferences/", {"Content-Length": str(10**9)})
    assert (status, headers["Connection"]) == (413, "close")
    assert "The limit is 5 MB." in body


def test_a_body_without_a_length_ends_the_connection(server):
    status, headers, _ = server("POST", "/healthz", {"Transfer-Encoding": "chunked"}, b"0\r\n\r\n")
    assert (status, headers["Connection"]) == (403, "close")


@pytest.mark.parametrize("codec", ["zip", "undefined", "idna", "unicode_escape", "utf-16", "latin-1"])
def test_a_request_in_other_letters_than_utf_8_is_refused_with_a_page(server, codec):
    status, headers, body = server("GET", "/healthz?a=%5Cud800", {"Content-Type": f"text/plain; charset={codec}"})
    assert (status, "X-Request-Id" in headers) == (400, True)
    assert "Request not understood" in body


@pytest.mark.parametrize("codec", ["utf-8", '"UTF-8"', "us-ascii", "no-such-codec"])
def test_other_names_of_utf_8_and_names_of_nothing_are_no_hindrance(server, codec):
    # not a page: without collected files a page of these settings cannot name its style sheets
    assert server("GET", "/healthz?a=%5Cud800", {"Content-Type": f"text/plain; charset={codec}"})[0] == 200


def broken_off(place, head, body):
    """What a server answers to a request whose sender says no more after `body`."""
    with socket.socket(socket.AF_UNIX) as sender:
        sender.settimeout(20)
        sender.connect(place)
        sender.sendall(head + b"\r\n\r\n" + body)
        sender.shutdown(socket.SHUT_WR)
        return sender.recv(65536)


@pytest.mark.parametrize(("body", "status"), [(b"theme=dark", b"302"), (b"theme=da", b"400"), (b"", b"400")])
def test_a_form_that_broke_off_on_the_way_is_not_taken_for_a_whole_one(server, body, status):
    head = b"""POST /preferences/ HTTP/1.1
Host: localhost
Sec-Fetch-Site: same-origin
Content-Type: application/x-www-form-urlencoded
Content-Length: 10""".replace(b"\n", b"\r\n")
    assert broken_off(server.place, head, body).split()[1] == status


FORMS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=xx", "text/plain")


@pytest.mark.parametrize("kind", FORMS)
def test_a_body_is_read_by_django_as_it_was_sent(kind):
    sent = b'--xx\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--xx--\r\n' if "xx" in kind else b"a=b"
    environ = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(sent))}
    request = WSGIRequest({**environ, "wsgi.input": WholeBody(io.BytesIO(sent), len(sent))})
    assert request.POST.get("a", request.body if "plain" in kind else None) == (sent if "plain" in kind else "b")


READS = (WholeBody.read, lambda body: body.read(4), lambda body: body.readline() + body.readline())


@pytest.mark.parametrize("read", READS)
def test_a_body_that_ends_early_is_a_broken_connection_whichever_way_it_is_read(read):
    with pytest.raises(OSError, match="broke off"):
        read(WholeBody(io.BytesIO(b"abc"), 5))


def test_other_connections_are_kept(server):
    assert server("GET", "/healthz")[1]["Connection"] == "keep-alive"


def test_a_long_selection_is_taken_and_an_endless_one_refused(server):
    assert server("GET", "/healthz?" + "o=status-quo&" * 600)[0] == 200
    status, _, body = server("GET", "/healthz?" + "o=status-quo&" * 700)
    assert 400 <= status < 500
    assert "Traceback" not in body


def test_names_of_programs_are_not_told(server):
    headers = server("GET", "/healthz")[1]
    assert headers.get("Server") in (None, "gunicorn")  # no version


def test_it_logs_objects_says_that_it_is_ready_and_ends_when_told(server):
    """Last in the file: the server is gone afterwards."""
    given = server("GET", "/nowhere/", {"X-Request-Id": "from-the-proxy"})[1]["X-Request-Id"]
    status, out, err = server.end()
    lines = [json.loads(line) for line in err.splitlines()]
    assert (status, out) == (0, "Ready: somewhere\n")
    assert given in [line.get("request_id") for line in lines if line["logger"] == "policyapp.access"]
