"""A draft of an entry that waits: what it would change, and to publish it or turn it down."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from options.bundle.reading import EntryValue
from options.bundle.text import canonical_line
from options.jinja import url
from options.models import Conflict, Entry, Revision, Unpublishable
from options.models.access import REVIEWER
from options.models.entries import KINDS_BY_PATH
from options.models.moderation import WHY_MAX
from options.models.revisions import DRAFT
from options.models.suggestions import publish, turn_down
from options.pages.history import revision_page
from options.views.parts import dossier_and_reading, person, render, unlisted
from options.views.signing import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
@signed_in
def draft(request: HttpRequest, dossier_slug: str, section: str, slug: str, number: int) -> HttpResponse:
    """For those who may edit. What was decided about it meanwhile leads to its page in the history."""
    dossier, _reading = dossier_and_reading(request, dossier_slug)
    if not request.actor.edits:  # type: ignore[attr-defined]
        raise PermissionDenied
    entry = get_object_or_404(Entry, dossier=dossier, kind=KINDS_BY_PATH.get(section, ""), slug=slug)
    found = get_object_or_404(entry.revisions.select_related("entry", "author", "parent", "dossier"), number=number)
    if found.state != DRAFT:
        done = url("revision", dossier_slug, section, slug, number) if found.from_version else ""
        return HttpResponseRedirect(done or url("history", dossier_slug, section, slug), status=303)
    if request.method == "POST":
        return decided(request, section, found)
    return shown(request, section, found)


def decided(request: HttpRequest, section: str, found: Revision) -> HttpResponse:
    entry, me, do = found.entry, person(request), request.POST.get("do")
    if do == "reject":
        turn_down(found, canonical_why(request.POST.get("why", "")), by=me, now=timezone.now())
        return HttpResponseRedirect(url("history", found.dossier.slug, section, entry.slug), status=303)
    if do != "publish":
        return shown(request, section, found, refused=(_("Say whether to publish it or to turn it down."),), status=422)
    if not may_publish(request, found):
        raise PermissionDenied
    try:
        publish(found, by=me, now=timezone.now())
    except Conflict:
        said = _("The entry was published anew since this draft was made, so it cannot be published as it is.")
        return shown(request, section, found, refused=(said,))
    except Unpublishable as problem:
        return shown(request, section, found, refused=problem.problems)
    return HttpResponseRedirect(url("revision", found.dossier.slug, section, entry.slug, found.number), status=303)


def canonical_why(text: str) -> str:
    """A reason in one line; "" for what cannot be kept."""
    try:
        return canonical_line(text)[:WHY_MAX]
    except ValueError:
        return ""


def may_publish(request: HttpRequest, found: Revision) -> bool:
    """Reviewers, what is not their own; administrators, who may be alone, all of it: the history says so."""
    actor = request.actor  # type: ignore[attr-defined]
    return actor.has_role(REVIEWER) and (actor.is_admin or found.author_id != person(request).pk)


def shown(
    request: HttpRequest, section: str, found: Revision, *, refused: tuple[str, ...] = (), status: int = 409
) -> HttpResponse:
    _dossier, reading = dossier_and_reading(request, found.dossier.slug)
    entry = Entry.objects.select_related("live__entry").get(pk=found.entry_id)
    content, live = found.value(), entry.live.value() if entry.live else None
    context = {
        "entry": EntryValue(entry.kind, entry.slug, content, found.number), "path": section, "revision": found,
        "live": entry.live, "late": entry.live_id != found.parent_id, "refused": refused,
        "may_publish": may_publish(request, found),
        "page": revision_page(reading, entry.kind, content, live),
        "suggestion": found.suggestions.select_related("author", "dossier").first(),
    }  # fmt: skip
    return render(request, "history/draft.html", reading, context, section=section, status=status if refused else 200)
