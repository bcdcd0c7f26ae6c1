"""What people do with an annotation after it was posted: each verb is a form of its own on the annotation's page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from options.bundle.reading import Reading
from options.forms.annotations import BodyForm, PlaceForm, ShareForm, StateForm, WhyForm
from options.jinja import url
from options.models import Annotation, AnnotationDraft, AnnotationEvent, Dossier, Team
from options.models.annotations import WITHDRAWN, NotNow, SentBefore, TextChanged
from options.models.entries import PATHS
from options.models.following import text_at
from options.models.suggestions import Untakable, take
from options.views.notes import annotation_of, lost
from options.views.parts import dossier_and_reading, person, render, unlisted
from options.views.signing import signed_in
from options.views.thread import thread_page

Verb = Callable[[HttpRequest, Reading, Annotation], HttpResponse]
MODERATION: Final = ("hide", "restore", "dismiss")


def verb(may: Callable[[Any, Annotation], bool]) -> Callable[[Verb], Callable[..., HttpResponse]]:
    """A form on an annotation's page: for those who `may`; opened by itself, its address leads to that page."""

    def decorate(act: Verb) -> Callable[..., HttpResponse]:
        @require_http_methods(["GET", "HEAD", "POST"])
        @unlisted
        @wraps(act)
        def wrapped(request: HttpRequest, dossier_slug: str, link: UUID) -> HttpResponse:
            if request.method != "POST":
                return HttpResponseRedirect(url("annotation", dossier_slug, link))
            return sent(request, dossier_slug=dossier_slug, link=link)

        @signed_in
        def sent(request: HttpRequest, dossier_slug: str, link: UUID) -> HttpResponse:
            dossier, reading = dossier_and_reading(request, dossier_slug)
            try:
                row = annotation_of(request, dossier, link)
            except Http404:
                if request.POST.get("body", "").strip():
                    return lost(request, reading)
                raise
            if not may(request.actor, row):  # type: ignore[attr-defined]
                raise PermissionDenied
            try:
                return act(request, reading, row)
            except NotNow:
                said = _("That cannot be done any more: look at how it stands now.")
                return thread_page(request, reading, row, refused=said, status=409)

        return cast("Callable[..., HttpResponse]", wrapped)

    return decorate


def writes(actor: Any, _row: Annotation) -> bool:
    return bool(actor.saves)


def reads_others(actor: Any, row: Annotation) -> bool:
    return bool(actor.saves) and not row.is_by(actor)


def owns(actor: Any, row: Annotation) -> bool:
    return row.is_by(actor)


def owns_or_edits(actor: Any, row: Annotation) -> bool:
    return row.is_by(actor) or bool(actor.edits)


def changes(actor: Any, row: Annotation) -> bool:
    return row.may_be_changed_by(actor)


def moderates(actor: Any, row: Annotation) -> bool:
    return row.may_be_moderated_by(actor)


def edits(actor: Any, _row: Annotation) -> bool:
    return bool(actor.edits)


def back(row: Annotation) -> HttpResponse:
    root = row.parent or row
    rest = f"#n-{row.link}" if row.parent else ""
    return HttpResponseRedirect(root.get_absolute_url() + rest, status=303)


@verb(writes)
def annotation_reply(request: HttpRequest, reading: Reading, row: Annotation) -> HttpResponse:
    form = BodyForm(request.POST)
    if not form.is_valid():
        return thread_page(request, reading, row, forms={"reply": form}, status=422)
    token = form.cleaned_data["token"]
    try:
        made = Annotation.objects.reply(row, form.cleaned_data["body"], by=person(request), token=token,
                                        now=timezone.now())  # fmt: skip
    except SentBefore:
        again = BodyForm({"body": request.POST.get("body", ""), "token": BodyForm().initial["token"]})
        said = _("This form was sent before with other words. What stands in it now is not sent yet: send it again.")
        return thread_page(request, reading, row, forms={"reply": again}, refused=said, status=409)
    except NotNow:
        said = _("Nobody can answer here any more. What you typed is still below, to be copied.")
        return thread_page(request, reading, row, forms={"reply": form}, refused=said, status=409)
    AnnotationDraft.objects.sent(by=person(request), token=token)
    return back(made)


@verb(owns_or_edits)
def annotation_state(request: HttpRequest, reading: Reading, row: Annotation) -> HttpResponse:
    form = StateForm(request.POST)
    if not form.is_valid():
        return thread_page(request, reading, row, refused=_("Choose open, answered or resolved."), status=422)
    AnnotationEvent.objects.set_state(row, form.cleaned_data["state"], by=person(request), now=timezone.now())
    return back(row)


@verb(owns)
def annotation_withdraw(request: HttpRequest, _reading: Reading, row: Annotation) -> HttpResponse:
    AnnotationEvent.objects.withdraw(row, by=person(request), now=timezone.now())
    return back(row)


@verb(changes)
def annotation_share(request: HttpRequest, reading: Reading, row: Annotation) -> HttpResponse:
    form = ShareForm(request.POST, teams=Team.objects.visible_to(request.actor))  # type: ignore[attr-defined]
    if not form.is_valid():
        return thread_page(request, reading, row, forms={"share": form}, status=422)
    visibility, team = form.readers
    if row.parent_id or row.hidden_at or row.state == WITHDRAWN:
        raise NotNow
    try:
        AnnotationEvent.objects.share(row, visibility, team, by=person(request), now=timezone.now())
    except NotNow:
        said = _("Somebody has answered, for the readers there were, so these stay. You can withdraw it.")
        return thread_page(request, reading, row, refused=said, status=409)
    return back(row)


@verb(reads_others)
def annotation_report(request: HttpRequest, reading: Reading, row: Annotation) -> HttpResponse:
    form = WhyForm(request.POST)
    if not form.is_valid():
        return thread_page(request, reading, row, forms=beside(row, "report", form), status=422)
    AnnotationEvent.objects.report(row, form.cleaned_data["why"], by=person(request), now=timezone.now())
    return back(row)


@verb(moderates)
def annotation_moderate(request: HttpRequest, reading: Reading, row: Annotation) -> HttpResponse:
    form, do = WhyForm(request.POST), request.POST.get("do", "")
    if not form.is_valid() or do not in MODERATION:
        return thread_page(request, reading, row, forms=beside(row, "moderate", form), status=422)
    act = getattr(AnnotationEvent.objects, do)
    act(row, form.cleaned_data["why"], by=person(request), now=timezone.now())
    seen = Annotation.objects.visible_to(request.actor).filter(pk=row.parent_id or row.pk)  # type: ignore[attr-defined]
    return back(row) if seen.exists() else HttpResponseRedirect(url("annotations", reading.slug), status=303)


def beside(row: Annotation, name: str, form: WhyForm) -> dict[str, Any]:
    """A form that was sent comes back where it stood: at the thread, or at the answer it is about."""
    if not row.parent_id:
        return {name: form}
    form.auto_id = f"id_{row.pk}_%s"
    return {"answers": {row.pk: form}}


@verb(owns_or_edits)
def annotation_decide(request: HttpRequest, reading: Reading, row: Annotation) -> HttpResponse:
    """Where its passage is now, or that it is gone, as a person says."""
    if row.parent_id or not hasattr(row, "anchor"):
        raise NotNow
    if request.POST.get("do") == "let-go":
        AnnotationEvent.objects.let_go(row, by=person(request), now=timezone.now())
        return back(row)
    text = text_at(row.entry.live, row.about, row.field) if row.entry.live else None
    if text is None or row.selector is None:
        raise NotNow
    offered = [(start, end) for start, end, _score in row.anchor.candidates]
    form = PlaceForm(request.POST, text=text, offered=offered)
    if not form.is_valid():
        return thread_page(request, reading, row, forms={"place": form}, status=422)
    try:
        AnnotationEvent.objects.place(row, form.cleaned_data["selector"], by=person(request), now=timezone.now())
    except TextChanged:
        raise NotNow from None
    return back(row)


@verb(edits)
def annotation_take(request: HttpRequest, reading: Reading, row: Annotation) -> HttpResponse:
    """A suggestion becomes a draft of its entry."""
    try:
        draft = take(row, by=person(request), now=timezone.now())
    except Untakable as why:
        return thread_page(request, reading, row, refused=str(why), status=409)
    return HttpResponseRedirect(
        url("draft", reading.slug, PATHS[row.entry.kind], row.entry.slug, draft.number), status=303
    )


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
@signed_in
def annotation_open(request: HttpRequest, dossier_slug: str, link: UUID) -> HttpResponse:
    """An administrator reads what is not theirs to see, once, with a reason; the log and the author are told."""
    dossier, reading = dossier_and_reading(request, dossier_slug)
    if not request.actor.is_admin:  # type: ignore[attr-defined]
        raise PermissionDenied
    return opened(request, dossier, reading, link)


def opened(request: HttpRequest, dossier: Dossier, reading: Reading, link: UUID) -> HttpResponse:
    row = get_object_or_404(
        Annotation.objects.filter(dossier=dossier, seat=None).select_related("author", "entry", "about"), link=link
    )
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        AnnotationEvent.objects.open(row, form.cleaned_data["why"], by=person(request), now=timezone.now())
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "row": row, "opened": form.is_valid()}
    return render(request, "annotations/open.html", reading, context, section="annotations", status=status)
