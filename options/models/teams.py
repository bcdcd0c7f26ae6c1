"""Teams: people who share annotations among themselves. Whoever is given the invitation link may join."""

from datetime import datetime
from typing import Final, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from options.models.access import Actor, User

NAME_MAX: Final = 80


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> Self:
        """Those that the actor is in; a team is nobody else's to see."""
        return self.filter(members=actor.user) if actor.is_member else self.none()

    def led_by(self, actor: Actor) -> Self:
        return self.filter(leader=actor.user) if actor.is_member else self.none()


class TeamManager(models.Manager["Team"]):
    @transaction.atomic
    def found(self, name: str, *, by: User, now: datetime) -> "Team":
        """A new team, led by its only member so far."""
        team = self.create(name=name, leader=by, created_at=now)
        Membership.objects.create(team=team, user=by, joined_at=now)
        return team


class Team(models.Model):
    """`invitation` is the secret of the link that lets people in; None: nobody is let in."""

    name = models.CharField(max_length=NAME_MAX)
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invitation = models.UUIDField(default=uuid4, unique=True, null=True, editable=False)
    created_at = models.DateTimeField()
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="teams")

    objects = TeamManager.from_queryset(TeamQuerySet)()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="team_name")]

    def __str__(self) -> str:
        return self.name

    def join(self, user: User, now: datetime) -> None:
        """A second time changes nothing."""
        Membership.objects.get_or_create(team=self, user=user, defaults={"joined_at": now})

    @transaction.atomic
    def leave(self, user: User) -> None:
        """What they wrote for the team stays. The longest member leads on; the last one leaves an empty team."""
        locked = Team.objects.select_for_update().get(pk=self.pk)
        Membership.objects.filter(team=locked, user=user).delete()
        if not Membership.objects.filter(team=locked).exists():
            locked.invite_nobody()  # or whoever still has the link would come into a team that nobody leads
            self.invitation = None
        next_one = Membership.objects.filter(team=locked).order_by("joined_at", "pk").first()
        if locked.leader_id == user.pk and next_one:
            self.leader = locked.leader = next_one.user
            locked.save(update_fields=["leader"])

    def put_out(self, user: User) -> None:
        """Its leader stays; so do the words of whoever goes."""
        gone, _ = Membership.objects.filter(team=self, user=user).exclude(user=self.leader_id).delete()
        if gone and self.invitation:
            self.invite_anew()  # they know the old link

    def invite_anew(self) -> UUID:
        """Another link; the old one lets nobody in any more."""
        self.invitation = uuid4()
        self.save(update_fields=["invitation"])
        return self.invitation

    def invite_nobody(self) -> None:
        self.invitation = None
        self.save(update_fields=["invitation"])


class Membership(models.Model):
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="team_member_once")]

    def __str__(self) -> str:
        return f"{self.user} in {self.team}"
