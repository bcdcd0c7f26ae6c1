"""The start page, and the overview of one dossier."""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from options import words
from options.jinja import url
from options.models import Dossier
from options.notices import notices
from options.pages.overview import overview_page
from options.pages.query import Query
from options.pictures.spectrum import spectrum, spectrum_narrow
from options.views.notes import latest, noted
from options.views.parts import dossier_and_reading, page, render


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The dossiers one may read; straight on when there is only one."""
    dossiers = list(Dossier.objects.visible_to(request.actor))  # type: ignore[attr-defined]
    if len(dossiers) == 1:
        return redirect("overview", dossiers[0].slug)
    return render(request, "dossier/home.html", None, {"dossiers": dossiers})


@page
def overview(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    shown = overview_page(reading)

    def option(slug: str) -> str:
        return url("option", reading.slug, slug)

    def cell(posture: str, force: str) -> str:
        return url("options", reading.slug, posture=posture, force=force)

    options, say = (shown.spectrum.options if shown.spectrum else ()), picture_words()
    context = {
        "page": shown,
        "noted": noted(request, dossier, reading, "dossier", [reading.slug]),
        "latest": latest(request, dossier),
        "spectrum": spectrum(options, option, cell, say=say),
        "spectrum_middle": spectrum(options, option, cell, width=700, say=say),
        "spectrum_narrow": spectrum_narrow(options, option, cell, say=say),
        "notices": notices(query),
    }
    return render(request, "dossier/overview.html", reading, context, section="overview")


def picture_words() -> Callable[[str], str]:
    """What the picture says, in the reader's language: an interface string, or a value of the format as a word."""
    known = {
        "Options by posture and use of force": _("Options by posture and use of force"),
        "use of force": _("use of force"),
        "force": _("force"),
        "posture: who has to agree": _("posture: who has to agree"),
        "and": _("and"),
        "more": _("more"),
    }
    return cache(lambda text: known.get(text) or words.word(text))
