"""Files as replies: what is downloaded, and why there is none."""

from collections.abc import Callable
from typing import Final, cast
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from options import pdf
from options.briefs import TYPES, Made, written
from options.bundle.reading import Reading
from options.pages.weigh.selection import Selection

PDF_SECONDS: Final = 5  # until somebody who found one being made should try again


def download(body: bytes, content_type: str, name: str) -> HttpResponse:
    """A file to be kept. `name` holds letters, digits, hyphens and a dot."""
    return _attached(HttpResponse(body, content_type=content_type), name)


def head(content_type: str, name: str) -> HttpResponse:
    """The head of a file that is not made for it. Streamed, or a length of 0 would be told of it."""
    return _attached(cast("HttpResponse", StreamingHttpResponse((), content_type=content_type)), name)


def _attached(response: HttpResponse, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="{quote(name)}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def refused(status: int, message: str) -> HttpResponse:
    """Why there is no file, in a sentence."""
    response = HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def brief_file_reply(
    request: HttpRequest,
    reading: Reading,
    asked: Selection,
    kind: str,
    *,
    paper: str,
    name: str,
    brief_of: Callable[[], Made],
) -> HttpResponse:
    """A brief as docx, md, xlsx or pdf, or why there is none. Who asks for its head does not cost its making."""
    name = f"{name}.{kind}"
    if kind == "pdf" and (why := pdf.refusal(len(asked.options))):
        return refused(*why)
    if request.method == "HEAD":
        return head(TYPES[kind], name)
    if kind != "pdf":
        return download(written(brief_of(), kind, timezone.now()), TYPES[kind], name)
    with pdf.turn() as free:
        if free:
            return download(pdf.write(brief_of(), reading, paper), TYPES[kind], name)
    response = refused(503, _("Another PDF is just being made. Try again in a few seconds."))
    response.headers["Retry-After"] = str(PDF_SECONDS)
    return response
