"""The citations of an entry, and who has looked each up. Curators, reviewers and administrators say so here."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from options.bundle.citations import Checkable
from options.bundle.reading import EntryValue, Reading
from options.forms.citations import CheckForm
from options.jinja import url
from options.models import CitationCheck, Entry
from options.models.citations import NothingToCheck, state
from options.models.entries import PATHS
from options.notices import notices
from options.pages.citations import citations_page
from options.pages.neighbours import place
from options.pages.query import Query
from options.views.parts import dossier_and_reading, page, render

KINDS = {PATHS[kind]: kind for kind in ("option", "risk", "precondition", "legal-question", "criterion", "dossier")}


def citations(request: HttpRequest, dossier_slug: str, section: str, slug: str) -> HttpResponse:
    view = say if request.method == "POST" else listed
    return view(request, dossier_slug=dossier_slug, section=section, slug=slug)


@page
def listed(request: HttpRequest, dossier_slug: str, section: str, slug: str) -> HttpResponse:
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    return shown(request, reading, entry_value(reading, section, slug))


def say(request: HttpRequest, dossier_slug: str, section: str, slug: str) -> HttpResponse:
    """One citation was looked up, or a check is taken back."""
    dossier, reading = dossier_and_reading(request, dossier_slug)
    value = entry_value(reading, section, slug)
    if not request.actor.edits:  # type: ignore[attr-defined]
        raise PermissionDenied
    form = CheckForm(request.POST)
    if not form.is_valid():
        return shown(request, reading, value, _("The form was not complete. Try again."), status=422)
    entry = Entry.objects.get(dossier=dossier, kind=value.kind, slug=slug)
    name, text = form.cleaned_data["citation"], form.cleaned_data["text"]
    try:
        if form.cleaned_data["what"] == "withdraw":
            CitationCheck.objects.withdraw(entry, name)
        else:
            CitationCheck.objects.confirm(entry, name, text, by=request.user, now=timezone.now())  # type: ignore[arg-type]
    except NothingToCheck:
        said = _("The text or the citation has changed since you opened this page. Read it again below, then decide.")
        return shown(request, reading, value, said, status=409)
    return HttpResponseRedirect(f"{url('citations', dossier_slug, section, slug)}#c-{name[:12]}", status=303)


def entry_value(reading: Reading, section: str, slug: str) -> EntryValue:
    value = reading.entry(KINDS.get(section, ""), slug)
    if value is None:
        raise Http404("no such entry, or of a kind that cites nothing")
    return value


def shown(
    request: HttpRequest, reading: Reading, value: EntryValue, refused: str = "", *, status: int = 200
) -> HttpResponse:
    entry = Entry.objects.get(dossier__slug=reading.slug, kind=value.kind, slug=value.slug)
    checks = CitationCheck.objects.of(entry)

    def look_up(cited: Checkable) -> tuple[str, CitationCheck | None]:
        check = checks.get(cited.hash)
        return state(check, cited), check

    context = {
        "page": citations_page(reading, value, look_up), "entry": value, "place": place(reading, value),
        "path": PATHS[value.kind], "notices": notices(Query(dict(request.GET.lists()))), "refused": refused,
        "checks": request.actor.edits,  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "citations/list.html", reading, context, section=PATHS[value.kind], status=status)
