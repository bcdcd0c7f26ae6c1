"""Short ways to a reading that differs a little from the small dossier."""

from dataclasses import replace

from options.bundle.reading import Reading
from options.pages.query import Query


def changed(reading, kind, slug, **changes):
    """The reading with some fields of one entry changed."""
    return _with(reading, kind, slug, lambda e: replace(e, content=e.content.model_copy(update=changes)))


def archived(reading, kind, slug):
    return _with(reading, kind, slug, lambda e: replace(e, archived=True))


def without(reading, *kinds):
    """The reading without any entry of some kinds."""
    return Reading(reading.slug, 2, tuple(e for e in reading.entries if e.kind not in kinds))


def _with(reading, kind, slug, change):
    assert reading.entry(kind, slug)
    entries = tuple(change(e) if (e.kind, e.slug) == (kind, slug) else e for e in reading.entries)
    return Reading(reading.slug, 2, entries)


def asked(choice, reading, **values):
    """What `choice` reads out of an address with these values."""
    return choice(Query({name: [value] for name, value in values.items()}), reading)
