import logging
import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

from policyapp.bodies import WholeBody, is_utf_8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapp.settings")
logging.captureWarnings(True)  # as lines of the log like all others
site = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isascii() and length.isdigit():
        environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length[:20]))
    _kind, said = parse_header_parameters(environ.get("CONTENT_TYPE") or "")
    if not is_utf_8(said.get("charset", "utf-8")):
        # ErrorPageMiddleware refuses it. Django decodes the address before, which must not fail where nobody answers.
        environ["CONTENT_TYPE"] = "text/plain; charset=latin-1"
    return site(environ, start_response)
