"""Readers of the environment: what they take, and that nonsense stops the start with one sentence."""

import re
import runpy
from ipaddress import ip_network

import pytest
from django.core.exceptions import ImproperlyConfigured

from policyapp.env import LOG_LEVELS, Env, merged, read_env_file
from tests import production

SETTINGS = production.ROOT / "policyapp" / "settings.py"
KEY = production.SECRET_KEY


@pytest.fixture
def env(tmp_path):
    return lambda **values: Env(values, tmp_path)


def refused(read):
    """Reads, and gives the one sentence that it is refused with."""
    with pytest.raises(ImproperlyConfigured) as reason:
        read()
    text = str(reason.value)
    assert "\n" not in text
    assert len(text) < 200
    return text


# --- text, and values kept in files ---------------------------------------------------------------------------------


def test_a_value_is_stripped_and_a_missing_one_is_the_default(env):
    assert env(A="  x ").text("A") == "x"
    assert env().text("A", "y") == "y"


def test_a_value_may_be_kept_in_a_file(env, tmp_path):
    (tmp_path / "secret").write_text(f"{KEY}\n")
    assert env(SECRET_KEY_FILE=str(tmp_path / "secret")).secret_key("SECRET_KEY", debug=False) == KEY


def test_a_value_and_its_file_are_one_too_many(env):
    said = refused(lambda: env(A="x", A_FILE="/somewhere").text("A"))
    assert said == "Both A and A_FILE are set: keep one of them."


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read(env, tmp_path, content):
    path = tmp_path / "value"
    if content is not None:
        path.write_bytes(content)
    said = refused(lambda: env(A_FILE=str(path)).text("A"))
    assert said == f"A_FILE names a file that cannot be read: {path}"


def test_an_empty_file_name_is_none(env):
    assert env(A="x", A_FILE=" ").text("A") == "x"


# --- .env -----------------------------------------------------------------------------------------------------------


def test_an_env_file(tmp_path):
    path = tmp_path / ".env"
    path.write_text("# comment\n\nA=1\n B = two words \nC='quoted'\nD=\"a=b\"\nE=\nF='\n")
    assert read_env_file(path) == {"A": "1", "B": "two words", "C": "quoted", "D": "a=b", "E": "", "F": "'"}


def test_no_env_file_is_an_empty_one(tmp_path):
    assert read_env_file(tmp_path / ".env") == {}


@pytest.mark.parametrize("line", ["just words", "=1", "A B=1", "export A=1"])
def test_a_line_that_is_no_setting_is_named_by_its_number(tmp_path, line):
    path = tmp_path / ".env"
    path.write_text(f"A=1\n{line}\n")
    assert refused(lambda: read_env_file(path)) == ".env line 2 is not of the form NAME=value."


def test_an_env_file_that_is_not_text(tmp_path):
    path = tmp_path / ".env"
    path.write_bytes(b"A=\xff")
    assert refused(lambda: read_env_file(path)) == ".env cannot be read as text."


@pytest.mark.parametrize(
    ("file", "environment", "together"),
    [
        ({"A": "1"}, {"A": "2"}, {"A": "2"}),
        ({"A": "1"}, {"A_FILE": "/a"}, {"A_FILE": "/a"}),
        ({"A_FILE": "/a"}, {"A": "2"}, {"A": "2"}),
        ({"A": "1"}, {"B": "2"}, {"A": "1", "B": "2"}),
    ],
)
def test_the_environment_wins_over_the_file(file, environment, together):
    assert merged(file, environment) == together


# --- small values ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "read"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("FALSE", False)])
def test_flags(env, value, read):
    assert env(DEBUG=value).flag("DEBUG", default=not read) is read


@pytest.mark.parametrize("value", ["", "2", "maybe", "-1", "none"])
def test_a_flag_that_is_neither(env, value):
    assert refused(lambda: env(DEBUG=value).flag("DEBUG", default=True)) == f"DEBUG must be 1 or 0, not {value!r}."


@pytest.mark.parametrize("value", ["", "0", "65", "-1", "1.5", "1e1", "two", "²", "٣", "9" * 5000, "NaN"])
def test_a_number_that_is_none_or_out_of_range(env, value):
    with pytest.raises(ImproperlyConfigured, match="WEB_WORKERS must be a whole number from 1 to 64, not "):
        env(WEB_WORKERS=value).number("WEB_WORKERS", 2, low=1, high=64)


@pytest.mark.parametrize("value", ["1", "64", " 7 "])
def test_a_number_in_range(env, value):
    assert env(WEB_WORKERS=value).number("WEB_WORKERS", 2, low=1, high=64) == int(value)


def test_a_choice_ignores_case(env):
    assert env(LOG_LEVEL="debug").choice("LOG_LEVEL", "INFO", LOG_LEVELS) == "DEBUG"


def test_a_choice_that_is_not_offered(env):
    said = refused(lambda: env(LOG_LEVEL="loud").choice("LOG_LEVEL", "INFO", LOG_LEVELS))
    assert said == "LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL, not 'LOUD'."


# --- the secret key -------------------------------------------------------------------------------------------------


WEAK_KEYS = ["x" * 49, "x" * 80, "abcd" * 20, "change-me"]


@pytest.mark.parametrize(
    ("value", "debug"), [("", False), *((key, debug) for key in WEAK_KEYS for debug in (True, False))]
)
def test_a_key_must_be_long_and_random(env, value, debug):
    said = refused(lambda: env(SECRET_KEY=value).secret_key("SECRET_KEY", debug=debug))
    assert said.startswith("SECRET_KEY must hold at least 50 random characters; make one with: python3 -c ")


def test_no_key_is_needed_while_debugging(env):
    assert env().secret_key("SECRET_KEY", debug=True).startswith("used only while DEBUG is 1")


# --- hosts, origins, proxies, the address to serve at ---------------------------------------------------------------


def test_hosts(env):
    value = "example.org, .example.net,[::1],127.0.0.1,"
    assert env(ALLOWED_HOSTS=value).hosts("ALLOWED_HOSTS", "") == ["example.org", ".example.net", "[::1]", "127.0.0.1"]


@pytest.mark.parametrize(
    "value", ["*", "https://example.org", "example.org/", "a b", "exämple.org", "example.org:8000", "::1", "ok,*"]
)
def test_hosts_that_would_answer_to_all_or_none(env, value):
    assert refused(lambda: env(ALLOWED_HOSTS=value).hosts("ALLOWED_HOSTS", "")).startswith("ALLOWED_HOSTS ")


def test_origins(env):
    value = "https://example.org/,http://localhost:8000"
    assert env(O=value).origins("O") == ["https://example.org", "http://localhost:8000"]


@pytest.mark.parametrize(
    "value",
    [
        "example.org",
        "ftp://example.org",
        "https://",
        "https://example.org/path",
        "https://a?x=1",
        "https://a:port",
        "*",
    ],
)
def test_origins_that_are_none(env, value):
    assert refused(lambda: env(CSRF_TRUSTED_ORIGINS=value).origins("CSRF_TRUSTED_ORIGINS")).startswith("CSRF_TRUSTED")


def test_proxies(env):
    found = env(P="10.0.0.1, 192.168.0.0/16,fd00::/8,unix").proxies("P")
    assert found == [ip_network("10.0.0.1"), ip_network("192.168.0.0/16"), ip_network("fd00::/8"), "unix"]


@pytest.mark.parametrize("value", ["*", "0.0.0.0/0", "::/0", "proxy.example.org", "10.0.0.1/8", "10.0.0.300", "all"])
def test_proxies_that_are_everybody_or_nobody(env, value):
    assert refused(lambda: env(TRUSTED_PROXIES=value).proxies("TRUSTED_PROXIES")).startswith("TRUSTED_PROXIES ")


@pytest.mark.parametrize("value", ["127.0.0.1:8000", "[::1]:1", "localhost:65535", "unix:/run/policy.sock"])
def test_an_address_to_serve_at(env, value):
    assert env(BIND=value).bind("BIND", "") == value


@pytest.mark.parametrize(
    "value", ["", "8000", ":8000", "host:", "host:0", "host:65536", "host:²", "unix:", "host:http"]
)
def test_an_address_to_serve_at_that_is_none(env, value):
    said = refused(lambda: env(BIND=value).bind("BIND", "x:1"))
    assert said == f"BIND must be address:port or unix:/path, not {value!r}."


# --- the database ---------------------------------------------------------------------------------------------------


def test_what_sqlite_acknowledged_outlives_a_power_cut_and_readers_do_not_wait(env):
    started = env(D="sqlite:///db.sqlite3").database("D", "")["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in started
    assert "journal_mode=WAL" in started


@pytest.mark.parametrize(
    ("value", "place"),
    [("sqlite:///db.sqlite3", "{base}/db.sqlite3"), ("sqlite:////var/lib/a%20b.sqlite3", "/var/lib/a b.sqlite3")],
)
def test_a_sqlite_file(env, tmp_path, value, place):
    found = env(D=value).database("D", "")
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", place.format(base=tmp_path))
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_postgresql_server(env):
    value = "postgresql://ann:p%40ss@db.example.org:5433/policy?sslmode=require&pool_size=9"
    found = env(D=value).database("D", "")
    assert [found[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "ann", "p@ss", "db.example.org", "5433", "policy",
    ]  # fmt: skip
    assert (found["OPTIONS"]["sslmode"], found["OPTIONS"]["pool"]["max_size"]) == ("require", 9)
    assert found["OPTIONS"]["pool"]["timeout"] <= 3  # a reader waits no longer to learn that the server is gone
    assert found["CONN_MAX_AGE"] == 0


def test_a_postgresql_socket(env):
    found = env(D="postgres://tests@/policy?host=/run/postgresql").database("D", "")
    assert (found["HOST"], found["PORT"]) == ("/run/postgresql", "")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "db.sqlite3",
        "mysql://ann:hunter2@host/policy",
        "sqlite://",
        "sqlite:///",
        "sqlite://host/db.sqlite3",
        "sqlite:///db.sqlite3?mode=ro",
        "postgresql://ann:hunter2@host",
        "postgresql://ann:hunter2@host/policy?sslmod=require",
        "postgresql://ann:hunter2@host/policy?pool_size=0",
        "postgresql://ann:hunter2@host/policy?pool_size=many",
        "postgresql://ann:hunter2@host:port/policy",
        "postgresql://ann:hunter2@[host/policy",
    ],
)
def test_a_database_that_is_none(env, value):
    said = refused(lambda: env(DATABASE_URL=value).database("DATABASE_URL", "sqlite:///x"))
    assert said.startswith("DATABASE_URL")
    assert "hunter2" not in said


# --- cache and mail -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "backend", "location"),
    [
        ("locmem://", "locmem.LocMemCache", None),
        ("redis://:pw@host:6379/1", "redis.RedisCache", "redis://:pw@host:6379/1"),
        ("db://cache_rows", "db.DatabaseCache", "cache_rows"),
    ],
)
def test_caches(env, value, backend, location):
    found = env(CACHE_URL=value).cache("CACHE_URL", "")
    assert (found["BACKEND"], found.get("LOCATION")) == (f"django.core.cache.backends.{backend}", location)


@pytest.mark.parametrize(
    "value", ["", "memory", "redis://", "memcached://:hunter2@host", "db://", "db://a b", "db://t/x", "redis://:hunter2@h:x"]
)  # fmt: skip
def test_a_cache_that_is_none(env, value):
    said = refused(lambda: env(CACHE_URL=value).cache("CACHE_URL", "locmem://"))
    assert said.startswith("CACHE_URL")
    assert "hunter2" not in said


@pytest.mark.parametrize(
    ("value", "port", "starts_tls", "tls"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp+tls://ann:p%40ss@mail.example.org", 587, True, False),
        ("smtps://ann:p%40ss@mail.example.org:1465", 1465, False, True),
    ],
)
def test_a_mail_server(env, value, port, starts_tls, tls):
    found = env(E=value).email("E", "")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.org", port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (starts_tls, tls)
    assert found["EMAIL_HOST_PASSWORD"] == ("p@ss" if "ann" in value else "")
    assert found["DEFAULT_FROM_EMAIL"] == "noreply@mail.example.org"


def test_mail_from_an_address_of_choice(env):
    found = env(E="smtp://mail.example.org?from=desk%40example.org").email("E", "")
    assert found["DEFAULT_FROM_EMAIL"] == "desk@example.org"


@pytest.mark.parametrize("value", ["", "console", "smtp://", "imap://ann:hunter2@host", "smtp://ann:hunter2@host:x"])
def test_a_mail_server_that_is_none(env, value):
    said = refused(lambda: env(EMAIL_URL=value).email("EMAIL_URL", "console://"))
    assert said.startswith("EMAIL_URL")
    assert "hunter2" not in said


# --- all of them together -------------------------------------------------------------------------------------------

NONSENSE = {
    "DEBUG": "perhaps",
    "SECRET_KEY": "short",
    "HTTPS": "perhaps",
    "ALLOWED_HOSTS": "*",
    "CSRF_TRUSTED_ORIGINS": "example.org",
    "TRUSTED_PROXIES": "everybody",
    "DATABASE_URL": "oracle://host/name",
    "CACHE_URL": "memory",
    "LOG_LEVEL": "loud",
    "BIND": "nowhere",
    "WEB_WORKERS": "many",
    "EMAIL_URL": "pigeon://",
    "HSTS_SECONDS": "for ever",
    "HSTS_SUBDOMAINS": "perhaps",
}


def settings(monkeypatch, **values):
    monkeypatch.setattr("os.environ", {**production.ENVIRONMENT, **values})
    return runpy.run_path(str(SETTINGS))


def test_every_variable_of_the_settings_is_tried_here():
    read = set(re.findall(r'env\.\w+\("(\w+)"', SETTINGS.read_text(encoding="utf-8")))
    assert read == set(NONSENSE) == set(production.ENVIRONMENT)


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_in_a_variable_stops_the_start(monkeypatch, name):
    assert refused(lambda: settings(monkeypatch, **{name: NONSENSE[name]})).startswith(name)


@pytest.mark.parametrize(
    "command",
    [("manage.py", "check"), ("-m", "gunicorn", "-c", "python:policyapp.server", "--check-config", "policyapp.wsgi")],
    ids=["manage.py", "gunicorn"],
)
def test_a_command_tells_it_in_one_line(command):
    done = production.python(*command, WEB_WORKERS="many")
    assert done.returncode != 0
    assert done.stderr.splitlines()[-1] == "Settings: WEB_WORKERS must be a whole number from 1 to 64, not 'many'."
    assert "Traceback" not in done.stderr


def test_https_is_on_unless_it_is_switched_off(monkeypatch):
    kept = {name: value for name, value in production.ENVIRONMENT.items() if name != "HTTPS"}
    monkeypatch.setattr(production, "ENVIRONMENT", kept)
    read = settings(monkeypatch, HTTPS_FILE="")  # so that a line in .env does not count
    assert read["SECURE_SSL_REDIRECT"] is read["SESSION_COOKIE_SECURE"] is read["CSRF_COOKIE_SECURE"] is True


def test_plain_http_asks_for_no_https(monkeypatch):
    read = settings(monkeypatch, HTTPS="0")
    assert (read["SECURE_SSL_REDIRECT"], read["SECURE_HSTS_SECONDS"], read["SESSION_COOKIE_SECURE"]) == (
        False,
        0,
        False,
    )
    assert read["SECURE_CROSS_ORIGIN_OPENER_POLICY"] is None


@pytest.mark.parametrize(("proxies", "believed"), [("", None), ("unix", ("HTTP_X_FORWARDED_PROTO", "https"))])
def test_https_in_a_header_is_believed_only_where_there_is_a_proxy(monkeypatch, proxies, believed):
    assert settings(monkeypatch, TRUSTED_PROXIES=proxies)["SECURE_PROXY_SSL_HEADER"] == believed
