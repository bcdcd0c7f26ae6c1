"""Importing a dossier file: what differs becomes draft revisions, which may be published as one set."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from options.bundle import schema
from options.bundle.canonical import canonical_json, content_hash
from options.bundle.diff import merge_fields
from options.bundle.document import Document
from options.bundle.regroup import regroup, ungroup
from options.models.dossier import Dossier
from options.models.entries import CONFIDENTIAL, Entry
from options.models.revisions import DRAFT, IMPORT, REJECTED, REMOVED, Revision

Key = tuple[str, str]  # kind, slug
Progress = Callable[[str, float], None]  # what is being done, and which part of the whole is done with it
NOTE: Final = "import"


@dataclass
class ImportReport:
    """What an import did, or would do: names of entries as `kind slug`."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    changed_here: list[str] = field(default_factory=list)
    archived_here: list[str] = field(default_factory=list)
    removed_here: list[str] = field(default_factory=list)  # the file has words that were redacted here
    conflicts: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    drafts: int = 0
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
    progress: Progress = lambda what, part: None,
) -> ImportReport:
    """Import a checked document into the dossier of its slug, made if there is none. All of it or, on refusal, nothing.

    Raises ImportRefused when `publish` would undo what was done here since the last import, or when a merge against
    `exported_version` finds the same field changed on both sides; `overwrite` lets the file win in both cases.
    Raises Unpublishable when what would stand then, with what the file does not have, breaks a rule of the format.
    """
    with transaction.atomic():
        run = _Import(document, now, progress)
        run.compare()
        if not overwrite:
            run.refuse_conflicts(publish)
        run.record()
        if archive_absent:  # first, so that what goes does not stand in the way of what comes
            run.archive()
        if publish:
            run.publish()
        if dry_run:
            transaction.set_rollback(True)
        return run.report


class _Import:
    """One run: reads what stands, decides entry by entry, then writes in bulk."""

    def __init__(self, document: Document, now: datetime, progress: Progress) -> None:
        self.values = {(value.kind, value.slug): value for value in regroup(document)}
        self.now, self.progress = now, progress
        head = document.dossier
        made, _created = Dossier.objects.get_or_create(
            slug=head.slug, defaults={"title": head.title, "visibility": head.visibility}
        )
        self.dossier = Dossier.locked(made.pk)
        self.standing = dict(self._standing())
        self.base = self._contents_at(head.exported_version)
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

    def _contents_at(self, version: int | None) -> dict[Key, schema.Content] | None:
        """What the file was made from; None when it does not say, or names a version that was never here."""
        if version is None or version > self.dossier.version:
            return None
        rows = self.dossier.revisions.at(version).values_list("entry__kind", "entry__slug", "content")
        return {(kind, slug): schema.CONTENT[kind].model_validate_json(text) for kind, slug, text in rows}

    # --- deciding ---

    def compare(self) -> None:
        for key, value in self.values.items():
            self._compare_one(key, value.content)
            self.progress(_("comparing"), 0.1 / len(self.values))
        self.report.absent = [_name(key) for key in self._absent()]

    def _absent(self) -> dict[Key, Standing]:
        """What is live here and not in the file."""
        return {key: found for key, found in self.standing.items() if key not in self.values and _is_current(found)}

    def _compare_one(self, key: Key, theirs: schema.Content) -> None:
        standing = self.standing.get(key)
        if standing is None or standing.newest is None:
            self._draft(key, theirs, self.report.added)
            return
        wanted, listed = self._decided(key, theirs, standing)
        newest = standing.newest
        if wanted is None:
            self.report.unchanged.append(_name(key))
        elif _is_waiting(newest, standing) and newest.hash == content_hash(wanted):
            newest.entry = standing.entry
            self.waiting.append(newest)
            self.report.unchanged.append(_name(key))
        else:
            self._draft(key, wanted, listed)

    def _decided(self, key: Key, theirs: schema.Content, standing: Standing) -> tuple[schema.Content | None, list[str]]:
        """What should stand of an entry that is known here, and how it is listed; None when it stands already."""
        live, report = standing.live, self.report
        if live is None:
            return theirs, report.changed
        if self.base is not None and self.base.get(key) == theirs:  # nobody touched it in the file
            return None, report.unchanged
        if live.hash == content_hash(theirs) and standing.entry.archived_at is None:
            return None, report.unchanged
        undone = self._undone(theirs, standing, live)
        if undone is not None:
            undone.append(_name(key))
        elif self.base is not None:
            return self._merged(key, theirs, live)
        return theirs, report.changed

    def _undone(self, theirs: schema.Content, standing: Standing, live: Revision) -> list[str] | None:
        """Where the report names an entry whose publication would undo what was done here; None when it would not."""
        if standing.entry.archived_at is not None:
            return self.report.archived_here
        if live.redacted_at is not None and _marks(canonical_json(theirs)) < _marks(live.content):
            return self.report.removed_here
        return self.report.changed_here if self.base is None and live.origin != IMPORT else None

    def _merged(self, key: Key, theirs: schema.Content, live: Revision) -> tuple[schema.Content | None, list[str]]:
        """Three-way: the file against what it was exported from, and what stands here against the same."""
        assert self.base is not None
        base, mine = self.base.get(key), schema.CONTENT[key[0]].model_validate_json(live.content)
        if base is None:  # added on both sides, differently
            self.report.conflicts.append(_name(key))
            return theirs, self.report.changed
        if base == mine:
            return theirs, self.report.changed
        merged, conflicts = merge_fields(key[0], base, mine, theirs)
        self.report.conflicts += [f"{_name(key)}: {path}" for path in conflicts]
        if conflicts:
            return theirs, self.report.changed
        return None if merged == mine else merged, self.report.merged

    def _draft(self, key: Key, content: schema.Content, listed: list[str]) -> None:
        self.drafts.append((key, content))
        listed.append(_name(key))

    def refuse_conflicts(self, publish: bool) -> None:
        reasons = [_("%s: changed both here and in the file") % name for name in self.report.conflicts]
        if publish:
            reasons += [_("%s: changed here since the last import") % name for name in self.report.changed_here]
            reasons += [_("%s: archived here") % name for name in self.report.archived_here]
            reasons += [_("%s: has words that were removed here") % name for name in self.report.removed_here]
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
        self.report.drafts = len(drafts)
        self.progress(_("recording"), 0.1)

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
        self.progress(_("publishing"), 0.8)

    def archive(self) -> None:
        """Absent entries; exercises only when the file has some, since exports for the public leave them out."""
        spared = set(CONFIDENTIAL) - {kind for kind, _slug in self.values}
        absent = [standing.entry.pk for standing in self._absent().values()]
        entries = Entry.objects.filter(~Q(kind__in=spared), pk__in=absent)
        self.report.archived = entries.archive(self.dossier, self.now)
        self.report.version = Dossier.objects.get(pk=self.dossier.pk).version


def _with(rows: Iterable[Any], *names: str) -> Iterator[tuple[Any, ...]]:
    """Each row with some values that its query annotated."""
    for row in rows:
        yield (row, *(getattr(row, name) for name in names))


def _is_current(standing: Standing) -> bool:
    return standing.live is not None and standing.entry.archived_at is None


def _is_waiting(newest: Revision, standing: Standing) -> bool:
    """Is the newest revision a draft that was begun from what is live?"""
    return newest.state == DRAFT and newest.parent_id == standing.entry.live_id


def _marks(text: str) -> int:
    """How many places words were removed from."""
    return sum(text.count(mark) for mark in REMOVED)


def _name(key: Key) -> str:
    return " ".join(key)


def export_document(dossier: Dossier) -> Document:
    """The live dossier in the file's form, with the version it was exported from; archived entries are included."""
    return ungroup(dossier.reading().entries, exported_version=dossier.version)
