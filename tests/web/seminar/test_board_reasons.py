"""Between a round and its reveal: a reason each of the low, the middle and the high answers, without names."""

import re

import pytest

from options.models import Reason
from tests.seminar import answer, close, fresh, joined, later, planned, running

CELL = "o.footbridge.cost"


def at(room, rest="reasons/"):
    return f"/seminar/{room.link}/{rest}"


def text(response):
    return response.content.decode()


@pytest.fixture
def rated(room):
    """Seven answers from 1 to 7 on one cell, level on another, each with a reason; the round is closed."""
    planned(room, "rate", "reveal")
    seats = [one.seat for one in joined(room, 7)]
    running(room, "rate", now=later(seconds=10))
    for mark, seat in enumerate(seats, 1):
        said = {CELL: mark, "o.footbridge.crossing-time": 4, "why": f"<b>Reason {mark}</b>"}
        answer(seat, room.current, said, now=later(seconds=15))
    close(room, now=later(seconds=20))
    return seats


def shown(page):
    return [n for n in range(1, 8) if f"&lt;b&gt;Reason {n}&lt;/b&gt;" in page]


def hidden_fields(page):
    """band -> number of the answer that is proposed."""
    return dict(re.findall(r'name="(low|middle|high)" value="(\d+)"', page))


def test_it_proposes_one_of_each_on_the_most_disputed_cell(rated, room, as_):
    page = text(as_("instructor").get(at(room)))
    assert "Footbridge" in page or "footbridge" in page
    assert "7 answers, median 4, middle half 2.5 to 5.5" in page
    assert len(shown(page)) == 3
    assert 4 in shown(page)


def test_nobodys_name_stands_there(rated, room, as_):
    page = text(as_("instructor").get(at(room)))
    assert not [seat.handle for seat in rated if seat.handle in page]


def test_nothing_is_proposed_while_the_round_is_open(room, as_):
    planned(room, "rate", "reveal")
    seats = [one.seat for one in joined(room, 5)]
    running(room, "rate", now=later(seconds=10))
    for seat in seats:
        answer(seat, room.current, {CELL: 3, "why": "Reason 3"}, now=later(seconds=15))
    page = text(as_("instructor").get(at(room)))
    assert "No round has closed" in page
    assert "Reason 3" not in page
    assert as_("instructor").post(at(room), {"do": "low", "low": "1"}).status_code == 404


def test_all_are_accepted_in_one_press(rated, room, as_):
    client = as_("instructor")
    page = text(client.get(at(room)))
    fields = hidden_fields(page.partition('value="all"')[0])
    assert 'value="all">Accept all' in page
    assert set(fields) == {"low", "middle", "high"}
    assert client.post(at(room), {"do": "all", **fields}).status_code == 303
    picked = {reason.band: reason for reason in Reason.objects.all()}
    assert set(picked) == {"low", "middle", "high"}
    assert {reason.item for reason in picked.values()} == {CELL}
    assert picked["middle"].text == "<b>Reason 4</b>"
    assert picked["low"].response.answers[CELL] < 4 < picked["high"].response.answers[CELL]


def test_accepting_twice_keeps_one(rated, room, as_):
    client = as_("instructor")
    fields = hidden_fields(text(client.get(at(room))))
    for _ in range(2):
        client.post(at(room), {"do": "low", "low": fields["low"]})
    assert Reason.objects.count() == 1


def test_another_one_is_offered_of_the_same_band(rated, room, as_):
    client = as_("instructor")
    seen = set()
    for turn in range(4):
        page = text(client.get(at(room, f"reasons/?low={turn}&out=middle&out=high")))
        seen |= {tuple(shown(page))}
    assert seen == {(1,), (2,)}


def test_one_that_is_left_out_is_not_accepted_with_the_others(rated, room, as_):
    client = as_("instructor")
    here = at(room, "reasons/?out=low")
    page = text(client.get(here))
    assert "Left out." in page
    reply = client.post(here, {"do": "all", **hidden_fields(page)})
    assert reply.headers["Location"] == here
    assert set(Reason.objects.values_list("band", flat=True)) == {"middle", "high"}


def test_a_choice_is_taken_back(rated, room, as_):
    client = as_("instructor")
    client.post(at(room), {"do": "all", **hidden_fields(text(client.get(at(room))))})
    client.post(at(room), {"do": "drop-low"})
    assert set(Reason.objects.values_list("band", flat=True)) == {"middle", "high"}


def test_words_cannot_be_changed(rated, room, as_):
    client = as_("instructor")
    fields = hidden_fields(text(client.get(at(room))))
    client.post(at(room), {"do": "low", "low": fields["low"], "text": "Mine.", "why": "Mine.", "item": "x"})
    assert Reason.objects.get().text.startswith("<b>Reason ")
    assert Reason.objects.get().item == CELL


@pytest.mark.parametrize("which", ["0", "x", "", "999999999", "9" * 30, "²"])
def test_an_answer_that_is_none_is_not_taken(rated, room, as_, which):
    assert as_("instructor").post(at(room), {"do": "low", "low": which}).status_code == 303
    assert not Reason.objects.exists()


def test_who_left_is_proposed_no_more(rated, room, cast, as_):
    rated[3].remove(by=cast["instructor"], now=later())
    assert 4 not in shown(text(as_("instructor").get(at(room))))


def test_what_is_kept_for_the_student_alone_is_not_proposed(room, as_):
    planned(room, "rate", "reveal")
    room.changed(late_policy="private")
    one, other = (each.seat for each in joined(room, 2))
    running(room, "rate", now=later(seconds=10))
    answer(one, room.current, {CELL: 3, "why": "Reason 3"}, now=later(seconds=15))
    answer(other, room.current, {CELL: 5, "why": "Reason 5"}, hand_in=False, now=later(seconds=15))
    close(room, now=later(seconds=20))
    page = text(as_("instructor").get(at(room)))
    assert ("Reason 3" in page, "Reason 5" in page) == (True, False)


def test_a_room_without_reasons_goes_on(room, as_):
    planned(room, "rate", "reveal")
    seats = [one.seat for one in joined(room, 5)]
    running(room, "rate", now=later(seconds=10))
    for seat in seats:
        answer(seat, room.current, {CELL: 3, "why": ""}, now=later(seconds=15))
    close(room, now=later(seconds=20))
    page = text(as_("instructor").get(at(room)))
    assert "Nobody wrote a reason" in page
    assert "Open the reveal" in page
    as_("instructor").post(at(room, "run/"), {"do": "next", "epoch": fresh(room).epoch})
    assert fresh(room).current.kind == "reveal"


def test_a_round_without_answers_goes_on(room, as_):
    planned(room, "rate", "reveal")
    running(room, "rate", now=later(seconds=10))
    close(room, now=later(seconds=20))
    assert "Nobody has rated anything" in text(as_("instructor").get(at(room)))


def test_reasons_have_no_clock(rated, room, as_, wall):
    wall(hours=2)
    assert "Open the reveal" in text(as_("instructor").get(at(room)))
