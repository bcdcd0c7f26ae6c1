"""The live board: who, not what, for every instructor of the exercise, and never a word of an answer."""

import pytest
from django.test import Client

from options.models import Council, Phase, User
from options.pages.seminar.handles import council_name
from tests.seminar import advance, answer, close, fresh, joined, later, planned, running
from tests.web.seen import main
from tests.web.seminar.live import SECRET, note, write


def at(room, rest=""):
    return f"/seminar/{room.link}/{rest}"


def text(response):
    return response.content.decode()


def version(page):
    return page.partition('data-version="')[2].partition('"')[0]


@pytest.fixture
def colleague(cast, room):
    """A second instructor, with whom the exercise is shared."""
    other = User.objects.create_user("colleague")
    other.groups.add(*cast["instructor"].groups.all())
    room.share(other, by=cast["instructor"], now=later())
    client = Client()
    client.force_login(other)
    return client


@pytest.fixture
def rating(room):
    """Three seats in the first round: one has handed in, one types, one has only joined."""
    seats = [one.seat for one in joined(room, 3, now=later(seconds=20))]
    running(room, "rate", now=later(seconds=20))
    why = {"why": SECRET}
    answer(seats[0], room.current, {"o.footbridge.cost": 6, **why}, now=later(seconds=25))
    answer(seats[1], room.current, {"o.footbridge.cost": 3, **why}, hand_in=False, now=later(seconds=25))
    return seats


def test_the_lobby_shows_who_has_joined_the_code_and_the_first_phase(room, as_):
    joined(room, 2)
    page = main(as_("instructor").get(at(room)))
    assert "have joined" in page
    assert f"{room.code[:3]} {room.code[3:]}" in page
    assert "Start: Read" in page
    assert "Heron-" in page or "Curlew-" in page


def test_it_tells_states_and_never_an_answer(rating, room, as_):
    page = text(as_("instructor").get(at(room)))
    assert [page.count(f"<span>{word}</span>") for word in ("handed in", "typing", "joined")] == [1, 1, 1]
    assert SECRET not in page
    assert SECRET not in text(as_("instructor").get(at(room, "fresh/")))


def test_it_is_the_same_whatever_was_answered(rating, room, as_):
    """What differs between two answers must not show on it."""
    before = version(text(as_("instructor").get(at(room))))
    answer(rating[0], room.current, {"o.footbridge.cost": 1, "why": "Other."}, now=later(seconds=25))
    assert version(text(as_("instructor").get(at(room)))) == before


def test_typing_ends_twenty_seconds_after_the_last_draft(rating, room, as_, wall):
    wall(seconds=46)
    assert "<span>typing</span>" not in text(as_("instructor").get(at(room)))


def test_who_has_not_been_seen_for_three_minutes_is_told(rating, room, as_, wall):
    wall(minutes=4)
    page = text(as_("instructor").get(at(room)))
    assert page.count("not seen for 3 minutes</span>") == 2
    assert page.count("<span>handed in</span>") == 1


def test_the_time_left_is_the_servers(rating, room, as_, wall):
    wall(minutes=5, seconds=20)
    response = as_("instructor").get(at(room))
    assert response.headers["X-Seconds-Left"] == "300"
    assert ">5:00</b>" in text(response)


def test_a_poll_is_answered_with_nothing_while_nothing_has_changed(rating, room, as_, wall):
    client = as_("instructor")
    seen = version(text(client.get(at(room))))
    wall(seconds=33)
    reply = client.get(at(room, f"fresh/?v={seen}"))
    assert (reply.status_code, reply.content, reply.headers["X-Seconds-Left"]) == (204, b"", "587")


def test_a_poll_brings_what_has_changed_alone(rating, room, as_):
    client = as_("instructor")
    seen = version(text(client.get(at(room))))
    answer(rating[2], room.current, {"why": SECRET}, now=later(seconds=29))
    page = text(client.get(at(room, f"fresh/?v={seen}")))
    assert (page.count("<span>handed in</span>"), "<html" in page, version(page) != seen) == (2, False, True)


def test_a_poll_of_an_exercise_that_is_over_says_that_the_page_is_another_one(rating, room, as_):
    while fresh(room).state == "running":
        advance(room)
    assert as_("instructor").get(at(room, "fresh/")).status_code == 205


def test_a_poll_closes_what_is_over_by_the_clock(rating, room, as_, wall):
    wall(minutes=11)
    page = text(as_("instructor").get(at(room, "fresh/")))
    assert "the clock closed phase 2" in page
    assert fresh(room).current.closed_at


def test_a_second_instructor_sees_the_same_and_takes_over_in_the_middle(rating, room, as_, colleague):
    first, second = text(as_("instructor").get(at(room))), text(colleague.get(at(room)))
    assert version(first) == version(second)
    press = {"do": "next", "epoch": fresh(room).epoch, "confirmed": "1"}
    assert colleague.post(at(room, "run/"), press).status_code == 303
    page = text(as_("instructor").get(at(room)))
    assert "News (fiction)" in main(as_("instructor").get(at(room))).partition("</h1>")[0]
    assert "colleague went on from phase 2" in page


def test_two_instructors_press_next_and_it_moves_on_once(rating, room, as_, colleague):
    press = {"do": "next", "epoch": fresh(room).epoch, "confirmed": "1"}
    pressed = [client.post(at(room, "run/"), press).status_code for client in (as_("instructor"), colleague)]
    assert (pressed, fresh(room).current.number) == ([303, 409], 3)


def test_when_it_ends_and_what_could_be_cut(rating, room, as_, wall):
    wall(minutes=25)
    page = text(as_("instructor").get(at(room)))
    assert "Ends 12:50, in time." in page
    wall(minutes=40)
    page = text(as_("instructor").get(at(room)))
    assert "Ends 13:05, 10 minutes over." in page
    assert f'<a href="/seminar/{room.link}/phases/4/">Talk</a>: 5 minutes less' in page


def test_minutes_that_were_cut_are_time_won(rating, room, as_, wall):
    wall(minutes=40)
    Phase.objects.filter(exercise=room, kind="discuss").update(minutes=5)
    assert "Ends 13:00, 5 minutes over." in text(as_("instructor").get(at(room)))


def test_an_identifier_of_the_list_is_told_to_instructors(room, as_):
    room.changed(names="roster", roster=["m.curie"])
    joined(room, identifier="m.curie")
    assert "<small>m.curie</small>" in text(as_("instructor").get(at(room)))


def test_a_discussion_shows_how_many_notes_each_has(room, as_):
    seats = [one.seat for one in joined(room, 2)]
    running(room, "discuss", now=later(seconds=20))
    note(seats[0], room)
    page = text(as_("instructor").get(at(room)))
    assert (page.count("1 note<"), page.count("0 notes<"), SECRET in page) == (1, 1, False)


def test_a_council_phase_shows_how_much_each_has_written(river, cast, room, as_):
    Council.objects.create(exercise=room, number=1, name=council_name(1))
    planned(room, "directive")
    mayor, other = (one.seat for one in joined(room, 2))
    running(room, "directive", now=later(seconds=20))
    for item in ("option", "tripwire"):
        write(mayor, room, item)
    write(other, room, "option").accept(other, now=later(seconds=22))
    page = " ".join(text(as_("instructor").get(at(room))).split())
    assert '<th scope="row">A</th><td class="num">2</td><td class="num">0</td>' in page
    assert '<th scope="row">B</th><td class="num">1</td><td class="num">1</td>' in page
    assert SECRET not in page


def test_who_was_removed_is_not_on_it(rating, room, cast, as_):
    rating[1].remove(by=cast["instructor"], now=later())
    page = text(as_("instructor").get(at(room)))
    assert (f'id="seat-{rating[1].number}"' in page, f'id="seat-{rating[0].number}"' in page) == (False, True)


def test_a_closed_phase_says_so_and_can_be_opened_again(rating, room, as_):
    close(room, now=later(seconds=28))
    page = main(as_("instructor").get(at(room)))
    assert "Closed" in page
    assert "Reopen for 2 minutes" in page


@pytest.mark.parametrize(("many", "rest"), [(3, ""), (60, ""), (3, "fresh/"), (60, "fresh/")])
def test_it_costs_as_much_for_three_seats_and_for_sixty(room, as_, many, rest, django_assert_num_queries):
    joined(room, many)
    running(room, "rate", now=later(seconds=20))
    client = as_("instructor")
    client.get(at(room, rest))
    with django_assert_num_queries(9 if rest else 10):
        client.get(at(room, rest))


@pytest.mark.parametrize(
    ("who", "status"), [("visitor", 302), ("member", 403), ("analyst", 403), ("curator", 403), ("admin", 200)]
)
def test_who_may_ask(room, as_, who, status):
    assert as_(who).get(at(room, "fresh/")).status_code == status


def test_another_instructors_exercise_is_not_there(room, cast, as_):
    other = User.objects.create_user("other")
    other.groups.add(*cast["instructor"].groups.all())
    client = Client()
    client.force_login(other)
    for rest in ("fresh/", "projector/", "projector/fresh/", "reasons/", "tell/", "notes/", "directives/", "seats/1/"):
        assert client.get(at(room, rest)).status_code == 404
    assert client.post(at(room, "run/"), {"do": "start"}).status_code == 404
