"""The library, one source with everything that cites it, and the statements that lack a source."""

from django.http import Http404, HttpRequest, HttpResponse

from options.addresses import pinned
from options.notices import notices
from options.pages.query import Query
from options.pages.source import asked_state, source_page, statements_page
from options.pages.sources import choice, sources_page
from options.views.notes import noted
from options.views.parts import dossier_and_reading, page, render


@page
def sources(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    context = {"page": sources_page(reading, choice(query, reading)), "notices": notices(query)}
    return render(request, "sources/list.html", reading, context, section="sources")


@page
def statements(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    shown = statements_page(reading, asked_state(query), query.page())
    return render(
        request, "sources/statements.html", reading, {"page": shown, "notices": notices(query)}, section="sources"
    )


@page
def source(request: HttpRequest, dossier_slug: str, slug: str) -> HttpResponse:
    dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    shown = source_page(reading, slug, query.page())
    if shown is None:
        raise Http404("no such source")
    permanent = pinned(request, reading, shown.place.entry)
    said = noted(request, dossier, reading, "source", [slug])
    context = {"page": shown, "permanent": permanent, "noted": said, "notices": notices(query)}
    return render(request, "sources/source.html", reading, context, section="sources")
