"""Published revisions: the list of an entry, one as it was, what differs between two, and the way back to one."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from options.addresses import pinned
from options.bundle.reading import EntryValue
from options.forms.history import RevertForm
from options.models import Conflict, Entry, Revision, Unpublishable
from options.models.entries import KINDS_BY_PATH
from options.notices import notices
from options.pages.history import revision_page
from options.pages.neighbours import place
from options.pages.query import Query
from options.views.parts import dossier_and_reading, page, render

PAGE = 50  # revisions in one page of a list


def entry_of(request: HttpRequest, dossier_slug: str, section: str, slug: str) -> Entry:
    """A published entry that the actor may see; exercises are there only for those who may read role cards."""
    visible = Entry.objects.visible_to(request.actor).published()  # type: ignore[attr-defined]
    wanted = visible.filter(dossier__slug=dossier_slug, kind=KINDS_BY_PATH.get(section, ""), slug=slug)
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
    return revision_as_it_was(request, dossier_slug, section, slug, number)


def revision_as_it_was(
    request: HttpRequest, dossier_slug: str, section: str, slug: str, number: int,
    *, form: RevertForm | None = None, refused: tuple[str, ...] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page of a revision; `refused` says why going back to it failed."""
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
        "revert": form or revert_form(request, entry, shown), "refused": refused,
    }  # fmt: skip
    return render(request, "history/revision.html", reading, context, section=section, status=status)


def revert_form(request: HttpRequest, entry: Entry, shown: Revision) -> RevertForm | None:
    """For those who may edit, on what is not live as it stands."""
    stands = entry.live_id == shown.pk and entry.archived_at is None
    if stands or entry.live is None or not request.actor.edits:  # type: ignore[attr-defined]
        return None
    return RevertForm(initial={"seen": entry.live.number})


@require_http_methods(["GET", "HEAD", "POST"])
def revert(request: HttpRequest, dossier_slug: str, section: str, slug: str, number: int) -> HttpResponse:
    """Publish an earlier revision again. Its own page has the form, and says why it failed."""
    entry = entry_of(request, dossier_slug, section, slug)
    if request.method != "POST":  # the address of a refusal, opened again
        return HttpResponseRedirect(reverse("revision", args=[dossier_slug, section, slug, number]))
    shown = get_object_or_404(entry.revisions.published().select_related("entry"), number=number)
    if not request.actor.edits:  # type: ignore[attr-defined]
        raise PermissionDenied
    form = RevertForm(request.POST)
    page_again = {"form": form, "refused": (), "status": 422}
    if form.is_valid():
        why, seen = form.cleaned_data["why"], form.cleaned_data["seen"]
        try:
            again = shown.revert(by=request.user, now=timezone.now(), why=why, seen=seen)  # type: ignore[arg-type]
        except Conflict:
            form = RevertForm({"why": why, "seen": entry.live.number if entry.live else seen})
            said = _("Somebody has published this entry since you opened this page. Look at the history, then decide.")
            page_again = {"form": form, "refused": (said,), "status": 409}
        except Unpublishable as problem:
            page_again = {"form": form, "refused": problem.problems, "status": 409}
        else:
            return HttpResponseRedirect(reverse("revision", args=[dossier_slug, section, slug, again.number]))
    return revision_as_it_was(request, dossier_slug, section, slug, number, **page_again)  # type: ignore[arg-type]
