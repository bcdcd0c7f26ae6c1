"""Teams: who sees one, joining by invitation, leaving, and who leads on."""

from datetime import timedelta

import pytest

from options.models import VISITOR, Actor, Team
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def team(cast):
    return Team.objects.found("Night shift", by=cast["analyst"], now=NOW)


def test_a_team_is_seen_by_its_members_alone(team, cast):
    team.join(cast["member"], LATER)
    seen = {name for name, user in cast.items() if team in Team.objects.visible_to(Actor(user=user))}
    assert seen == {"analyst", "member"}
    assert not Team.objects.visible_to(VISITOR).exists()


def test_who_lost_their_account_sees_it_no_more(team, cast):
    cast["analyst"].is_active = False
    assert not Team.objects.visible_to(Actor(user=cast["analyst"])).exists()
    assert not Team.objects.led_by(Actor(user=cast["analyst"])).exists()


def test_who_founds_it_leads_it(team, cast):
    assert team.leader == cast["analyst"]
    assert list(Team.objects.led_by(Actor(user=cast["analyst"]))) == [team]
    assert not Team.objects.led_by(Actor(user=cast["member"])).exists()


def test_joining_twice_changes_nothing(team, cast):
    team.join(cast["member"], NOW)
    team.join(cast["member"], LATER)
    assert [(m.user.username, m.joined_at) for m in team.memberships.all()] == [("analyst", NOW), ("member", NOW)]


def test_when_the_leader_leaves_the_longest_member_leads(team, cast):
    team.join(cast["curator"], LATER)
    team.join(cast["member"], LATER + timedelta(days=1))
    team.leave(cast["analyst"])
    assert Team.objects.get().leader == cast["curator"]
    assert [m.user.username for m in team.memberships.all()] == ["curator", "member"]


def test_when_another_leaves_the_leader_stays(team, cast):
    team.join(cast["member"], LATER)
    team.leave(cast["member"])
    team.leave(cast["member"])
    assert Team.objects.get().leader == cast["analyst"]


def test_the_last_one_leaves_an_empty_team(team, cast):
    team.leave(cast["analyst"])
    assert not team.memberships.exists()
    assert not Team.objects.visible_to(Actor(user=cast["analyst"])).exists()


def test_a_new_invitation_ends_the_old_one(team):
    before = team.invitation
    assert team.invite_anew() != before
    assert Team.objects.get().invitation == team.invitation
    team.invite_nobody()
    assert Team.objects.get().invitation is None
