"""Checks of citations: a person has looked one up, and it says what the text says."""

from datetime import datetime

from django.conf import settings
from django.db import models, transaction

from options.bundle.citations import Checkable, checkable
from options.bundle.reading import EntryValue
from options.models.access import User
from options.models.dossier import Dossier
from options.models.entries import Entry

CHECKED, CHANGED, UNCHECKED = "checked", "changed", "unchecked"


class NothingToCheck(Exception):
    """The entry has no such citation any more, or the text that it supports reads differently now."""


class CitationCheckManager(models.Manager["CitationCheck"]):
    def of(self, entry: Entry) -> dict[str, "CitationCheck"]:
        """The checks of an entry by the hash of the citation. One query."""
        return {row.citation_hash: row for row in self.filter(entry=entry).select_related("checked_by")}

    @transaction.atomic
    def confirm(self, entry: Entry, citation_hash: str, text_hash: str, *, by: User, now: datetime) -> "CitationCheck":
        """Record that `by` has looked a citation up. Raises NothingToCheck unless it stands there with that text."""
        dossier = Dossier.locked(entry.dossier_id)
        here = {each.hash: each for each in citations_of(entry)}
        if citation_hash not in here or here[citation_hash].text_hash != text_hash:
            raise NothingToCheck
        said = {"text_hash": text_hash, "checked_by": by, "checked_at": now}
        check, _made = self.update_or_create(entry=entry, citation_hash=citation_hash, defaults=said)
        self._count(dossier)
        return check

    @transaction.atomic
    def withdraw(self, entry: Entry, citation_hash: str) -> None:
        """Take a check back. Nothing happens when there is none."""
        dossier = Dossier.locked(entry.dossier_id)
        if self.filter(entry=entry, citation_hash=citation_hash).delete()[0]:
            self._count(dossier)

    def _count(self, dossier: Dossier) -> None:
        """Pages that were kept show the checks of before: their key has this number in it."""
        Dossier.objects.filter(pk=dossier.pk).update(checks=dossier.checks + 1)


class CitationCheck(models.Model):
    """Outlives publications; lapses when the text it supports changes, until a person confirms it again."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="citation_checks")
    citation_hash = models.CharField(max_length=64)
    text_hash = models.CharField(max_length=64)  # of all it supports in the entry, as it stood when it was checked
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    objects = CitationCheckManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "citation_hash"], name="citation_check_once")]

    def __str__(self) -> str:
        return f"{self.entry}: checked {self.checked_at:%Y-%m-%d}"


def citations_of(entry: Entry) -> tuple[Checkable, ...]:
    """What can be checked in the live revision of an entry."""
    entry = Entry.objects.select_related("live__entry").get(pk=entry.pk)
    return checkable(EntryValue(entry.kind, entry.slug, entry.live.value())) if entry.live else ()


def state(check: CitationCheck | None, cited: Checkable) -> str:
    """checked, changed (the text reads differently since), or unchecked."""
    if check is None:
        return UNCHECKED
    return CHECKED if check.text_hash == cited.text_hash else CHANGED
