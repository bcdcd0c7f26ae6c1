"""Options by body of law with the questions they raise, and one legal question."""

from django.http import Http404, HttpRequest, HttpResponse

from options.addresses import pinned
from options.notices import notices
from options.pages.law import choice, law_page, question_page
from options.pages.query import Query
from options.views.notes import noted
from options.views.parts import dossier_and_reading, page, render


@page
def law(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    context = {"page": law_page(reading, choice(query, reading)), "notices": notices(query)}
    return render(request, "law/list.html", reading, context, section="law")


@page
def legal_question(request: HttpRequest, dossier_slug: str, slug: str) -> HttpResponse:
    dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    shown = question_page(reading, slug, query.page())
    if shown is None:
        raise Http404("no such legal question")
    permanent = pinned(request, reading, shown.place.entry)
    said = noted(request, dossier, reading, "legal-question", [slug])
    context = {"page": shown, "permanent": permanent, "noted": said, "notices": notices(query)}
    return render(request, "law/question.html", reading, context, section="law")
