"""Telling the room something, and taking things off the screens."""

from uuid import uuid4

import pytest

from options.models import Annotation, Artifact, Inject, Reason
from options.models.access import Actor
from tests.seminar import answer, close, exercise, joined, later, lobby, planned, running
from tests.web.seminar.live import note, write


def at(room, rest="tell/"):
    return f"/seminar/{room.link}/{rest}"


def text(response):
    return response.content.decode()


def tell(client, room, do="broadcast", **form):
    return client.post(at(room), {"do": do, "text": "Five minutes more.", "token": str(uuid4()), **form})


def test_a_message_is_told_to_everybody_once(room, as_):
    token = str(uuid4())
    replies = [tell(as_("instructor"), room, token=token, to="board") for _ in range(2)]
    assert {reply.headers["Location"] for reply in replies} == {at(room, "")}
    row = Inject.objects.get()
    assert (row.kind, row.text, row.for_roles, row.toggles) == ("broadcast", "Five minutes more.", [], {})
    assert "Five minutes more." in text(as_("instructor").get(at(room)))


def test_a_message_for_one_role_reaches_that_role(room, as_):
    mayor, miller = (one.seat for one in joined(room, 2))
    tell(as_("instructor"), room, for_roles=["miller-of-weir"])
    seen = [len(Inject.objects.all().visible_to(Actor(seat=seat))) for seat in (mayor, miller)]
    assert seen == [0, 1]


def test_news_switches_preconditions(room, as_):
    tell(as_("instructor"), room, "inject", precondition_1="both-councils-agree", status_1="met")
    row = Inject.objects.get()
    assert (row.kind, row.toggles) == ("inject", {"both-councils-agree": "met"})


@pytest.mark.parametrize(
    "wrong",
    [{"text": ""}, {"text": "x" * 1001}, {"text": "a\x00b"}, {"for_roles": ["king"]}, {"token": ""}, {"token": "x"}],
)
def test_a_message_that_cannot_be_sent_comes_back(room, as_, wrong):
    reply = tell(as_("instructor"), room, **{"text": "Typed and kept.", **wrong})
    assert (reply.status_code, Inject.objects.exists()) == (422, False)
    assert ("Typed and kept." in text(reply)) == ("text" not in wrong)


@pytest.mark.parametrize("wrong", [{"precondition_1": "both-councils-agree"}, {"status_1": "met"},
                                   {"precondition_1": "nonsense", "status_1": "met"}])  # fmt: skip
def test_news_that_switches_half_a_thing_comes_back(room, as_, wrong):
    reply = tell(as_("instructor"), room, "inject", **wrong)
    assert (reply.status_code, Inject.objects.exists(), "Five minutes more." in text(reply)) == (422, False, True)


def test_nothing_is_told_to_an_exercise_that_is_not_open(river, cast, wall, as_):
    draft = exercise(river, cast["instructor"])
    reply = tell(as_("instructor"), draft)
    assert (reply.status_code, Inject.objects.exists(), "Five minutes more." in text(reply)) == (409, False, True)


def turn(client, room, do, what, row, **more):
    return client.post(at(room), {"do": do, "what": what, "which": row.pk, **more})


@pytest.fixture
def things(room, cast):
    """One of each that can be hidden."""
    planned(room, "rate", "reveal", "discuss", "directive")
    seat = joined(room)[0].seat
    running(room, "rate", now=later(seconds=5))
    answer(seat, room.current, now=later(seconds=6))
    close(room, now=later(seconds=7))
    reason = Reason.objects.pick(room.current, "low", seat.responses.get(), item="x", text="y", by=cast["instructor"],
                                 now=later(seconds=8))  # fmt: skip
    running(room, "discuss", now=later(seconds=10))
    written = note(seat, room)
    running(room, "directive", now=later(seconds=15))
    part = write(seat, room, "option")
    told = Inject.objects.send(room, "Hello.", kind="broadcast", by=cast["instructor"], token=uuid4(), now=later())
    return {"inject": told, "reason": reason, "note": written, "part": part}


@pytest.mark.parametrize("what", ["inject", "reason", "note", "part"])
def test_a_thing_is_hidden_and_shown_again(things, room, as_, what):
    client, row = as_("instructor"), things[what]
    stamp = type(room).objects.get(pk=room.pk).stamp
    for do, is_hidden in (("hide", True), ("hide", True), ("show", False)):
        assert turn(client, room, do, what, row).status_code == 303
        row.refresh_from_db()
        assert (row.hidden_at is not None) == is_hidden
    assert type(room).objects.get(pk=room.pk).stamp == stamp + 2
    assert set(room.log.order_by("-pk")[:2].values_list("by__username", flat=True)) == {"instructor"}


def test_a_hidden_note_is_off_the_councils_screens_and_stays_its_authors(things, room, cast, as_):
    author = things["note"].seat
    peer = joined(room)[0].seat
    peer.place(author.role, author.council, by=cast["instructor"], now=later())
    assert Annotation.objects.visible_to(Actor(seat=peer)).count() == 1
    turn(as_("instructor"), room, "hide", "note", things["note"])
    seen = [Annotation.objects.visible_to(Actor(seat=seat)).count() for seat in (author, peer)]
    assert seen == [1, 0]


@pytest.mark.parametrize(
    ("to", "rest"), [("tell", "tell/"), ("notes", "notes/"), ("directives", "directives/"), ("reasons", "reasons/"),
                     ("https://elsewhere.example", ""), ("", "")]
)  # fmt: skip
def test_a_press_leads_back_to_where_it_was(things, room, as_, to, rest):
    assert turn(as_("instructor"), room, "hide", "inject", things["inject"], to=to).headers["Location"] == at(
        room, rest
    )


@pytest.mark.parametrize(
    "wrong", [{"what": "exercise"}, {"which": "0"}, {"which": "x"}, {"which": "9" * 40}, {"do": ""}]
)
def test_what_is_not_there_cannot_be_hidden(things, room, as_, wrong):
    form = {"do": "hide", "what": "inject", "which": things["inject"].pk, **wrong}
    assert as_("instructor").post(at(room), form).status_code == 404


@pytest.mark.parametrize("what", ["inject", "reason", "note", "part"])
def test_nothing_of_another_exercise_is_hidden_from_here(things, river, cast, as_, what):
    other = lobby(exercise(river, cast["instructor"]))
    assert turn(as_("instructor"), other, "hide", what, things[what]).status_code == 404
    things[what].refresh_from_db()
    assert things[what].hidden_at is None


def test_notes_are_listed_with_their_place_whose_and_when(things, room, as_):
    page = text(as_("instructor").get(at(room, "notes/")))
    assert "Because the piers silt up." in page
    assert things["note"].seat.handle in page
    assert "Footbridge" in page or "footbridge" in page


def test_notes_come_by_the_hundred_at_a_constant_cost(things, room, as_, django_assert_num_queries):
    for _ in range(101):
        copy = Annotation.objects.get(pk=things["note"].pk)
        copy.pk, copy.link, copy.client_token = None, uuid4(), uuid4()
        copy.save()
    client = as_("instructor")
    client.get(at(room, "notes/"))
    with django_assert_num_queries(7):
        assert text(client.get(at(room, "notes/"))).count('class="said read"') == 100
    assert text(client.get(at(room, "notes/?page=2"))).count('class="said read"') == 2


def test_directives_stand_side_by_side(things, room, as_):
    part = things["part"]
    Artifact.objects.filter(pk=part.pk).update(choice="footbridge")
    page = text(as_("instructor").get(at(room, "directives/")))
    assert "Council A" in page
    assert "Because the piers silt up." in page
    turn(as_("instructor"), room, "hide", "part", part)
    assert "hidden" in text(as_("instructor").get(at(room, "directives/")))


def test_a_dissent_stands_under_its_council(things, room, as_):
    write(things["part"].by, room, f"dissent.{things['part'].by.number}")
    assert "Dissent" in text(as_("instructor").get(at(room, "directives/")))


@pytest.mark.parametrize("rest", ["tell/", "notes/", "directives/", "reasons/", "seats/1/", "projector/"])
@pytest.mark.parametrize(("who", "status"), [("visitor", 302), ("member", 403), ("curator", 403)])
def test_only_instructors_come_in(things, room, as_, rest, who, status):
    assert as_(who).get(at(room, rest)).status_code == status


def test_a_message_of_markup_is_text(room, as_):
    tell(as_("instructor"), room, text="<script>alert(1)</script>")
    assert "<script>alert(1)" not in text(as_("instructor").get(at(room)))
