"""What surrounds every request: its id and log line, whom to believe about its origin, its size, bare error replies."""

import ipaddress
import logging
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from policyapp import errors
from policyapp.bodies import is_utf_8
from policyapp.logs import request_id

type_handler = Callable[[HttpRequest], HttpResponseBase]

access_log = logging.getLogger("policyapp.access")
WELL_FORMED_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}", re.ASCII)
QUIET_PATHS = ("/healthz", "/readyz")


class RequestLogMiddleware:
    """Gives the request an id, returned as X-Request-Id, and writes one line when it is answered.

    The line has no query string: searches and selections are the reader's own business.
    """

    def __init__(self, get_response: type_handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-Id", "")
        identity = given if WELL_FORMED_ID.fullmatch(given) else secrets.token_hex(8)
        request.request_id = identity  # type: ignore[attr-defined]  # for what Django logs once this has returned
        token = request_id.set(identity)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-Id"] = identity
            if request.method == "HEAD" and isinstance(response, HttpResponse):
                empty(response)
            self.log(request, response, time.perf_counter() - started)
            return response
        finally:
            request_id.reset(token)

    def log(self, request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
        level = logging.DEBUG if request.path in QUIET_PATHS and response.status_code < 400 else logging.INFO
        fields = {
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "address": request.META.get("REMOTE_ADDR", ""),
        }
        access_log.log(level, "request", extra={"fields": fields})


def empty(response: HttpResponse) -> None:
    """Drops the body and keeps its length; Django leaves that to the server, and servers complain about it."""
    length = str(len(response.content))
    response.content = b""
    response.headers.setdefault("Content-Length", length)


class TrustedProxyMiddleware:
    """Believes X-Forwarded-For and -Proto only from TRUSTED_PROXIES; from anyone else they are removed.

    The client is the last address in X-Forwarded-For that is not itself a trusted proxy: what stands to the left of it
    was written by the client.
    """

    def __init__(self, get_response: type_handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        forwarded = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        if not self.trusted(request.META.get("REMOTE_ADDR", "")):
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        else:
            for address in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
                if not is_address(address):
                    break
                request.META["REMOTE_ADDR"] = address
                if not self.trusted(address):
                    break
        return self.get_response(request)

    @staticmethod
    def trusted(address: str) -> bool:
        if not address:
            return "unix" in settings.TRUSTED_PROXIES
        if not is_address(address):
            return False
        peer = ipaddress.ip_address(address)
        return any(peer in network for network in settings.TRUSTED_PROXIES if network != "unix")


def is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


class ErrorPageMiddleware:
    """Refuses bodies above MAX_REQUEST_BYTES and what is not in UTF-8, and gives an empty 405 a page."""

    def __init__(self, get_response: type_handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length[:20]) > settings.MAX_REQUEST_BYTES:
            return errors.too_large(request, settings.MAX_REQUEST_BYTES)
        if not is_utf_8(request.encoding or "utf-8"):
            return errors.bad_request(request, BadRequest("not in UTF-8"))
        response = self.get_response(request)
        if response.status_code == 405 and isinstance(response, HttpResponse) and not response.content:
            return errors.method_not_allowed(request, response.headers.get("Allow", ""))
        return response
