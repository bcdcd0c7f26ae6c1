"""gunicorn's settings: `gunicorn -c python:policyapp.server policyapp.wsgi`."""

import os
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

try:
    from policyapp import settings
except ImproperlyConfigured as fault:
    sys.exit(f"Settings: {fault}")

bind = settings.BIND
workers = settings.WEB_WORKERS
# Few threads: many in one process wait for each other; two let one wait for the database while the other renders.
worker_class = "gthread"
threads = 2
keepalive = 5
limit_request_line = 8190  # a comparison's whole selection stands in its address
forwarded_allow_ips = ""  # TrustedProxyMiddleware alone decides whom to believe
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
accesslog = None  # RequestLogMiddleware writes the one line for each request, without its query
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": settings.LOGGING["formatters"],
    "handlers": settings.LOGGING["handlers"],
    "root": settings.LOGGING["root"],
    "loggers": {
        "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
        "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}


def pre_request(worker: Any, request: Any) -> None:
    """A body that the application leaves unread ends the connection, or gunicorn would read it to its end first: one
    above the limit, and one without a length, which Django takes for none."""
    headers = dict(request.headers)
    length = int(headers.get("CONTENT-LENGTH", 0))  # gunicorn has refused what is not a number
    if length > settings.MAX_REQUEST_BYTES or "TRANSFER-ENCODING" in headers:
        request.force_close()


def when_ready(server: Any) -> None:
    """The socket listens. dev.py hands over what to tell the person at the terminal."""
    text = os.environ.get("READY_TEXT")
    if text:
        print(text, flush=True)
