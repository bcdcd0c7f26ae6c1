"""The list of options, and one option whole."""

from django.http import Http404, HttpRequest, HttpResponse

from options.jinja import url
from options.notices import notices
from options.pages.option import option_page
from options.pages.options import choice, options_page
from options.pages.query import Query
from options.views.notes import noted
from options.views.parts import dossier_and_reading, page, render, render_part, wants_part


@page
def options(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    shown = options_page(reading, choice(query, reading))
    context = {"page": shown, "notices": notices(query)}
    response = render_part(request, "options/list.html", "options/_results.html", reading, context, section="options")
    if wants_part(request):  # the address without the empty fields of the form
        number = shown.rows.number if shown.rows.number > 1 else None
        response.headers["HX-Push-Url"] = url("options", reading.slug, **shown.choice.query, page=number)
    return response


@page
def option(request: HttpRequest, dossier_slug: str, slug: str) -> HttpResponse:
    dossier, reading = dossier_and_reading(request, dossier_slug)
    shown = option_page(reading, slug)
    if shown is None:
        raise Http404("no such option")
    query = Query(dict(request.GET.lists()))
    pinned = f"{url('option', reading.slug, slug)}@{shown.number}/"
    said = noted(request, dossier, reading, "option", [slug])
    permanent = request.build_absolute_uri(pinned)
    context = {"page": shown, "permanent": permanent, "noted": said, "notices": notices(query)}
    return render(request, "options/option.html", reading, context, section="options")
