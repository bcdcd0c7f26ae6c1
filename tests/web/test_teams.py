"""Teams: founded by analysts, joined by whoever has the link, left by oneself; nobody else learns of them."""

from uuid import uuid4

import pytest

from options.models import Team
from tests.conftest import NOW

TEAMS = "/teams/"


@pytest.fixture
def team(river, cast):
    return Team.objects.found("Night <shift>", by=cast["analyst"], now=NOW)


def text(response):
    return response.content.decode()


def members(team):
    return set(team.members.values_list("username", flat=True))


def test_an_analyst_founds_one_and_gives_out_its_link(river, as_):
    made = as_("analyst").post(TEAMS, {"name": " Night   shift "}).headers["Location"]
    team = Team.objects.get()
    assert (made, team.name, members(team)) == (f"/teams/{team.pk}/", "Night shift", {"analyst"})
    assert f"http://testserver/teams/join/{team.invitation}/" in text(as_("analyst").get(made))


@pytest.mark.parametrize("name", ["", "x" * 81, "a\x01"])
def test_a_name_that_is_none_is_told(river, as_, name):
    assert (as_("analyst").post(TEAMS, {"name": name}).status_code, Team.objects.exists()) == (422, False)


def test_founding_takes_a_role(river, as_):
    assert as_("member").post(TEAMS, {"name": "x"}).status_code == 403
    assert "A new team" not in text(as_("member").get(TEAMS))


def test_whoever_has_the_link_is_asked_and_joins(team, as_):
    link = f"/teams/join/{team.invitation}/"
    assert "Night &lt;shift&gt;" in text(as_("member").get(link))
    assert members(team) == {"analyst"}
    assert as_("member").post(link).headers["Location"] == f"/teams/{team.pk}/"
    assert (members(team), as_("member").get(f"/teams/{team.pk}/").status_code) == ({"analyst", "member"}, 200)


def test_a_visitor_with_the_link_signs_in_first(team, client):
    link = f"/teams/join/{team.invitation}/"
    assert client.get(link).headers["Location"] == f"/accounts/login/?next={link}"
    assert client.post(link).status_code == 302
    assert members(team) == {"analyst"}


@pytest.mark.parametrize("verb", ["invite", "close"])
def test_its_leader_makes_another_link_or_none(team, as_, verb):
    old = team.invitation
    assert as_("analyst").post(f"/teams/{team.pk}/", {"do": verb}).status_code == 303
    team.refresh_from_db()
    assert (team.invitation is None) == (verb == "close")
    assert as_("member").get(f"/teams/join/{old}/").status_code == 404


@pytest.mark.parametrize("verb", ["invite", "close", "burn", ""])
def test_a_member_who_does_not_lead_changes_no_link(team, cast, as_, verb):
    team.join(cast["member"], NOW)
    old = team.invitation
    assert as_("member").post(f"/teams/{team.pk}/", {"do": verb}).status_code == 403
    team.refresh_from_db()
    assert team.invitation == old


def test_one_leaves_by_oneself(team, cast, as_):
    team.join(cast["member"], NOW)
    assert as_("analyst").post(f"/teams/{team.pk}/", {"do": "leave"}).headers["Location"] == TEAMS
    assert (members(team), as_("analyst").get(f"/teams/{team.pk}/").status_code) == ({"member"}, 404)


def test_its_leader_puts_somebody_out_and_the_old_link_with_them(team, cast, as_):
    team.join(cast["member"], NOW)
    old = team.invitation
    as_("analyst").post(f"/teams/{team.pk}/", {"do": "out", "who": cast["member"].pk})
    assert members(team) == {"analyst"}
    assert as_("member").get(f"/teams/join/{old}/").status_code == 404


@pytest.mark.parametrize("who", ["", "x", "0", "9" * 40, "-1"])
def test_nobody_else_is_put_out(team, as_, who):
    assert as_("analyst").post(f"/teams/{team.pk}/", {"do": "out", "who": who}).status_code == 404


def test_a_leader_stays_and_members_put_nobody_out(team, cast, as_):
    team.join(cast["member"], NOW)
    as_("analyst").post(f"/teams/{team.pk}/", {"do": "out", "who": cast["analyst"].pk})
    assert as_("member").post(f"/teams/{team.pk}/", {"do": "out", "who": cast["analyst"].pk}).status_code == 403
    assert members(team) == {"analyst", "member"}


def test_the_last_to_leave_shuts_the_door(team, as_):
    as_("analyst").post(f"/teams/{team.pk}/", {"do": "leave"})
    assert as_("member").get(f"/teams/join/{team.invitation}/").status_code == 404


@pytest.mark.parametrize("role", ["member", "curator", "admin"])
def test_a_team_is_there_for_its_members_alone(team, as_, role):
    assert (as_(role).get(f"/teams/{team.pk}/").status_code, "Night" in text(as_(role).get(TEAMS))) == (404, False)
    assert as_(role).post(f"/teams/{team.pk}/", {"do": "leave"}).status_code == 404
    assert as_(role).get(f"/teams/join/{uuid4()}/").status_code == 404
