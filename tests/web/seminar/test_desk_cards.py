"""Role cards, the rubric, the roster."""

import pytest

from options.models import AuditEvent, Grade
from tests.conftest import NOW
from tests.seminar import exercise, fresh, joined, lobby, over, running
from tests.web.seen import main
from tests.web.seminar.desk import fields, send, typed

ROWS = "rows-0-title", "rows-0-levels"


@pytest.fixture
def town(river, cast, wall):
    return exercise(river, cast["instructor"])


def at(town, page):
    return f"/seminar/{town.link}/{page}/"


def test_a_card_can_be_set_before_the_start(town, as_):
    response = send(
        as_("instructor"), at(town, "roles/miller-of-weir"), title="Miller", side="", public="Fears water.",
        interests="A dry cellar\nA quiet mill", red_lines="", press="Who pays?", drafts=["legal-basis"],
        w__cost="35.5", **{"w.flood-safety": ""},
    )  # fmt: skip
    assert response.status_code == 303
    role = town.roles.get(slug="miller-of-weir")
    assert (role.title, role.side, role.public, role.drafts) == ("Miller", "", "Fears water.", ["legal-basis"])
    assert role.confidential == {"interests": ["A dry cellar", "A quiet mill"], "red_lines": [], "press": ["Who pays?"]}
    assert role.weights == {"cost": 35.5}
    assert AuditEvent.objects.get(verb="set a role").detail["role"] == "miller-of-weir"


def test_saving_a_card_as_it_stands_changes_nothing(town, as_):
    before = town.roles.values().get(slug="mayor-of-harrow")
    assert send(as_("instructor"), at(town, "roles/mayor-of-harrow")).status_code == 303
    assert town.roles.values().get(slug="mayor-of-harrow") == before
    assert not AuditEvent.objects.filter(verb="set a role").exists()


@pytest.mark.parametrize(
    "changes",
    [{"title": ""}, {"title": "a\0"}, {"public": ""}, {"public": "x" * 10_001}, {"interests": "x\n" * 500 + "y\0"},
     {"press": "\n".join(map(str, range(21)))}, {"w__cost": "-1"}, {"w__cost": "1001"}, {"w__cost": "nan"},
     {"w__cost": "1e400"}, {"w__cost": "inf"}, {"drafts": ["everything"]}],
    ids=lambda changes: str(changes)[:30],
)  # fmt: skip
def test_a_card_that_cannot_be_is_refused_beside_its_field(town, as_, changes):
    response = send(as_("instructor"), at(town, "roles/miller-of-weir"), side="Typed words", **changes)
    assert (response.status_code, 'value="Typed words"' in response.content.decode()) == (422, True)
    assert town.roles.get(slug="miller-of-weir").title == "Miller of Weir"


def test_cards_stay_once_they_are_in_play(town, as_):
    client, address = as_("instructor"), at(town, "roles/miller-of-weir")
    stale = fields(client, address)
    running(town)
    assert set(fields(client, address)) == {"seen"}
    response = client.post(address, {**stale, "title": "King"})
    assert (response.status_code, "the cards are in play" in main(response)) == (422, True)
    assert town.roles.filter(title="King").count() == 0


def test_who_decides_follows_the_card(town, as_):
    mayor, miller = (one.seat for one in joined(lobby(town), 2))
    council = town.councils.get()
    assert council.decider == mayor
    client = as_("instructor")
    changed = {**fields(client, at(town, "roles/mayor-of-harrow"))}
    changed.pop("decision_maker")
    assert client.post(at(town, "roles/mayor-of-harrow"), changed).status_code == 303
    council.refresh_from_db()
    assert council.decider is None
    send(client, at(town, "roles/miller-of-weir"), decision_maker="on")
    council.refresh_from_db()
    assert council.decider == miller


def test_a_role_of_another_exercise_is_not_there(town, as_):
    assert as_("instructor").get(at(town, "roles/king")).status_code == 404


def test_the_rubric_takes_rows_and_gives_them_slugs(town, as_):
    client = as_("instructor")
    response = send(
        client, at(town, "rubric"), **{"rows-1-title": "Clear words", "rows-1-levels": "0: No.\n1,5: Yes: very."}
    )
    assert response.status_code == 303
    rows = fresh(town).rubric
    assert [row["slug"] for row in rows] == ["use-of-sources", "clear-words"]
    assert rows[1]["levels"] == [{"points": 0, "text": "No."}, {"points": 1.5, "text": "Yes: very."}]
    assert (
        send(client, at(town, "rubric"), **{"rows-2-title": "Clear words", "rows-2-levels": "1: x"}).status_code == 303
    )
    assert fresh(town).rubric[2]["slug"] == "clear-words-2"


def test_a_row_without_name_and_levels_is_taken_out(town, as_):
    assert send(as_("instructor"), at(town, "rubric"), **dict.fromkeys(ROWS, "")).status_code == 303
    assert fresh(town).rubric == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rows-0-title", ""), ("rows-0-title", "a\0"), ("rows-0-levels", ""), ("rows-0-levels", "good"),
        ("rows-0-levels", "x: good"), ("rows-0-levels", "1:"), ("rows-0-levels", "nan: good"),
        ("rows-0-levels", "1e400: good"), ("rows-0-levels", "-1: good"), ("rows-0-levels", "1001: good"),
        ("rows-0-levels", "1: a\0"), ("rows-0-levels", "\n".join(f"{n}: x" for n in range(11))),
        ("rows-0-slug", "a b"), ("rows-TOTAL_FORMS", "99999"), ("rows-TOTAL_FORMS", "x"), ("rows-1-levels", "1: x"),
    ],
)  # fmt: skip
def test_a_rubric_that_cannot_be_is_refused(town, as_, name, value):
    response = send(as_("instructor"), at(town, "rubric"), **{name: value})
    assert (response.status_code, fresh(town).rubric) == (422, town.rubric)
    assert "Not saved yet" in main(response)


def test_two_rows_never_get_the_same_slug(town, as_):
    changes = {"rows-1-slug": "use-of-sources", "rows-1-title": "Again", "rows-1-levels": "1: x"}
    assert send(as_("instructor"), at(town, "rubric"), **changes).status_code == 422


def test_a_row_with_points_stays_and_holds_them(town, as_):
    (one,) = joined(lobby(town))
    over(town)
    Grade.objects.give(one.seat, "use-of-sources", points=2, by=town.owner, now=NOW)
    client = as_("instructor")
    assert send(client, at(town, "rubric"), **dict.fromkeys(ROWS, "")).status_code == 422
    response = send(client, at(town, "rubric"), **{"rows-0-levels": "0: No.\n1: Yes."})
    assert (response.status_code, "Points have been given for this row" in main(response)) == (422, True)
    assert send(client, at(town, "rubric"), **{"rows-0-levels": "0: No.\n3: Yes."}).status_code == 303


def test_the_rubric_of_what_is_archived_stays(town, as_):
    over(town).archive(by=town.owner, now=NOW)
    response = send(as_("instructor"), at(town, "rubric"), **{"rows-0-title": "Other"})
    assert (response.status_code, fresh(town).rubric) == (409, town.rubric)


def test_what_two_save_of_a_rubric_is_lost_by_neither(town, as_):
    client = as_("instructor")
    mine = {**fields(client, at(town, "rubric")), "rows-0-title": "Mine"}
    send(client, at(town, "rubric"), **{"rows-0-title": "Theirs"})
    response = client.post(at(town, "rubric"), mine)
    assert (response.status_code, "Stands now: Theirs" in main(response)) == (409, True)
    assert client.post(at(town, "rubric"), typed(response)).status_code == 303
    assert fresh(town).rubric[0]["title"] == "Mine"


def test_another_row_is_offered_at_once(town, as_):
    response = send(as_("instructor"), at(town, "rubric"), more="1")
    assert response["Location"] == at(town, "rubric")


def test_the_roster_is_a_line_each_once_each(town, as_):
    assert send(as_("instructor"), at(town, "roster"), roster=" s-1 \nS-2\n\ns-1\ns-2\n").status_code == 303
    assert fresh(town).roster == ["s-1", "S-2"]


def test_the_roster_has_at_most_a_thousand_lines(town, as_):
    client = as_("instructor")
    thousand = "\n".join(f"s-{n}" for n in range(1_000))
    assert send(client, at(town, "roster"), roster=thousand).status_code == 303
    response = send(client, at(town, "roster"), roster=thousand + "\ns-1000")
    assert (response.status_code, "At most 1000 lines" in main(response)) == (422, True)
    assert len(fresh(town).roster) == 1_000


@pytest.mark.parametrize("roster", ["x" * 81, "a\0b"])
def test_a_line_that_cannot_be_is_told(town, as_, roster):
    assert send(as_("instructor"), at(town, "roster"), roster=roster).status_code == 422


def test_who_has_joined_stays_on_the_roster_and_more_may_come(town, as_):
    town.names, town.roster = "roster", ["s-1", "s-2"]
    town.save()
    joined(lobby(town), identifier="s-1")
    client = as_("instructor")
    response = send(client, at(town, "roster"), roster="s-2")
    assert (response.status_code, "s-1" in main(response)) == (409, True)
    assert send(client, at(town, "roster"), roster="s-1\ns-3").status_code == 303
    assert fresh(town).roster == ["s-1", "s-3"]


def test_the_roster_of_what_is_over_stays(town, as_):
    client = as_("instructor")
    stale = fields(client, at(town, "roster"))
    over(town)
    assert client.post(at(town, "roster"), {**stale, "roster": "s-9"}).status_code == 422
    assert fresh(town).roster == []
