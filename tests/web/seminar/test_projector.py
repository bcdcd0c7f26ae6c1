"""The wall: the same for a whole room, without names, and without answers while a phase is open."""

from uuid import uuid4

import pytest

from options.models import Artifact, Inject, Reason, Response
from options.models.access import Actor
from tests.seminar import advance, answer, close, joined, later, of_kind, over, phase, planned, running

CELL = "o.footbridge.cost"


def at(room, rest=""):
    return f"/seminar/{room.link}/projector/{rest}"


def text(response):
    return response.content.decode()


def wall_of(client, room):
    return text(client.get(at(room))).partition("<main")[2]


def version(page):
    return page.partition('data-version="')[2].partition('"')[0]


@pytest.fixture
def room_of_six(room):
    planned(room, "rate", "reveal", "rate-again", "who-moved", "directive", "compare-directives", "vote",
            options=["footbridge", "road-bridge"])  # fmt: skip
    return [one.seat for one in joined(room, 6)]


def rate(room, seats, kind="rate", shift=0):
    running(room, kind, now=later(seconds=10))
    for mark, seat in enumerate(seats, 1):
        answer(seat, room.current, {CELL: min(7, mark + shift), "why": f"Reason {mark}"}, now=later(seconds=12))


def test_the_lobby_tells_how_to_join(room, as_):
    joined(room, 2)
    page = wall_of(as_("instructor"), room)
    assert f"{room.code[:3]} {room.code[3:]}" in page
    assert "testserver/join/" in page
    assert f'aria-label="http://testserver/join/{room.code}/"' in page
    assert "have joined" in page


def test_no_name_stands_on_it_in_any_phase(room_of_six, room, as_):
    room.changed(names="names")
    for seat in room_of_six:
        type(seat).objects.filter(pk=seat.pk).update(name=f"Ada {seat.number} Lovelace", roster_id=f"m.{seat.number}")
    rate(room, room_of_six)
    while room.state == "running":
        page = text(as_("instructor").get(at(room)))
        assert not [seat for seat in room_of_six if seat.handle in page]
        assert "Lovelace" not in page
        assert "m.1<" not in page
        advance(room, now=later(seconds=20))


def test_an_open_phase_shows_how_many_are_in_and_nothing_of_what(room_of_six, room, as_):
    rate(room, room_of_six[:4])
    page = wall_of(as_("instructor"), room)
    assert "<b>4</b> of 6 in" in page
    assert "Do it." in page
    assert "Reason" not in page
    assert "median" not in page


def test_it_is_the_same_whatever_was_answered(room_of_six, room, as_):
    rate(room, room_of_six)
    before = version(wall_of(as_("instructor"), room))
    answer(room_of_six[0], room.current, {CELL: 7, "why": "Other."}, now=later(seconds=13))
    assert version(wall_of(as_("instructor"), room)) == before


def test_a_reveal_shows_the_room_and_the_reasons_that_were_chosen(room_of_six, room, cast, as_):
    rate(room, room_of_six)
    close(room, now=later(seconds=15))
    row = Response.objects.visible_to(Actor(user=cast["instructor"])).first()
    reason = Reason.objects.pick(room.current, "low", row, item=CELL, text="<i>The piers</i>", by=cast["instructor"],
                                 now=later(seconds=16))  # fmt: skip
    assert "piers" not in wall_of(as_("instructor"), room)
    running(room, "reveal", now=later(seconds=17))
    page = wall_of(as_("instructor"), room)
    assert "6 answers, median 3.5, middle half 2.25 to 4.75." in page
    assert "&lt;i&gt;The piers&lt;/i&gt;" in page
    assert page.count("<svg") == 1
    reason.hide(hidden=True, by=cast["instructor"], now=later(seconds=18))
    assert "piers" not in wall_of(as_("instructor"), room)


def test_a_reveal_of_fewer_than_five_shows_nothing_of_them(room, as_):
    planned(room, "rate", "reveal", options=["footbridge"])
    rate(room, [one.seat for one in joined(room, 4)])
    running(room, "reveal", now=later(seconds=17))
    page = wall_of(as_("instructor"), room)
    assert "Fewer than five have answered" in page
    assert ("median" in page, "<svg" in page) == (False, False)


def test_an_answer_that_nobody_gave_is_no_cell(room, as_):
    planned(room, "rate", "reveal")
    running(room, "reveal", now=later(seconds=17))
    assert "Fewer than five have answered" in wall_of(as_("instructor"), room)


def test_who_moved_shows_how_many_went_which_way(room_of_six, room, as_):
    rate(room, room_of_six)
    rate(room, room_of_six, "rate-again", shift=1)
    running(room, "who-moved", now=later(seconds=20))
    assert "6 went up, 0 went down, 0 stayed." in wall_of(as_("instructor"), room)


def test_directives_show_what_is_accepted_and_not_hidden(room_of_six, room, cast, as_):
    running(room, "directive", now=later(seconds=10))
    decider = room_of_six[0]
    rows = [
        Artifact.objects.write(room.current, decider, item, choice=choice, text=words, seen=0, now=later(seconds=11))
        for item, choice, words in (("option", "footbridge", ""), ("tripwire", "", "A flood. And a second one."),
                                    ("mitigations", "", "Not accepted."))
    ]  # fmt: skip
    for row in rows[:2]:
        row.accept(decider, now=later(seconds=12))
    assert "A flood" not in wall_of(as_("instructor"), room)
    running(room, "compare-directives", now=later(seconds=15))
    page = wall_of(as_("instructor"), room)
    assert "Council A" in page
    assert "A flood." in page
    assert "second one" not in page
    assert "Not accepted" not in page
    rows[1].hide(hidden=True, by=cast["instructor"], now=later(seconds=16))
    assert "A flood." not in wall_of(as_("instructor"), room)


def test_votes_are_told_once_the_vote_is_closed_and_five_have_voted(room_of_six, room, as_):
    running(room, "vote", now=later(seconds=10))
    for seat in room_of_six:
        answer(seat, room.current, {"vote": "footbridge"}, now=later(seconds=11))
    assert "vote" not in wall_of(as_("instructor"), room).partition("</h1>")[2]
    close(room, now=later(seconds=12))
    page = wall_of(as_("instructor"), room)
    assert "6 votes" in page
    assert "0 votes" in page


def test_few_votes_are_not_told(room, as_):
    planned(room, "vote", options=["footbridge"])
    seats = [one.seat for one in joined(room, 4)]
    running(room, "vote", now=later(seconds=10))
    for seat in seats:
        answer(seat, room.current, {"vote": "footbridge"}, now=later(seconds=11))
    close(room, now=later(seconds=12))
    assert "Fewer than five have voted" in wall_of(as_("instructor"), room)


def test_news_is_always_fiction(room, as_):
    running(room, "inject", now=later(seconds=10))
    page = wall_of(as_("instructor"), room)
    assert '<p class="fiction">FICTION, exercise</p>' in page
    assert "both councils agree" in page
    Inject.objects.get().hide(hidden=True, by=room.owner, now=later(seconds=11))
    assert "both councils agree" not in wall_of(as_("instructor"), room)


def test_news_is_still_there_when_the_phase_is_opened_a_second_time(room, as_):
    running(room, "inject", now=later(seconds=10))
    from options.models import Phase

    Phase.objects.step_back(room, by=room.owner, epoch=room.epoch, now=later(seconds=12))
    running(room, "inject", now=later(seconds=20))
    assert "both councils agree" in wall_of(as_("instructor"), room)


def test_news_for_one_role_is_not_told_to_the_room(room, as_):
    of_kind(room, "inject")
    room.phases.filter(kind="inject").update(for_roles=["miller-of-weir"])
    running(room, "inject", now=later(seconds=10))
    page = wall_of(as_("instructor"), room)
    assert "both councils agree" not in page
    assert "News for some roles" in page


@pytest.mark.parametrize(("for_roles", "seen"), [([], True), (["miller-of-weir"], False)])
def test_a_message_to_everybody_is_on_the_wall(room, cast, as_, for_roles, seen):
    running(room, now=later(seconds=10))
    Inject.objects.send(room, "Look up.", kind="broadcast", by=cast["instructor"], token=uuid4(), now=later(seconds=12),
                        for_roles=for_roles)  # fmt: skip
    page = wall_of(as_("instructor"), room)
    assert ("Look up." in page, 'class="told"' in page, "FICTION" in page) == (seen, seen, False)


def test_a_poll_is_answered_with_nothing_while_nothing_has_changed(room_of_six, room, as_, wall):
    rate(room, room_of_six[:1])
    client = as_("instructor")
    seen = version(wall_of(client, room))
    wall(seconds=40)
    reply = client.get(at(room, f"fresh/?v={seen}"))
    assert (reply.status_code, reply.headers["X-Seconds-Left"]) == (204, "270")
    answer(room_of_six[1], room.current, {CELL: 1, "why": "x"}, now=later(seconds=14))
    page = text(client.get(at(room, f"fresh/?v={seen}")))
    assert ("<b>2</b> of 6 in" in page, "<html" in page) == (True, False)


def test_when_it_is_over_it_says_so(room, as_):
    over(room, now=later(seconds=10))
    assert "The exercise is over" in wall_of(as_("instructor"), room)


def test_paused_it_counts_no_further(room, as_, wall):
    running(room, now=later(seconds=10))
    from options.models import Phase

    Phase.objects.pause(room, by=room.owner, now=later(seconds=20))
    wall(minutes=3)
    page = wall_of(as_("instructor"), room)
    assert "data-still" in page
    assert ">9:50</b> paused" in page


def test_it_may_be_kept_by_nobody(room, as_):
    assert as_("instructor").get(at(room)).headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("many", [3, 60])
def test_it_costs_the_same_for_three_seats_and_for_sixty(room, as_, many, django_assert_num_queries):
    joined(room, many)
    running(room, "rate", now=later(seconds=10))
    client = as_("instructor")
    client.get(at(room))
    with django_assert_num_queries(8):
        client.get(at(room, "fresh/"))


def test_a_phase_of_a_kind_without_answers_tells_how_many_seats_there_are(room, as_):
    phase(room, "discuss")
    joined(room, 2)
    running(room, "discuss", now=later(seconds=10))
    assert "<b>2</b> seats" in wall_of(as_("instructor"), room)
