"""Phases: added, taken out, moved and set before the start; afterwards only what asks nothing of anybody yet."""

import pytest

from options.models import AuditEvent, Phase
from options.models.seminar.planning import MOST_PHASES
from tests.seminar import advance, exercise, fresh, lobby, over, running
from tests.web.seen import main
from tests.web.seminar.desk import fields, send, typed

NEW = {"do": "add", "kind": "discuss", "title": "More talk", "minutes": "5", "instructions": "Talk."}


@pytest.fixture
def town(river, cast, wall):
    return exercise(river, cast["instructor"])


def phases(town):
    return f"/seminar/{town.link}/phases/"


def order(client, town):
    return fields(client, phases(town))["order"][0]


def press(client, town, do, number, order_=None):
    return client.post(phases(town), {"do": do, "number": number, "order": order_ or order(client, town)})


def titles(town):
    found = list(town.phases.order_by("number").values_list("number", "title"))
    assert [number for number, _title in found] == list(range(1, len(found) + 1))
    return [title for _number, title in found]


def test_one_more_comes_last_with_the_options_of_the_exercise(town, as_):
    client = as_("instructor")
    response = client.post(phases(town), {**NEW, "order": order(client, town)})
    assert (response.status_code, response["Location"]) == (303, f"{phases(town)}7/")
    assert titles(town)[-1] == "More talk"
    assert town.phases.get(number=7).options == town.options


@pytest.mark.parametrize(
    "changes",
    [{"kind": "party"}, {"kind": ""}, {"title": ""}, {"title": "a\0"}, {"minutes": "0"}, {"minutes": "601"},
     {"minutes": "9" * 5_000}, {"instructions": ""}, {"instructions": "x" * 1_001}],
    ids=str,
)  # fmt: skip
def test_a_new_one_that_cannot_be_is_said_and_what_was_typed_stays(town, as_, changes):
    client = as_("instructor")
    response = client.post(phases(town), {**NEW, "order": order(client, town), **changes})
    assert (response.status_code, town.phases.count()) == (422, 6)
    assert "Not added yet" in main(response)
    assert changes.get("title") is not None or 'value="More talk"' in response.content.decode()


def test_they_move_up_and_down_and_their_numbers_have_no_gap(town, as_):
    client = as_("instructor")
    assert press(client, town, "up", 2)["Location"] == f"{phases(town)}#phase-1"
    assert titles(town)[:3] == ["First rating", "Read", "News (fiction)"]
    press(client, town, "down", 1)
    press(client, town, "remove", 3)
    assert titles(town) == ["Read", "First rating", "Talk", "Vote", "Looking back"]
    verbs = list(AuditEvent.objects.exclude(verb="made").values_list("verb", flat=True))
    assert verbs == ["moved a phase", "moved a phase", "removed a phase"]


@pytest.mark.parametrize(("do", "number"), [("up", 1), ("down", 6), ("fly", 2)])
def test_past_an_end_nothing_moves(town, as_, do, number):
    before = titles(town)
    assert press(as_("instructor"), town, do, number).status_code == 303
    assert titles(town) == before


def test_the_phase_from_which_curated_scores_show_stays_that_phase(town, as_):
    client = as_("instructor")
    assert fresh(town).curated_from == 6
    press(client, town, "up", 6)
    assert fresh(town).curated_from == 5
    press(client, town, "remove", 1)
    assert fresh(town).curated_from == 4
    press(client, town, "remove", 4)
    assert fresh(town).curated_from is None


@pytest.mark.parametrize(("do", "number"), [("up", 3), ("remove", 3), ("add", "")])
def test_a_second_press_does_nothing_more(town, as_, do, number):
    client = as_("instructor")
    sent = {**NEW, "do": do, "number": number, "order": order(client, town)}
    assert client.post(phases(town), sent).status_code == 303
    after = titles(town)
    response = client.post(phases(town), sent)
    assert (response.status_code, titles(town)) == (409, after)
    assert "Nothing more was done" in main(response)


@pytest.mark.parametrize("sent", [{"order": ""}, {"order": "1,2\0"}, {"order": "9" * 10_000}, {"number": "7"},
                                  {"number": "-1"}, {"number": "a\0"}], ids=str)  # fmt: skip
def test_a_form_that_names_no_phase_does_nothing(town, as_, sent):
    client = as_("instructor")
    whole = {"do": "remove", "number": "2", "order": order(client, town)}
    assert client.post(phases(town), whole | sent).status_code == 409
    assert town.phases.count() == 6


def test_the_last_one_stays(town, as_):
    town.phases.filter(number__gt=1).delete()
    client = as_("instructor")
    response = press(client, town, "remove", 1)
    assert (response.status_code, "at least one phase" in main(response)) == (409, True)


def test_there_are_not_too_many(town, as_):
    Phase.objects.bulk_create(
        Phase(exercise=town, number=n, kind="vote", title="V", minutes=1) for n in range(7, MOST_PHASES + 1)
    )
    client = as_("instructor")
    response = client.post(phases(town), {**NEW, "order": order(client, town)})
    assert (response.status_code, "at most 40 phases" in main(response)) == (409, True)


def test_the_order_stays_once_it_has_started(town, as_):
    client = as_("instructor")
    old = order(client, town)
    running(town)
    assert "order" not in fields(client, phases(town))
    for do in ("up", "down", "remove"):
        assert press(client, town, do, 3, old).status_code == 409
    assert client.post(phases(town), {**NEW, "order": old}).status_code == 409
    assert titles(town) == ["Read", "First rating", "News (fiction)", "Talk", "Vote", "Looking back"]


def test_everything_of_one_can_be_set_before_the_start(town, as_):
    lobby(town)
    client = as_("instructor")
    response = send(client, f"{phases(town)}3/", title="Other news", minutes="7", instructions="It rained.",
                    rates_as="role", options=["footbridge"], for_roles=["mayor-of-harrow"], grace="30",
                    t__money="met")  # fmt: skip
    assert (response.status_code, response["Location"]) == (303, f"{phases(town)}#phase-3")
    made = town.phases.get(number=3)
    found = (made.title, made.minutes, made.instructions, made.rates_as, made.options, made.for_roles, made.grace)
    assert found == ("Other news", 7, "It rained.", "role", ["footbridge"], ["mayor-of-harrow"], 30)
    assert made.toggles == {"both-councils-agree": "met", "money": "met"}


def test_another_kind_brings_what_it_needs(town, as_):
    client = as_("instructor")
    response = send(client, f"{phases(town)}5/", kind="rate", criteria=["cost"], options=["tunnel", "footbridge"])
    assert response.status_code == 303
    made = town.phases.get(number=5)
    assert (made.kind, made.criteria, set(made.options)) == ("rate", ["cost"], {"tunnel", "footbridge"})


def test_options_keep_their_order_when_none_was_touched(town, as_):
    town.phases.filter(number=2).update(options=["road-bridge", "footbridge"])
    send(as_("instructor"), f"{phases(town)}2/", title="Other")
    assert town.phases.get(number=2).options == ["road-bridge", "footbridge"]


@pytest.mark.parametrize(
    ("number", "changes", "said"),
    [
        (1, {"title": ""}, "This field is required."),
        (1, {"title": "a\0b"}, "control character"),
        (1, {"instructions": "x" * 10_001}, "at most 10000 characters"),
        (1, {"minutes": "0"}, "greater than or equal to 1"),
        (1, {"grace": "121"}, "less than or equal to 120"),
        (1, {"kind": "party"}, "Select a valid choice"),
        (2, {"options": []}, "this kind of phase is about options"),
        (2, {"options": ["moon"]}, "Select a valid choice"),
        (2, {"criteria": []}, "options are rated on criteria"),
        (3, {"instructions": ""}, "An inject says something"),
        (3, {"instructions": "x" * 1_001}, "in at most 1,000 characters"),
        (3, {"t__money": "maybe"}, "Select a valid choice"),
        (3, {"for_roles": ["king"]}, "Select a valid choice"),
        (3, {"kind": "vote"}, "Only an inject switches preconditions"),
        (4, {"unlock_after": "21"}, "less than or equal to 20"),
        (5, {"unlock_after": "2"}, "Only a discussion has notes of a council"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(town, as_, number, changes, said):
    before = Phase.objects.filter(exercise=town, number=number).values().get()
    response = send(as_("instructor"), f"{phases(town)}{number}/", **{"title": "Typed words", **changes})
    assert response.status_code == 422
    assert said in main(response)
    assert "title" in changes or 'value="Typed words"' in response.content.decode()
    assert Phase.objects.filter(exercise=town, number=number).values().get() == before


def test_while_it_runs_minutes_and_words_of_what_is_to_come_change(town, as_):
    running(town)
    client = as_("instructor")
    assert set(fields(client, f"{phases(town)}2/")) == {"title", "minutes", "instructions", "seen"}
    assert send(client, f"{phases(town)}2/", minutes="4", instructions="Quick.").status_code == 303
    made = town.phases.get(number=2)
    assert (made.minutes, made.instructions, made.options) == (4, "Quick.", ["footbridge", "road-bridge"])


@pytest.mark.parametrize("changes", [{"kind": "vote"}, {"options": ["tunnel"]}, {"criteria": ["cost"]}, {"grace": "1"},
                                     {"rates_as": "role"}], ids=str)  # fmt: skip
def test_while_it_runs_the_rest_is_refused_in_a_sentence(town, as_, changes):
    client = as_("instructor")
    stale = fields(client, f"{phases(town)}2/")
    running(town)
    response = client.post(f"{phases(town)}2/", {**stale, **changes})
    assert response.status_code == 422
    assert "of a phase to come only title, minutes and words can change" in main(response)


@pytest.mark.parametrize("move", [running, over])
def test_what_has_been_opened_stays_as_it_is(town, as_, move):
    client = as_("instructor")
    stale = fields(client, f"{phases(town)}1/")
    move(town)
    assert set(fields(client, f"{phases(town)}1/")) == {"seen"}
    assert client.post(f"{phases(town)}1/", {**stale, "minutes": "99"}).status_code == 422
    assert town.phases.get(number=1).minutes == 10


def test_a_phase_that_opened_while_its_form_was_open_keeps_what_it_has(town, as_):
    running(town)
    client = as_("instructor")
    sent = {**fields(client, f"{phases(town)}2/"), "minutes": "4"}
    advance(town)
    response = client.post(f"{phases(town)}2/", sent)
    assert (response.status_code, town.phases.get(number=2).minutes) == (422, 10)
    assert 'value="4"' in response.content.decode()


def test_what_two_save_at_once_is_lost_by_neither(town, as_):
    client, address = as_("instructor"), f"{phases(town)}1/"
    mine = {**fields(client, address), "instructions": "Mine"}
    send(client, address, instructions="Theirs")
    response = client.post(address, mine)
    assert (response.status_code, "meanwhile: Theirs" in main(response)) == (409, True)
    assert client.post(address, typed(response)).status_code == 303
    assert town.phases.get(number=1).instructions == "Mine"


@pytest.mark.parametrize("number", [0, 7, 40_000])
def test_a_number_without_a_phase_is_not_there(town, as_, number):
    assert as_("instructor").get(f"{phases(town)}{number}/").status_code == 404
