"""What the article says, and what an analyst should ask of it."""

from django.http import HttpRequest, HttpResponse

from options.notices import notices
from options.pages.claims import choice, claims_page
from options.pages.query import Query
from options.views.notes import noted
from options.views.parts import dossier_and_reading, page, render


@page
def claims(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    shown = claims_page(reading, choice(query, reading))
    said = noted(request, dossier, reading, "claim", [row.claim.slug for row in shown.claims.items])
    context = {"page": shown, "noted": said, "notices": notices(query)}
    return render(request, "claims/list.html", reading, context, section="claims")
