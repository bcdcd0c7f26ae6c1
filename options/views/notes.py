"""Annotations on pages that show entries: loaded once, by the one rule of who may read them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from options.bundle.reading import Reading
from options.bundle.text_fields import CELL_TEXT_FIELDS
from options.models import Annotation, Dossier, Entry
from options.models.annotations import PUBLIC, WITHDRAWN, AnnotationQuerySet
from options.pages.annotations.noted import Noted
from options.pages.annotations.places import place_of
from options.views.parts import reader, render
from options.words import word

LATEST: Final = 4
YEARS: Final = (1970, 9000)  # moments beyond these cannot be told in every time zone
# what a page shows of an annotation
WITH: Final = ("entry", "about", "author", "team", "anchor", "dossier", "taken_in")


def noted(request: HttpRequest, dossier: Dossier, reading: Reading, kind: str, slugs: Sequence[str]) -> Noted:
    """What is said about entries of one kind. Two queries, however many there are; three where options have cells
    about the entry."""
    actor = reader(request)
    rows = Annotation.objects.visible_to(actor).on_entries(dossier, kind, slugs)
    threads = rows.threads().select_related(*WITH)
    answers = rows.exclude(parent=None).select_related("author")
    found = Noted(reading, threads, answers, writes=actor.saves, label=label, made=timezone.now())
    if kind in CELL_TEXT_FIELDS:
        about = Annotation.objects.visible_to(actor).filter(dossier=dossier, about__kind=kind, about__slug__in=slugs)
        found.cells = {entry[1]: n for (entry, _of), n in about.counts().items()}
    return found


def label(row: Annotation) -> str:
    """What a passage that leads to an annotation is called."""
    return _("%(who)s %(stance)s") % {"who": row.written_by.shown_name, "stance": word(row.stance)}


def counted(request: HttpRequest, dossier: Dossier) -> dict[Any, int]:
    """How many threads stand on each entry and cell of a dossier. One query."""
    return Annotation.objects.visible_to(reader(request)).filter(dossier=dossier).counts()


def latest(request: HttpRequest, dossier: Dossier) -> list[dict[str, Any]]:
    """The newest threads that everybody may read. One query."""
    public = Annotation.objects.visible_to(reader(request)).filter(dossier=dossier, visibility=PUBLIC).threads()
    rows = public.exclude(state=WITHDRAWN).filter(hidden_at=None).select_related(*WITH).order_by("-created_at", "-pk")
    return [{"row": row, "place": place_of(row), "verdict": ""} for row in rows[:LATEST]]


def entry_at(request: HttpRequest, dossier: Dossier, name: tuple[str, str]) -> Entry:
    """An entry by kind and slug, with its live revision; 404 for one that the actor may not see."""
    rows = Entry.objects.visible_to(request.actor).select_related("live__entry")  # type: ignore[attr-defined]
    return get_object_or_404(rows, dossier=dossier, kind=name[0], slug=name[1])


def annotation_of(request: HttpRequest, dossier: Dossier, link: Any) -> Annotation:
    """An annotation that the actor may read; 404 for one that is missing or not theirs to see."""
    rows: AnnotationQuerySet = Annotation.objects.visible_to(reader(request)).filter(dossier=dossier)
    rows = rows.select_related(*WITH, "entry__live__entry", "made_on__entry", "parent__author")
    return get_object_or_404(rows, link=link)


def lost(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What was typed about something that is not there, or not any more: to be copied. It tells nothing of what there
    was."""
    typed = [request.POST[name] for name in ("body", "replacement") if request.POST.get(name, "").strip()]
    return render(request, "annotations/lost.html", reading, {"typed": typed}, section="annotations", status=409)


def moment(text: str) -> datetime | None:
    """None for what is no moment of time with its zone, or one that no page was made at."""
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    if found is None or not timezone.is_aware(found):
        return None
    return found if YEARS[0] <= found.year < YEARS[1] else None


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
