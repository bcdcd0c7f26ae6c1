"""Where annotations stand now: one verdict each, made inside the publication that changed the text."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q

from options.analysis.anchoring.selectors import Selector
from options.analysis.anchoring.verdicts import ATTACHED, VERDICTS
from options.bundle import schema
from options.models.access import User
from options.models.dossier import Dossier
from options.models.fields import list_field, one_of, written
from options.models.following import moved, replace, requote
from options.models.revisions import Revision

MOVES: Final = ("revision", "verdict", "start", "end", "score", "candidates", "let_go", "decided_by", "decided_at")


class AnchorManager(models.Manager["Anchor"]):
    def begin(self, annotation: Any) -> "Anchor":
        """Of a new annotation on a field or a passage: it stands where it was written."""
        return self.create(
            annotation=annotation, revision=annotation.made_on, verdict="same", score=1.0,
            start=annotation.start, end=annotation.end,
        )  # fmt: skip

    def follow(self, _dossier: Dossier, revisions: Sequence[Revision], _now: datetime) -> None:
        """After a publication: every annotation on a field of what was published, against its new text."""
        rows = self._of([revision.entry_id for revision in revisions])
        rows = rows.exclude(revision__in=[revision.pk for revision in revisions])  # `redact` has seen to these
        by_entry: dict[int, list[Anchor]] = defaultdict(list)
        for anchor in rows.select_for_update(of=("self",)):
            by_entry[anchor.annotation.entry_id].append(anchor)
        changed = [anchor for each in revisions for anchor in moved(by_entry[each.entry_id], each)]
        self.bulk_update(changed, MOVES)

    def redact(self, revisions: Sequence[Revision], before: Mapping[int, schema.Content]) -> None:
        """After a redaction: quotes lose the words too, and every place is where the same passage is now."""
        now = {revision.pk: revision.value() for revision in revisions}
        for anchor in self._of([revisions[0].entry_id]).select_for_update(of=("self",)):
            note = anchor.annotation
            if note.selector and note.made_on_id in now:
                requote(note, before[note.made_on_id], now[note.made_on_id])
            if anchor.start is not None and anchor.end is not None and anchor.revision_id in now:
                replace(anchor, before[anchor.revision_id], now[anchor.revision_id])

    def _of(self, entries: Sequence[int]) -> "models.QuerySet[Anchor]":
        rows = self.filter(annotation__entry__in=entries)
        return rows.select_related("annotation__about", "annotation__made_on__entry", "revision__entry")

    @transaction.atomic
    def attach(self, anchor: "Anchor", place: Selector, *, by: User, now: datetime) -> None:
        """A person says where it belongs in the text that is live now."""
        found = self.select_for_update().get(pk=anchor.pk)
        live = found.annotation.entry.live
        where = {"revision": live, "verdict": "edited", "start": place.start, "end": place.end, "score": 1.0}
        written((found, anchor), {**where, "candidates": [], "decided_by": by, "decided_at": now, "let_go": False})

    @transaction.atomic
    def let_go(self, anchor: "Anchor", *, by: User, now: datetime) -> None:
        """A person says that what it was about is gone. It stays under the field, with its quote."""
        found = self.select_for_update().get(pk=anchor.pk)
        written((found, anchor), {"decided_by": by, "decided_at": now, "let_go": True})


class Anchor(models.Model):
    """`start`..`end` are code points of the field's text in `revision`, None where no passage is attached.

    `candidates`: for a person, places that may be meant, as [start, end, score]. `decided_by`: the place, or
    `let_go`, is what a person said.
    """

    annotation = models.OneToOneField("Annotation", on_delete=models.PROTECT, primary_key=True, related_name="anchor")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=[(verdict, verdict) for verdict in VERDICTS])
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    score = models.FloatField()
    candidates = list_field()
    let_go = models.BooleanField(default=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = AnchorManager()

    class Meta:
        constraints = [
            one_of("anchor_verdict", "verdict", VERDICTS),
            models.CheckConstraint(
                condition=Q(start=None, end=None)
                | Q(start__isnull=False, end__isnull=False, end__gt=F("start"), verdict__in=ATTACHED),
                name="anchor_place",
            ),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="anchor_score"),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, let_go=False)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="anchor_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.annotation}: {self.verdict}"
