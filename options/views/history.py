"""Published revisions: the list of an entry, one as it was, and what differs between two (decision 17)."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from options.bundle.reading import EntryValue
from options.models import Entry, Revision
from options.models.entries import PATHS
from options.notices import notices
from options.pages.history import revision_page
from options.pages.neighbours import place
from options.pages.query import Query
from options.pinned import pinned
from options.views.parts import dossier_and_reading, page, render

PAGE = 50  # revisions in one page of a list
KINDS = {path: kind for kind, path in PATHS.items()}


def entry_of(request: HttpRequest, dossier_slug: str, section: str, slug: str) -> Entry:
    """A published entry that the actor may see; exercises are there only for those who may read role cards."""
    visible = Entry.objects.visible_to(request.actor).published()  # type: ignore[attr-defined]
    wanted = visible.filter(dossier__slug=dossier_slug, kind=KINDS.get(section, ""), slug=slug)
    return get_object_or_404(wanted.select_related("live"))


@page
def history(request: HttpRequest, dossier_slug: str, section: str, slug: str) -> HttpResponse:
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    entry = entry_of(request, dossier_slug, section, slug)
    value = reading.entry(entry.kind, slug)
    if value is None:
        raise Http404("not in this version")
    query = Query(dict(request.GET.lists()))
    revisions = entry.revisions.published().select_related("author", "approved_by").order_by("-number")
    context = {
        "entry": value, "place": place(reading, value), "path": section, "permanent": pinned(request, reading, value),
        "revisions": Paginator(revisions, PAGE).get_page(query.page()), "notices": notices(query),
    }  # fmt: skip
    return render(request, "history/list.html", reading, context, section=section)


@page
def revision(request: HttpRequest, dossier_slug: str, section: str, slug: str, number: int) -> HttpResponse:
    """One revision as it was, with what it changed: against its predecessor, or the one that `against` names."""
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    entry = entry_of(request, dossier_slug, section, slug)
    published = entry.revisions.published().select_related("entry")
    shown = get_object_or_404(published, number=number)
    query = Query(dict(request.GET.lists()))
    numbers = sorted(published.values_list("number", flat=True))
    asked = query.one("against", [str(n) for n in numbers if n != number], "revision")
    before = [n for n in numbers if n < number]
    other = published.get(number=int(asked)) if asked else published.get(number=before[-1]) if before else None
    value = EntryValue(entry.kind, slug, shown.value(), number, shown.published_at)
    context = {
        "entry": value, "path": section, "revision": shown, "live": entry.live, "numbers": numbers, "against": other,
        "permanent": pinned(request, reading, value), "notices": notices(query),
        "page": revision_page(reading, entry.kind, value.content, other.value() if other else None),
    }  # fmt: skip
    return render(request, "history/revision.html", reading, context, section=section)


def said_by(revision: Revision) -> str | None:
    """Who made a revision; None for an import."""
    return revision.author.get_full_name() or revision.author.get_username() if revision.author else None
