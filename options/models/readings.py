"""Readings kept in memory. A reading never changes, so a process may keep it; a handful is enough."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any, Final

from django.db import connection

from options.bundle.reading import EntryValue, Reading
from options.bundle.schema import CONTENT

KEPT: Final = 6

_lock: Final = Lock()
_kept: "OrderedDict[Hashable, Reading]" = OrderedDict()


def of(dossier: Any, version: int) -> Reading:
    """The reading of a dossier at a version, from memory or with one query.

    The key carries the count of redactions: after one, every reading made before it is out of use.
    """
    key = (dossier.pk, version, dossier.redactions)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    reading = Reading(dossier.slug, version, tuple(_entries(dossier, version)))
    # What is read inside a transaction may still be rolled back, and its version used again; what is not published
    # yet will say something else once it is.
    if connection.in_atomic_block or version > dossier.version:
        return reading
    with _lock:
        _kept[key] = reading
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return reading


def forget() -> None:
    """Drop everything kept: for tests, whose databases come and go under the same keys."""
    with _lock:
        _kept.clear()


def _entries(dossier: Any, version: int) -> Any:
    rows = dossier.revisions.at(version).values_list(
        "entry__kind", "entry__slug", "archived_from", "number", "published_at", "content"
    )
    for kind, slug, archived_from, number, published_at, content in rows.iterator():
        yield EntryValue(
            kind=kind,
            slug=slug,
            content=CONTENT[kind].model_validate_json(content),
            number=number,
            published_at=published_at,
            archived=archived_from is not None and archived_from <= version,
        )
