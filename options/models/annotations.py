"""Annotations: what people say about an entry, a field of it, a passage of a field, or a cell; and the replies.

Who may read one is said once, in `visible_to`. Texts come in canonical and within their limits (`options.bodies`).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from options.analysis.anchoring.selectors import CONTEXT, EXACT_MAX, Selector
from options.analysis.anchoring.verdicts import FOR_A_PERSON
from options.bodies import BODY_MAX, render
from options.models.access import Actor, User
from options.models.anchors import Anchor
from options.models.dossier import Dossier
from options.models.entries import CONFIDENTIAL, Entry
from options.models.fields import line_field, one_of, text_field
from options.models.revisions import Revision
from options.models.teams import Team

SUPPORTS, CHALLENGES, ASKS, SUGGESTS = "supports", "challenges", "asks", "suggests"
STANCES: Final = (SUPPORTS, CHALLENGES, ASKS, SUGGESTS)
PRIVATE, TEAM, PUBLIC = "private", "team", "public"
VISIBILITIES: Final = (PRIVATE, TEAM, PUBLIC)
OPEN, ANSWERED, RESOLVED, WITHDRAWN = "open", "answered", "resolved", "withdrawn"
STATES: Final = (OPEN, ANSWERED, RESOLVED, WITHDRAWN)
FIELD_MAX: Final = 40
REPLACEMENT_MAX: Final = EXACT_MAX


class SentBefore(Exception):
    """The same form has saved something else already; `annotation` is that."""

    def __init__(self, annotation: "Annotation") -> None:
        super().__init__("sent before")
        self.annotation = annotation


class TextChanged(Exception):
    """The entry was published anew since the text was read that an annotation is about."""


class NotNow(Exception):
    """What was asked for cannot be done to an annotation in its state: it is withdrawn, or hidden."""


@dataclass(frozen=True)
class Place:
    """Where an annotation is written: on the live revision of an entry, on a cell of it, a field, a passage."""

    entry: Entry
    about: Entry | None = None
    field: str = ""
    selector: Selector | None = None


@dataclass(frozen=True)
class Said:
    """What its author decides. `replacement`: for a suggestion, the words to put in the place of the passage."""

    body: str
    stance: str
    visibility: str = PRIVATE
    team: Team | None = None
    replacement: str = ""


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> Self:
        """Public ones for everybody, those of one's teams, and one's own; all within dossiers that the actor may see.

        What a moderator has hidden, with all that hangs on it, is seen by its author and by moderators, who also see
        what somebody has reported, if it was not private.
        """
        seen = Q(visibility=PUBLIC)
        unhidden = Q(hidden_at=None) & (Q(parent=None) | Q(parent__hidden_at=None))
        if actor.user is not None and actor.is_member:
            teams = Team.objects.visible_to(actor).values("pk")
            seen |= Q(author=actor.user) | Q(visibility=TEAM, team__in=teams)
            unhidden |= Q(author=actor.user)
        if actor.moderates:
            seen |= Q(visibility=TEAM, reported_at__isnull=False)
            unhidden = Q()
        found = self.filter(seen, unhidden, dossier__in=Dossier.objects.visible_to(actor, now))
        return found if actor.reads_confidential else found.exclude(entry__kind__in=CONFIDENTIAL)

    def threads(self) -> Self:
        """Without the replies."""
        return self.filter(parent=None)

    def waiting_for(self, actor: Actor) -> Self:
        """Those without a place, until a person has decided: for moderators all that they see, else one's own."""
        rows = self.visible_to(actor).exclude(state=WITHDRAWN)
        rows = rows.filter(anchor__verdict__in=FOR_A_PERSON, anchor__let_go=False)
        return rows if actor.moderates else rows.filter(author=actor.user)

    def counts(self) -> dict[tuple[int, int | None, str], int]:
        """(entry, about or None, field or "") -> how many threads stand there, withdrawn ones left out. One query."""
        rows = self.threads().exclude(state=WITHDRAWN).order_by().values_list("entry", "about", "field")
        return {(entry, about, field): n for entry, about, field, n in rows.annotate(n=Count("pk"))}


class AnnotationManager(models.Manager["Annotation"]):
    def post(self, place: Place, said: Said, *, by: User, token: UUID, now: datetime) -> "Annotation":
        """A new thread. The same form sent twice, by its `token`, makes one.

        SentBefore when it says something else by then; TextChanged when `place` is no longer the live revision.
        """
        where = {
            "dossier_id": place.entry.dossier_id,
            "entry": place.entry,
            "about": place.about,
            "field": place.field,
            "made_on": place.entry.live,
            **(asdict(place.selector) if place.selector else {}),
        }
        with transaction.atomic():
            # No publication may come between: it would not see this one and leave it on a text that is no more.
            Dossier.locked(place.entry.dossier_id)
            if sent := self.sent(said, by=by, token=token):
                return sent
            if place.entry.live_id != Entry.objects.values_list("live", flat=True).get(pk=place.entry.pk):
                raise TextChanged
            made = self._made(said, where, by=by, token=token, now=now)
            if place.field:
                Anchor.objects.begin(made)
            return made

    def reply(self, thread: "Annotation", body: str, *, by: User, token: UUID, now: datetime) -> "Annotation":
        """An answer in a thread, for those who see the thread. NotNow where it is withdrawn or hidden."""
        root = thread.parent or thread
        if root.hidden_at or root.state == WITHDRAWN:
            raise NotNow
        where = {"dossier_id": root.dossier_id, "entry_id": root.entry_id, "about_id": root.about_id,
                 "field": root.field, "made_on_id": root.made_on_id, "parent": root}  # fmt: skip
        said = Said(body, "", root.visibility, root.team)
        with transaction.atomic():
            Dossier.locked(root.dossier_id)  # one after another, or a double click would make two
            return self.sent(said, by=by, token=token) or self._made(said, where, by=by, token=token, now=now)

    def sent(self, said: Said, *, by: User, token: UUID) -> "Annotation | None":
        """What a form has made already; SentBefore when that says something else."""
        before = self.filter(author=by, client_token=token).select_related("team").first()
        if before and before.said() != said:
            raise SentBefore(before)
        return before

    def _made(self, said: Said, where: Mapping[str, Any], *, by: User, token: UUID, now: datetime) -> "Annotation":
        return self.create(
            **where,
            author=by,
            client_token=token,
            created_at=now,
            stance=said.stance,
            body=said.body,
            html=render(said.body),
            replacement=said.replacement,
            visibility=said.visibility,
            team=said.team,
        )


class Annotation(models.Model):
    """A thread, or with a `parent` a reply in one, which is seen by whoever sees the thread.

    `made_on` is the revision it was written on; `exact` at `start`..`end` the words it was written about, "" for a
    whole field or entry. `hidden_at`: by a moderator; `reported_at`: first reported by a reader.
    """

    link = models.UUIDField(default=uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="annotations")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="annotations")
    about = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="annotations_about")
    field = line_field(FIELD_MAX)
    made_on = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    exact = text_field(max_length=EXACT_MAX)
    prefix = line_field(CONTEXT)
    suffix = line_field(CONTEXT)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="annotations")
    client_token = models.UUIDField(editable=False)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    stance = models.CharField(max_length=10, blank=True, choices=[(stance, stance) for stance in STANCES])
    body = text_field(max_length=BODY_MAX)
    html = text_field()
    replacement = text_field(max_length=REPLACEMENT_MAX)
    visibility = models.CharField(
        max_length=8,
        choices=[(PRIVATE, _("only me")), (TEAM, _("my team")), (PUBLIC, _("everybody"))],
        default=PRIVATE,
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="annotations")
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES], default=OPEN)
    hidden_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)

    objects = AnnotationManager.from_queryset(AnnotationQuerySet)()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["entry", "parent"], name="annotations_of_entry"),  # every entry page
            models.Index(fields=["dossier", "-created_at"], name="annotations_stream"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "client_token"], name="annotation_sent_once"),
            models.CheckConstraint(
                condition=Q(parent=None, stance__in=STANCES) | Q(parent__isnull=False, stance=""),
                name="annotation_stance_of_threads",
            ),
            models.CheckConstraint(
                condition=Q(visibility=TEAM, team__isnull=False) | (~Q(visibility=TEAM) & Q(team=None)),
                name="annotation_team",
            ),
            models.CheckConstraint(
                condition=Q(exact="", start=None, end=None)
                | (~Q(exact="") & ~Q(field="") & Q(start__isnull=False, end__isnull=False) & Q(end__gt=F("start"))),
                name="annotation_passage",
            ),
            models.CheckConstraint(
                condition=Q(replacement="") | Q(stance=SUGGESTS), name="annotation_replacement_is_suggested"
            ),
            models.CheckConstraint(
                condition=Q(state=WITHDRAWN, body="", html="") | (~Q(state=WITHDRAWN) & ~Q(body="")),
                name="annotation_body",
            ),
            one_of("annotation_visibility", "visibility", VISIBILITIES),
            one_of("annotation_state", "state", STATES),
        ]

    def __str__(self) -> str:
        return f"{self.author} on {self.entry}"

    def get_absolute_url(self) -> str:
        return f"/d/{self.dossier.slug}/annotations/{self.link}/"

    @property
    def selector(self) -> Selector | None:
        """The passage as it was when this was written."""
        if self.start is None or self.end is None:
            return None
        return Selector(self.exact, self.prefix, self.suffix, self.start, self.end)

    def said(self) -> Said:
        return Said(self.body, self.stance, self.visibility, self.team, self.replacement)

    def is_by(self, actor: Actor) -> bool:
        return actor.user is not None and actor.is_member and actor.user.pk == self.author_id
