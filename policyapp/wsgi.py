import logging
import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from policyapp.bodies import WholeBody

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapp.settings")
logging.captureWarnings(True)  # as lines of the log like all others
site = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isascii() and length.isdigit():
        environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length[:20]))
    return site(environ, start_response)
