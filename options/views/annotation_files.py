"""Annotations as files: what the reader may see, narrowed as the stream is; and files brought in, with a dry run."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from options.bodies import canonical_body
from options.forms.annotations import ImportForm
from options.jinja import url
from options.models import Annotation, Dossier
from options.models.annotations import PRIVATE, REPLACEMENT_MAX, NotNow, Said, TextChanged
from options.models.annotations import Place as Spot
from options.models.entries import PATHS
from options.pages.annotations import files, incoming
from options.pages.annotations.arrivals import Arrival, arrival
from options.pages.annotations.noted import verdict_of
from options.pages.annotations.places import place_of
from options.pages.query import Query
from options.views.files import download
from options.views.notes import WITH, entry_at
from options.views.parts import dossier_and_reading, person, reader, render, unlisted
from options.views.signing import signed_in
from options.views.stream import choice, chosen

TYPES: Final = {
    "jsonld": 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
_LINK: Final = re.compile(r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/?$")


@require_safe
def annotations_export(request: HttpRequest, dossier_slug: str, kind: str) -> HttpResponse:
    dossier, reading = dossier_and_reading(request, dossier_slug)
    actor = reader(request)
    rows = Annotation.objects.visible_to(actor).filter(dossier=dossier)
    threads = chosen(rows, choice(Query(dict(request.GET.lists())), reading, moderates=actor.moderates))
    every = rows.filter(pk__in=threads.values("pk")) | rows.filter(parent__in=threads.values("pk"))
    listed = every.select_related(*WITH, "made_on", "parent__dossier").order_by("created_at", "pk")
    notes = [exported(request, reading, row) for row in listed]
    address, label = request.build_absolute_uri(), _("Annotations: %(title)s") % {"title": reading.dossier.title}
    if kind == "jsonld":
        body = files.jsonld(notes, address=address, label=label)
    elif kind == "csv":
        body = files.csv(notes, say=_)
    else:
        body = files.markdown(notes, address=address, label=label, say=_)
    return download(body, TYPES[kind], f"{reading.slug}-annotations.{kind}")


def exported(request: HttpRequest, reading: Any, row: Annotation) -> files.Exported:
    where = place_of(row)
    title = reading.title(*where.entry) + (f" / {reading.title(*where.about)}" if where.about else "")
    pinned = url("revision", reading.slug, PATHS[where.entry[0]], where.entry[1], row.made_on.number)
    return files.Exported(
        address=request.build_absolute_uri(row.get_absolute_url()), created=row.created_at, modified=row.edited_at,
        creator=row.brought_from or row.written_by.shown_name,
        brought_by=row.written_by.shown_name if row.brought_from else "", stance=row.stance, state=row.state,
        visibility=row.visibility, body=row.body, replacement=row.replacement, entry=where.entry, about=where.about,
        field=where.field, title=title, source=request.build_absolute_uri(pinned), selector=row.selector,
        verdict=verdict_of(row),
        reply_to=request.build_absolute_uri(row.parent.get_absolute_url()) if row.parent else "",
    )  # fmt: skip


# --- bringing in ---


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
@signed_in
def annotations_import(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    """First what a file would make, then with `keep` the same once more, kept. The same file again changes nothing."""
    dossier, reading = dossier_and_reading(request, dossier_slug)
    if not request.actor.saves:  # type: ignore[attr-defined]
        raise PermissionDenied
    if request.method != "POST":
        return shown(request, reading, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    raw = form.raw() if form.is_valid() else None
    if raw is None:
        return shown(request, reading, form, fault=_("Choose a file first."), status=422)
    try:
        items = incoming.read(raw)
    except incoming.Unreadable as why:
        return shown(request, reading, form, fault=str(why), status=422)
    with transaction.atomic():
        reading = Dossier.locked(dossier.pk).reading()  # nobody publishes between the look and the keeping
        told = settled(request, dossier, [arrival(reading, item) for item in once(map(checked, items))])
        if "keep" not in request.POST:
            transaction.set_rollback(True)  # a dry run goes the whole way, and leaves nothing
    text = raw.decode("utf-8-sig")
    return shown(request, reading, form, told=told, kept="keep" in request.POST, text=text)


def checked(item: incoming.Incoming) -> incoming.Incoming:
    """As it would be kept, or with a fault more."""
    if item.faults:
        return item
    try:
        found = replace(item, body=canonical_body(item.body), replacement=canonical_body(item.replacement))
    except ValueError as why:
        return replace(item, faults=(f"What it says cannot be kept: it {why}.",))
    if not found.body:
        return replace(found, faults=("It says nothing that could be seen.",))
    if len(found.replacement) > REPLACEMENT_MAX:
        return replace(found, faults=(f"Its words to put in place are longer than {REPLACEMENT_MAX:,} characters.",))
    return found


def once(items: Iterable[incoming.Incoming]) -> Iterator[incoming.Incoming]:
    """Each with an id of its own."""
    seen: set[str] = set()
    for item in items:
        yield replace(item, faults=("Another one of the file has its id already.",)) if item.id in seen else item
        seen |= {item.id} if item.id else set()


def settled(request: HttpRequest, dossier: Dossier, arrivals: Iterable[Arrival]) -> list[dict[str, Any]]:
    """What became of each: made, there already, or why not. Answers come after what they answer."""
    made: dict[str, Annotation] = {}
    told = {}
    for each in sorted(arrivals, key=lambda each: (each.is_answer, each.item.number)):
        row, new, why = standing(request, dossier, each.item.id), False, " ".join(each.faults)
        if row is not None:
            why = ""
        elif not why:
            row, new, why = brought(request, dossier, each, made)
        if row is not None and each.item.id:
            made[each.item.id] = row
        told[each.item.number] = {"item": each.item, "place": each.place, "row": row, "new": new, "why": why}
    return [told[number] for number in sorted(told)]


def brought(
    request: HttpRequest, dossier: Dossier, each: Arrival, made: dict[str, Annotation]
) -> tuple[Annotation | None, bool, str]:
    """The annotation, whether it was made just now, and else why there is none."""
    me, item, now = person(request), each.item, timezone.now()
    token = uuid5(NAMESPACE_URL, f"{dossier.pk} {item.id or repr((item.creator, item.body, item.exact, item.entry))}")
    if before := Annotation.objects.filter(author=me, client_token=token).select_related("parent").first():
        return before, False, ""
    if each.is_answer:
        thread = made.get(item.reply_to) or standing(request, dossier, item.reply_to)
        if thread is None or thread.visibility != PRIVATE or thread.author_id != me.pk:
            return None, False, _("What it answers is not among what you bring in: answer there by hand.")
        try:
            row = Annotation.objects.reply(thread, item.body, by=me, token=token, now=now, brought_from=item.creator)
        except NotNow:
            return None, False, _("What it answers is withdrawn or hidden.")
        return row, True, ""
    assert each.place is not None  # or there would be a fault
    where = each.place
    about = entry_at(request, dossier, where.about) if where.about else None
    spot = Spot(entry_at(request, dossier, where.entry), about, where.field, each.selector)
    said = Said(item.body, item.stance, PRIVATE, None, item.replacement if where.field else "", item.creator)
    try:
        return Annotation.objects.post(spot, said, by=me, token=token, now=now), True, ""
    except TextChanged:
        return None, False, _("The entry was published anew at this very moment: bring the file in once more.")


def standing(request: HttpRequest, dossier: Dossier, address: str) -> Annotation | None:
    """One that is here already, by the end of its address, if the actor may read it."""
    found = _LINK.search(address)
    rows = Annotation.objects.visible_to(request.actor).filter(dossier=dossier)  # type: ignore[attr-defined]
    return rows.filter(link=UUID(found[1])).select_related("parent").first() if found else None


def shown(request: HttpRequest, reading: Any, form: ImportForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "fault": "", "told": None, "kept": False, "text": "", **more}
    return render(request, "annotations/import.html", reading, context, section="annotations", status=status)
