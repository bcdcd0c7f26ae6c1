"""What becomes of an annotation after it was posted: each change is one row of its log, with who, when and why.

Who may do what is for the caller to ask (`Actor.moderates`, `Annotation.is_by`); what makes no sense raises NotNow.
"""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import models, transaction

from options.analysis.anchoring.selectors import Selector
from options.analysis.anchoring.verdicts import FOR_A_PERSON
from options.bodies import BODY_MAX, render
from options.models.access import User
from options.models.anchors import Anchor
from options.models.annotations import (
    PRIVATE,
    PUBLIC,
    REPLACEMENT_MAX,
    RESOLVED,
    TEAM,
    WITHDRAWN,
    Annotation,
    NotNow,
    TextChanged,
)
from options.models.dossier import Dossier
from options.models.fields import line_field, one_of, text_field, written
from options.models.following import text_at
from options.models.revisions import Revision
from options.models.teams import Team

EDITED, STATE, SHARED, REPORTED, DISMISSED, HIDDEN, RESTORED = (
    "edited", "state", "shared", "reported", "dismissed", "hidden", "restored",
)  # fmt: skip
PLACED, LET_GO, TAKEN, PUBLISHED_AS, DECLINED, OPENED = "placed", "let-go", "taken", "published", "declined", "opened"
ACTIONS: Final = (
    EDITED, STATE, SHARED, REPORTED, DISMISSED, HIDDEN, RESTORED, PLACED, LET_GO, TAKEN, PUBLISHED_AS, DECLINED, OPENED,
)  # fmt: skip
WHY_MAX: Final = 400


class AnnotationEventManager(models.Manager["AnnotationEvent"]):
    @transaction.atomic
    def edit(self, annotation: Annotation, body: str, *, by: User, now: datetime, replacement: str = "") -> None:
        """Other words; the earlier ones are kept for moderators. The same words change nothing."""
        found = self._locked(annotation)
        if found.state == WITHDRAWN or found.hidden_at:
            raise NotNow
        if (found.body, found.replacement) == (body, replacement):
            return
        self._keep_words(found, now)
        self._change(annotation, found, EDITED, by, now, body=body, html=render(body), replacement=replacement,
                     edited_at=now)  # fmt: skip

    @transaction.atomic
    def set_state(self, annotation: Annotation, state: str, *, by: User, now: datetime) -> None:
        """open, answered or resolved, of a thread; nothing happens when it is so already."""
        found = self._locked(annotation)
        if found.parent_id or WITHDRAWN in (state, found.state) or found.hidden_at:
            raise NotNow
        if found.state != state:
            self._change(annotation, found, STATE, by, now, old=found.state, new=state, state=state)

    @transaction.atomic
    def withdraw(self, annotation: Annotation, *, by: User, now: datetime) -> None:
        """Its words are gone for readers, and kept for moderators; the replies stay. A second time changes nothing."""
        found = self._locked(annotation)
        if found.state == WITHDRAWN:
            return
        self._keep_words(found, now)
        self._change(annotation, found, STATE, by, now, old=found.state, new=WITHDRAWN, state=WITHDRAWN, body="",
                     html="", replacement="")  # fmt: skip

    @transaction.atomic
    def share(
        self, annotation: Annotation, visibility: str, team: Team | None = None, *, by: User, now: datetime
    ) -> None:
        """Who may read a thread, with all its replies. Once somebody else has answered, that stays: they answered for
        the readers there were."""
        found = self._locked(annotation)
        if found.parent_id or found.state == WITHDRAWN or found.hidden_at:
            raise NotNow
        if found.replies.exclude(author=by).exists():
            raise NotNow
        team = team if visibility == TEAM else None
        found.replies.update(visibility=visibility, team=team)
        self._change(annotation, found, SHARED, by, now, old=found.visibility, new=visibility, visibility=visibility,
                     team=team)  # fmt: skip

    @transaction.atomic
    def report(self, annotation: Annotation, why: str, *, by: User, now: datetime) -> None:
        """By a reader, to the moderators; once by each person."""
        found = self._locked(annotation)
        if found.state == WITHDRAWN:
            raise NotNow
        _report, first = Report.objects.get_or_create(annotation=found, by=by, defaults={"why": why, "at": now})
        if first:
            self._change(annotation, found, REPORTED, by, now, why=why, reported_at=found.reported_at or now)

    @transaction.atomic
    def dismiss(self, annotation: Annotation, why: str, *, by: User, now: datetime) -> None:
        """A moderator finds nothing wrong with what was reported."""
        found = self._locked(annotation)
        if found.reported_at:
            self._change(annotation, found, DISMISSED, by, now, why=why, reported_at=None)

    @transaction.atomic
    def hide(self, annotation: Annotation, why: str, *, by: User, now: datetime) -> None:
        """From everybody but its author and moderators, with all replies."""
        found = self._locked(annotation)
        if found.hidden_at is None:
            self._change(annotation, found, HIDDEN, by, now, why=why, hidden_at=now)

    @transaction.atomic
    def restore(self, annotation: Annotation, why: str, *, by: User, now: datetime) -> None:
        found = self._locked(annotation)
        if found.hidden_at is not None:
            self._change(annotation, found, RESTORED, by, now, why=why, hidden_at=None)

    @transaction.atomic
    def place(self, annotation: Annotation, where: Selector, *, by: User, now: datetime) -> None:
        """A person says where in the live text it belongs. TextChanged when `where` stands there no more."""
        found = self._locked(annotation)
        if found.state == WITHDRAWN or found.hidden_at:
            raise NotNow
        text = text_at(found.entry.live, found.about, found.field) if found.entry.live else None
        if text is None or not where.stands_in(text):
            raise TextChanged
        Anchor.objects.attach(found.anchor, where, by=by, now=now)
        self._change(annotation, found, PLACED, by, now)

    @transaction.atomic
    def let_go(self, annotation: Annotation, *, by: User, now: datetime) -> None:
        """A person says that what it was about is gone; a second time changes nothing. NotNow where it is not."""
        found = self._locked(annotation)
        if found.anchor.verdict not in FOR_A_PERSON or found.state == WITHDRAWN or found.hidden_at:
            raise NotNow
        if not found.anchor.let_go:
            Anchor.objects.let_go(found.anchor, by=by, now=now)
            self._change(annotation, found, LET_GO, by, now)

    @transaction.atomic
    def taken(self, annotation: Annotation, draft: Revision, *, by: User, now: datetime) -> None:
        """A suggestion became a draft of the entry."""
        found = self._locked(annotation)
        self._change(annotation, found, TAKEN, by, now, new=f"@{draft.number}", taken_in=draft)

    @transaction.atomic
    def published(self, annotation: Annotation, *, by: User, now: datetime) -> None:
        """The draft that a suggestion became is a revision by now: nothing is open about it any more."""
        found = self._locked(annotation)
        number = found.taken_in.number if found.taken_in else 0
        self._change(annotation, found, PUBLISHED_AS, by, now, new=f"@{number}", state=RESOLVED)

    @transaction.atomic
    def declined(self, annotation: Annotation, why: str, *, by: User, now: datetime) -> None:
        """The draft that a suggestion became was turned down; its author is told, and why."""
        self._change(annotation, self._locked(annotation), DECLINED, by, now, why=why)

    @transaction.atomic
    def open(self, annotation: Annotation, why: str, *, by: User, now: datetime) -> None:
        """An administrator reads what is not theirs to see; its author is told."""
        self._change(annotation, self._locked(annotation), OPENED, by, now, why=why)

    def _locked(self, annotation: Annotation) -> Annotation:
        """The dossier first, as a publication does, or the two would wait for each other."""
        Dossier.locked(annotation.dossier_id)
        return Annotation.objects.select_related("dossier", "team").get(pk=annotation.pk)

    def _keep_words(self, found: Annotation, now: datetime) -> None:
        Wording.objects.create(
            annotation=found, body=found.body, replacement=found.replacement, visibility=found.visibility,
            replaced_at=now,
        )  # fmt: skip

    def _change(
        self, at_hand: Annotation, found: Annotation, action: str, by: User, now: datetime,
        *, old: str = "", new: str = "", why: str = "", **columns: Any,
    ) -> None:  # fmt: skip
        """In the row, in the object at hand, and in the log."""
        was_public = found.visibility == PUBLIC
        if columns:
            written((found, at_hand), columns)
        found.dossier.told(public=was_public or found.visibility == PUBLIC)
        self.create(annotation=found, action=action, old=old, new=new, why=why, by=by, at=now)


class AnnotationEvent(models.Model):
    """One change. `old` and `new` are states or visibilities, "" for the rest."""

    annotation = models.ForeignKey(Annotation, on_delete=models.PROTECT, related_name="events")
    action = models.CharField(max_length=10, choices=[(action, action) for action in ACTIONS])
    old = line_field(10)
    new = line_field(10)
    why = line_field(WHY_MAX)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AnnotationEventManager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [one_of("annotation_event_action", "action", ACTIONS)]

    def __str__(self) -> str:
        return f"{self.annotation}: {self.action}"


class Wording(models.Model):
    """What an annotation said before; for moderators alone, and if it was not private at the time."""

    annotation = models.ForeignKey(Annotation, on_delete=models.PROTECT, related_name="wordings")
    body = models.TextField(max_length=BODY_MAX)
    replacement = text_field(max_length=REPLACEMENT_MAX)
    visibility = models.CharField(max_length=8, default=PRIVATE)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["replaced_at", "pk"]

    def __str__(self) -> str:
        return f"{self.annotation}, until {self.replaced_at:%Y-%m-%d}"


class Report(models.Model):
    """A reader finds something wrong with an annotation."""

    annotation = models.ForeignKey(Annotation, on_delete=models.PROTECT, related_name="reports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = line_field(WHY_MAX)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["annotation", "by"], name="annotation_reported_once")]

    def __str__(self) -> str:
        return f"{self.annotation}, reported"
