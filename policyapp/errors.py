"""Error pages. None of them needs the database, a session or a reading, and none says what went wrong inside."""

import sys
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext as _

RETRY_SECONDS = 10
SHORT = 30  # code points: what is not longer is typed again quickly


def page(request: HttpRequest, status: int, title: str, text: str, typed: Sequence[str] = ()) -> HttpResponse:
    """The page for an error. If even its template fails (files gone, a broken deployment), plain HTML does."""
    try:
        body: str = render_to_string(
            "error.html", {"status": status, "title": title, "text": text, "typed": typed}, request
        )
    except Exception:
        body = f"<!doctype html><title>{escape(title)}</title><h1>{escape(title)}</h1><p>{escape(text)}</p>"
    response = HttpResponse(body, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)
    if isinstance(exception, TooManyFieldsSent):
        limit = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        text = _("A form may have at most %(limit)s fields.") % {"limit": limit}
        return page(request, 413, _("Too many fields"), text)
    if isinstance(exception, TooManyFilesSent):
        limit = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        text = _("A form may carry at most %(limit)s files.") % {"limit": limit}
        return page(request, 413, _("Too many files"), text)
    return page(request, 400, _("Request not understood"), _("The browser sent something this site cannot read."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("Your account does not have the permission for this page.")
    return page(request, 403, _("Not allowed"), text)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    text = _(
        "The form was open for too long, or it came from another site. Go back, reload the page and send it again."
    )
    return page(request, 403, _("Form not accepted"), text, typed_in(request))


def typed_in(request: HttpRequest) -> list[str]:
    """Longer texts of a form that was not accepted, to be copied: going back may show an empty one."""
    fields = ((name, value) for name, values in request.POST.lists() for value in values)
    return [value for name, value in fields if len(value) > SHORT and "password" not in name and "token" not in name]


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("There is no page at this address. It may have been moved, or the address may be incomplete.")
    return page(request, 404, _("Page not found"), text)


def method_not_allowed(request: HttpRequest, allow: str) -> HttpResponse:
    text = _("This address does not take %(method)s requests.") % {"method": request.method}
    response = page(request, 405, _("Method not allowed"), text)
    response.headers["Allow"] = allow
    return response


def too_large(request: HttpRequest, limit: int) -> HttpResponse:
    text = _("What was sent is larger than this site takes. The limit is %(limit)s MB.") % {"limit": megabytes(limit)}
    response = page(request, 413, _("Too large"), text)
    # The rest of the body was not read, so the connection cannot carry a second request. gunicorn does not look at this
    # header: policyapp/server.py tells it.
    response.headers["Connection"] = "close"
    return response


def megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this while the exception is being handled, so its kind can still be asked for."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return unavailable(request)
    if isinstance(sys.exc_info()[1], UnreadablePostError):  # the connection broke: it can hardly be told to anybody
        return bad_request(request, BadRequest("the body broke off"))
    text = _("Something went wrong on this site. It has been logged. Nothing you sent was half stored.")
    return page(request, 500, _("Server error"), text)


def unavailable(request: HttpRequest) -> HttpResponse:
    text = _("The database cannot be reached at the moment. Try again in a few seconds.")
    response = page(request, 503, _("Not available"), text)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
