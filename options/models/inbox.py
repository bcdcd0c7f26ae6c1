"""What is new for a person: answers in their threads, and what others decided about what they wrote.

Nothing is copied: it is looked up when it is read, by the same rule of who may read what.
"""

from datetime import datetime
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from options.models.access import Actor, User
from options.models.annotations import Annotation
from options.models.moderation import (
    DECLINED,
    HIDDEN,
    LET_GO,
    OPENED,
    PLACED,
    PUBLISHED_AS,
    RESTORED,
    STATE,
    TAKEN,
    AnnotationEvent,
)

TOLD: Final = (STATE, PLACED, LET_GO, TAKEN, PUBLISHED_AS, DECLINED, HIDDEN, RESTORED, OPENED)


def answers_to(actor: Actor) -> "models.QuerySet[Annotation]":
    """What others wrote in threads that the actor began or has answered in; the newest first."""
    mine = Q(parent__author=actor.user) | Q(parent__replies__author=actor.user)
    found = Annotation.objects.visible_to(actor).exclude(author=actor.user)
    return found.filter(mine, parent__isnull=False).distinct().order_by("-created_at", "-pk")


def decisions_on(actor: Actor) -> "models.QuerySet[AnnotationEvent]":
    """What others did with what the actor wrote; the newest first."""
    seen = Annotation.objects.visible_to(actor).filter(author=actor.user)
    events = AnnotationEvent.objects.filter(annotation__in=seen, action__in=TOLD).exclude(by=actor.user)
    return events.order_by("-at", "-pk")


class InboxQuerySet(models.QuerySet["Inbox"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> Self:
        return self.filter(user=actor.user) if actor.is_member else self.none()


class InboxManager(models.Manager["Inbox"]):
    def of(self, user: User) -> "Inbox":
        """A person's inbox; not in the database before there is something to keep of it."""
        return self.filter(user=user).first() or Inbox(user=user)


class Inbox(models.Model):
    """Up to when a person has read what is new, and whether they want it by e-mail as well.

    `mails`: one letter at most each time `send_digest` runs, with what came after `mailed_until`.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True)
    read_until = models.DateTimeField(null=True)
    mails = models.BooleanField(default=False)
    mailed_until = models.DateTimeField(null=True)

    objects = InboxManager.from_queryset(InboxQuerySet)()

    class Meta:
        verbose_name_plural = "inboxes"

    def __str__(self) -> str:
        return f"inbox of {self.user}"

    def is_behind(self, answer: Annotation | None, decision: AnnotationEvent | None) -> bool:
        """Is the newest answer or the newest decision newer than what was read?"""
        moments = [at for at in (answer and answer.created_at, decision and decision.at) if at]
        return any(self.read_until is None or at > self.read_until for at in moments)

    def read(self, until: datetime) -> None:
        """Everything up to a moment has been seen; an earlier one changes nothing."""
        if self.read_until is None or until > self.read_until:
            self.read_until = until
            self.save()
