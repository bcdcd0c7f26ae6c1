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
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from options.bundle import schema
from options.bundle.canonical import canonical_json, content_hash
from options.bundle.checks import check_content
from options.bundle.faults import spelled
from options.bundle.reading import EntryValue
from options.bundle.shapes import Pointer, walk
from options.bundle.surroundings import Surroundings
from options.models import rows
from options.models.access import Actor, User
from options.models.dossier import Dossier
from options.models.entries import CONFIDENTIAL, PATHS, Entry
from options.models.fields import line_field, one_of

DRAFT, REJECTED, PUBLISHED = "draft", "rejected", "published"
STATES: Final = (DRAFT, REJECTED, PUBLISHED)
IMPORT, ADMIN, REVERT = "import", "admin", "revert"
ORIGINS: Final = (IMPORT, ADMIN, REVERT)
REMOVED: Final = ("[removed]", "[…]")  # stands for redacted words; the second where the first has no room

AfterPublish = Callable[[Dossier, "Sequence[Revision]", datetime], None]
AFTER_PUBLISH: Final[list[AfterPublish]] = []


class Conflict(Exception):
    """Somebody published the entry since this revision was begun. The page for it is 409 and shows both texts."""

    def __init__(self, revisions: "Sequence[Revision]") -> None:
        names = ", ".join(revision.entry.slug for revision in revisions)
        super().__init__(_("Changed by somebody else in the meantime: %(entries)s.") % {"entries": names})
        self.revisions = revisions


class Unpublishable(Exception):
    """The set would leave a dossier that breaks a rule of the format. `problems` holds one sentence each."""

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

        References name entries, so a set goes together: lock the dossier, check that each is a draft begun from what
        is live, check references and the rules that join entries, close the old revisions, apply the new ones to the
        typed rows, raise the version once, and run what must follow. Raises Conflict or Unpublishable, and then
        nothing has changed.
        """
        dossier = Dossier.locked(revisions[0].dossier_id)
        _check_drafts(revisions)
        _check_references(dossier, revisions)
        values = [EntryValue(each.entry.kind, each.entry.slug, each.value(), each.number) for each in revisions]
        _check_rules(dossier, values)
        version = dossier.version + 1
        self._close(revisions, version)
        facts = {"state": PUBLISHED, "from_version": version, "published_at": now}
        self._make_live(revisions, facts | {"approved_by": by, "self_published": self_published})
        Dossier.objects.filter(pk=dossier.pk).update(version=version)
        rows.apply(dossier, [(each.entry, value.content) for each, value in zip(revisions, values, strict=True)])
        for follow in AFTER_PUBLISH:
            follow(dossier, revisions, now)
        return version

    def _close(self, revisions: "Sequence[Revision]", version: int) -> None:
        entries = [revision.entry_id for revision in revisions]
        Revision.objects.filter(entry__in=entries, state=PUBLISHED, to_version=None).update(to_version=version)

    def _make_live(self, revisions: "Sequence[Revision]", facts: dict[str, Any]) -> None:
        """In the database with one statement a table, and in the objects at hand."""
        Revision.objects.filter(pk__in=[revision.pk for revision in revisions]).update(**facts)
        live = Revision.objects.filter(entry=OuterRef("pk"), state=PUBLISHED, to_version=None)
        Entry.objects.filter(pk__in=[revision.entry_id for revision in revisions]).update(
            live=Subquery(live.values("pk")), lock_version=F("lock_version") + 1, archived_at=None
        )
        for revision in revisions:
            for name, value in facts.items():
                setattr(revision, name, value)
            entry = revision.entry
            entry.live, entry.lock_version, entry.archived_at = revision, entry.lock_version + 1, None


def _check_drafts(revisions: "Sequence[Revision]") -> None:
    """Each must still be a draft, with the words it had when it was read, and begun from what is live now."""
    drafts = Revision.objects.filter(pk__in=[revision.pk for revision in revisions], state=DRAFT)
    now = {pk: facts for pk, *facts in drafts.values_list("pk", "hash", "entry__live_id")}
    if late := [each for each in revisions if now.get(each.pk) != [each.hash, each.parent_id]]:
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


def _check_rules(dossier: Dossier, values: Sequence[EntryValue]) -> None:
    """What a file and a form are held to, once more among all that will be live: ranges and circles join entries."""
    new = {(value.kind, value.slug) for value in values}
    others = [each for each in dossier.reading().entries if (each.kind, each.slug) not in new]
    around = Surroundings.of([*others, *values])
    problems = [
        f"{value.kind} {value.slug}: {fault}"
        for value in values
        for fault in check_content(value.kind, schema.dump_content(value.content), around)
    ]
    if problems:
        raise Unpublishable(problems)


class Revision(models.Model):
    """One state of an entry. A draft may change; what has been published never does, but for a redaction.

    `content` is the entry's part of the bundle as canonical JSON; `hash` is its SHA-256. The revision is part of the
    dossier at version V when `from_version <= V` and (`to_version` is null or `> V`); from `archived_from` on as an
    archived entry, until another revision takes its place.
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
    archived_from = models.PositiveIntegerField(null=True)
    archived_at = models.DateTimeField(null=True)
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
                | (~Q(state=PUBLISHED) & Q(from_version=None, to_version=None, archived_from=None)),
            ),
            models.CheckConstraint(
                name="revision_versions_rise", condition=Q(to_version=None) | Q(to_version__gt=F("from_version"))
            ),
            models.CheckConstraint(
                name="revision_archived_while_live",
                condition=Q(archived_from=None, archived_at=None)
                | (
                    Q(archived_from__isnull=False, archived_at__isnull=False)  # comparing with null refuses nothing
                    & Q(archived_from__gt=F("from_version"))
                    & (Q(to_version=None) | Q(to_version__gt=F("archived_from")))
                ),
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

    def reject(self) -> bool:
        """A draft that nobody is to publish any more. False for one that was decided about before: it stays so."""
        return bool(Revision.objects.filter(pk=self.pk, state=DRAFT).update(state=REJECTED))

    @transaction.atomic
    def revert(self, *, by: User, now: datetime, why: str = "", seen: int | None = None) -> "Revision":
        """Publish this earlier state again, as a new revision.

        `seen` is the number of the revision that the person took for the live one. Raises Conflict when another is,
        and for a revision that was never published; Unpublishable where the dossier has moved on too far.
        """
        Dossier.locked(self.dossier_id)  # before anything else, as `publish` does
        earlier = Revision.objects.select_related("entry__live").get(
            pk=self.pk
        )  # words may have gone since it was read
        entry = earlier.entry
        if earlier.state != PUBLISHED:
            raise Conflict([self])
        if seen is not None and (entry.live is None or entry.live.number != seen):
            raise Conflict([self])
        note = " ".join([_("Back to revision %(number)s.") % {"number": self.number}, why]).strip()
        again = Revision.objects.record(entry, earlier.value(), author=by, origin=REVERT, now=now, note=note)
        again.publish(by=by, now=now, self_published=True)
        return again
