"""What was typed and not sent: one row for a place, nobody else's to see, gone when the form is sent."""

from datetime import timedelta
from uuid import uuid4

import pytest

from options.models import VISITOR, Actor, AnnotationDraft
from options.models.drafts import MOST
from tests.conftest import NOW
from tests.models.notes import on, post

pytestmark = pytest.mark.django_db
PLACE = "option:footbridge||description"
DRAFTS = AnnotationDraft.objects


@pytest.fixture
def keep(river, cast):
    def kept(body, place=PLACE, **options):
        said = {"by": cast["analyst"], "token": uuid4(), "now": NOW, **options}
        return DRAFTS.keep(river, place, {"body": body}, **said)

    return kept


def test_the_newest_text_of_a_place_is_kept(keep):
    token = uuid4()
    assert keep("One")
    assert keep("One and more", token=token, now=NOW + timedelta(seconds=2))
    assert list(DRAFTS.values_list("typed", "token", "saved_at")) == [
        ({"body": "One and more"}, token, NOW + timedelta(seconds=2))
    ]


def test_each_person_and_place_has_one_of_its_own(keep, cast):
    keep("One")
    keep("Two", "option:footbridge||summary")
    keep("Three", by=cast["curator"])
    assert DRAFTS.count() == 3


def test_nobody_else_sees_them(keep, cast):
    keep("One")
    seen = {name for name, user in cast.items() if DRAFTS.visible_to(Actor(user=user)).exists()}
    assert (seen, DRAFTS.visible_to(VISITOR).exists()) == ({"analyst"}, False)


def test_they_are_not_there_where_the_dossier_is_not(keep, river, cast):
    keep("One")
    type(river).objects.update(version=0)
    assert not DRAFTS.visible_to(Actor(user=cast["analyst"])).exists()


def test_a_form_that_was_sent_leaves_nothing_behind(keep, river, cast):
    token = uuid4()
    keep("One", token=token)
    post(on(river), cast["analyst"], "One", token=token)
    DRAFTS.sent(by=cast["analyst"], token=token)
    assert keep("One", token=token) is False  # the last keystrokes come late
    assert not DRAFTS.exists()


def test_sending_another_form_leaves_it(keep, cast):
    keep("One")
    DRAFTS.sent(by=cast["analyst"], token=uuid4())
    assert DRAFTS.exists()


def test_the_oldest_go_when_there_are_too_many(keep):
    for number in range(MOST + 2):
        keep("x", f"option:{number}||", now=NOW + timedelta(minutes=number))
    assert (DRAFTS.count(), DRAFTS.order_by("saved_at").first().place) == (MOST, "option:2||")
