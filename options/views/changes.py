"""What changed in a dossier, version by version, as a page and as a feed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse

from options.bundle.reading import Reading
from options.feeds import ChangesFeed
from options.models import Dossier, Entry, Revision
from options.models.entries import PATHS
from options.notices import notices
from options.pages.changes import Changed, Version, versions
from options.pages.query import Query
from options.views.parts import dossier_and_reading, page, render

VERSIONS: Final = 20  # on one page
NAMED: Final = 12  # entries under one version; all of them on a page of their own
IN_FEED: Final = 30
MOST: Final = 500  # entries that the page of one version lists


@page
def changes(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    numbers = version_numbers(request, dossier)
    alone = query.one("version", [str(n) for n in numbers])
    part = Paginator(numbers, VERSIONS).get_page(query.page())
    shown = [int(alone)] if alone else list(part.object_list)
    context = {
        "versions": changed(request, dossier, reading, shown, MOST if alone else NAMED), "part": part,
        "alone": bool(alone), "notices": notices(query),
    }  # fmt: skip
    return render(request, "history/changes.html", reading, context, section="changes")


@page
def changes_feed(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    dossier, reading = dossier_and_reading(request, dossier_slug)
    latest = version_numbers(request, dossier)[:IN_FEED]
    return ChangesFeed(reading, changed(request, dossier, reading, latest, NAMED))(request)


def version_numbers(request: HttpRequest, dossier: Dossier) -> list[int]:
    """Versions in which the actor can see a change, latest first."""
    published = revisions(request, dossier).order_by().values_list("from_version", flat=True).distinct()
    archived = archivals(request, dossier).order_by().values_list("archived_from", flat=True).distinct()
    return sorted({*published, *archived}, reverse=True)


def revisions(request: HttpRequest, dossier: Dossier) -> Any:
    return Revision.objects.visible_to(request.actor).published().filter(dossier=dossier)  # type: ignore[attr-defined]


def archivals(request: HttpRequest, dossier: Dossier) -> Any:
    return revisions(request, dossier).filter(archived_from__isnull=False)


def changed(
    request: HttpRequest, dossier: Dossier, reading: Reading, numbers: Sequence[int], named: int
) -> tuple[Version, ...]:
    """What some versions changed, at most `named` entries each: a first import of thousands is one line of counts."""
    published = revisions(request, dossier).filter(from_version__in=numbers)
    archived = archivals(request, dossier).filter(archived_from__in=numbers)
    kinds: dict[int, dict[str, int]] = defaultdict(dict)
    for version, kind, count in published.order_by().values_list("from_version", "entry__kind").annotate(n=Count("pk")):
        kinds[version][kind] = count
    for version, kind, count in archived.order_by().values_list("archived_from", "entry__kind").annotate(n=Count("pk")):
        kinds[version][kind] = kinds[version].get(kind, 0) + count
    rows = _first(published, "from_version", named).select_related("entry", "author")
    gone = _first(archived, "archived_from", named).select_related("entry")
    return versions(numbers, [*_published(reading, rows), *_archived(reading, gone)], kinds)


def _first(rows: Any, version: str, most: int) -> Any:
    """The first entries of each version, by the field that holds it, in page order and without what they say."""
    order = ("entry__position", "entry__slug")
    place = Window(RowNumber(), partition_by=F(version), order_by=order)
    return rows.annotate(place=place).filter(place__lte=most).defer("content").order_by(*order)


def _published(reading: Reading, rows: Any) -> Iterator[Changed]:
    for row in rows:
        who = row.author and row.author.shown_name
        name = row.number, row.change_note, row.published_at, who
        yield Changed(row.from_version, *_entry(reading, row.entry), *name)


def _archived(reading: Reading, rows: Any) -> Iterator[Changed]:
    for row in rows:
        yield Changed(row.archived_from, *_entry(reading, row.entry), None, "", row.archived_at, None)


def _entry(reading: Reading, entry: Entry) -> tuple[str, str, str, str]:
    return entry.kind, PATHS[entry.kind], entry.slug, reading.title(entry.kind, entry.slug)
