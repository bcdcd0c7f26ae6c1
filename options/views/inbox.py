"""What is new for the person who is signed in: answers, decisions, places that were lost, and texts not yet sent."""

from typing import Final

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from options.jinja import url
from options.models import Actor, Annotation, AnnotationDraft, Inbox, Revision
from options.models.entries import PATHS
from options.models.inbox import answers_to, decisions_on
from options.models.revisions import DRAFT
from options.notices import notices
from options.pages.query import Query
from options.views.notes import as_uuid, moment
from options.views.parts import person, render, unlisted

PAGE: Final = 30  # rows of each list on one page
PLACE: Final = ("on", "about", "field")
FORMS: Final = {"reply": ("annotation", "#answer"), "edit": ("annotation-edit", "")}
OF_ANNOTATION: Final = ("annotation__dossier", "annotation__entry", "annotation__parent__dossier", "by")


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    box = Inbox.objects.of(person(request))
    if request.method == "POST":
        return changed(request, box)
    actor, query = request.actor, Query(dict(request.GET.lists()))  # type: ignore[attr-defined]
    answers = answers_to(actor).select_related("author", "dossier", "entry", "parent__dossier")
    drafts = AnnotationDraft.objects.visible_to(actor).select_related("dossier")
    waiting = Annotation.objects.visible_to(actor).filter(author=actor.user).waiting()
    waiting = waiting.select_related("dossier", "entry", "anchor")
    decisions = decisions_on(actor).select_related(*OF_ANNOTATION)
    context = {
        "box": box,
        "answers": Paginator(answers, PAGE).get_page(query.page("answers")),
        "decisions": Paginator(decisions, PAGE).get_page(query.page("decisions")),
        "waiting": Paginator(waiting, PAGE).get_page(query.page("waiting")),
        "drafts": Paginator(drafts, PAGE).get_page(query.page("drafts")),
        "reported": Paginator(reported(actor), PAGE).get_page(query.page("reported")),
        "entry_drafts": Paginator(entry_drafts(actor), PAGE).get_page(query.page("entry_drafts")),
        "address": address,
        "named": named,
        "title": title,
        "title_of": title,
        "paths": PATHS,
        "fresh": box.is_behind(answers.first(), decisions.first()),
        "now": timezone.now(),
        "notices": notices(query),
    }  # fmt: skip
    return render(request, "annotations/inbox.html", None, context)


def address(draft: AnnotationDraft) -> str:
    """Where what was typed comes back; "" for a place that somebody made up."""
    kind, _colon, link = draft.place.partition(":")
    slug, parts = draft.dossier.slug, draft.place.split("|")
    if kind in FORMS:
        name, anchor = FORMS[kind]
        known = as_uuid(link)
        return url(name, slug, known) + anchor if known else ""
    if len(parts) != len(PLACE):
        return ""
    return url("annotation-new", slug, **dict(zip(PLACE, parts, strict=True)))


def reported(actor: Actor) -> "QuerySet[Annotation]":
    """What readers reported, for moderators who did not write it."""
    rows = Annotation.objects.visible_to(actor) if actor.moderates else Annotation.objects.none()
    return rows.reported().exclude(author=actor.user).select_related("dossier", "entry", "parent__dossier")


def entry_drafts(actor: Actor) -> "QuerySet[Revision]":
    """Drafts that were begun from what is live, for those who may publish them or turn them down."""
    rows = Revision.objects.visible_to(actor).filter(state=DRAFT, entry__live=F("parent"))
    rows = rows if actor.edits else rows.none()
    return rows.select_related("dossier", "entry").order_by("-created_at", "-pk")


def named(draft: AnnotationDraft) -> str:
    """What it is about, in words; the dossier for a place that somebody made up."""
    kind, _colon, slug = draft.place.partition("|")[0].partition(":")
    entry = draft.dossier.reading().entry(kind, slug)
    return entry.title if entry else draft.dossier.title


def title(row: Annotation | Revision) -> str:
    """Of the entry that it is about; readings are kept in memory."""
    return row.dossier.reading().title(row.entry.kind, row.entry.slug)


def changed(request: HttpRequest, box: Inbox) -> HttpResponse:
    """What is shown has been read, up to when the page was made; or letters are wanted, or not any more."""
    if until := moment(request.POST.get("until", "")):
        box.read(min(until, timezone.now()))
    if "mails" in request.POST:
        box.mails = request.POST["mails"] == "yes"
        box.save()
    return HttpResponseRedirect(url("inbox"), status=303)
