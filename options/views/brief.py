"""One weighing as a brief: a page to print, and files."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from options import pdf
from options.briefs import TYPES, make
from options.jinja import url
from options.notices import notices
from options.pages.query import Query
from options.pages.weigh import selection
from options.pages.weigh.selection import EVERYTHING
from options.views.files import brief_file_reply
from options.views.parts import dossier_and_reading, render


@require_safe
def brief(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    """The page; it takes the same address as the weigh page."""
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    asked = selection.read(query, reading)
    back = f"{url('weigh', reading.slug)}?{asked.query}"
    made = make(reading, asked, address=request.build_absolute_uri(back), today=timezone.localdate())
    files = {kind: f"{url(f'brief-{kind}', reading.slug)}?{asked.query or EVERYTHING}" for kind in TYPES}
    context = {
        "b": made.brief, "pictures": made.pictures, "back": back, "back_to": _("Weigh"), "files": files,
        "pdf": pdf.is_there(), "notices": notices(query),
    }  # fmt: skip
    return render(request, "brief/page.html", reading, context, section="weigh")


@require_safe
def brief_file(request: HttpRequest, dossier_slug: str, kind: str) -> HttpResponse:
    """The same as a file."""
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    paper = query.one("paper", pdf.PAPERS) or pdf.PAPERS[0]
    asked = selection.read(query, reading)
    address = request.build_absolute_uri(f"{url('weigh', reading.slug)}?{asked.query}")
    brief_of = partial(make, reading, asked, address=address, today=timezone.localdate())
    return brief_file_reply(request, reading, asked, kind, paper=paper, name=f"{reading.slug}-brief", brief_of=brief_of)
