"""Annotations: who may read one by every way it can be shared, one form makes one, and what the database refuses."""

from dataclasses import replace
from uuid import uuid4

import pytest

from options.models import VISITOR, Actor, Anchor, Annotation, AnnotationEvent, Team
from options.models.annotations import NotNow, SentBefore, TextChanged
from tests.conftest import NOW
from tests.models.notes import PASSAGE, entry_of, on, post, reply
from tests.web.helpers import published

pytestmark = pytest.mark.django_db

AUTHOR, MATE = "analyst", "member"
MODERATORS = {"curator", "reviewer", "admin"}
EVERYBODY = ("visitor", AUTHOR, MATE, "curator", "reviewer", "instructor", "admin", "gone")
SEEN = {
    "private": {AUTHOR},
    "team": {AUTHOR, MATE},
    "public": set(EVERYBODY),
}


@pytest.fixture
def team(cast):
    team = Team.objects.found("Night shift", by=cast[AUTHOR], now=NOW)
    team.join(cast[MATE], NOW)
    return team


@pytest.fixture
def actor(cast):
    """`actor("curator")`; "gone" is a moderator and member of the team whose account was deactivated."""

    def found(role):
        if role == "visitor":
            return VISITOR
        if role == "gone":
            gone = type(cast[AUTHOR])(pk=cast["curator"].pk, username="gone", is_active=False, is_staff=True)
            return Actor(user=gone)
        return Actor(user=cast[role])

    return found


@pytest.fixture
def shared(river, cast, team):
    """`shared("team")`: a thread of the author's, so shared."""

    def made(visibility):
        return post(
            on(river, PASSAGE), cast[AUTHOR], visibility=visibility, team=team if visibility == "team" else None
        )

    return made


def readers(actor, annotation):
    return {role for role in EVERYBODY if Annotation.objects.visible_to(actor(role)).filter(pk=annotation.pk).exists()}


# --- who may read it ---


@pytest.mark.parametrize("visibility", SEEN)
def test_it_is_seen_by_those_it_is_shared_with(shared, actor, visibility):
    assert readers(actor, shared(visibility)) == SEEN[visibility]


@pytest.mark.parametrize("visibility", SEEN)
def test_a_reply_is_seen_by_whoever_sees_the_thread(shared, actor, cast, visibility):
    answer = reply(shared(visibility), cast[AUTHOR])
    assert readers(actor, answer) == SEEN[visibility]


@pytest.mark.parametrize("visibility", SEEN)
def test_what_is_hidden_is_seen_by_its_author_and_by_moderators_who_saw_it(shared, actor, cast, visibility):
    thread = shared(visibility)
    AnnotationEvent.objects.hide(thread, "rude", by=cast["curator"], now=NOW)
    assert readers(actor, thread) == ({AUTHOR} if visibility == "private" else {AUTHOR} | MODERATORS)


def test_what_hangs_on_a_hidden_thread_is_hidden_with_it(shared, actor, cast):
    thread = shared("public")
    answer = reply(thread, cast[MATE])
    AnnotationEvent.objects.hide(thread, "rude", by=cast["curator"], now=NOW)
    assert readers(actor, answer) == {MATE} | MODERATORS


def test_a_hidden_reply_leaves_the_thread_in_sight(shared, actor, cast):
    thread = shared("public")
    AnnotationEvent.objects.hide(reply(thread, cast[MATE]), "rude", by=cast["curator"], now=NOW)
    assert readers(actor, thread) == set(EVERYBODY)


def test_a_team_note_that_was_hidden_stays_in_the_moderators_sight_when_its_report_is_dismissed(shared, actor, cast):
    thread = shared("team")
    AnnotationEvent.objects.report(thread, "rude", by=cast[MATE], now=NOW)
    AnnotationEvent.objects.hide(thread, "rude", by=cast["curator"], now=NOW)
    AnnotationEvent.objects.dismiss(thread, "it is not", by=cast["reviewer"], now=NOW)
    assert readers(actor, thread) == {AUTHOR} | MODERATORS


def test_a_reported_answer_brings_its_thread_into_the_moderators_sight(shared, actor, cast):
    thread = shared("team")
    answer, other = reply(thread, cast[MATE]), reply(thread, cast[MATE])
    AnnotationEvent.objects.report(answer, "rude", by=cast[AUTHOR], now=NOW)
    assert readers(actor, thread) == readers(actor, answer) == {AUTHOR, MATE} | MODERATORS
    assert readers(actor, other) == {AUTHOR, MATE}


def test_an_answer_is_for_those_who_read_the_thread_at_that_moment(shared, cast):
    thread = shared("public")
    stale = Annotation.objects.get(pk=thread.pk)
    AnnotationEvent.objects.share(thread, "private", by=cast[AUTHOR], now=NOW)
    assert reply(stale, cast[AUTHOR]).visibility == "private"
    AnnotationEvent.objects.withdraw(thread, by=cast[AUTHOR], now=NOW)
    with pytest.raises(NotNow):
        reply(stale, cast[AUTHOR])


def test_a_passage_that_does_not_stand_where_it_says_is_refused(river, cast):
    place = on(river, PASSAGE)
    wrong = replace(place, selector=replace(place.selector, start=0, end=len(PASSAGE)))
    with pytest.raises(TextChanged):
        post(wrong, cast[AUTHOR])


def test_what_a_team_member_reports_is_seen_by_moderators(shared, actor, cast):
    thread = shared("team")
    AnnotationEvent.objects.report(thread, "rude", by=cast[MATE], now=NOW)
    assert readers(actor, thread) == {AUTHOR, MATE} | MODERATORS
    AnnotationEvent.objects.dismiss(thread, "no", by=cast["curator"], now=NOW)
    assert readers(actor, thread) == {AUTHOR, MATE}


def test_who_left_the_team_sees_their_own_and_no_other(shared, actor, cast, team):
    thread = shared("team")
    answer = reply(thread, cast[MATE])
    team.leave(cast[MATE])
    assert (MATE in readers(actor, thread), MATE in readers(actor, answer)) == (False, True)


def test_nobody_sees_more_than_the_dossier(shared, actor, river):
    thread = shared("public")
    type(river).objects.update(visibility="members")
    assert readers(actor, thread) == set(EVERYBODY) - {"visitor", "gone"}
    type(river).objects.update(version=0)
    assert readers(actor, thread) == set()


def test_what_is_said_of_an_exercise_is_for_those_who_may_read_role_cards(river, cast, actor):
    slug = next(iter(river.reading().exercises))
    thread = post(on(river, slug=slug, kind="exercise", field="title"), cast["instructor"])
    assert readers(actor, thread) == {"curator", "reviewer", "instructor", "admin"}


# --- posting ---


def test_it_is_kept_with_its_place_and_its_html(river, cast):
    made = post(on(river, PASSAGE), cast[AUTHOR], "**Really?** <b>")
    found = Annotation.objects.get()
    assert found == made
    assert (found.entry, found.field, found.made_on.number) == (entry_of(river), "description", 1)
    assert (found.exact, found.selector.prefix) == (PASSAGE, "A slender bridge on two piers ")
    assert found.html == "<p><strong>Really?</strong> &lt;b&gt;</p>\n"
    assert (found.anchor.verdict, found.anchor.start, found.anchor.end) == ("same", found.start, found.end)


@pytest.mark.parametrize(
    "where", [{"field": ""}, {"field": "title"}, {"about": ("criterion", "cost"), "field": "rationale"}]
)
def test_an_entry_a_field_and_a_cell_can_be_written_about(river, cast, where):
    made = post(on(river, **where), cast[AUTHOR])
    assert made.selector is None
    assert Anchor.objects.filter(annotation=made).exists() == bool(where["field"])


def test_one_form_makes_one(river, cast):
    token = uuid4()
    first = post(on(river), cast[AUTHOR], token=token)
    assert post(on(river), cast[AUTHOR], token=token) == first
    assert Annotation.objects.count() == 1


def test_one_form_makes_one_reply(shared, cast):
    thread, token = shared("public"), uuid4()
    assert reply(thread, cast[MATE], token=token) == reply(thread, cast[MATE], token=token)
    assert thread.replies.count() == 1


@pytest.mark.parametrize("changes", [{"body": "Else"}, {"stance": "asks"}, {"visibility": "private"}])
def test_a_form_sent_again_with_something_else_is_told(river, cast, changes):
    token = uuid4()
    first = post(on(river), cast[AUTHOR], token=token)
    with pytest.raises(SentBefore) as told:
        post(on(river), cast[AUTHOR], token=token, **changes)
    assert told.value.annotation == first
    assert Annotation.objects.count() == 1


def test_the_token_of_one_person_is_not_that_of_another(river, cast):
    token = uuid4()
    assert post(on(river), cast[AUTHOR], token=token) != post(on(river), cast["curator"], token=token)


def test_nothing_is_posted_on_a_text_that_is_no_more(river, cast):
    place = on(river, PASSAGE)
    published(river, "option", "footbridge", description="Another text.")
    with pytest.raises(TextChanged):
        post(place, cast[AUTHOR])
    assert not Annotation.objects.exists()


def test_a_form_that_was_kept_before_the_text_changed_is_found(river, cast):
    place, token = on(river, PASSAGE), uuid4()
    first = post(place, cast[AUTHOR], token=token)
    published(river, "option", "footbridge", description="Another text.")
    assert post(place, cast[AUTHOR], token=token) == first


def test_a_reply_to_a_reply_stands_in_the_thread(shared, cast):
    thread = shared("public")
    answer = reply(reply(thread, cast[MATE]), cast["curator"])
    assert answer.parent == thread
    assert (answer.entry, answer.field, answer.visibility) == (thread.entry, thread.field, "public")


@pytest.mark.parametrize("what", ["hide", "withdraw"])
def test_nobody_answers_what_is_hidden_or_withdrawn(shared, cast, what):
    thread = shared("public")
    why = () if what == "withdraw" else ("rude",)
    getattr(AnnotationEvent.objects, what)(thread, *why, by=cast["curator"], now=NOW)
    with pytest.raises(NotNow):
        reply(thread, cast[MATE])


# --- counting ---


def test_threads_are_counted_by_place_in_one_query(river, cast, team, django_assert_num_queries):
    post(on(river, PASSAGE), cast[AUTHOR])
    thread = post(on(river), cast[AUTHOR])
    reply(thread, cast[MATE])
    post(on(river, field="title"), cast[AUTHOR], visibility="private")
    post(on(river, about=("criterion", "cost"), field=""), cast[AUTHOR], visibility="team", team=team)
    AnnotationEvent.objects.withdraw(post(on(river), cast[AUTHOR]), by=cast[AUTHOR], now=NOW)
    option, cost = ("option", "footbridge"), ("criterion", "cost")
    with django_assert_num_queries(1):
        counted = Annotation.objects.visible_to(VISITOR).counts()
    assert counted == {(option, None): 2}
    mates = Annotation.objects.visible_to(Actor(user=cast[MATE])).counts()
    assert mates == {(option, None): 2, (option, cost): 1}
