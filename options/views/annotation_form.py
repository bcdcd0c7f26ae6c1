"""Writing an annotation, changing one's own, and what is kept of a form before it is sent."""

from typing import Any, Final
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from options.addresses import own_path
from options.bundle.reading import Reading
from options.forms.annotations import WORDS, EditForm, WriteForm
from options.jinja import note_page
from options.models import Annotation, AnnotationDraft, AnnotationEvent, Dossier, Entry, Team
from options.models import annotations as stored
from options.models.annotations import SUGGESTS, NotNow, SentBefore, TextChanged
from options.models.drafts import PLACE_MAX, TYPED_MAX
from options.models.following import text_at
from options.pages.annotations.noted import LISTED
from options.pages.annotations.places import Place, place
from options.views.notes import annotation_of, as_uuid, entry_at, lost
from options.views.parts import dossier_and_reading, person, render, render_part, unlisted
from options.views.signing import signed_in

TYPED: Final = ("body", "stance", "replacement", "readers", "passage", "exact", "start", "before", "after", "seen")
PLAIN: Final = "text/plain; charset=utf-8"
LONGEST_NUMBER: Final = 10
MARKED: Final = ("exact", "start", "before", "after")


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
@signed_in
def annotation_new(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    """The one form: for a passage marked on the page, for a field by keyboard, and for a sentence chosen here."""
    dossier, reading = dossier_and_reading(request, dossier_slug)
    asked = request.POST if request.method == "POST" else request.GET
    where = place(reading, asked.get("on", ""), asked.get("about", ""), asked.get("field", ""))
    if not request.actor.saves:  # type: ignore[attr-defined]
        raise PermissionDenied
    if where is None and request.POST.get("body", "").strip():
        return lost(request, reading)
    if where is None:
        raise Http404("no such place")
    entry = entry_at(request, dossier, where.entry)
    if request.method != "POST":
        return empty(request, dossier, reading, where, entry)
    form = WriteForm(request.POST, text=where.text(reading), teams=teams(request))
    valid = form.is_valid()
    if entry.live is None or form.cleaned_data.get("seen", entry.live.number) != entry.live.number:
        return changed(request, reading, where, form, entry)
    if not valid:
        return shown(request, reading, where, form, status=422)
    return post(request, reading, where, form, entry)


def post(request: HttpRequest, reading: Reading, where: Place, form: WriteForm, entry: Entry) -> HttpResponse:
    """Saves what a valid form says, once, and goes on to where it stands."""
    about = entry_at(request, entry.dossier, where.about) if where.about else None
    spot = stored.Place(entry, about, where.field, form.cleaned_data["selector"])
    token = form.cleaned_data["token"]
    try:
        made = Annotation.objects.post(spot, form.said(), by=person(request), token=token, now=timezone.now())
    except SentBefore as sent:
        return shown(request, reading, where, renewed(form), sent_before=sent.annotation, status=409)
    except TextChanged:
        return changed(request, reading, where, form, entry)
    AnnotationDraft.objects.sent(by=person(request), token=token)
    beside = Annotation.objects.visible_to(request.actor).threads()  # type: ignore[attr-defined]
    crowd = beside.filter(entry=entry, about=made.about_id, field=where.field).count()
    address = made.get_absolute_url() if crowd > LISTED else note_page(reading, made)
    return HttpResponseRedirect(address, status=303)


def empty(request: HttpRequest, dossier: Dossier, reading: Reading, where: Place, entry: Entry) -> HttpResponse:
    """The form with what was typed before and not sent; a passage marked now counts more than one marked then."""
    draft = kept(request, dossier, where.key)
    live = entry.live.number if entry.live else 0
    initial: dict[str, Any] = restored(request, entry, where, draft) if draft else {}
    marked = {name: request.GET[name] for name in MARKED if name in request.GET}
    if marked.get("exact"):
        initial |= dict.fromkeys(MARKED, "") | marked | {"passage": WORDS}
    form = WriteForm(text=where.text(reading), teams=teams(request), initial={**initial, "seen": live})
    old = bool(draft and draft.typed.get("seen") not in (None, "", str(live)))
    return shown(request, reading, where, form, draft=draft, text_changed=old)


def restored(request: HttpRequest, entry: Entry, where: Place, draft: AnnotationDraft) -> dict[str, Any]:
    """What was typed. A sentence that was chosen in an earlier text comes back by its words, for its place may hold
    others by now."""
    typed: dict[str, Any] = dict(draft.typed)
    number, (start, _dash, end) = typed.get("seen", ""), typed.get("passage", "").partition("-")
    is_sentence = all(each.isdecimal() and len(each) < LONGEST_NUMBER for each in (number, start, end))
    if is_sentence and entry.live and int(number) != entry.live.number:
        before = entry.revisions.published().select_related("entry").filter(number=int(number)).first()
        about = entry_at(request, entry.dossier, where.about) if where.about else None
        text = text_at(before, about, where.field) if before else None
        typed |= {"passage": WORDS, "exact": (text or "")[int(start) : int(end)], "start": ""}
    return {**typed, "token": draft.token}


def changed(request: HttpRequest, reading: Reading, where: Place, form: WriteForm, entry: Entry) -> HttpResponse:
    """The text was published anew since it was read: the form again, on the text of now, with everything typed."""
    dossier = Dossier.objects.get(slug=reading.slug)
    reading = dossier.reading()
    entry = Entry.objects.select_related("live").get(pk=entry.pk)
    data = {**dict(form.data.items()), "seen": entry.live.number if entry.live else 0}
    here = place(reading, ":".join(where.entry), ":".join(where.about or ()), where.field) or Place(where.entry)
    again = WriteForm(data, text=here.text(reading), teams=teams(request))
    again.is_valid()
    return shown(request, reading, here, again, text_changed=True, status=409)


def renewed(form: WriteForm) -> WriteForm:
    """The same with everything typed, to be sent as another."""
    data = {**dict(form.data.items()), "token": uuid4()}
    return WriteForm(data, text=form.text, teams=form.fields["readers"].teams.values())  # type: ignore[attr-defined]


def shown(
    request: HttpRequest, reading: Reading, where: Place, form: WriteForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "form": form, "place": where, "text": where.text(reading), "pick": bool(request.GET.get("pick")),
        "draft": None, "sent_before": None, "text_changed": False, **more,
    }  # fmt: skip
    return render_part(request, "annotations/form.html", "annotations/_form.html", reading, context,
                       section="annotations", status=status)  # fmt: skip


def teams(request: HttpRequest) -> list[Team]:
    return list(Team.objects.visible_to(request.actor))  # type: ignore[attr-defined]


def kept(request: HttpRequest, dossier: Dossier, key: str) -> AnnotationDraft | None:
    mine = AnnotationDraft.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    return mine.filter(dossier=dossier, place=key).first()


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
@signed_in
def annotation_edit(request: HttpRequest, dossier_slug: str, link: UUID) -> HttpResponse:
    """Other words for what one has written. Earlier ones are kept for moderators."""
    dossier, reading = dossier_and_reading(request, dossier_slug)
    row = annotation_of(request, dossier, link)
    if not row.may_be_changed_by(request.actor):  # type: ignore[attr-defined]
        raise PermissionDenied
    suggests = row.stance == SUGGESTS and bool(row.field)
    key = f"edit:{row.link}"
    if request.method != "POST":
        draft = kept(request, dossier, key)
        initial = {"body": row.body, "replacement": row.replacement, **(draft.typed if draft else {})}
        form = EditForm(suggests=suggests, initial=initial)
        return editing(request, reading, row, form, draft=draft)
    form = EditForm(request.POST, suggests=suggests)
    if not form.is_valid():
        return editing(request, reading, row, form, status=422)
    found = form.cleaned_data
    try:
        AnnotationEvent.objects.edit(row, found["body"], replacement=found.get("replacement", row.replacement),
                                     by=person(request), now=timezone.now())  # fmt: skip
    except NotNow:
        return editing(request, reading, row, form, gone=True, status=409)
    AnnotationDraft.objects.filter(author=person(request), dossier=dossier, place=key).delete()
    return HttpResponseRedirect((row.parent or row).get_absolute_url(), status=303)


def editing(
    request: HttpRequest, reading: Reading, row: Annotation, form: EditForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "row": row, "draft": None, "gone": False, **more}
    return render(request, "annotations/edit.html", reading, context, section="annotations", status=status)


@require_http_methods(["POST"])
@unlisted
def annotation_draft(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    """What stands in a form, a second after typing stopped; with `discard` it is thrown away."""
    if not request.user.is_authenticated:
        said = _("You are signed out. What you typed is still here: when you send it, you are asked to sign in.")
        return HttpResponse(said, status=422, content_type=PLAIN)
    dossier, _reading = dossier_and_reading(request, dossier_slug)
    key, token = request.POST.get("place", ""), as_uuid(request.POST.get("token", ""))
    if not request.actor.saves:  # type: ignore[attr-defined]
        raise PermissionDenied
    if not 0 < len(key) <= PLACE_MAX or token is None or "\0" in key:
        return HttpResponse(_("The form was not complete. Open it again."), status=422)
    if "discard" in request.POST:
        AnnotationDraft.objects.visible_to(request.actor).filter(dossier=dossier, place=key).delete()  # type: ignore[attr-defined]
        return HttpResponseRedirect(own_path(request, request.POST.get("next", "")), status=303)
    typed = {name: request.POST.get(name, "").replace("\0", "") for name in TYPED}
    if sum(map(len, typed.values())) > TYPED_MAX:
        said = _("It has more than %(most)s characters, and is not kept. Shorten it.") % {"most": f"{TYPED_MAX:,}"}
        return HttpResponse(said, status=422, content_type=PLAIN)
    return HttpResponse(keep(request, dossier, key, typed, token), content_type=PLAIN)


def keep(request: HttpRequest, dossier: Dossier, key: str, typed: dict[str, str], token: UUID) -> str:
    """What became of it, in a sentence. A form that was emptied leaves nothing to come back."""
    me = person(request)
    if not (typed["body"].strip() or typed["replacement"].strip()):
        AnnotationDraft.objects.filter(author=me, dossier=dossier, place=key).delete()
        return _("Nothing is kept: the form is empty.")
    if not AnnotationDraft.objects.keep(dossier, key, typed, by=me, token=token, now=timezone.now()):
        return _("This form has been sent already, so nothing is kept of it. Open it anew to write more.")
    return _("Kept as a draft at %(time)s.") % {"time": timezone.localtime().strftime("%H:%M")}
