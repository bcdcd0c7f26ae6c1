"""The stream of a dossier's annotations with its filters, one of them with its thread, and what is new meanwhile."""

from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from options.analysis.anchoring.verdicts import VERDICTS
from options.models import Annotation
from options.notices import notices
from options.pages.annotations.noted import verdict_of
from options.pages.annotations.places import place_of
from options.pages.query import Query
from options.views.notes import WITH, annotation_of, moment
from options.views.parts import dossier_and_reading, page, reader, render
from options.views.stream import choice, chosen
from options.views.thread import thread_page

PAGE: Final = 50  # threads on one page of the stream


@page
def annotations(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    dossier, reading = dossier_and_reading(request, dossier_slug)
    actor, query = reader(request), Query(dict(request.GET.lists()))
    asked = choice(query, reading, moderates=actor.moderates)
    rows = Annotation.objects.visible_to(actor).filter(dossier=dossier)
    found = chosen(rows, asked).select_related(*WITH).order_by("-created_at", "-pk")
    listed = Paginator(found, PAGE).get_page(query.page())
    answers = rows.filter(parent__in=[row.pk for row in listed]).order_by()
    replies = dict(answers.values_list("parent").annotate(n=Count("pk")))
    context = {
        "choice": asked, "rows": [shown(row, replies.get(row.pk, 0)) for row in listed], "listed": listed,
        "reported": rows.reported().count() if actor.moderates else 0,
        "waiting": rows.waiting_for(actor).count() if actor.user else 0, "writes": actor.saves,
        "now": timezone.now(), "notices": notices(query), "verdicts": VERDICTS,
    }  # fmt: skip
    return render(request, "annotations/list.html", reading, context, section="annotations")


def shown(row: Annotation, replies: int) -> dict[str, Any]:
    return {"row": row, "replies": replies, "place": place_of(row), "verdict": verdict_of(row)}


@page
def annotation(request: HttpRequest, dossier_slug: str, link: UUID) -> HttpResponse:
    """One thread. An administrator who may not read it is asked for a reason first."""
    dossier, reading = dossier_and_reading(request, dossier_slug)
    try:
        row = annotation_of(request, dossier, link)
    except Http404:
        if reader(request).is_admin and Annotation.objects.filter(dossier=dossier, link=link, seat=None).exists():
            return render(request, "annotations/locked.html", reading, {"link": link}, section="annotations")
        raise
    return thread_page(request, reading, row)


@require_safe
def annotations_fresh(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    """How many others have written something since a moment: a line for the page, or 204 when there is none."""
    dossier, reading = dossier_and_reading(request, dossier_slug)
    since = moment(request.GET.get("since", ""))
    rows = Annotation.objects.visible_to(reader(request)).filter(dossier=dossier)
    kind, _colon, slug = request.GET.get("on", "").partition(":")
    if reading.entry(kind, slug):
        rows = rows.on_entries(dossier, kind, [slug])
    n = rows.since(since).exclude(author=request.user.pk).count() if since else 0
    said = ngettext("%(n)s new note since you opened this page", "%(n)s new notes since you opened this page", n)
    response = HttpResponse(said % {"n": n}, content_type="text/plain; charset=utf-8", status=200 if n else 204)
    response.headers["Cache-Control"] = "private, no-store"
    return response
