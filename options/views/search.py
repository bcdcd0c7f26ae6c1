"""Search in one dossier."""

from django.http import HttpRequest, HttpResponse

from options.models.search import KIND_ORDER, QUERY_MAX, SearchDoc
from options.models.search import Query as Words
from options.notices import notices
from options.pages.query import Query
from options.pages.search import search_page
from options.views.parts import dossier_and_reading, page, render_part


@page
def search(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    typed = query.text("q", QUERY_MAX + 1)
    kind, number = query.one("kind", KIND_ORDER), query.page()
    words = Words.parse(typed)
    found = SearchDoc.objects.find(dossier, words) if words else []
    shown = search_page(reading, found, words.words, words.prefix, kind=kind, number=number) if words else None
    context = {
        "typed": typed[:QUERY_MAX],
        "too_long": len(typed) > QUERY_MAX,
        "page": shown,
        "kinds": KIND_ORDER,
        "kind": kind,
        "notices": notices(query),
    }
    return render_part(request, "search/page.html", "search/_results.html", reading, context)
