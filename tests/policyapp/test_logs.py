"""The log: one JSON object a line, with the id of the request."""

import json
import logging

import pytest

from policyapp.logs import JsonFormatter, request_id

log = logging.getLogger("tests.logs")


def access(lines):
    return [line for line in lines if line["logger"] == "policyapp.access"]


def test_a_line_has_its_time_in_utc_its_level_and_its_message(logged):
    log.warning("%s options", 3)
    (line,) = logged()
    assert (line["level"], line["logger"], line["message"]) == ("WARNING", "tests.logs", "3 options")
    assert line["time"].endswith("+00:00")
    assert "request_id" not in line


def test_fields_stand_beside_the_message(logged):
    log.warning("published", extra={"fields": {"entries": 3, "who": object}})
    assert (logged()[0]["entries"], logged()[0]["who"]) == (3, "<class 'object'>")


@pytest.mark.parametrize("hostile", ['a\n{"level": "INFO"}', "\r\n", "\u2028\u2029\x85", "\x00\x1b[31m", "\ud800"])
def test_what_is_logged_cannot_make_a_line_of_its_own(hostile):
    record = logging.LogRecord("x", logging.INFO, "", 0, hostile, None, None)
    line = JsonFormatter().format(record)
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["message"] == hostile


def test_an_exception_stays_on_its_line(logged):
    try:
        raise ValueError("two\nlines")
    except ValueError:
        log.exception("failed")
    (line,) = logged()
    assert line["exception"].startswith("Traceback")
    assert line["exception"].endswith("ValueError: two\nlines")


def test_every_line_of_a_deployment_is_one_object(without_database):
    answers, lines = without_database  # read as JSON already
    assert len(lines) > len(answers) / 2
    assert all({"time", "level", "logger", "message"} <= line.keys() for line in lines)


def test_every_line_of_a_request_carries_the_id_that_its_sender_was_given(without_database):
    answers, lines = without_database
    given = {answer.headers["X-Request-Id"] for answer in answers.values()}
    assert {line.get("request_id") for line in lines} <= given


def test_a_request_is_one_line_without_its_query(client, river, logged):
    response = client.get("/d/river-crossing/options/?force=none")
    (line,) = access(logged())
    assert (line["method"], line["path"], line["status"]) == ("GET", "/d/river-crossing/options/", 200)
    assert (line["address"], line["request_id"]) == ("127.0.0.1", response.headers["X-Request-Id"])
    assert line["ms"] > 0


def test_probes_are_quiet_unless_they_fail(without_database):
    assert [line["path"] for line in access(without_database[1]) if line["path"] in ("/healthz", "/readyz")] == [
        "/readyz"
    ]


# --- the id ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("identity", ["0123abcd", "A.b-c_d9", "x" * 64])
def test_an_id_from_outside_is_kept(client, identity):
    assert client.get("/healthz", HTTP_X_REQUEST_ID=identity).headers["X-Request-Id"] == identity


@pytest.mark.parametrize(
    "identity", ["", "short", "x" * 65, "-12345678", "a b c d e", "abcdefg\u00e9", "12345678\n", "<script>"]
)
def test_a_strange_id_is_replaced(client, identity):
    given = client.get("/healthz", HTTP_X_REQUEST_ID=identity).headers["X-Request-Id"]
    assert given != identity
    assert len(given) == 16


def test_two_requests_have_two_ids(client):
    assert client.get("/healthz").headers["X-Request-Id"] != client.get("/healthz").headers["X-Request-Id"]


@pytest.mark.parametrize("path", ["/nowhere/", "/preferences/", "/static/css/base.css"])
def test_every_answer_has_an_id(client, db, path):
    response = client.get(path)
    assert response.headers["X-Request-Id"]
    response.close()


def test_the_id_ends_with_the_request(client):
    client.get("/healthz")
    assert request_id.get() == ""
