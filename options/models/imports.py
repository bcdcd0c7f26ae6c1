"""Importing a dossier file: what differs becomes draft revisions, which may be published as one set (decision 6)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils.translation import gettext as _

from options.bundle import schema
from options.bundle.canonical import content_hash
from options.bundle.diff import merge_fields
from options.bundle.document import Document
from options.bundle.reading import EntryValue
from options.bundle.regroup import regroup, ungroup
from options.models.dossier import Dossier
from options.models.entries import Entry
from options.models.revisions import DRAFT, IMPORT, REJECTED, Revision

Key = tuple[str, str]  # kind, slug
Progress = Callable[[str, int], None]  # what is being done, and how many entries more are done with it
NOTE: Final = "import"


@dataclass
class ImportReport:
    """What an import did, or would do: names of entries as `kind slug`."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    changed_here: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    archived: int = 0
    published: int = 0
    version: int = 0


class ImportRefused(Exception):
    """Nothing was imported. `reasons` holds one sentence each, as `entry: what is wrong`."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@dataclass
class Standing:
    """What the database has of one entry."""

    entry: Entry
    newest: Revision | None = None  # the newest revision that was not rejected
    live: Revision | None = None
    last_number: int = 0


def import_document(
    document: Document,
    *,
    now: datetime,
    publish: bool = False,
    archive_absent: bool = False,
    overwrite: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda what, done: None,
) -> ImportReport:
    """Import a checked document into the dossier of its slug, made if there is none. All of it or, on refusal, nothing.

    Raises ImportRefused when `publish` would undo changes made here since the last import, or when a merge against
    `exported_version` finds the same field changed on both sides; `overwrite` lets the file win in both cases.
    """
    with transaction.atomic():
        run = _Import(document, now, overwrite, progress)
        run.compare()
        if not overwrite:
            run.refuse_conflicts(publish)
        run.record()
        if publish:
            run.publish()
        if archive_absent:
            run.archive()
        if dry_run:
            transaction.set_rollback(True)
        return run.report


class _Import:
    """One run: reads what stands, decides entry by entry, then writes in bulk."""

    def __init__(self, document: Document, now: datetime, overwrite: bool, progress: Progress) -> None:
        self.values = {(value.kind, value.slug): value for value in regroup(document)}
        self.now, self.overwrite, self.progress = now, overwrite, progress
        self.base_version = document.dossier.exported_version
        head = document.dossier
        made, _created = Dossier.objects.get_or_create(
            slug=head.slug, defaults={"title": head.title, "visibility": head.visibility}
        )
        self.dossier = Dossier.locked(made.pk)
        self.standing = dict(self._standing())
        self.base = self._contents_at(self.base_version) if self.base_version else {}
        self.report = ImportReport(version=self.dossier.version)
        self.drafts: list[tuple[Key, schema.Content]] = []
        self.waiting: list[Revision] = []

    def _standing(self) -> Iterator[tuple[Key, Standing]]:
        latest = Revision.objects.filter(entry=OuterRef("pk")).exclude(state=REJECTED).order_by("-number")
        entries = self.dossier.entries.select_related("live").annotate(
            newest_pk=Subquery(latest.values("pk")[:1]), last_number=Max("revisions__number")
        )
        found = [(entry, *facts) for entry, *facts in _with(entries, "newest_pk", "last_number")]
        waiting = [newest_pk for entry, newest_pk, _number in found if newest_pk != entry.live_id]
        drafts = {draft.entry_id: draft for draft in Revision.objects.filter(pk__in=waiting)}
        for entry, _newest_pk, number in found:
            yield (entry.kind, entry.slug), Standing(entry, drafts.get(entry.pk, entry.live), entry.live, number or 0)

    def _contents_at(self, version: int) -> dict[Key, schema.Content]:
        rows = self.dossier.revisions.at(version).values_list("entry__kind", "entry__slug", "content")
        return {(kind, slug): schema.CONTENT[kind].model_validate_json(text) for kind, slug, text in rows}

    # --- deciding ---

    def compare(self) -> None:
        for key, value in self.values.items():
            self._compare_one(key, value)
            self.progress(_("comparing"), 1)
        absent = [key for key, standing in self.standing.items() if key not in self.values and _is_current(standing)]
        self.report.absent = [_name(key) for key in absent]

    def _compare_one(self, key: Key, value: EntryValue) -> None:
        standing = self.standing.get(key)
        if standing is None or standing.newest is None:
            self._draft(key, value.content, self.report.added)
            return
        wanted = content_hash(value.content)
        live, newest = standing.live, standing.newest
        if live is not None and live.hash == wanted and standing.entry.archived_at is None:
            self.report.unchanged.append(_name(key))
        elif newest.state == DRAFT and newest.hash == wanted and newest.parent_id == standing.entry.live_id:
            newest.entry = standing.entry
            self.waiting.append(newest)
            self.report.unchanged.append(_name(key))
        elif self.base_version and live is not None:
            self._merge(key, value.content, live)
        else:
            if live is not None and live.origin != IMPORT:
                self.report.changed_here.append(_name(key))
            self._draft(key, value.content, self.report.changed)

    def _merge(self, key: Key, theirs: schema.Content, live: Revision) -> None:
        """Three-way: the file against what it was exported from, and what stands here against the same."""
        base = self.base.get(key)
        mine = schema.CONTENT[key[0]].model_validate_json(live.content)
        if base is None or base == mine:
            self._draft(key, theirs, self.report.changed)
            return
        if base == theirs:
            self.report.unchanged.append(_name(key))
            return
        merged, conflicts = merge_fields(key[0], base, mine, theirs)
        self.report.conflicts += [f"{_name(key)}: {path}" for path in conflicts]
        self._draft(key, theirs if conflicts else merged, self.report.merged)

    def _draft(self, key: Key, content: schema.Content, listed: list[str]) -> None:
        self.drafts.append((key, content))
        listed.append(_name(key))

    def refuse_conflicts(self, publish: bool) -> None:
        reasons = [_("%s: changed both here and in the file") % name for name in self.report.conflicts]
        if publish:
            reasons += [_("%s: changed here since the last import") % name for name in self.report.changed_here]
        if reasons:
            raise ImportRefused(reasons)

    # --- writing ---

    def record(self) -> None:
        """Entries that are new, and a draft for all that differs."""
        new = [key for key, _content in self.drafts if key not in self.standing]
        first = 1 + max((s.entry.position for s in self.standing.values()), default=-1)
        entries = [
            Entry(dossier=self.dossier, kind=kind, slug=slug, position=first + i) for i, (kind, slug) in enumerate(new)
        ]
        Entry.objects.bulk_create(entries, batch_size=500)
        for key, entry in zip(new, entries, strict=True):
            self.standing[key] = Standing(entry)
        drafts = [self._revision(key, content) for key, content in self.drafts]
        Revision.objects.bulk_create(drafts, batch_size=200)
        self.recorded = drafts
        self.progress(_("recording"), len(drafts))

    def _revision(self, key: Key, content: schema.Content) -> Revision:
        standing = self.standing[key]
        number = standing.last_number + 1
        return Revision.begun(
            standing.entry, content, number=number, author=None, origin=IMPORT, now=self.now, note=NOTE
        )

    def publish(self) -> None:
        revisions = self.recorded + self.waiting
        if revisions:
            self.report.version = Revision.objects.publish(revisions, by=None, now=self.now)
            self.report.published = len(revisions)
        self.progress(_("publishing"), len(self.values))

    def archive(self) -> None:
        """Absent entries; exercises only when the file has some, since exports for the public leave them out."""
        kinds = {kind for kind, _slug in self.values}
        absent = [s.entry.pk for key, s in self.standing.items() if key not in self.values and _is_current(s)]
        entries = Entry.objects.filter(pk__in=absent, kind__in=kinds)
        self.report.archived = entries.archive(self.dossier, self.now)


def _with(rows: Iterable[Any], *names: str) -> Iterator[tuple[Any, ...]]:
    """Each row with some values that its query annotated."""
    for row in rows:
        yield (row, *(getattr(row, name) for name in names))


def _is_current(standing: Standing) -> bool:
    return standing.live is not None and standing.entry.archived_at is None


def _name(key: Key) -> str:
    return " ".join(key)


def export_document(dossier: Dossier) -> Document:
    """The live dossier in the file's form, with the version it was exported from; archived entries are included."""
    return ungroup(dossier.reading().entries, exported_version=dossier.version)
