"""What must be true first: gates, what-if, the matrix; and one precondition."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from options import words
from options.addresses import pinned
from options.jinja import url
from options.notices import notices
from options.pages.precondition import precondition_page
from options.pages.preconditions import Choice, choice, preconditions_page
from options.pages.query import Query
from options.pictures.graph import graph
from options.views.notes import noted
from options.views.parts import dossier_and_reading, page, render


@page
def preconditions(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    asked = choice(query, reading)
    if not notices(query) and has_idle_toggles(request.GET, asked):
        return redirect(url("preconditions", reading.slug, **asked.query))
    shown = preconditions_page(reading, asked)

    def href(kind: str, slug: str) -> str:
        return url(kind, reading.slug, slug)

    picture = graph(reading, shown.chosen.slug, href, say=say, toggles=asked.toggles) if shown.chosen else ""
    context = {"page": shown, "graph": picture, "notices": notices(query)}
    return render(request, "preconditions/list.html", reading, context, section="preconditions")


def has_idle_toggles(names: Iterable[str], asked: Choice) -> bool:
    """Does the address carry toggles that switch nothing, as the form sends them? It is then made short."""
    return any(name.startswith("p.") and name.removeprefix("p.") not in asked.toggles for name in names)


@page
def precondition(request: HttpRequest, dossier_slug: str, slug: str) -> HttpResponse:
    dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    shown = precondition_page(reading, slug)
    if shown is None:
        raise Http404("no such precondition")
    permanent = pinned(request, reading, shown.place.entry)
    said = noted(request, dossier, reading, "precondition", [slug])
    context = {"page": shown, "permanent": permanent, "noted": said, "notices": notices(query)}
    return render(request, "preconditions/precondition.html", reading, context, section="preconditions")


def say(text: str) -> str:
    """What the picture says, in the reader's language: an interface string, or a value of the format as a word."""
    return {
        "What must be true before": _("What must be true before"),
        "Conditions further back that are not drawn": _("Conditions further back that are not drawn"),
        "Option": _("Option"),
        "all": _("all"),
        "any": _("any"),
    }.get(text) or words.word(text)
