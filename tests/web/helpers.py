"""Short ways for tests of pages."""

from datetime import timedelta

from options.models import Entry, Revision
from tests.conftest import NOW


def published(dossier, kind, slug, *, later=1, **changes):
    """Publishes an entry with some fields of its content changed; returns its revision."""
    entry = Entry.objects.select_related("dossier", "live").get(dossier=dossier, kind=kind, slug=slug)
    content = entry.live.value().model_copy(update=changes)
    at = NOW + timedelta(days=later)
    revision = Revision.objects.record(entry, content, author=None, origin="import", now=at)
    revision.publish(by=None, now=at)
    return revision


def more_entries(dossier, count):
    """Publishes `count` more options, risks and sources in one go, with a score, an exposure and a citation each."""
    live = {
        kind: Entry.objects.select_related("live").get(dossier=dossier, kind=kind, slug=slug).live.value()
        for kind, slug in (("option", "footbridge"), ("risk", "flood-backwater"), ("source", "harbour-act"))
    }
    drafts = []
    for number in range(count):
        for kind, content in live.items():
            slug = f"{content.slug}-{number}"
            entry = Entry.objects.create(dossier=dossier, kind=kind, slug=slug, position=1000 + number)
            copy = content.model_copy(update={"slug": slug})
            drafts.append(Revision.objects.record(entry, copy, author=None, origin="import", now=NOW))
    Revision.objects.publish(drafts, by=None, now=NOW)
