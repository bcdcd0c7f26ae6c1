"""What becomes of an annotation: each change is logged once, words are kept for moderators, and what makes no sense is
refused."""

from datetime import timedelta

import pytest

from options.models import Annotation, AnnotationEvent, Report, Team, Wording
from options.models.annotations import NotNow, TextChanged
from tests.conftest import NOW
from tests.models.notes import PASSAGE, on, post, reply
from tests.web.helpers import published

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


@pytest.mark.parametrize("visibility", ["private", "public"])
def test_once_somebody_else_has_answered_its_readers_stay(thread, cast, visibility):
    """They answered for the readers there were."""
    team = Team.objects.found("Night shift", by=cast["analyst"], now=NOW)
    EVENTS.share(thread, "team", team, by=cast["analyst"], now=NOW)
    reply(thread, cast["member"])
    with pytest.raises(NotNow):
        EVENTS.share(thread, visibility, by=cast["analyst"], now=LATER)
    assert Annotation.objects.filter(visibility="team").count() == 2


def test_earlier_words_remember_who_could_read_them(thread, cast):
    EVENTS.share(thread, "private", by=cast["analyst"], now=NOW)
    EVENTS.edit(thread, "Other.", by=cast["analyst"], now=NOW)
    EVENTS.share(thread, "public", by=cast["analyst"], now=NOW)
    EVENTS.edit(thread, "Others.", by=cast["analyst"], now=LATER)
    assert list(Wording.objects.values_list("body", "visibility")) == [
        ("First words.", "private"),
        ("Other.", "public"),
    ]


@pytest.mark.parametrize("before", ["hide", "withdraw"])
@pytest.mark.parametrize("verb", ["place", "let_go"])
def test_what_nobody_reads_is_not_put_anywhere(thread, river, cast, before, verb):
    published(river, "option", "footbridge", description="Nothing of it is left here.")
    thread.refresh_from_db()
    getattr(EVENTS, before)(thread, *(("rude",) if before == "hide" else ()), by=cast["curator"], now=NOW)
    where = [on(river, "Nothing of it").selector] if verb == "place" else []
    with pytest.raises(NotNow):
        getattr(EVENTS, verb)(thread, *where, by=cast["curator"], now=LATER)


def test_what_was_withdrawn_is_not_reported(thread, cast):
    EVENTS.withdraw(thread, by=cast["analyst"], now=NOW)
    with pytest.raises(NotNow):
        EVENTS.report(thread, "rude", by=cast["member"], now=LATER)


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


# --- what a person decides, and who else may look ---


def test_a_person_shows_where_it_belongs(thread, river, cast):
    published(river, "option", "footbridge", description="Something else, on foot and on bicycles alike.")
    thread.refresh_from_db()
    where = on(river, "on foot and on bicycles alike").selector
    EVENTS.place(thread, where, by=cast["curator"], now=LATER)
    anchor = Annotation.objects.get().anchor
    assert (anchor.start, anchor.end, anchor.decided_by, anchor.decided_at) == (16, 45, cast["curator"], LATER)
    assert logged(thread)[-1] == ("placed", "", "", "", "curator", LATER)


def test_a_place_in_a_text_of_before_is_refused(thread, river, cast):
    where = on(river, "on two piers").selector
    published(river, "option", "footbridge", description="Nothing of it is left here.")
    thread.refresh_from_db()
    with pytest.raises(TextChanged):
        EVENTS.place(thread, where, by=cast["curator"], now=LATER)
    assert logged(thread) == []


def test_a_withdrawn_one_is_not_put_anywhere(thread, river, cast):
    EVENTS.withdraw(thread, by=cast["analyst"], now=NOW)
    with pytest.raises(NotNow):
        EVENTS.place(thread, on(river, "on two piers").selector, by=cast["curator"], now=LATER)


def test_letting_go_twice_is_logged_once(thread, river, cast):
    published(river, "option", "footbridge", description="Nothing of it is left here.")
    thread.refresh_from_db()
    for _ in range(2):
        EVENTS.let_go(thread, by=cast["analyst"], now=LATER)
    assert [row[0] for row in logged(thread)] == ["let-go"]


def test_what_has_its_place_is_not_let_go(thread, cast):
    with pytest.raises(NotNow):
        EVENTS.let_go(thread, by=cast["analyst"], now=LATER)


def test_an_administrator_who_opens_it_leaves_a_reason(thread, cast):
    EVENTS.open(thread, "a complaint", by=cast["admin"], now=LATER)
    assert logged(thread) == [("opened", "", "", "a complaint", "admin", LATER)]


# --- pages kept for readers ---


def told(river, act):
    before = type(river).objects.get(pk=river.pk).said
    act()
    return type(river).objects.get(pk=river.pk).said - before


def test_what_readers_see_makes_their_pages_old(thread, river, cast):
    by = {"by": cast["analyst"], "now": LATER}
    assert told(river, lambda: reply(thread, cast["analyst"])) == 1
    assert told(river, lambda: EVENTS.edit(thread, "Other.", **by)) == 1
    assert told(river, lambda: EVENTS.set_state(thread, "resolved", **by)) == 1
    assert told(river, lambda: EVENTS.hide(thread, "x", **by)) == 1
    assert told(river, lambda: EVENTS.restore(thread, "x", **by)) == 1
    assert told(river, lambda: EVENTS.withdraw(thread, **by)) == 1


def test_what_readers_do_not_see_leaves_their_pages(river, cast):
    by = {"by": cast["analyst"], "now": LATER}
    private = post(on(river), cast["analyst"], visibility="private")
    assert told(river, lambda: post(on(river), cast["analyst"], visibility="private")) == 0
    assert told(river, lambda: EVENTS.edit(private, "Other.", **by)) == 0
    assert told(river, lambda: EVENTS.share(private, "public", **by)) == 1
    assert told(river, lambda: EVENTS.share(private, "private", **by)) == 1
