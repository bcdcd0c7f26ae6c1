"""What must hold of a stored dossier at any moment, however it got there."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from options.models import Dossier, Entry, Revision, SearchDoc, Source, rows
from options.models.entries import CONFIDENTIAL
from options.models.revisions import ADMIN
from tests.conftest import NOW


def draft(entry: Entry, author: Any = None, **changes: Any) -> Revision:
    """A draft of an entry from its live state, with some fields changed."""
    entry = Entry.objects.select_related("live__entry").get(pk=entry.pk)
    content = entry.live.value().model_copy(update=changes)
    return Revision.objects.record(entry, content, author=author, origin=ADMIN, now=NOW, note="a change")


def everything() -> dict[str, list[str]]:
    """Every row of every table of ours, to compare before and after."""
    every = apps.get_app_config("options").get_models()
    return {model.__name__: sorted(map(repr, model._default_manager.values())) for model in every}


def broken(dossier: Dossier) -> list[str]:
    """What does not fit together in a dossier; empty when it is whole."""
    dossier = Dossier.objects.get(pk=dossier.pk)
    titles = dict(Source.objects.filter(entry__dossier=dossier).values_list("entry__slug", "title"))
    entries = list(dossier.entries.select_related("live__entry", "dossier"))
    return [*_versions(dossier), *(fault for entry in entries for fault in _of_entry(entry, titles))]


def _versions(dossier: Dossier) -> Iterator[str]:
    published = dossier.revisions.published()
    marked = {*published.values_list("from_version", flat=True), *published.values_list("archived_from", flat=True)}
    if sorted(marked - {None}) != list(range(1, dossier.version + 1)):
        yield f"version {dossier.version}, but changes in {sorted(marked - {None})}"


def _of_entry(entry: Entry, titles: dict[str, str]) -> Iterator[str]:
    published = list(entry.revisions.published().order_by("from_version"))
    ends = [revision.to_version for revision in published]
    if ends != [*(revision.from_version for revision in published[1:]), *([None] if published else [])]:
        yield f"{entry}: revisions end in {ends}"
    if (published[-1].pk if published else None) != entry.live_id:
        yield f"{entry}: the last publication is not what is live"
    if entry.lock_version != len(published):
        yield f"{entry}: lock version {entry.lock_version} after {len(published)} publications"
    if entry.live is None:
        return
    if (entry.live.archived_at is None) != (entry.archived_at is None):
        yield f"{entry}: archived for one of entry and revision only"
    if rows.dump(entry) != entry.live.value():
        yield f"{entry}: its rows say something else"
    words = SearchDoc.objects.filter(pk=entry.pk).values("title", "summary", "text", "citations").first()
    wanted = None if entry.kind in CONFIDENTIAL else SearchDoc.of(entry.live, titles)
    if words != (wanted and {name: getattr(wanted, name) for name in ("title", "summary", "text", "citations")}):
        yield f"{entry}: search knows something else"


@contextmanager
def rolled_back() -> Iterator[None]:
    """Examples of one property share its database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Runs each in a thread of its own, all started together; what each returned or raised, in order."""
    start = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        start.wait(10)
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        futures = [pool.submit(run, work) for work in works]
        return [future.exception(timeout=30) or future.result() for future in futures]
