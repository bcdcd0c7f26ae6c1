"""Annotations: what people say about an entry, a field of it, a passage of a field, or a cell; and the replies.

Who may read one is said once, in `visible_to`. Texts come in canonical and within their limits (`options.bodies`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, Self, cast
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
from options.models.following import text_at
from options.models.revisions import Revision
from options.models.seminar.exercises import Exercise
from options.models.seminar.exercises import NotNow as SeatClosed
from options.models.seminar.phases import DISCUSS, Phase
from options.models.seminar.seats import Seat
from options.models.teams import Team

SUPPORTS, CHALLENGES, ASKS, SUGGESTS = "supports", "challenges", "asks", "suggests"
Name = tuple[str, str]  # kind and slug of an entry
STANCES: Final = (SUPPORTS, CHALLENGES, ASKS, SUGGESTS)
PRIVATE, TEAM, PUBLIC = "private", "team", "public"
EXERCISE: Final = "exercise"  # a seat's, for ever: nobody outside its exercise reads it
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
    """What its author decides. `replacement`: for a suggestion, the words to put in the place of the passage.

    `brought_from`: whose words they are, when they were brought in from a file.
    """

    body: str
    stance: str
    visibility: str = PRIVATE
    team: Team | None = None
    replacement: str = ""
    brought_from: str = ""


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> Self:
        """Public ones for everybody, those of one's teams, and one's own; all within dossiers that the actor may see.

        A seat sees the notes of its exercise alone, as `_by_seats` says; people see those through `in_exercise`.

        What a moderator has hidden, with all that hangs on it, is seen by its author and by moderators. These also see
        what somebody has reported, or one of them has hidden, if it was not private; and the thread of such an answer.
        """
        if actor.seat is not None:
            return self._by_seats(actor.seat)
        seen = Q(visibility=PUBLIC)
        unhidden = Q(hidden_at=None) & (Q(parent=None) | Q(parent__hidden_at=None))
        if actor.user is not None and actor.is_member:
            teams = Team.objects.visible_to(actor).values("pk")
            seen |= Q(author=actor.user) | Q(visibility=TEAM, team__in=teams)
            unhidden |= Q(author=actor.user)
        if actor.moderates:
            reported = self.model._default_manager.filter(parent__isnull=False, reported_at__isnull=False)
            seen |= Q(visibility=TEAM, reported_at__isnull=False) | Q(visibility=TEAM, hidden_at__isnull=False)
            seen |= Q(visibility=TEAM, pk__in=reported.values("parent"))
            unhidden = Q()
        found = self.filter(seen, unhidden, seat=None, dossier__in=Dossier.objects.visible_to(actor, now))
        return found if actor.reads_confidential else found.exclude(entry__kind__in=CONFIDENTIAL)

    def _by_seats(self, seat: Seat) -> Self:
        """A seat's own; those of its council from discussions that are over, and from those in which it has written
        as many as they ask for; what an instructor has hidden is seen by its author alone."""
        own = Q(seat=seat)
        if seat.council_id is None:
            return self.filter(own)
        talks = seat.exercise.phases.filter(kind=DISCUSS, opened_at__isnull=False)
        every = self.model._default_manager.filter(own, parent=None)  # not only those of the entry that is asked about
        written = dict(every.values_list("phase").annotate(n=Count("pk")).order_by())
        open_to = [p.pk for p in talks if p.closed_at or written.get(p.pk, 0) >= (p.unlock_after or 0)]
        peers = Q(seat__council=seat.council_id, seat__removed_at=None, phase__in=open_to, hidden_at=None)
        return self.filter(own | peers)

    def in_exercise(self, actor: Actor) -> Self:
        """What seats wrote in the exercises that the actor runs."""
        return self.filter(seat__exercise__in=Exercise.objects.run_by(actor))

    def threads(self) -> Self:
        """Without the replies."""
        return self.filter(parent=None)

    def on_entries(self, dossier: Dossier, kind: str, slugs: Sequence[str]) -> Self:
        """What is written on entries of one kind and on their cells, threads and replies."""
        return self.filter(dossier=dossier, entry__kind=kind, entry__slug__in=slugs)

    def waiting_for(self, actor: Actor) -> Self:
        """Those without a place, until a person has decided: for moderators all that they see, else one's own."""
        rows = self.visible_to(actor).waiting()
        return rows if actor.moderates else rows.filter(author=actor.user)

    def waiting(self) -> Self:
        """Those without a place about which no person has decided, unless all about them is settled."""
        rows = self.exclude(state__in=(WITHDRAWN, RESOLVED))
        return rows.filter(anchor__verdict__in=FOR_A_PERSON, anchor__let_go=False)

    def reported(self) -> Self:
        """What waits for a moderator."""
        return self.filter(reported_at__isnull=False, hidden_at=None)

    def by_name(self, name: str) -> Self:
        """Written by somebody whose name, as readers see it, has these letters in it."""
        author = Q(author__username__icontains=name, author__first_name="", author__last_name="")
        author |= Q(brought_from__icontains=name)
        for part in name.split():
            author |= Q(author__first_name__icontains=part) | Q(author__last_name__icontains=part)
        return self.filter(author)

    def counts(self) -> dict[tuple[Name, Name | None], int]:
        """(entry, what its cell is about or None) -> how many threads stand there, withdrawn ones left out.

        Both as (kind, slug). One query.
        """
        rows = self.threads().exclude(state=WITHDRAWN).order_by()
        names = rows.values_list("entry__kind", "entry__slug", "about__kind", "about__slug")
        counted = names.annotate(n=Count("pk"))
        return {((kind, slug), (of, about) if of else None): n for kind, slug, of, about, n in counted}

    def since(self, moment: datetime) -> Self:
        return self.filter(created_at__gt=moment)


def stands(place: Place) -> bool:
    """Do the words of a passage stand where it says, in the live text?"""
    live = place.entry.live
    if place.selector is None or live is None:
        return place.selector is None
    return place.selector.stands_in(text_at(live, place.about, place.field) or "")


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
            dossier = Dossier.locked(place.entry.dossier_id)
            if sent := self.sent(said, by=by, token=token):
                return sent
            if place.entry.live_id != Entry.objects.values_list("live", flat=True).get(pk=place.entry.pk):
                raise TextChanged
            if not stands(place):
                raise TextChanged
            made = self._made(dossier, said, where, by=by, token=token, now=now)
            if place.field:
                Anchor.objects.begin(made)
            return made

    @transaction.atomic
    def post_in_exercise(
        self, place: Place, said: Said, *, seat: Seat, phase: Phase, made_on: Revision, token: UUID, now: datetime
    ) -> "Annotation":
        """A seat's note on a text as its exercise has it: `made_on` is pinned, so the passage stands for good.

        NotNow when the discussion takes no more; SentBefore; TextChanged when the words do not stand there.
        """
        phase = Phase.objects.select_for_update(of=("self",)).select_related("exercise").get(pk=phase.pk)
        if before := self.filter(seat=seat, client_token=token).first():
            if (before.body, before.stance) != (said.body, said.stance):
                raise SentBefore(before)
            return before
        if not phase.takes_answers(phase.exercise, now):
            raise NotNow
        try:
            seat = Seat.objects.still_there(seat)
        except SeatClosed:
            raise NotNow from None
        text = text_at(made_on, place.about, place.field) if place.field else ""
        if place.selector and not place.selector.stands_in(text or ""):
            raise TextChanged
        made = self.create(
            dossier_id=place.entry.dossier_id, entry=place.entry, about=place.about, field=place.field,
            made_on=made_on, seat=seat, phase=phase, client_token=token, created_at=now, stance=said.stance,
            body=said.body, html=render(said.body), visibility=EXERCISE,
            **(asdict(place.selector) if place.selector else {}),
        )  # fmt: skip
        self._tell(phase, seat)
        return made

    def _tell(self, phase: Phase, seat: Seat) -> None:
        """New for its author and for those of its council who may read it by now. To the others nothing may tell, not
        even a number, that somebody has written."""
        written = self.filter(phase=phase, parent=None).order_by().values("seat").annotate(n=Count("pk"))
        free = written.filter(n__gte=phase.unlock_after or 0).values("seat")
        peers = Q(council__isnull=False, council=seat.council_id)
        peers &= Q(pk__in=free) if phase.unlock_after else Q()
        Seat.objects.filter(Q(pk=seat.pk) | peers).update(stamp=F("stamp") + 1)

    def reply(
        self, thread: "Annotation", body: str, *, by: User, token: UUID, now: datetime, brought_from: str = ""
    ) -> "Annotation":
        """An answer in a thread, for those who see the thread. NotNow where it is withdrawn or hidden."""
        with transaction.atomic():
            dossier = Dossier.locked(thread.dossier_id)  # one after another, or a double click would make two
            root = self.select_related("team").get(pk=thread.parent_id or thread.pk)  # as it stands by now
            if root.hidden_at or root.state == WITHDRAWN:
                raise NotNow
            where = {"dossier_id": root.dossier_id, "entry_id": root.entry_id, "about_id": root.about_id,
                     "field": root.field, "made_on_id": root.made_on_id, "parent": root}  # fmt: skip
            said = Said(body, "", root.visibility, root.team, brought_from=brought_from)
            sent = self.sent(said, by=by, token=token)
            return sent or self._made(dossier, said, where, by=by, token=token, now=now)

    def sent(self, said: Said, *, by: User, token: UUID) -> "Annotation | None":
        """What a form has made already; SentBefore when that says something else."""
        before = self.filter(author=by, client_token=token).select_related("team").first()
        if before and before.said() != said:
            raise SentBefore(before)
        return before

    def _made(
        self, dossier: Dossier, said: Said, where: Mapping[str, Any], *, by: User, token: UUID, now: datetime
    ) -> "Annotation":
        dossier.told(public=said.visibility == PUBLIC)
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
            brought_from=said.brought_from,
        )


class Annotation(models.Model):
    """A thread, or with a `parent` a reply in one, which is seen by whoever sees the thread.

    `made_on` is the revision it was written on; `exact` at `start`..`end` the words it was written about, "" for a
    whole field or entry. `brought_from`: whose words they are, when a file was brought in; `taken_in`: the draft that a
    suggestion became. `hidden_at`: by a moderator; `reported_at`: first reported by a reader.
    Written by an author, or by a `seat` in a `phase`, never by both.
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
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="annotations"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="annotations")
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, null=True, related_name="annotations")
    client_token = models.UUIDField(editable=False)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    stance = models.CharField(max_length=10, blank=True, choices=[(stance, stance) for stance in STANCES])
    body = text_field(max_length=BODY_MAX)
    html = text_field()
    replacement = text_field(max_length=REPLACEMENT_MAX)
    visibility = models.CharField(
        max_length=8,
        choices=[(PRIVATE, _("only me")), (TEAM, _("my team")), (PUBLIC, _("everybody")), (EXERCISE, _("my council"))],
        default=PRIVATE,
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="annotations")
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES], default=OPEN)
    brought_from = line_field()
    taken_in = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="suggestions")
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
            models.UniqueConstraint(fields=["seat", "client_token"], name="annotation_sent_once_by_a_seat"),
            models.CheckConstraint(
                condition=Q(author__isnull=False, seat=None, phase=None) & ~Q(visibility=EXERCISE)
                | Q(author=None, seat__isnull=False, phase__isnull=False, visibility=EXERCISE),
                name="annotation_by_a_person_or_a_seat",
            ),
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
                condition=Q(taken_in=None) | Q(stance=SUGGESTS), name="annotation_taken_in_is_suggested"
            ),
            models.CheckConstraint(
                condition=Q(state=WITHDRAWN, body="", html="") | (~Q(state=WITHDRAWN) & ~Q(body="")),
                name="annotation_body",
            ),
            one_of("annotation_visibility", "visibility", (*VISIBILITIES, EXERCISE)),
            one_of("annotation_state", "state", STATES),
        ]

    def __str__(self) -> str:
        return f"{self.author or self.seat} on {self.entry}"

    def get_absolute_url(self) -> str:
        return f"/d/{self.dossier.slug}/annotations/{self.link}/"

    @property
    def written_by(self) -> User:
        """Of one that is no seat's."""
        return cast("User", self.author)

    @property
    def selector(self) -> Selector | None:
        """The passage as it was when this was written."""
        if self.start is None or self.end is None:
            return None
        return Selector(self.exact, self.prefix, self.suffix, self.start, self.end)

    def said(self) -> Said:
        return Said(self.body, self.stance, self.visibility, self.team, self.replacement, self.brought_from)

    @transaction.atomic
    def hide_in_exercise(self, *, hidden: bool, by: User, now: datetime) -> None:
        """A seat's note, by an instructor: its author still sees it, and so do instructors."""
        if self.seat is None:
            raise NotNow
        exercise = Exercise.locked(self.seat.exercise_id)
        self.hidden_at = now if hidden else None
        self.save(update_fields=["hidden_at"])
        exercise.note("hid a note" if hidden else "showed a note", by=by, now=now)
        exercise.changed()

    def is_by(self, actor: Actor) -> bool:
        return actor.user is not None and actor.is_member and actor.user.pk == self.author_id

    def may_be_changed_by(self, actor: Actor) -> bool:
        """Its words, and who reads them: by its author, as long as they may write at all."""
        return actor.saves and self.is_by(actor)

    def may_be_moderated_by(self, actor: Actor) -> bool:
        """Nobody judges a case of their own but administrators, who may be alone."""
        return actor.moderates and (actor.is_admin or not self.is_by(actor))
