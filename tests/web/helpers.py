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
