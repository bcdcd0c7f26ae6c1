"""A seat writes a note on a text that it reads, while a discussion is open.

What was typed outlives a reload, the end of the discussion and a lost device.
"""

from typing import Any, Final
from uuid import uuid4, uuid5

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from options.forms.seminar.notes import NoteForm
from options.jinja import url
from options.models import Annotation, Entry, Phase, Response, Seat
from options.models import annotations as stored
from options.models.annotations import NotNow, SentBefore, TextChanged
from options.models.seminar.exercises import NotNow as SeatClosed
from options.models.seminar.phases import DISCUSS
from options.models.seminar.responses import DRAFT
from options.pages.annotations.places import Place
from options.pages.seminar.entries import Scope
from options.pages.seminar.sections import SECTIONS
from options.pages.seminar.talk import place_of_note
from options.views.parts import render
from options.views.seats.scope import gone, seated
from options.views.seats.seat import framed, number
from options.views.seats.talks import asked, discussion, forget, items_of, scope_of, typed_before, written_by

PLAIN: Final = "text/plain; charset=utf-8"
MOST_NOTES: Final = 100  # of one seat in one discussion
MOST_KEPT: Final = 200  # items of forms that were not sent


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def seat_note(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The form for one text. A POST without a text has come back with its words."""
    scope, sent = scope_of(seat), "body" in request.POST
    if request.method == "POST" and not sent:
        return HttpResponseRedirect(request.get_full_path(), status=303)
    given = request.POST if sent else request.GET
    where = place_of_note(scope.reading, scope.reach, *(given.get(name, "") for name in ("on", "about", "field")))
    if where is None and given.get("body", "").strip():
        return lost(request, seat)
    if where is None:
        raise Http404("no such text in this exercise")
    if not sent:
        return empty(request, seat, scope, where)
    try:
        return kept(request, seat, where) if "draft" in request.POST else post(request, seat, scope, where)
    except SeatClosed:  # removed or erased in this very moment
        return gone(request, seat)


def post(request: HttpRequest, seat: Seat, scope: Scope, where: Place) -> HttpResponse:
    form = NoteForm(request.POST, text=where.text(scope.reading))
    valid, phase = form.is_valid(), phase_of(request, seat)
    if phase is None or seat.council_id is None:
        return closed(request, seat, scope, where)
    if not valid and discussion(seat, timezone.now()) is None:
        return too_late(request, seat, scope, where, phase)
    if valid and written_by(seat, phase) >= MOST_NOTES:
        said = _("You have written %(n)s notes in this discussion; more are not taken.")
        form.add_error("body", said % {"n": MOST_NOTES})
        valid = False
    if not valid:
        return shown(request, seat, scope, where, form, status=422)
    try:
        made = saved(seat, phase, where, form)
    except SentBefore as before:
        return again(request, seat, scope, where, sent_before=before.annotation)
    except TextChanged:
        return again(request, seat, scope, where, text_changed=True)
    except NotNow:
        return too_late(request, seat, scope, where, phase)
    forget(seat, phase, where)
    kind, slug = where.entry
    return HttpResponseRedirect(
        url("seat-entry", seat.exercise.link, SECTIONS[kind], slug) + f"#n-{made.link}", status=303
    )


def phase_of(request: HttpRequest, seat: Seat) -> Phase | None:
    """The discussion in which the form was opened."""
    opened = seat.exercise.phases.filter(kind=DISCUSS, opened_at__isnull=False)
    return opened.filter(number=number(request.POST.get("phase", ""))).first()


def saved(seat: Seat, phase: Phase, where: Place, form: NoteForm) -> Annotation:
    names = [name for name in (where.entry, where.about) if name]
    entries = {(row.kind, row.slug): row for kind, slug in names for row in entry_rows(seat, kind, slug)}
    entry, about = entries[where.entry], entries[where.about] if where.about else None
    pinned = seat.exercise.dossier.revisions.at(seat.exercise.dossier_version).select_related("entry")
    spot = stored.Place(entry, about, where.field, form.cleaned_data["selector"])
    return Annotation.objects.post_in_exercise(
        spot, form.said(), seat=seat, phase=phase, made_on=pinned.get(entry=entry), token=form.cleaned_data["token"],
        now=timezone.now(),
    )  # fmt: skip


def entry_rows(seat: Seat, kind: str, slug: str) -> Any:
    """Not through what a visitor may see: the exercise shows it, also of a dossier that is for members alone."""
    return Entry.objects.filter(dossier=seat.exercise.dossier_id, kind=kind, slug=slug)


# The form


def empty(request: HttpRequest, seat: Seat, scope: Scope, where: Place) -> HttpResponse:
    phase = discussion(seat, timezone.now())
    if phase is None:
        return closed(request, seat, scope, where)
    initial = {**typed_before(seat, phase, where), **fresh(seat, phase, where)}
    form = NoteForm(text=where.text(scope.reading), initial=initial)
    return shown(request, seat, scope, where, form)


def fresh(seat: Seat, phase: Phase | None, where: Place) -> dict[str, Any]:
    """A token of its own for each note. It follows from what the seat itself has written, so that a page with it is the
    same whatever others write."""
    count = Annotation.objects.filter(seat=seat).count()
    return {
        "token": uuid5(seat.exercise.link, f"{seat.number}|{count}|{where.key}"),
        "phase": phase.number if phase else "",
    }


def again(request: HttpRequest, seat: Seat, scope: Scope, where: Place, **more: Any) -> HttpResponse:
    """The same with everything typed, to be sent as another note if a discussion is open."""
    phase = discussion(seat, timezone.now())
    data = {**dict(request.POST.items()), **fresh(seat, phase, where)}
    form = NoteForm(data, text=where.text(scope.reading))
    form.is_valid()
    return shown(request, seat, scope, where, form, status=409, **more)


def too_late(request: HttpRequest, seat: Seat, scope: Scope, where: Place, phase: Phase) -> HttpResponse:
    """The discussion has ended meanwhile: what was typed is kept for the student, and stays in the form."""
    Response.objects.keep_some(seat, phase, items_of(request, where), token=uuid4(), now=timezone.now())
    return again(request, seat, scope, where, over=phase)


def closed(request: HttpRequest, seat: Seat, scope: Scope, where: Place) -> HttpResponse:
    """No discussion is open: nothing can be sent, and what was typed can be copied."""
    if request.method == "POST":
        return again(request, seat, scope, where)
    last = Response.objects.filter(seat=seat, phase__kind=DISCUSS).order_by("-phase__number").first()
    initial = typed_before(seat, last.phase, where) if last else {}
    return shown(request, seat, scope, where, NoteForm(text=where.text(scope.reading), initial=initial), status=409)


def shown(
    request: HttpRequest, seat: Seat, scope: Scope, where: Place, form: NoteForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    phase = discussion(seat, timezone.now())
    context = {
        "form": form, "where": where, "text": where.text(scope.reading), "pinned": scope.reading, "sections": SECTIONS,
        "asked": asked(seat, phase, written_by(seat, phase)) if phase else None, "sent_before": None,
        "text_changed": False, "over": None,
    }  # fmt: skip
    return render(request, "seats/note.html", None, framed(request, seat) | context | more, status=status)


def lost(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What was typed about something that does not belong to the exercise: to be copied."""
    context = {"form": None, "typed": request.POST["body"], "where": None, "asked": None}
    return render(request, "seats/note.html", None, framed(request, seat) | context, status=409)


# What is typed and not sent


def kept(request: HttpRequest, seat: Seat, where: Place) -> HttpResponse:
    phase = phase_of(request, seat)
    if phase is None:
        return HttpResponse(_("Not kept: no discussion is open."), content_type=PLAIN)
    row = Response.objects.filter(seat=seat, phase=phase).first()
    if row and len(row.latest) > MOST_KEPT:
        return HttpResponse(_("Not kept: send or clear some of your other notes first."), content_type=PLAIN)
    now = timezone.now()
    receipt = Response.objects.keep_some(seat, phase, items_of(request, where), token=uuid4(), now=now)
    said = _("Saved %(time)s. Not sent yet.")
    if receipt.outcome != DRAFT:
        said = _("Saved %(time)s, for you alone: the discussion has closed.")
    said %= {"time": timezone.localtime(now).strftime("%H:%M:%S")}
    return HttpResponse(said, content_type=PLAIN)
