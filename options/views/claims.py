"""What the article says, and what an analyst should ask of it."""

from django.http import HttpRequest, HttpResponse

from options.notices import notices
from options.pages.claims import choice, claims_page
from options.pages.query import Query
from options.views.parts import dossier_and_reading, page, render


@page
def claims(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    context = {"page": claims_page(reading, choice(query, reading)), "notices": notices(query)}
    return render(request, "claims/list.html", reading, context, section="claims")
