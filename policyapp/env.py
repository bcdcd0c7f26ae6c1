"""Readers for settings in the environment: a value that makes no sense stops the start with one sentence."""

import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

type_network = ipaddress.IPv4Network | ipaddress.IPv6Network

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

# What may follow "?" in a PostgreSQL address: libpq's own words that a deployment needs, nothing else, so that a
# misspelt "sslmod=require" is an error and not a connection in clear text.
POSTGRES_OPTIONS = {
    "application_name",
    "connect_timeout",
    "host",
    "options",
    "passfile",
    "service",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "target_session_attrs",
}


def read_env_file(path: Path) -> dict[str, str]:
    """`NAME=value` lines; `#` starts a comment line; a value may stand in quotes. A missing file is empty."""
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ImproperlyConfigured(f"{path.name} cannot be read as text.") from None
    found: dict[str, str] = {}
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip().isidentifier():
            raise ImproperlyConfigured(f"{path.name} line {number} is not of the form NAME=value.")
        value = value.strip()
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        found[name.strip()] = value
    return found


def merged(file_values: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """The environment wins over the file, also when one says NAME and the other NAME_FILE."""
    exported = {name.removesuffix("_FILE") for name in environment}
    kept = {name: value for name, value in file_values.items() if name.removesuffix("_FILE") not in exported}
    return {**kept, **environment}


class Env:
    """Typed reading of variables. `NAME_FILE` may name a file that holds the value of `NAME`."""

    def __init__(self, values: Mapping[str, str], base: Path) -> None:
        self.values = values
        self.base = base

    def text(self, name: str, default: str = "") -> str:
        file_name = self.values.get(f"{name}_FILE", "").strip()
        if not file_name:
            return self.values.get(name, default).strip()
        if self.values.get(name, "").strip():
            raise ImproperlyConfigured(f"Both {name} and {name}_FILE are set: keep one of them.")
        try:
            return Path(file_name).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise ImproperlyConfigured(f"{name}_FILE names a file that cannot be read: {file_name}") from None

    def flag(self, name: str, default: bool) -> bool:
        value = self.text(name, "1" if default else "0").lower()
        if value not in YES | NO:
            raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
        return value in YES

    def number(self, name: str, default: int, *, low: int, high: int) -> int:
        value = self.text(name, str(default))
        if not (value.isascii() and value.isdigit() and low <= int(value[:20]) <= high):
            raise ImproperlyConfigured(f"{name} must be a whole number from {low} to {high}, not {value!r}.")
        return int(value)

    def words(self, name: str, default: str = "") -> list[str]:
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name, default).upper()
        if value not in allowed:
            raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
        return value

    def secret_key(self, name: str, *, debug: bool) -> str:
        value = self.text(name)
        if not value and debug:
            return "used only while DEBUG is 1: it signs nothing that leaves this machine"
        if len(value) < 50 or len(set(value)) < 5:
            raise ImproperlyConfigured(
                f"{name} must hold at least 50 random characters; "
                'make one with: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
            )
        return value

    def hosts(self, name: str, default: str) -> list[str]:
        hosts = self.words(name, default)
        for host in hosts:
            if host == "*":
                raise ImproperlyConfigured(f"{name} must name the hosts that this site answers to, not '*'.")
            with_port = ":" in host and not (host.startswith("[") and host.endswith("]"))
            if "/" in host or " " in host or with_port or not host.isascii():
                raise ImproperlyConfigured(f"{name} holds host names without scheme, port or path, not {host!r}.")
        return hosts

    def origins(self, name: str) -> list[str]:
        origins = self.words(name)
        for origin in origins:
            parts = _split(name, origin)
            more = parts.path.strip("/") or parts.query or parts.fragment
            if parts.scheme not in ("http", "https") or not parts.hostname or more:
                raise ImproperlyConfigured(f"{name} holds origins such as https://example.org, not {origin!r}.")
        return [origin.rstrip("/") for origin in origins]

    def proxies(self, name: str) -> list[type_network | str]:
        """Addresses or networks whose forwarding headers are believed; `unix` stands for a local socket."""
        found: list[type_network | str] = []
        for word in self.words(name):
            if word == "unix":
                found.append(word)
                continue
            try:
                network = ipaddress.ip_network(word)
            except ValueError:
                raise ImproperlyConfigured(f"{name} holds IP addresses or networks, not {word!r}.") from None
            if network.prefixlen == 0:
                raise ImproperlyConfigured(f"{name} must not trust every address: {word!r}.")
            found.append(network)
        return found

    def bind(self, name: str, default: str) -> str:
        value = self.text(name, default)
        if value.startswith("unix:") and len(value) > len("unix:"):
            return value
        host, colon, port = value.rpartition(":")
        if not (colon and host and port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
            raise ImproperlyConfigured(f"{name} must be address:port or unix:/path, not {value!r}.")
        return value

    def database(self, name: str, default: str) -> dict[str, Any]:
        value = self.text(name, default)
        parts = _split(name, value)
        if parts.scheme == "sqlite":
            return _sqlite(name, parts, self.base)
        if parts.scheme in ("postgres", "postgresql"):
            return _postgres(name, parts)
        raise ImproperlyConfigured(f"{name} must start with sqlite:/// or postgresql://.")

    def cache(self, name: str, default: str) -> dict[str, Any]:
        value = self.text(name, default)
        parts = _split(name, value)
        if value == "locmem://":
            return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        if parts.scheme in ("redis", "rediss") and parts.hostname:
            return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": value}
        if parts.scheme == "db" and parts.netloc.isidentifier() and not parts.path.strip("/"):
            return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": parts.netloc}
        raise ImproperlyConfigured(f"{name} must be locmem://, redis://host:port/number or db://table_name.")

    def email(self, name: str, default: str) -> dict[str, Any]:
        """Django's EMAIL_* settings. `smtp` is in clear, `smtp+tls` starts TLS, `smtps` is TLS from the first byte."""
        parts = _split(name, self.text(name, default))
        if parts.scheme in ("console", "dummy") and not parts.netloc:
            return {"EMAIL_BACKEND": f"django.core.mail.backends.{parts.scheme}.EmailBackend"}
        ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
        if parts.scheme not in ports or not parts.hostname:
            raise ImproperlyConfigured(
                f"{name} must be console://, dummy:// or smtp://, smtp+tls:// or smtps:// with user:password@host:port."
            )
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": parts.port or ports[parts.scheme],
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_TIMEOUT": 10,
            "DEFAULT_FROM_EMAIL": dict(parse_qsl(parts.query)).get("from", f"noreply@{parts.hostname}"),
        }


def _split(name: str, value: str) -> SplitResult:
    """An address in parts. Never repeats the value in the error: it may hold a password."""
    try:
        parts = urlsplit(value)
        _ = parts.port  # raises on a port that is not a number
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not a well-formed address.") from None
    return parts


def _sqlite(name: str, parts: SplitResult, base: Path) -> dict[str, Any]:
    path = unquote(parts.path)[1:]
    if parts.netloc or not path or parts.query:
        raise ImproperlyConfigured(f"{name} for SQLite is sqlite:///file.sqlite3 or sqlite:////full/path.sqlite3.")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(base / path),
        "OPTIONS": {
            # Writers queue at BEGIN instead of failing at their first write; readers are never blocked (WAL).
            # FULL: what was acknowledged outlives a power cut, which NORMAL does not promise beside WAL.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgres(name: str, parts: SplitResult) -> dict[str, Any]:
    database = unquote(parts.path).strip("/")
    if not database:
        raise ImproperlyConfigured(f"{name} must end with the database's name: postgresql://user:password@host/name.")
    options: dict[str, Any] = dict(parse_qsl(parts.query, keep_blank_values=True))
    pool_size = options.pop("pool_size", "4")
    unknown = sorted(set(options) - POSTGRES_OPTIONS)
    if unknown:
        raise ImproperlyConfigured(f"{name} has options that are not known: {', '.join(unknown)}.")
    if not (pool_size.isascii() and pool_size.isdigit() and 1 <= int(pool_size[:9]) <= 1000):
        raise ImproperlyConfigured(f"{name}: pool_size must be a whole number from 1 to 1000.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        # The pool owns the connections (one pool a process), so Django must not keep them as well.
        "CONN_MAX_AGE": 0,
        # A reader is told within 3 seconds that the server is gone. Attempts to reconnect wait ever longer; given up
        # after 5 seconds, the next request starts a new one, so that a long outage does not end late.
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": int(pool_size), "timeout": 3, "reconnect_timeout": 5},
            **options,
        },
    }
