"""What becomes of an annotation: each change is logged once, words are kept for moderators, and what makes no sense is
refused."""

from datetime import timedelta

import pytest

from options.models import Annotation, AnnotationEvent, Report, Team, Wording
from options.models.annotations import NotNow
from tests.conftest import NOW
from tests.models.notes import PASSAGE, on, post, reply

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
EVENTS = AnnotationEvent.objects


@pytest.fixture
def thread(river, cast):
    return post(on(river, PASSAGE), cast["analyst"], "First words.", stance="suggests", replacement="is for all")


def logged(annotation):
    return [(e.action, e.old, e.new, e.why, e.by.username, e.at) for e in annotation.events.all()]


def test_other_words_are_rendered_and_marked_and_the_earlier_ones_kept(thread, cast):
    EVENTS.edit(thread, "*Other* words.", by=cast["analyst"], now=LATER, replacement="is for some")
    found = Annotation.objects.get()
    assert (found.body, found.html, found.replacement) == (
        "*Other* words.",
        "<p><em>Other</em> words.</p>\n",
        "is for some",
    )
    assert (found.edited_at, thread.edited_at, thread.body) == (LATER, LATER, "*Other* words.")
    assert list(Wording.objects.values_list("body", "replacement", "replaced_at")) == [
        ("First words.", "is for all", LATER)
    ]
    assert logged(thread) == [("edited", "", "", "", "analyst", LATER)]


def test_the_same_words_change_nothing(thread, cast):
    EVENTS.edit(thread, "First words.", by=cast["analyst"], now=LATER, replacement="is for all")
    assert (logged(thread), Wording.objects.count(), thread.edited_at) == ([], 0, None)


def test_a_state_is_logged_once_with_the_one_before(thread, cast):
    for state in ("answered", "resolved", "resolved", "open"):
        EVENTS.set_state(thread, state, by=cast["curator"], now=LATER)
    assert [row[:3] for row in logged(thread)] == [
        ("state", "open", "answered"), ("state", "answered", "resolved"), ("state", "resolved", "open"),
    ]  # fmt: skip
    assert Annotation.objects.get().state == "open"


def test_what_is_withdrawn_has_no_words_for_readers_and_keeps_its_replies(thread, cast):
    answer = reply(thread, cast["member"])
    EVENTS.withdraw(thread, by=cast["analyst"], now=LATER)
    EVENTS.withdraw(thread, by=cast["analyst"], now=LATER)
    found = Annotation.objects.get(pk=thread.pk)
    assert (found.state, found.body, found.html, found.replacement) == ("withdrawn", "", "", "")
    assert list(found.replies.all()) == [answer]
    assert [words.body for words in found.wordings.all()] == ["First words."]
    assert logged(thread) == [("state", "open", "withdrawn", "", "analyst", LATER)]


def test_sharing_with_more_takes_the_replies_along(thread, cast):
    EVENTS.share(thread, "private", by=cast["analyst"], now=LATER)
    answer = reply(thread, cast["analyst"])
    team = Team.objects.found("Night shift", by=cast["analyst"], now=NOW)
    EVENTS.share(thread, "team", team, by=cast["analyst"], now=LATER)
    assert [(a.visibility, a.team) for a in Annotation.objects.all()] == [("team", team)] * 2
    EVENTS.share(thread, "public", team, by=cast["analyst"], now=LATER)
    answer.refresh_from_db()
    assert (answer.visibility, answer.team) == ("public", None)
    assert [row[1:3] for row in logged(thread)] == [("public", "private"), ("private", "team"), ("team", "public")]


def test_once_somebody_else_has_answered_no_fewer_may_read_it(thread, cast):
    reply(thread, cast["member"])
    with pytest.raises(NotNow):
        EVENTS.share(thread, "private", by=cast["analyst"], now=LATER)
    assert Annotation.objects.filter(visibility="public").count() == 2


def test_each_person_reports_once_and_the_first_time_counts(thread, cast):
    for name, at in (("member", NOW), ("member", LATER), ("curator", LATER)):
        EVENTS.report(thread, f"{name} says", by=cast[name], now=at)
    assert [(report.by.username, report.why) for report in Report.objects.all()] == [
        ("member", "member says"), ("curator", "curator says"),
    ]  # fmt: skip
    assert Annotation.objects.get().reported_at == NOW
    assert [row[0] for row in logged(thread)] == ["reported", "reported"]


def test_hiding_restoring_and_dismissing_are_logged_with_the_reason(thread, cast):
    EVENTS.report(thread, "rude", by=cast["member"], now=NOW)
    for verb, why in (("hide", "Names a person."), ("hide", "twice"), ("restore", "It does not."), ("restore", "twice"),
                      ("dismiss", "Fine."), ("dismiss", "twice")):  # fmt: skip
        getattr(EVENTS, verb)(thread, why, by=cast["curator"], now=LATER)
    assert [(row[0], row[3]) for row in logged(thread)][1:] == [
        ("hidden", "Names a person."), ("restored", "It does not."), ("dismissed", "Fine."),
    ]  # fmt: skip
    found = Annotation.objects.get()
    assert (found.hidden_at, found.reported_at) == (None, None)


@pytest.mark.parametrize("before", ["hide", "withdraw"])
@pytest.mark.parametrize(
    "verb",
    [
        lambda thread, user: EVENTS.edit(thread, "New words", by=user, now=LATER),
        lambda thread, user: EVENTS.set_state(thread, "resolved", by=user, now=LATER),
        lambda thread, user: EVENTS.share(thread, "private", by=user, now=LATER),
    ],
)
def test_what_is_hidden_or_withdrawn_stays_as_it_is(thread, cast, before, verb):
    getattr(EVENTS, before)(thread, *(("rude",) if before == "hide" else ()), by=cast["curator"], now=NOW)
    events = thread.events.count()
    with pytest.raises(NotNow):
        verb(thread, cast["analyst"])
    assert thread.events.count() == events


@pytest.mark.parametrize("verb", ["set_state", "share"])
def test_state_and_sharing_are_those_of_the_thread(thread, cast, verb):
    answer = reply(thread, cast["member"])
    with pytest.raises(NotNow):
        getattr(EVENTS, verb)(answer, "resolved" if verb == "set_state" else "public", by=cast["member"], now=NOW)


def test_nothing_is_withdrawn_by_setting_its_state(thread, cast):
    with pytest.raises(NotNow):
        EVENTS.set_state(thread, "withdrawn", by=cast["analyst"], now=NOW)
