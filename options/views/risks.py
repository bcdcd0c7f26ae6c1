"""The risk register with its table, and one risk."""

from django.http import Http404, HttpRequest, HttpResponse

from options.addresses import pinned
from options.notices import notices
from options.pages.query import Query
from options.pages.risks import choice, register, risk_page
from options.views.notes import noted
from options.views.parts import dossier_and_reading, page, render


@page
def risks(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    context = {"page": register(reading, choice(query, reading)), "notices": notices(query)}
    return render(request, "risks/list.html", reading, context, section="risks")


@page
def risk(request: HttpRequest, dossier_slug: str, slug: str) -> HttpResponse:
    dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    shown = risk_page(reading, slug, query.page())
    if shown is None:
        raise Http404("no such risk")
    permanent = pinned(request, reading, shown.place.entry)
    said = noted(request, dossier, reading, "risk", [slug])
    context = {"page": shown, "permanent": permanent, "noted": said, "notices": notices(query)}
    return render(request, "risks/risk.html", reading, context, section="risks")
