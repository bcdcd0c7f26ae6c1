"""The settings of an exercise: everything before the start, what is safe while it runs, a sentence for the rest."""

from datetime import date, timedelta

import pytest

from options.models import AuditEvent, Council, Exercise
from options.models.seminar import planning
from options.models.seminar.exercises import NotNow
from options.pages.seminar.handles import council_name
from tests.conftest import NOW
from tests.seminar import exercise, fresh, joined, lobby, over, running
from tests.web.seen import main
from tests.web.seminar.desk import fields, send, typed

TODAY = date(2026, 4, 1)


@pytest.fixture
def town(river, cast, wall):
    return exercise(river, cast["instructor"])


def setup(town):
    return f"/seminar/{town.link}/setup/"


def test_everything_can_be_set_before_the_start(town, as_):
    sent = {"title": " New   title ", "setting": "Two banks.", "ground_rules": "One\n\nTwo\nOne\n", "goals": "",
            "questions": "Q", "debrief": "D1\nD2", "names": "roster", "late_policy": "private", "scale": "100",
            "councils_wanted": "3", "most_seats": "12", "curated_from": "6", "lobby_minutes": "0",
            "reserve_minutes": "7", "purge_at": "2026-05-20"}  # fmt: skip
    response = send(as_("instructor"), setup(town), **sent)
    assert (response.status_code, response["Location"]) == (303, f"/seminar/{town.link}/")
    made = fresh(town)
    assert (made.title, made.ground_rules, made.goals, made.debrief) == ("New title", ["One", "Two"], [], ["D1", "D2"])
    assert (made.names, made.late_policy, made.scale) == ("roster", "private", 100)
    assert (made.councils_wanted, made.most_seats, made.curated_from) == (3, 12, 6)
    assert (made.lobby_minutes, made.reserve_minutes) == (0, 7)
    assert (made.purge_at.date(), made.councils.count()) == (date(2026, 5, 20), 3)
    assert AuditEvent.objects.get(verb="set").by.username == "instructor"


def test_saving_what_stands_there_changes_nothing(town, as_):
    before = fresh(town).stamp
    assert send(as_("instructor"), setup(town)).status_code == 303
    assert (fresh(town).stamp, AuditEvent.objects.filter(verb="set").exists()) == (before, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", ""), ("title", "x" * 201), ("title", "a\0b"), ("setting", "x" * 10_001), ("setting", "a\0"),
        ("ground_rules", "\n".join(map(str, range(51)))), ("goals", "x" * 1_001), ("debrief", "a\0b"),
        ("debrief", "\n" * 100_000), ("names", "none"), ("late_policy", ""), ("scale", "5"), ("councils_wanted", "0"),
        ("councils_wanted", "101"), ("most_seats", "1001"), ("most_seats", "9" * 5_000), ("curated_from", "7"),
        ("lobby_minutes", "-1"), ("reserve_minutes", "601"), ("purge_at", "2026-04-01"), ("purge_at", "2027-05-08"),
        ("purge_at", "31 May"), ("purge_at", "a\0"), ("purge_at", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field_and_what_was_typed_stays(town, as_, name, value):
    client = as_("instructor")
    response = send(client, setup(town), **{name: value, "setting": "Typed words" if name != "setting" else value})
    assert response.status_code == 422
    assert 'class="field bad"' in response.content.decode()
    assert name == "setting" or "Typed words" in response.content.decode()
    assert (fresh(town).title, fresh(town).setting) == (town.title, town.setting)


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), TODAY + timedelta(days=400)])
def test_the_purge_date_is_between_tomorrow_and_400_days(town, as_, day):
    assert send(as_("instructor"), setup(town), purge_at=day.isoformat()).status_code == 303


def test_once_somebody_has_joined_the_names_stay(town, as_):
    client = as_("instructor")
    stale = fields(client, setup(town))
    joined(lobby(town))
    assert 'name="names"' in client.get(setup(town)).content.decode()
    response = client.post(setup(town), {**stale, "names": "names"})
    assert (response.status_code, fresh(town).names) == (422, "handles")
    assert "Somebody has joined already" in main(response)
    assert send(client, setup(town), scale="100").status_code == 303
    assert fresh(town).scale == 100


@pytest.mark.parametrize("state", ["running", "paused"])
def test_while_it_runs_only_what_is_safe_changes(town, as_, state):
    running(town)
    if state == "paused":
        type(town.current).objects.pause(town, by=town.owner, now=NOW)
    client = as_("instructor")
    assert send(client, setup(town), most_seats="100", purge_at="2026-06-01").status_code == 303
    assert (fresh(town).most_seats, fresh(town).purge_at.date()) == (100, date(2026, 6, 1))
    assert "names" not in fields(client, setup(town))


@pytest.mark.parametrize(
    ("name", "value"),
    [("title", "Other"), ("late_policy", "late"), ("scale", "100"), ("names", "names"), ("councils_wanted", "2"),
     ("debrief", "Other"), ("curated_from", "1")],
)  # fmt: skip
def test_a_form_from_before_the_start_is_refused_in_a_sentence(town, as_, name, value):
    client = as_("instructor")
    stale = fields(client, setup(town))
    running(town)
    response = client.post(setup(town), {**stale, name: value})
    assert response.status_code == 422
    assert "The exercise has started: this stays as it is." in main(response)
    assert getattr(fresh(town), name) == getattr(town, name)


def test_seats_are_not_taken_away_while_it_runs(town, as_):
    running(town)
    response = send(as_("instructor"), setup(town), most_seats="59")
    assert (response.status_code, fresh(town).most_seats) == (409, 60)
    assert "There must be room for everybody who is there" in main(response)


def test_there_is_room_for_everybody_in_the_lobby(town, as_):
    joined(lobby(town), 3)
    assert send(as_("instructor"), setup(town), most_seats="2").status_code == 409
    assert send(as_("instructor"), setup(town), most_seats="3").status_code == 303


def test_a_council_with_somebody_in_it_stays(town, as_):
    client = as_("instructor")
    send(client, setup(town), councils_wanted="3")
    joined(lobby(town), 2)  # one decision-maker at each of the first two
    response = send(client, setup(town), councils_wanted="1")
    assert (response.status_code, Council.objects.count()) == (409, 3)
    assert send(client, setup(town), councils_wanted="2").status_code == 303
    assert Council.objects.count() == 2


def test_once_it_is_over_only_the_purge_date_moves(town, as_):
    over(town)
    client = as_("instructor")
    assert set(fields(client, setup(town))) == {"purge_at", "seen"}
    assert send(client, setup(town), purge_at="2026-04-05").status_code == 303
    assert client.post(setup(town), {"title": "x", "purge_at": "2026-04-05"}).status_code == 422


def test_what_two_instructors_save_at_once_is_lost_by_neither(town, as_):
    client = as_("instructor")
    mine = fields(client, setup(town))
    send(client, setup(town), title="Theirs")
    response = client.post(setup(town), {**mine, "title": "Mine"})
    assert (response.status_code, fresh(town).title) == (409, "Theirs")
    assert "Saved by somebody else meanwhile: Theirs" in main(response)
    assert 'value="Mine"' in response.content.decode()
    assert client.post(setup(town), typed(response)).status_code == 303
    assert fresh(town).title == "Mine"


def test_a_second_press_does_nothing_more(town, as_):
    client = as_("instructor")
    sent = {**fields(client, setup(town)), "title": "Twice"}
    assert [client.post(setup(town), sent).status_code for _ in range(2)] == [303, 303]
    assert AuditEvent.objects.filter(verb="set").count() == 1


def test_who_was_signed_out_signs_in_there_and_loses_nothing(town, as_, client):
    sent = {**fields(as_("instructor"), setup(town)), "title": "Typed for long"}
    as_("visitor")
    response = client.post(setup(town), sent)
    assert (response.status_code, "Typed for long" in response.content.decode()) == (403, True)


def test_the_verb_refuses_what_the_form_would(town):
    running(town)
    with pytest.raises(NotNow):
        planning.change(town, {"scale": 100}, name_of=council_name, by=town.owner, now=NOW)
    assert Exercise.objects.get().scale == 7
