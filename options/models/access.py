"""Who is asking. People, their roles, and the frozen `Actor` that every `visible_to` takes."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.contrib.auth.models import AbstractUser

ANALYST: Final = "analyst"
CURATOR: Final = "curator"
REVIEWER: Final = "reviewer"
INSTRUCTOR: Final = "instructor"
ROLES: Final = (ANALYST, CURATOR, REVIEWER, INSTRUCTOR)


class User(AbstractUser):
    """A person with an account. Never deleted: their work keeps its author. Leaving means `is_active` off."""

    @property
    def shown_name(self) -> str:
        """What readers of a history see."""
        return self.get_full_name() or self.get_username()

    @cached_property
    def roles(self) -> frozenset[str]:
        """Names of the role groups. One query, once per request."""
        return frozenset(self.groups.filter(name__in=ROLES).values_list("name", flat=True))


@dataclass(frozen=True)
class Actor:
    """The one who asks: a signed-in person, a seat in an exercise, or neither (a visitor)."""

    user: User | None = None
    seat: Any | None = None  # a Seat, which stands after this module

    @property
    def is_member(self) -> bool:
        return self.user is not None and self.user.is_active

    @property
    def is_admin(self) -> bool:
        return self.user is not None and self.user.is_active and self.user.is_staff

    def has_role(self, *roles: str) -> bool:
        """Is the actor an admin, or a member with one of these roles?"""
        if self.user is None or not self.user.is_active:
            return False
        return self.user.is_staff or not self.user.roles.isdisjoint(roles)

    @property
    def edits(self) -> bool:
        """Curators, reviewers and admins change entries, go back to earlier revisions and check citations."""
        return self.has_role(CURATOR, REVIEWER)

    @property
    def teaches(self) -> bool:
        """Instructors and admins plan exercises and run them."""
        return self.has_role(INSTRUCTOR)

    @property
    def saves(self) -> bool:
        """Everybody with a role, and admins, may save and share comparisons of their own."""
        return self.has_role(*ROLES)

    @property
    def moderates(self) -> bool:
        """Curators, reviewers and admins hide annotations, restore them and see what was reported."""
        return self.edits

    @property
    def reads_drafts(self) -> bool:
        return self.edits

    @property
    def reads_confidential(self) -> bool:
        """Exercise entries hold confidential role cards."""
        return self.has_role(CURATOR, REVIEWER, INSTRUCTOR)


VISITOR: Final = Actor()
