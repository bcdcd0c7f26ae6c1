"""The screening grid of a council: two who write in it at once both keep their words."""

import pytest

from options.models import Artifact
from options.models.seminar.making import set_councils
from options.pages.seminar.handles import council_name
from tests.seminar import advance, close, exercise, fresh, joined, later, lobby, phase, seat_client
from tests.web.seen import row, words
from tests.web.seminar.tables import Seated, asked, council_phase, form_with, stands, values

pytestmark = pytest.mark.django_db
CELL = "footbridge.adequate"


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    """Pages ask the wall clock; here it is the one at which the exercise was started."""
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: later(seconds=30))


@pytest.fixture
def room(river, cast):
    return lobby(exercise(river, cast["instructor"]))


@pytest.fixture
def seats(room):
    return joined(room, 3)


@pytest.fixture
def table(room, seats):
    return council_phase(room, "screen", "vote")


@pytest.fixture
def mayor(room, seats, table):
    return Seated(seat_client(seats[0]), room)


@pytest.fixture
def miller(room, seats, table):
    return Seated(seat_client(seats[1]), room)


@pytest.fixture
def council(seats):
    return seats[0].seat.council


def test_a_council_sees_its_options_and_the_tests_with_their_questions(mayor):
    seen = words(mayor.page())
    assert "A footbridge" in seen
    assert "A road bridge" in seen
    assert "Does it carry the people and goods that want to cross?" in seen
    assert "0 of 10 cells are answered" in seen


def test_a_cell_is_saved_and_everybody_at_the_table_sees_whose_it_is(mayor, miller, table, council, seats):
    reply = mayor.send(CELL, c="p", t="Bicycles do cross.")
    assert (reply.status_code, reply.headers["Location"]) == (303, mayor.at + "?part=footbridge#at-footbridge")
    assert stands(table, council, CELL) == ("p", "Bicycles do cross.")
    seen = miller.page()
    assert f"Written by {seats[0].seat.handle}, 12:00:30." in words(seen)
    assert "Bicycles do cross." in seen
    assert row(miller.client.get(miller.at), "A footbridge closed")[1] == "pass"


def test_a_cell_that_nobody_touched_is_not_written(mayor, table):
    mayor.send(CELL, c="p")
    assert [(each.item, each.edition) for each in Artifact.objects.all()] == [(CELL, 1)]


def test_a_peers_newer_words_in_another_cell_of_the_same_form_stay(mayor, miller, table, council):
    page = mayor.page()
    miller.send(CELL, c="f", t="Goods do not.")
    assert mayor.send("footbridge.feasible", page, c="p", t="It is cheap.").status_code == 303
    assert stands(table, council, CELL) == ("f", "Goods do not.")
    assert stands(table, council, "footbridge.feasible") == ("p", "It is cheap.")


@pytest.fixture
def clash(mayor, miller, seats):
    """The mayor saves over what the miller has saved since: the answer to it."""
    page = mayor.page()
    miller.send(CELL, c="f", t="Goods do not.")
    return mayor.send(CELL, page, c="p", t="Bicycles do cross.")


def test_both_texts_are_shown_and_the_one_typed_stays_in_its_field(clash, table, council, seats):
    page = clash.content.decode()
    assert clash.status_code == 409
    assert stands(table, council, CELL) == ("f", "Goods do not.")
    sent = values(form_with(page, CELL))
    assert (sent[f"c.{CELL}"], sent[f"t.{CELL}"]) == (["p"], ["Bicycles do cross."])
    assert f"Not saved: {seats[1].seat.handle} saved this while you were writing." in words(page)
    assert "Goods do not." in page
    assert '<details class="rate" id="at-footbridge" data-part="footbridge" open>' in page
    assert f'<a href="#cell-{CELL}">A footbridge, adequate</a>' in page


def test_mine_is_kept_when_it_is_chosen(clash, mayor, table, council):
    reply = mayor.send(CELL, clash.content.decode(), keep=CELL)
    assert reply.status_code == 303
    assert stands(table, council, CELL) == ("p", "Bicycles do cross.")


def test_theirs_is_taken_when_it_is_chosen_and_the_rest_of_the_form_is_saved(clash, mayor, table, council):
    page = clash.content.decode()
    sent = values(form_with(page, CELL)) | {"take": [CELL], "t.footbridge.complete": ["Nobody says when."]}
    assert mayor.client.post(mayor.at + "council/", sent).status_code == 303
    assert stands(table, council, CELL) == ("f", "Goods do not.")
    assert stands(table, council, "footbridge.complete") == ("", "Nobody says when.")


def test_saving_again_without_choosing_writes_over_nothing(clash, mayor, table, council):
    assert mayor.send(CELL, clash.content.decode()).status_code == 409
    assert stands(table, council, CELL) == ("f", "Goods do not.")


def test_mine_does_not_win_over_a_third_text_that_nobody_has_read(clash, mayor, miller, table, council):
    miller.send(CELL, t="Goods do not, and never will.")
    reply = mayor.send(CELL, clash.content.decode(), keep=CELL)
    assert reply.status_code == 409
    assert "Goods do not, and never will." in reply.content.decode()
    assert stands(table, council, CELL) == ("f", "Goods do not, and never will.")


def test_what_clashes_does_not_hold_up_the_rest(mayor, miller, table, council):
    page = mayor.page()
    miller.send(CELL, c="f")
    sent = values(form_with(page, CELL)) | {f"c.{CELL}": ["p"], "c.footbridge.feasible": ["u"]}
    reply = mayor.client.post(mayor.at + "council/", sent)
    assert reply.status_code == 409
    assert stands(table, council, "footbridge.feasible") == ("u", "")
    assert values(form_with(reply.content.decode(), CELL))["seen.footbridge.feasible"] == ["1"]


def test_what_peers_wrote_in_cells_that_nobody_touched_is_shown_beside_a_clash(mayor, miller):
    page = mayor.page()
    miller.send(CELL, c="f")
    miller.send("footbridge.complete", t="Nobody says when.")
    reply = mayor.send(CELL, page, c="p")
    sent = values(form_with(reply.content.decode(), CELL))
    assert (sent["t.footbridge.complete"], sent["seen.footbridge.complete"]) == (["Nobody says when."], ["1"])


def test_the_same_words_twice_are_no_clash(mayor, table, council):
    page = mayor.page()
    assert [mayor.send(CELL, page, c="p", t="Yes.").status_code for _ in range(2)] == [303, 303]
    assert Artifact.objects.get().edition == 1


# --- what is refused ---


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"c": "x"}, "Choose one of the list, or none."),
        ({"t": "x" * 4_001}, "It has 4,001 characters, and 4,000 are the most."),
        ({"t": "a\x01b"}, "This held a control character"),
        ({"t": "a\0b"}, "This held a control character"),
    ],
)
def test_what_cannot_be_kept_comes_back_with_a_sentence(mayor, changes, said):
    reply = mayor.send(CELL, **{"c": "p", "t": "Typed.", **changes})
    assert reply.status_code == 422
    assert said in words(reply.content.decode())
    assert values(form_with(reply.content.decode(), CELL))[f"t.{CELL}"] == [
        changes.get("t", "Typed.").translate({0: None, 1: None})
    ]
    assert not Artifact.objects.exists()


@pytest.mark.parametrize("item", ["footbridge.nice", "tunnel.adequate", "option", "dissent.1", "x" * 300])
def test_an_item_that_the_grid_does_not_have_is_not_found(mayor, table, item):
    reply = mayor.client.post(mayor.at + "council/", {"phase": table.number, f"t.{item}": "x"})
    assert (reply.status_code, Artifact.objects.count()) == (404, 0)


@pytest.mark.parametrize("number", ["", "0", "2", "99", "x", "9" * 30, "²"])
def test_a_phase_in_which_no_council_writes_is_not_found(mayor, number):
    assert mayor.client.post(mayor.at + "council/", {"phase": number, f"t.{CELL}": "x"}).status_code == 404


def test_a_page_cannot_be_asked_for_where_things_are_saved(mayor):
    assert mayor.client.get(mayor.at + "council/").status_code == 405


# --- when the phase is over ---


def test_what_comes_after_closing_is_shown_back_and_not_saved(mayor, room, table):
    page = mayor.page()
    close(fresh(room))
    reply = mayor.send(CELL, page, c="p", t="Bicycles do cross.")
    seen = reply.content.decode()
    assert reply.status_code == 409
    assert "This is closed. Your text is still here: copy it if you need it." in seen
    assert "Bicycles do cross.</textarea>" in seen
    assert "A footbridge, adequate" in words(seen)
    assert "You chose: pass" in words(seen)
    assert not Artifact.objects.exists()


def test_the_same_when_the_exercise_has_moved_on(mayor, room, table):
    page = mayor.page()
    advance(fresh(room))
    reply = mayor.send(CELL, page, t="Bicycles do cross.")
    assert (reply.status_code, "Bicycles do cross.</textarea>" in reply.content.decode()) == (409, True)


def test_the_same_when_it_closes_at_that_very_moment(mayor, room, table, monkeypatch):
    page, write = mayor.page(), Artifact.objects.write

    def closing(*args, **more):
        close(fresh(room))
        return write(*args, **more)

    monkeypatch.setattr(Artifact.objects, "write", closing)
    reply = mayor.send(CELL, page, t="Bicycles do cross.")
    assert (reply.status_code, "Your text is still here" in words(reply.content.decode())) == (409, True)
    assert "Bicycles do cross.</textarea>" in reply.content.decode()


def test_what_was_not_touched_is_not_told_as_lost(mayor, room, table):
    mayor.send("footbridge.complete", t="Nobody says when.")
    page = mayor.page()
    close(fresh(room))
    assert "Nobody says when." not in mayor.send(CELL, page, t="Cross.").content.decode()


def test_a_closed_grid_is_read_and_not_written(mayor, room, table):
    mayor.send(CELL, c="p", t="Bicycles do cross.")
    close(fresh(room))
    seen = mayor.page()
    assert "Bicycles do cross." in seen
    assert f'name="t.{CELL}"' not in seen


# --- kept while typing ---


def test_a_draft_is_saved_and_brings_the_editions_it_stands_on(mayor, table, council):
    page = mayor.page()
    reply = mayor.send(CELL, page, t="Bicy", draft="1")
    found = reply.json()
    assert (reply.status_code, found["said"], found["items"][CELL]["seen"]) == (200, "Saved 12:00:30", 1)
    sent = values(form_with(page, CELL)) | {f"t.{CELL}": "Bicycles", "draft": "1"}
    sent |= {f"seen.{CELL}": found["items"][CELL]["seen"], f"mark.{CELL}": found["items"][CELL]["mark"]}
    assert mayor.client.post(mayor.at + "council/", sent).status_code == 200
    assert stands(table, council, CELL) == ("", "Bicycles")


def test_what_one_has_written_oneself_is_no_news_to_ones_page(mayor, miller):
    page = mayor.page()
    version = page.split('data-version="')[1].split('"')[0]
    found = mayor.send(CELL, page, t="Bicy", draft="1").json()
    assert found["was"] == version
    assert mayor.client.get(f"{mayor.at}poll/?v={found['v']}").status_code == 204
    miller.send("footbridge.complete", t="Nobody says when.")
    assert mayor.client.get(f"{mayor.at}poll/?v={found['v']}").status_code == 200


def test_a_draft_writes_over_nobody(mayor, miller, table, council):
    page = mayor.page()
    miller.send(CELL, t="Goods do not.")
    reply = mayor.send(CELL, page, t="Bicycles do.", draft="1")
    assert (reply.status_code, CELL in reply.json()["items"]) == (409, False)
    assert "Press Save to see why." in reply.json()["said"]
    assert stands(table, council, CELL) == ("", "Goods do not.")


def test_a_draft_after_closing_is_told_so(mayor, room, table):
    page = mayor.page()
    close(fresh(room))
    reply = mayor.send(CELL, page, t="Bicycles do.", draft="1")
    assert (reply.status_code, reply.json()["said"][:15]) == (409, "This is closed.")


# --- what decides, and the news ---


def test_what_decides_is_chosen_from_what_bears_on_the_options(mayor, table, council):
    mayor.send("decides.precondition", c="money", t="Without it nothing is built.")
    assert stands(table, council, "decides.precondition") == ("money", "Without it nothing is built.")
    assert mayor.send("decides.law", c="tolls").status_code == 422
    assert stands(table, council, "decides.law") is None


def test_an_option_that_is_closed_says_what_it_needs_and_what_would_reopen_it(mayor):
    seen = words(mayor.page())
    assert "Closed, as the dossier stands: needs Both town councils agree (unmet)" in seen
    assert "What would open it again Both town councils agree; Money for building." in seen


def test_news_that_closes_an_option_is_named_as_news(room, seats, river):
    from options.models import Inject

    council_phase(room, "screen")
    Inject.objects.create(
        exercise=room, kind="inject", text="FICTION", sent_at=later(), toggles={"flood-model": "unmet"}
    )
    reader = Seated(seat_client(seats[0]), room)
    assert "Closed by the news in the exercise" not in words(reader.page())
    Inject.objects.create(exercise=room, kind="inject", text="FICTION", sent_at=later(seconds=1),
                          toggles={"both-councils-agree": "met", "money": "met"})  # fmt: skip
    assert "its gate: it was blocked, and is open." in words(reader.page())


def test_news_for_another_role_does_not_show(room, seats):
    from options.models import Inject

    council_phase(room, "screen")
    Inject.objects.create(exercise=room, kind="inject", text="FICTION", sent_at=later(), for_roles=["miller-of-weir"],
                          toggles={"both-councils-agree": "met", "money": "met"})  # fmt: skip
    mayor, miller = (Seated(seat_client(one), room) for one in seats[:2])
    assert "it was blocked, and is open" not in words(mayor.page())
    assert "it was blocked, and is open" in words(miller.page())


# --- who ---


@pytest.fixture
def two_tables(river, cast):
    room = exercise(river, cast["instructor"])
    set_councils(room, 2, council_name)
    seats = joined(lobby(room), 5)
    return room, seats, council_phase(room, "screen")


def test_another_council_sees_and_writes_nothing_of_it(two_tables):
    room, seats, table = two_tables
    first, second = (Seated(seat_client(one), room) for one in seats[:2])
    first.send(CELL, c="p", t="Bicycles do cross.")
    assert "Bicycles do cross." not in second.page()
    assert second.send(CELL, t="Ours.").status_code == 303
    assert stands(table, seats[0].seat.council, CELL) == ("p", "Bicycles do cross.")


def test_an_observer_sees_that_there_is_nothing_to_write(room, seats):
    extra = joined(room, 1)[0]
    table = council_phase(room, "screen")
    watcher = Seated(seat_client(extra), room)
    assert extra.seat.council is None
    assert "You sit at no council" in words(watcher.page())
    reply = watcher.client.post(watcher.at + "council/", {"phase": table.number, f"t.{CELL}": "Mine."})
    assert (reply.status_code, "Mine.</textarea>" in reply.content.decode()) == (409, True)


def test_who_holds_no_seat_keeps_what_was_typed_on_the_page_that_asks(room, table, seats):
    from django.test import Client

    reply = Client().post(f"/seat/{room.link}/council/", {"phase": table.number, f"t.{CELL}": "Mine.", "words": ""})
    assert reply.status_code in (403, 422)
    assert 'value="Mine."' in reply.content.decode()
    assert not Artifact.objects.exists()


def test_a_seat_of_another_exercise_does_not_come_in(room, table, river, cast):
    other = joined(lobby(exercise(river, cast["instructor"])))[0]
    reply = seat_client(other).post(f"/seat/{room.link}/council/", {"phase": table.number, f"t.{CELL}": "Mine."})
    assert (reply.status_code, Artifact.objects.count()) == (403, 0)


def test_hostile_words_are_shown_as_words(mayor, miller):
    mayor.send(CELL, t='</textarea><script>alert("1")</script>')
    assert "<script>alert" not in miller.page()


def test_a_full_grid_takes_the_queries_of_an_empty_one(mayor):
    mayor.page()
    before = asked(mayor.page)
    for test in ("feasible", "acceptable", "distinguishable", "complete"):
        mayor.send(f"footbridge.{test}", t="More.")
        mayor.send(f"road-bridge.{test}", t="More.")
    assert before == asked(mayor.page) <= 15


def test_a_second_grid_is_another_one(mayor, room, table):
    mayor.send(CELL, t="One.")
    phase(fresh(room), "screen")
    advance(fresh(room))
    advance(fresh(room))
    assert "One." not in mayor.page()
