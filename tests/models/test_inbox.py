"""What is new for a person: answers and decisions by others, of what they may still read."""

from datetime import timedelta

import pytest

from options.models import VISITOR, Actor, AnnotationEvent, Inbox
from options.models.inbox import answers_to, decisions_on
from tests.conftest import NOW
from tests.models.notes import PASSAGE, on, post, reply
from tests.web.helpers import published

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)
EVENTS = AnnotationEvent.objects


@pytest.fixture
def me(cast):
    return Actor(user=cast["analyst"])


@pytest.fixture
def thread(river, cast):
    return post(on(river, PASSAGE), cast["analyst"])


def told(me):
    return [(event.action, event.by.username) for event in decisions_on(me)]


def test_answers_of_others_in_a_thread_that_one_began(thread, cast, me):
    mine = reply(thread, cast["analyst"])
    theirs = reply(thread, cast["curator"], now=LATER)
    assert list(answers_to(me)) == [theirs]
    assert mine not in answers_to(me)


def test_answers_in_a_thread_that_one_has_answered_in_each_once(river, cast, me):
    thread = post(on(river), cast["curator"])
    reply(thread, cast["analyst"])
    reply(thread, cast["analyst"])
    later = reply(thread, cast["reviewer"], now=LATER)
    assert list(answers_to(me)) == [later]


def test_nothing_of_threads_that_one_has_no_part_in(river, cast, me):
    reply(post(on(river), cast["curator"]), cast["reviewer"])
    assert list(answers_to(me)) == []


def test_what_others_decided_the_newest_first(thread, cast, me):
    EVENTS.set_state(thread, "answered", by=cast["curator"], now=NOW)
    EVENTS.set_state(thread, "resolved", by=cast["analyst"], now=NOW)
    EVENTS.hide(thread, "rude", by=cast["reviewer"], now=LATER)
    assert told(me) == [("hidden", "reviewer"), ("state", "curator")]


def test_nobody_is_told_who_reported_them(thread, cast, me):
    EVENTS.report(thread, "spam", by=cast["member"], now=NOW)
    EVENTS.dismiss(thread, "it is not", by=cast["curator"], now=LATER)
    assert told(me) == []


def test_an_administrator_who_opened_it_is_told_of(river, cast, me):
    note = post(on(river), cast["analyst"], visibility="private")
    EVENTS.open(note, "a complaint", by=cast["admin"], now=LATER)
    assert [(event.action, event.why) for event in decisions_on(me)] == [("opened", "a complaint")]


def test_a_place_that_a_curator_showed_is_told(thread, cast, me, river):
    published(river, "option", "footbridge", description="Nothing of it is left here.")
    thread.refresh_from_db()
    EVENTS.let_go(thread, by=cast["curator"], now=LATER)
    assert told(me) == [("let-go", "curator")]


def test_what_one_may_not_read_any_more_is_not_there(thread, cast, me, river):
    reply(thread, cast["curator"])
    type(river).objects.update(version=0)
    assert (list(answers_to(me)), list(decisions_on(me))) == ([], [])


def test_an_inbox_is_its_owners_alone(cast):
    box = Inbox.objects.of(cast["analyst"])
    assert not Inbox.objects.exists()  # looking alone writes nothing
    box.save()
    seen = {name for name, user in cast.items() if Inbox.objects.visible_to(Actor(user=user)).filter(pk=box.pk)}
    assert (seen, Inbox.objects.visible_to(VISITOR).exists()) == ({"analyst"}, False)


def test_what_was_read_stays_read(cast):
    box = Inbox.objects.of(cast["analyst"])
    box.read(LATER)
    box.read(NOW)
    assert Inbox.objects.of(cast["analyst"]).read_until == LATER
