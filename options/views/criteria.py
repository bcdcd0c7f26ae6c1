"""What options are scored on, one criterion, and the key to the marks."""

from django.http import Http404, HttpRequest, HttpResponse

from options.addresses import pinned
from options.notices import notices
from options.pages.criteria import criteria_page, criterion_page
from options.pages.query import Query
from options.views.notes import noted
from options.views.parts import dossier_and_reading, page, render


@page
def criteria(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    context = {"page": criteria_page(reading), "notices": notices(query)}
    return render(request, "criteria/list.html", reading, context, section="criteria")


@page
def criterion(request: HttpRequest, dossier_slug: str, slug: str) -> HttpResponse:
    dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    shown = criterion_page(reading, slug, query.page())
    if shown is None:
        raise Http404("no such criterion")
    permanent = pinned(request, reading, shown.place.entry)
    said = noted(request, dossier, reading, "criterion", [slug])
    context = {"page": shown, "permanent": permanent, "noted": said, "notices": notices(query)}
    return render(request, "criteria/criterion.html", reading, context, section="criteria")


@page
def key(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    """Every mark with its words, and what the keyboard does."""
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    return render(request, "frame/key.html", reading, {"notices": notices(query)})
