"""Redaction: the one way in which what has been published may change, for personal data and defamation."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from options.bundle import schema
from options.bundle.canonical import canonical_json, content_hash
from options.bundle.schema import SUMMARY_MAX
from options.bundle.text import canonical_text
from options.models import revisions as publishing
from options.models import rows
from options.models.access import User
from options.models.dossier import Dossier
from options.models.entries import Entry
from options.models.revisions import REMOVED, Revision

AfterRedaction = Callable[[Sequence[Revision], Mapping[int, schema.Content]], None]
AFTER_REDACTION: Final[list[AfterRedaction]] = []  # filled by `options.models`: revisions changed, contents before


class NothingToRedact(Exception):
    """The words stand in no revision of the entry."""


class RedactionManager(models.Manager["Redaction"]):
    @transaction.atomic
    def redact(self, entry: Entry, words: str, *, by: User | None, reason: str, now: datetime) -> "Redaction":
        """Replace these exact words by a mark in every revision of an entry, drafts and pinned ones included.

        Content and change notes alike. The record says who, when, why and how many revisions, never the words.
        Raises NothingToRedact, and ValueError when the words are not text (the name of an entry, a word of a list,
        control characters).
        """
        dossier = Dossier.locked(entry.dossier_id)
        entry = Entry.objects.get(pk=entry.pk)  # as it stands under the lock
        sought = canonical_text(words)  # what is stored is canonical
        every = entry.revisions.select_related("entry") if sought else ()
        was = {revision.pk: revision.content for revision in every}
        changed = [revision for revision in every if _redacted(revision, sought, now)]
        if not changed:
            raise NothingToRedact(_("These words stand in no revision of this entry."))
        Revision.objects.bulk_update(changed, ["content", "hash", "change_note", "redacted_at"])
        Dossier.objects.filter(pk=dossier.pk).update(redactions=dossier.redactions + 1)
        for mend in AFTER_REDACTION:
            mend(changed, {each.pk: schema.CONTENT[entry.kind].model_validate_json(was[each.pk]) for each in changed})
        live = [revision for revision in changed if revision.pk == entry.live_id]
        if live:
            rows.apply(dossier, [(entry, live[0].value())])
            for follow in publishing.AFTER_PUBLISH:
                follow(dossier, live, now)
        return self.create(entry=entry, by=by, reason=reason, at=now, revisions=len(changed))


class Redaction(models.Model):
    """One row for each redaction: what an auditor asks for."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="redactions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()
    revisions = models.PositiveIntegerField()  # how many were changed

    objects = RedactionManager()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.entry}, {self.at:%Y-%m-%d}"


def _redacted(revision: Revision, words: str, now: datetime) -> bool:
    """Change one revision in memory; was there anything to change?"""
    plain, note = json.loads(revision.content), revision.change_note
    if _without(plain, words, "") == plain and words not in note:
        return False
    content = _clean(revision.entry.kind, plain, words)
    revision.content, revision.hash, revision.redacted_at = canonical_json(content), content_hash(content), now
    revision.change_note = _without(note, words, REMOVED[-1])[:SUMMARY_MAX]
    return True


def _clean(kind: str, plain: Any, words: str) -> schema.Content:
    """The content without the words; with the shorter mark where a text at its limit has no room for the longer."""
    longer, shorter = REMOVED
    try:
        return schema.CONTENT[kind].model_validate(_without(plain, words, longer))
    except ValidationError:
        return schema.CONTENT[kind].model_validate(_without(plain, words, shorter))


def _without(value: Any, words: str, mark: str) -> Any:
    if isinstance(value, str):
        return value.replace(words, mark)
    if isinstance(value, list):
        return [_without(item, words, mark) for item in value]
    return {name: _without(item, words, mark) for name, item in value.items()} if isinstance(value, dict) else value
