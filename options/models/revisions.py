"""Revisions: every state an entry has been published in, and the one verb that publishes.

`AFTER_PUBLISH` is filled by `options.models` alone: what must follow a publication, inside its transaction, in
this order.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from options.bundle import schema
from options.bundle.canonical import canonical_json, content_hash
from options.bundle.faults import spelled
from options.bundle.shapes import Pointer, walk
from options.models import rows
from options.models.access import Actor, User
from options.models.dossier import Dossier
from options.models.entries import CONFIDENTIAL, PATHS, Entry
from options.models.fields import line_field, one_of

DRAFT, REJECTED, PUBLISHED = "draft", "rejected", "published"
STATES: Final = (DRAFT, REJECTED, PUBLISHED)
IMPORT, ADMIN, REVERT = "import", "admin", "revert"
ORIGINS: Final = (IMPORT, ADMIN, REVERT)

AfterPublish = Callable[[Dossier, "Sequence[Revision]", datetime], None]
AFTER_PUBLISH: Final[list[AfterPublish]] = []


class Conflict(Exception):
    """Somebody published the entry since this revision was begun. The page for it is 409 and shows both texts."""

    def __init__(self, revisions: "Sequence[Revision]") -> None:
        names = ", ".join(revision.entry.slug for revision in revisions)
        super().__init__(_("Changed by somebody else in the meantime: %(entries)s.") % {"entries": names})
        self.revisions = revisions


class Unpublishable(Exception):
    """The set would leave a reference that leads nowhere. `problems` holds one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


class RevisionQuerySet(models.QuerySet["Revision"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> Self:
        """Published revisions of visible entries; drafts and rejected ones for curators and reviewers."""
        seen = self.filter(dossier__in=Dossier.objects.visible_to(actor, now))
        if not actor.reads_confidential:
            seen = seen.exclude(entry__kind__in=CONFIDENTIAL)
        return seen if actor.reads_drafts else seen.published()

    def published(self) -> Self:
        return self.filter(state=PUBLISHED)

    def at(self, version: int) -> Self:
        """The revisions that make up a dossier at a version, in page order."""
        standing = Q(to_version=None) | Q(to_version__gt=version)
        return self.filter(standing, from_version__lte=version).order_by("entry__position", "entry__slug")

    def record(
        self,
        entry: Entry,
        content: schema.Content,
        *,
        author: User | None,
        origin: str,
        now: datetime,
        note: str = "",
    ) -> "Revision":
        """A new draft of an entry, begun from what is live now."""
        newest = self.filter(entry=entry).aggregate(newest=Max("number"))["newest"] or 0
        draft = Revision.begun(entry, content, number=newest + 1, author=author, origin=origin, now=now, note=note)
        draft.save(force_insert=True)
        return draft

    @transaction.atomic
    def publish(
        self, revisions: "Sequence[Revision]", *, by: User | None, now: datetime, self_published: bool = False
    ) -> int:
        """Publish a set of drafts as one version of their dossier; returns that version.

        References name entries, so a set goes together: lock the dossier, check that each was begun from what is
        live, check references, close the old revisions, apply the new ones to the typed rows, raise the version
        once, and run what must follow. Raises Conflict or Unpublishable, and then nothing has changed.
        """
        dossier = Dossier.locked(revisions[0].dossier_id)
        _check_parents(revisions)
        _check_references(dossier, revisions)
        version = dossier.version + 1
        self._close(revisions, version)
        for revision in revisions:
            revision.state, revision.from_version, revision.published_at = PUBLISHED, version, now
            revision.approved_by, revision.self_published = by, self_published
        fields = ["state", "from_version", "published_at", "approved_by", "self_published"]
        Revision.objects.bulk_update(revisions, fields, batch_size=200)
        self._make_live(revisions)
        Dossier.objects.filter(pk=dossier.pk).update(version=version)
        rows.apply(dossier, [(revision.entry, revision.value()) for revision in revisions])
        for follow in AFTER_PUBLISH:
            follow(dossier, revisions, now)
        return version

    def _close(self, revisions: "Sequence[Revision]", version: int) -> None:
        entries = [revision.entry_id for revision in revisions]
        Revision.objects.filter(entry__in=entries, state=PUBLISHED, to_version=None).update(to_version=version)

    def _make_live(self, revisions: "Sequence[Revision]") -> None:
        for revision in revisions:
            entry = revision.entry
            entry.live, entry.lock_version = revision, entry.lock_version + 1
            entry.archived_at, entry.archived_from = None, None
        fields = ["live", "lock_version", "archived_at", "archived_from"]
        Entry.objects.bulk_update([revision.entry for revision in revisions], fields, batch_size=200)


def _check_parents(revisions: "Sequence[Revision]") -> None:
    entries = [revision.entry_id for revision in revisions]
    live = dict(Entry.objects.filter(pk__in=entries).values_list("pk", "live_id"))
    if late := [revision for revision in revisions if revision.parent_id != live[revision.entry_id]]:
        raise Conflict(late)


def _check_references(dossier: Dossier, revisions: "Sequence[Revision]") -> None:
    """Every entry that the set names must be published, or be in the set itself."""
    live = dossier.entries.published().values_list("kind", "slug")
    known = set(live) | {(revision.entry.kind, revision.entry.slug) for revision in revisions}
    problems = [
        _("%(entry)s, %(path)s: there is no published %(kind)s “%(slug)s”.")
        % {"entry": revision.entry.slug, "path": spelled(part.path), "kind": part.kind, "slug": part.value}
        for revision in revisions
        for part in walk(schema.CONTENT[revision.entry.kind], json.loads(revision.content))
        if isinstance(part, Pointer) and (part.kind, part.value) not in known
    ]
    if problems:
        raise Unpublishable(problems)


class Revision(models.Model):
    """One state of an entry. A draft may change; what has been published never does, but for `Entry.redact`.

    `content` is the entry's part of the bundle as canonical JSON; `hash` is its SHA-256. The revision is part of the
    dossier at version V when `from_version <= V` and (`to_version` is null or `> V`).
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="revisions")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    origin = models.CharField(max_length=8, choices=[(origin, origin) for origin in ORIGINS])
    state = models.CharField(max_length=9, choices=[(state, state) for state in STATES], default=DRAFT)
    change_note = line_field()
    content = models.TextField()
    hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    from_version = models.PositiveIntegerField(null=True)
    to_version = models.PositiveIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    self_published = models.BooleanField(default=False)
    redacted_at = models.DateTimeField(null=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["entry", "-number"]
        indexes = [
            models.Index(fields=["dossier", "from_version", "to_version"], name="revision_reading"),  # every page
        ]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="revision_number"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state=PUBLISHED, to_version=None), name="revision_one_live"
            ),
            models.CheckConstraint(
                name="revision_published_has_version",
                condition=Q(state=PUBLISHED, from_version__isnull=False, published_at__isnull=False)
                | (~Q(state=PUBLISHED) & Q(from_version=None)),
            ),
            models.CheckConstraint(
                name="revision_versions_rise", condition=Q(to_version=None) | Q(to_version__gt=F("from_version"))
            ),
            models.CheckConstraint(
                name="revision_not_approved_by_its_author",
                condition=Q(author=None) | Q(approved_by=None) | ~Q(approved_by=F("author")) | Q(self_published=True),
            ),
            one_of("revision_state", "state", STATES),
            one_of("revision_origin", "origin", ORIGINS),
        ]

    def __str__(self) -> str:
        return f"{self.entry} @{self.number}"

    def get_absolute_url(self) -> str:
        """The permanent address of a published revision."""
        return f"/d/{self.dossier.slug}/{PATHS[self.entry.kind]}/{self.entry.slug}/@{self.number}/"

    @classmethod
    def begun(
        cls,
        entry: Entry,
        content: schema.Content,
        *,
        number: int,
        author: User | None,
        origin: str,
        now: datetime,
        note: str = "",
    ) -> "Revision":
        """A draft, not yet saved, whose parent is what is live now."""
        return cls(
            entry=entry,
            dossier_id=entry.dossier_id,
            number=number,
            parent_id=entry.live_id,
            author=author,
            origin=origin,
            change_note=note,
            content=canonical_json(content),
            hash=content_hash(content),
            created_at=now,
        )

    def value(self) -> Any:
        """The content as the schema's class for this kind."""
        return schema.CONTENT[self.entry.kind].model_validate_json(self.content)

    def publish(self, *, by: User | None, now: datetime, self_published: bool = False) -> int:
        """Publish this revision alone; see `RevisionQuerySet.publish`."""
        return Revision.objects.publish([self], by=by, now=now, self_published=self_published)

    @transaction.atomic
    def revert(self, *, by: User, now: datetime) -> "Revision":
        """Publish this earlier state again, as a new revision."""
        entry = Entry.objects.select_for_update().get(pk=self.entry_id)
        note = _("Back to revision %(number)s.") % {"number": self.number}
        again = Revision.objects.record(entry, self.value(), author=by, origin=REVERT, now=now, note=note)
        again.publish(by=by, now=now, self_published=True)
        return again
