"""What people have typed and not sent: kept on the server, so that it comes back after a reload, on any device."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID

from django.conf import settings
from django.db import models, transaction

from options.bodies import BODY_MAX
from options.models.access import Actor, User
from options.models.annotations import Annotation
from options.models.dossier import Dossier

PLACE_MAX: Final = 300
TYPED_MAX: Final = 4 * BODY_MAX  # code points of all values: more than can be sent
MOST: Final = 200  # of one person; the oldest go first


class AnnotationDraftQuerySet(models.QuerySet["AnnotationDraft"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> Self:
        """One's own, and nobody else's, in dossiers that one may still see."""
        if actor.user is None or not actor.is_member:
            return self.none()
        return self.filter(author=actor.user, dossier__in=Dossier.objects.visible_to(actor, now))


class AnnotationDraftManager(models.Manager["AnnotationDraft"]):
    @transaction.atomic
    def keep(
        self, dossier: Dossier, place: str, typed: Mapping[str, str], *, by: User, token: UUID, now: datetime
    ) -> bool:
        """What stands in a form now. False when that form has been sent meanwhile, and then nothing is kept."""
        Dossier.locked(dossier.pk)  # a form that is just being sent comes before or after this, not between
        if Annotation.objects.filter(author=by, client_token=token).exists():
            return False
        defaults = {"typed": dict(typed), "token": token, "saved_at": now}
        self.update_or_create(author=by, dossier=dossier, place=place, defaults=defaults)
        old = self.filter(author=by).order_by("-saved_at", "-pk").values("pk")[MOST:]
        self.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
        return True

    def sent(self, *, by: User, token: UUID) -> None:
        """The form has been sent; what was kept of it is not needed any more."""
        self.filter(author=by, token=token).delete()


class AnnotationDraft(models.Model):
    """`place` says in short what the form is about, as its address does; `typed` holds its fields as they were sent."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="annotation_drafts")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=PLACE_MAX)
    typed: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    token = models.UUIDField()
    saved_at = models.DateTimeField()

    objects = AnnotationDraftManager.from_queryset(AnnotationDraftQuerySet)()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["author", "dossier", "place"], name="annotation_draft_once")]

    def __str__(self) -> str:
        return f"{self.author}: {self.place}"
