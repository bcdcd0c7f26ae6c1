"""Saved comparisons: a weighing that somebody keeps, names and shares. Its uuid is its token.

A comparison is pinned to a version of the dossier, and every save stays: what was shared yesterday can be read as it
was. Deleting hides it and can be undone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, Self, cast
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from options.bundle.reading import Reading
from options.bundle.schema import TITLE_MAX
from options.models.access import Actor, User
from options.models.dossier import Dossier
from options.models.fields import line_field, list_field, one_of, text_field

PRIVATE, MEMBERS, LINK = "private", "members", "link"
NOTE_MAX: Final = 10_000
QUERY_MAX: Final = 16_000


class Overtaken(Exception):
    """Somebody, or another window, has saved since the form was opened; or this form has, with something else in it.

    `by`: the save that the form made, if it did.
    """

    def __init__(self, by: "ComparisonSave | None" = None) -> None:
        super().__init__("saved meanwhile")
        self.by = by


@dataclass(frozen=True)
class Content:
    """What one save holds. `query`: the address of the weighing; `scores`: own scores as plain values, each with
    option, criterion, low, best, high, confidence and reason; `reasons`: option -> test -> why it was answered so."""

    title: str
    note: str = ""
    query: str = ""
    scores: tuple[Mapping[str, Any], ...] = ()
    reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    version: int = 1


class ComparisonQuerySet(models.QuerySet["Comparison"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> Self:
        """What the actor may open by its address, never more than the dossier: their own, deleted ones too; those
        shared with members; those that anyone with the link may read."""
        shared = Q(visibility=LINK, deleted_at=None)
        if actor.user is not None and actor.is_member:
            shared |= Q(visibility=MEMBERS, deleted_at=None) | Q(owner=actor.user)
        return self.filter(shared, dossier__in=Dossier.objects.visible_to(actor, now))

    def listed_for(self, actor: Actor) -> Self:
        """What stands in the actor's list: their own, and what others share with all members."""
        if actor.user is None or not actor.is_member:
            return self.none()
        mine = Q(owner=actor.user) | Q(visibility=MEMBERS, deleted_at=None)
        return self.visible_to(actor).filter(mine)

    def owned_by(self, actor: Actor) -> Self:
        """What the actor may change: their own."""
        if actor.user is None or not actor.is_member:
            return self.none()
        return self.visible_to(actor).filter(owner=actor.user)


class ComparisonManager(models.Manager["Comparison"]):
    def keep(self, dossier: Dossier, content: Content, *, by: User, token: UUID, now: datetime) -> "Comparison":
        """A new comparison with its first save. The same form sent twice, by its `token`, makes one.

        Overtaken when the form has saved something else already, or what it saved is deleted.
        """
        try:
            with transaction.atomic():
                made = self.create(dossier=dossier, owner=by, created_at=now)
                save = made._record(content, by=by, token=token, number=1, now=now)
                made.current = save
                made.save(update_fields=["current"])
        except IntegrityError:
            sent_before = ComparisonSave.objects.select_related("comparison").filter(by=by, token=token).first()
            if sent_before is None:
                raise
            if sent_before.comparison.deleted_at or not sent_before.says(content):
                raise Overtaken(sent_before) from None
            return sent_before.comparison
        return made


class Comparison(models.Model):
    """What somebody shares, under a link that can be replaced."""

    link = models.UUIDField(default=uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="comparisons")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comparisons")
    visibility = models.CharField(
        max_length=8,
        choices=[
            (PRIVATE, _("only me")),
            (MEMBERS, _("everybody with an account")),
            (LINK, _("anyone who has the link")),
        ],
        default=PRIVATE,
    )
    current = models.OneToOneField(
        "ComparisonSave", on_delete=models.PROTECT, null=True, editable=False, related_name="current_of"
    )
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ComparisonManager.from_queryset(ComparisonQuerySet)()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [one_of("comparison_visibility", "visibility", [PRIVATE, MEMBERS, LINK])]
        indexes = [models.Index(fields=["owner", "-created_at"], name="comparisons_list")]

    def __str__(self) -> str:
        return self.current.title if self.current else str(self.link)

    def get_absolute_url(self) -> str:
        return f"/comparisons/{self.link}/"

    @property
    def stands(self) -> "ComparisonSave":
        """The newest save. There always is one: `keep` makes both at once."""
        return cast("ComparisonSave", self.current)

    def is_owned_by(self, actor: Actor) -> bool:
        return actor.user is not None and actor.is_member and actor.user.pk == self.owner_id

    def may_be_saved_by(self, actor: Actor) -> bool:
        """Its owner, as long as they have a role."""
        return self.is_owned_by(actor) and actor.saves

    @transaction.atomic
    def save_again(self, content: Content, *, by: User, token: UUID, seen: int, now: datetime) -> "ComparisonSave":
        """Another save on top of save `seen`; the same form twice makes one.

        Overtaken when `seen` is not the newest, or when the form has saved another comparison or something else.
        """
        locked = Comparison.objects.select_for_update().get(pk=self.pk)
        again = ComparisonSave.objects.filter(by=by, token=token).first()
        if again and again.comparison_id == self.pk and again.says(content):
            return again
        newest = locked.saves.order_by("-number").values_list("number", flat=True)[0]
        if again or newest != seen:
            raise Overtaken(again)
        save = locked._record(content, by=by, token=token, number=newest + 1, now=now)
        self.current = locked.current = save
        locked.save(update_fields=["current"])
        return save

    def _record(self, content: Content, *, by: User, token: UUID, number: int, now: datetime) -> "ComparisonSave":
        return ComparisonSave.objects.create(
            comparison=self,
            number=number,
            by=by,
            token=token,
            saved_at=now,
            title=content.title,
            note=content.note,
            query=content.query,
            scores=list(content.scores),
            reasons=dict(content.reasons),
            version=content.version,
        )

    def share(self, visibility: str) -> None:
        """private, members or link."""
        self.visibility = visibility
        self.save(update_fields=["visibility"])

    def replace_link(self) -> None:
        """Whoever has the old link has nothing any more."""
        self.link = uuid4()
        self.save(update_fields=["link"])

    def delete_for_now(self, now: datetime) -> None:
        """Hidden from everybody but its owner, who can undo it."""
        self.deleted_at = now
        self.save(update_fields=["deleted_at"])

    def undelete(self) -> None:
        self.deleted_at = None
        self.save(update_fields=["deleted_at"])


class ComparisonSave(models.Model):
    """One state of a comparison, never changed afterwards."""

    comparison = models.ForeignKey(Comparison, on_delete=models.PROTECT, related_name="saves")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token = models.UUIDField(editable=False)  # of the form: a double click makes one save
    saved_at = models.DateTimeField()
    title = models.CharField(max_length=TITLE_MAX)
    note = text_field(max_length=NOTE_MAX)
    query = line_field(QUERY_MAX)
    scores = list_field()
    reasons = models.JSONField(blank=True, default=dict)
    version = models.PositiveIntegerField()  # of the dossier

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["comparison", "number"], name="comparison_save_number"),
            models.UniqueConstraint(fields=["by", "token"], name="comparison_save_token"),
            models.CheckConstraint(condition=Q(number__gte=1, version__gte=1), name="comparison_save_counts_from_1"),
            models.CheckConstraint(condition=~Q(title=""), name="comparison_save_title"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"

    def content(self) -> Content:
        return Content(self.title, self.note, self.query, tuple(self.scores), self.reasons, self.version)

    def says(self, content: Content) -> bool:
        """Is this what it holds?"""
        plain = replace(content, scores=tuple(dict(score) for score in content.scores))
        return self.content() == plain

    def reading(self, dossier: Dossier) -> Reading:
        """The dossier as it was when this was saved."""
        return dossier.reading(self.version)
