"""The dossier as an exercise has it, for its seats: what belongs to it, at its version, with what it has switched."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from options.models import Seat
from options.models.annotations import AnnotationQuerySet
from options.pages.cited import cited
from options.pages.seminar.contents import contents
from options.pages.seminar.entries import Scope
from options.pages.seminar.entry import entry_page
from options.pages.seminar.sections import KINDS, SECTIONS
from options.pages.seminar.talk import LISTED, Talk
from options.views.parts import render
from options.views.seats.scope import seated
from options.views.seats.seat import framed
from options.views.seats.talks import asked, discussion, label, notes, scope_of, written_by

SHARED: Final = ("claim",)  # kinds whose entries share a page


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def seat_dossier(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What belongs to the exercise, as a list. A POST has come back with its words."""
    if request.method == "POST":
        return HttpResponseRedirect(request.path, status=303)
    scope = scope_of(seat)
    context = {"page": contents(scope), **scoped(scope)}
    return render(request, "seats/dossier.html", None, framed(request, seat) | context)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def seat_entry(request: HttpRequest, seat: Seat, section: str, slug: str) -> HttpResponse:
    """One entry with its notes; the claims of one passage share a page."""
    if request.method == "POST":
        return HttpResponseRedirect(request.path, status=303)
    scope, kind = scope_of(seat), KINDS.get(section, "")
    page = entry_page(scope, kind, slug) if kind else None
    if page is None:
        raise Http404("no such entry in this exercise")
    slugs = [claim.slug for claim in page.claims] if kind in SHARED else [slug]
    context = {"page": page, "kind": kind, "slug": slug, **scoped(scope), **talked(seat, scope, kind, slugs)}
    return render(request, "seats/entry.html", None, framed(request, seat) | context)


def scoped(scope: Scope) -> dict[str, Any]:
    """What the macros of both pages ask for."""
    return {
        "pinned": scope.reading, "reach": scope.reach, "sections": SECTIONS, "curated": scope.curated,
        "cited": lambda citations: cited(scope.reading, citations),
    }  # fmt: skip


def talked(seat: Seat, scope: Scope, kind: str, slugs: list[str]) -> dict[str, Any]:
    """The notes on some entries that the seat may read; `asked` only while it may write one."""
    rows: AnnotationQuerySet = notes(seat).filter(entry__kind=kind, entry__slug__in=slugs)
    phase = discussion(seat, timezone.now())
    return {
        "talk": Talk(scope.reading, rows, label), "listed": LISTED,
        "asked": asked(seat, phase, written_by(seat, phase)) if phase else None,
    }  # fmt: skip
