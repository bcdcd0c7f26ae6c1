"""Annotations for tests, made by the verbs that pages use."""

from uuid import uuid4

from options.analysis.anchoring.selectors import verified
from options.models import Annotation, Entry
from options.models.annotations import Place, Said
from options.models.following import text_at
from tests.conftest import NOW

PASSAGE = "carries people on foot and on bicycles"


def entry_of(dossier, slug="footbridge", kind="option"):
    return Entry.objects.select_related("live__entry").get(dossier=dossier, kind=kind, slug=slug)


def on(dossier, quote=None, *, slug="footbridge", kind="option", field="description", about=None):
    """A place: an entry, with `field` "" for all of it; `quote` for a passage; `about` (kind, slug) for a cell."""
    entry = entry_of(dossier, slug, kind)
    cell = entry_of(dossier, about[1], about[0]) if about else None
    text = text_at(entry.live, cell, field) if field else None
    return Place(entry, cell, field, verified(text, quote) if quote else None)


def post(
    place, by, body="Says who?", *, stance="challenges", visibility="public", team=None, replacement="", **options
):
    said = Said(body, stance, visibility, team, replacement)
    return Annotation.objects.post(place, said, by=by, **{"token": uuid4(), "now": NOW, **options})


def reply(thread, by, body="I do.", **options):
    return Annotation.objects.reply(thread, body, by=by, **{"token": uuid4(), "now": NOW, **options})
