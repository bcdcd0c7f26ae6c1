"""Notes of seats: on the texts they read, while a discussion is open; what was typed is never lost."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from options.models import Annotation, Response
from options.models.seminar.exercises import AUTO
from options.models.seminar.phases import DISCUSS
from tests.seminar import advance, close, exercise, fresh, joined, later, lobby, phase, running, seat_client
from tests.web.seen import main, part
from tests.web.seminar.reading import NOTE, bodies, send, token_in

pytestmark = pytest.mark.django_db
ENTRY = "d/options/footbridge/"
SUMMARY = "Build a narrow bridge for people on foot and on bicycles, beside the ferry."


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: later(seconds=30))


@pytest.fixture
def room(river, cast):
    """Two councils' worth of roles at one table, talking; two notes of one's own open the others'."""
    return running(exercise(river, cast["instructor"]), "discuss")


@pytest.fixture
def pair(room):
    return joined(room, 2)


@pytest.fixture
def phone(pair):
    return seat_client(pair[0])


@pytest.fixture
def peer(pair):
    return seat_client(pair[1])


def read(client, room, address=""):
    return client.get(f"/seat/{room.link}/{address}")


def form(client, room, **changes):
    return client.get(f"/seat/{room.link}/note/", NOTE | changes)


# Writing


def test_every_text_of_an_entry_has_the_way_to_a_note(phone, room):
    page = read(phone, room, ENTRY).content.decode()
    fields = re.findall(r"note/\?on=option%3Afootbridge(?:&amp;about=[^&]*)?&amp;field=(\w+)", page)
    assert fields == ["summary", "description", "lead_actor", "consent_note", "rationale", "note"]


@pytest.mark.parametrize("kind", ["briefing", "vote"])
def test_outside_a_discussion_there_is_none(river, cast, kind):
    room = running(exercise(river, cast["instructor"]), kind)
    page = main(read(seat_client(joined(room)[0]), room, ENTRY))
    assert "+ note" not in page
    assert "open after your own" not in page


def test_the_form_shows_the_text_and_its_sentences(phone, room):
    page = main(form(phone, room, field="description"))
    assert page.count("A slender bridge on two piers carries people on foot and on bicycles.") == 2
    assert "The ferry goes on for cars and goods." in page


def test_a_note_is_written_and_stands_below_its_text(phone, room):
    response = send(phone, room, "Who pays?")
    note = Annotation.objects.get()
    assert (response.status_code, note.visibility, note.stance) == (303, "exercise", "asks")
    assert response.headers["Location"] == f"/seat/{room.link}/{ENTRY}#n-{note.link}"
    assert "Who pays?" in part(read(phone, room, ENTRY), f'id="n-{note.link}"', "</li>")


def test_a_note_on_a_sentence_quotes_it_and_marks_it(phone, room):
    send(phone, room, passage=f"0-{len(SUMMARY)}")
    note = Annotation.objects.get()
    assert (note.exact, note.start, note.end) == (SUMMARY, 0, len(SUMMARY))
    assert f'href="#n-{note.link}"' in read(phone, room, ENTRY).content.decode().split("</h1>")[1].split("</div>")[0]


def test_a_note_on_some_words_quotes_them(phone, room):
    send(phone, room, passage="words", exact="a narrow bridge")
    assert Annotation.objects.get().exact == "a narrow bridge"


def test_a_note_on_what_an_option_risks(phone, room):
    send(phone, room, "How many piers?", about="risk:flood-backwater", field="rationale")
    assert Annotation.objects.get().about.slug == "flood-backwater"
    assert "How many piers?" in part(read(phone, room, ENTRY), 'id="risk-flood-backwater"', "</section>")


def test_a_note_is_about_the_pinned_text(phone, room, river):
    from tests.web.helpers import published

    published(river, "option", "footbridge", summary="A rope.")
    send(phone, room, passage=f"0-{len(SUMMARY)}")
    assert Annotation.objects.get().made_on.number == 1


def test_a_note_on_a_claim_leads_back_to_its_passage(phone, room):
    response = send(phone, room, on="claim:art-02", field="text")
    assert response.headers["Location"].startswith(f"/seat/{room.link}/d/claims/art-02/#n-")


def test_markup_in_a_note_is_shown_as_markdown_and_nothing_runs(phone, room):
    send(phone, room, "**Why** <script>alert(1)</script>")
    page = read(phone, room, ENTRY).content.decode()
    assert "<strong>Why</strong>" in page
    assert "<script>alert" not in page


def test_a_seat_writes_so_many_notes_and_no_more_and_keeps_what_it_typed(phone, room, monkeypatch):
    from options.views.seats import noting

    monkeypatch.setattr(noting, "MOST_NOTES", 1)
    send(phone, room, body="The first.")
    response = send(phone, room, body="One too many.")
    assert response.status_code == 422
    assert "more are not taken" in main(response)
    assert "One too many." in response.content.decode()
    assert [note.body for note in Annotation.objects.all()] == ["The first."]


def test_the_same_form_sent_twice_makes_one_note(phone, room):
    token = str(uuid4())
    first, second = (send(phone, room, "Once.", token=token) for _ in range(2))
    assert (bodies(), first.headers["Location"]) == (["Once."], second.headers["Location"])


def test_the_same_form_sent_with_other_words_keeps_both_on_the_screen(phone, room):
    token = token_in(form(phone, room))
    send(phone, room, "First words.", token=token)
    response = send(phone, room, "Other words.", token=token)
    assert (response.status_code, bodies()) == (409, ["First words."])
    assert "Other words.</textarea>" in response.content.decode()
    assert send(phone, room, "Other words.", token=token_in(response)).status_code == 303
    assert bodies() == ["First words.", "Other words."]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"body": "  "}, "Write something first."),
        ({"stance": ""}, "Say what it does"),
        ({"stance": "rules"}, "not one of the available choices"),
        ({"body": "x" * 20_001}, "characters, and"),
        ({"body": "a\0b"}, "control character"),
        ({"passage": "words", "exact": "no such words"}, "do not stand in the text"),
        ({"passage": "0-3"}, "not one of the available choices"),
        ({"token": "x"}, "The form was not complete."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(phone, room, changes, said):
    response = send(phone, room, **{"body": "My text."} | changes)
    assert (response.status_code, bodies()) == (422, [])
    assert said in main(response)
    assert (changes.get("body", "My text.").strip()[:5]).replace("\0", "") in response.content.decode()


@pytest.mark.parametrize(
    "place",
    [
        {"on": "option:tunnel"},  # not in the exercise
        {"field": "title"},
        {"field": "slug"},
        {"field": ""},
        {"on": "exercise:town-meeting", "field": "setting"},
        {"on": "dossier:river-crossing"},
        {"on": "option:keep-the-ferry", "about": "criterion:crossing-time", "field": "rationale"},  # a score
        {"on": "nothing"},
        {"on": "option:foot\0bridge"},
    ],
)
def test_no_note_stands_outside_the_exercise(phone, room, place):
    assert form(phone, room, **place).status_code == 404
    response = send(phone, room, "My text.", **place)
    assert (response.status_code, bodies()) == (409, [])
    assert "My text.</textarea>" in response.content.decode()


def test_an_observer_reads_and_writes_nothing(river, cast):
    room = running(exercise(river, cast["instructor"]), "discuss")
    watcher = joined(room, 4)[-1]
    assert watcher.seat.council is None
    client = seat_client(watcher)
    assert "+ note" not in main(read(client, room, ENTRY))
    response = send(client, room, "My text.")
    assert (response.status_code, bodies()) == (409, [])
    assert "My text.</textarea>" in response.content.decode()


# What is typed and not sent


def test_what_was_typed_is_there_after_a_reload(phone, room):
    said = send(phone, room, "Half a thou", draft="1", stance="challenges")
    assert (said.status_code, said.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert said.content.decode() == "Saved 12:00:30. Not sent yet."
    page = form(phone, room).content.decode()
    assert "Half a thou</textarea>" in page
    assert re.search(r'value="challenges"[^>]* checked', page)


def test_what_was_typed_is_there_on_another_device(pair, room):
    one = pair[0]
    send(seat_client(one), room, "Half a thou", draft="1")
    other = Client()
    back = {"handle": one.seat.handle, "words": one.words}
    again = other.post(f"/seat/{room.link}/note/?on=option:footbridge&field=summary", back)
    assert "Half a thou</textarea>" in other.get(again.headers["Location"]).content.decode()


def test_what_was_typed_is_sent_when_the_words_bring_the_seat_back(pair, room):
    one, client = pair[0], Client()
    lost = send(client, room, "Typed before.")
    assert lost.status_code == 403
    kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', lost.content.decode()))
    back = {"handle": one.seat.handle, "words": one.words}
    assert client.post(f"/seat/{room.link}/note/", kept | back).status_code == 303
    assert bodies() == ["Typed before."]


def test_drafts_of_two_texts_stand_side_by_side(phone, room):
    send(phone, room, "One.", draft="1")
    send(phone, room, "Two.", draft="1", field="description")
    assert "One.</textarea>" in form(phone, room).content.decode()
    assert "Two.</textarea>" in form(phone, room, field="description").content.decode()


def test_a_draft_that_was_sent_is_none_any_more(phone, room):
    send(phone, room, "Half", draft="1")
    send(phone, room, "Half and half.")
    assert "Half</textarea>" not in form(phone, room).content.decode()
    assert Response.objects.get().is_empty


def test_a_draft_is_read_by_nobody_else(phone, peer, room, as_):
    send(phone, room, "Half a thought.", draft="1")
    assert "Half a thought." not in read(peer, room, ENTRY).content.decode()
    close(room)
    assert "Half a thought." not in read(peer, room, ENTRY).content.decode()
    assert Response.objects.get().state == "private"


def test_what_arrives_after_the_end_is_kept_and_told(phone, room):
    form(phone, room)
    token = str(uuid4())
    close(room)
    response = send(phone, room, "Too late, and not lost.", token=token)
    assert (response.status_code, bodies()) == (409, [])
    assert "“Talk” has closed, and this note was not sent. It is kept for you alone" in main(response)
    assert "Too late, and not lost.</textarea>" in response.content.decode()
    assert Response.objects.get().answers["note.option:footbridge||summary"] == "Too late, and not lost."


def test_a_draft_that_comes_after_the_end_is_kept_and_told(phone, room):
    form(phone, room)
    close(room)
    said = send(phone, room, "Half a thou", draft="1").content.decode()
    assert said == "Saved 12:00:30, for you alone: the discussion has closed."
    assert Response.objects.get().state == "private"


def test_whatever_the_policy_an_unsent_note_is_its_students_own(phone, room):
    type(room).objects.filter(pk=room.pk).update(late_policy=AUTO)
    send(phone, room, "Half a thought.", draft="1")
    close(room)
    assert (Response.objects.get().state, Response.objects.get().handed_in_at) == ("private", None)


def test_the_clock_closes_it_as_well(phone, room, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: later(hours=2))
    response = send(phone, room, "Much too late.")
    assert (response.status_code, bodies()) == (409, [])
    assert "Much too late.</textarea>" in response.content.decode()


def test_what_was_written_for_one_discussion_is_not_put_in_another(phone, room):
    number = room.current.number
    phase(room, DISCUSS, unlock_after=0)
    while room.current.number == number or room.current.kind != DISCUSS:
        advance(room)
    response = send(phone, room, "About the first.", phase=number)
    assert (response.status_code, bodies()) == (409, [])
    assert "Another discussion is open" in main(response)
    assert send(phone, room, "About the first.", token=token_in(response)).status_code == 303


def test_a_note_that_was_sent_in_time_is_found_again_when_its_form_comes_twice(phone, room):
    token = str(uuid4())
    send(phone, room, "In time.", token=token)
    close(room)
    assert send(phone, room, "In time.", token=token).status_code == 303


def test_the_form_says_that_no_discussion_is_open(phone, room):
    close(room)
    response = form(phone, room)
    assert (response.status_code, "None is open now." in main(response)) == (409, True)


def test_a_paused_discussion_still_takes_notes(phone, room, cast):
    type(room.current).objects.pause(room, by=cast["instructor"], now=later(seconds=10))
    assert send(phone, fresh(room), "Meanwhile.").status_code == 303


# The discussion's own page


def test_it_tells_how_many_are_written_of_how_many(phone, room):
    assert "0 of 2 notes written." in main(read(phone, room))
    send(phone, room)
    assert "1 of 2 notes written. Your council's notes open after your own 2: 1 written." in main(
        read(phone, room)
    ).replace("’", "'")


def test_it_leads_to_the_options_of_the_exercise(phone, room):
    page = main(read(phone, room))
    assert "A road bridge" in page
    assert "The whole dossier of this exercise" in page


def test_own_notes_are_listed_at_once(phone, room):
    send(phone, room, "Who pays?")
    assert "Who pays?" in part(read(phone, room), 'id="mine"', "</section>")


def test_after_ones_own_the_councils_are_open_newest_last(phone, peer, pair, room):
    for body in ("First of theirs.", "Second of theirs."):
        send(peer, room, body)
    for body in ("One.", "Two."):
        send(phone, room, body)
    council = part(read(phone, room), 'id="council"', "</section>")
    assert council.index("First of theirs.") < council.index("Second of theirs.")
    assert pair[1].seat.handle in council
    assert pair[1].seat.role.title in council
    assert "Second of theirs." in main(read(phone, room, ENTRY))


def test_before_that_they_are_not(phone, peer, room):
    send(peer, room, "Not yet.")
    send(phone, room, "One.")
    for address in ("", ENTRY, "note/?on=option:footbridge&field=summary", "d/"):
        assert "Not yet." not in read(phone, room, address).content.decode()


def test_once_it_has_closed_they_are_open_to_all(phone, peer, room):
    send(peer, room, "Closed now.")
    close(room)
    assert "Closed now." in part(read(phone, room), 'id="council"', "</section>")


def test_another_council_reads_none_of_it(river, cast):
    room = exercise(river, cast["instructor"])
    room.councils.create(number=2, name="Elm")
    running(room, "discuss")
    seats = joined(room, 4)
    mine = seats[0]
    other = next(one for one in seats if one.seat.council_id != mine.seat.council_id)
    send(seat_client(mine), room, "Among us.")
    close(room)
    assert "Among us." in main(read(seat_client(mine), room))
    for address in ("", ENTRY):
        assert "Among us." not in main(read(seat_client(other), room, address))


def test_what_an_instructor_hides_is_gone_for_the_others(phone, peer, room, cast):
    send(peer, room, "Below the belt.")
    note = Annotation.objects.get()
    close(room)
    note.hide_in_exercise(hidden=True, by=cast["instructor"], now=later(minutes=1))
    for address in ("", ENTRY):
        assert "Below the belt." not in read(phone, room, address).content.decode()
        assert "hidden from the others by your instructor" in main(read(peer, room, address))


def test_no_public_note_is_read_by_a_seat(phone, room, river, cast):
    from options.models import Entry
    from options.models.annotations import PUBLIC, Place, Said

    entry = Entry.objects.get(dossier=river, kind="option", slug="footbridge")
    said = Said("Everybody may read this.", "asks", PUBLIC)
    Annotation.objects.post(Place(entry, None, "summary"), said, by=cast["analyst"], token=uuid4(), now=later())
    close(room)
    for address in ("", ENTRY):
        assert "Everybody may read this." not in read(phone, room, address).content.decode()


def test_seats_notes_are_on_no_public_page(phone, room, as_):
    send(phone, room, "Among us.")
    for address in ("options/footbridge/", "annotations/"):
        for who in ("visitor", "analyst", "admin"):
            assert "Among us." not in as_(who).get(f"/d/river-crossing/{address}").content.decode()


@pytest.mark.parametrize("role", ["visitor", "instructor", "analyst", "member"])
def test_nobody_without_a_seat_writes(as_, room, role):
    client = as_(role)
    assert form(client, room).status_code == 403
    assert (send(client, room, "Mine.").status_code, bodies()) == (403, [])


def test_a_seat_of_another_exercise_writes_nothing_here(river, cast, room):
    other = lobby(exercise(river, cast["instructor"]))
    assert (send(seat_client(joined(other)[0]), room, "Mine.").status_code, bodies()) == (403, [])


def test_a_crowd_of_notes_costs_no_more_queries(phone, peer, room, django_assert_max_num_queries):
    for number in range(4):
        send(peer, room, f"Theirs {number}.")
        send(phone, room, f"Mine {number}.")
    for address, most in (("", 16), (ENTRY, 13)):
        with django_assert_max_num_queries(most):
            read(phone, room, address)
