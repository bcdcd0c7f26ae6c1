"""The page of one annotation and what can be done there: by whom, with what fault, and what everybody sees after."""

import re
from uuid import uuid4

import pytest

from options.models import Annotation, AnnotationDraft, AnnotationEvent, Entry, Revision, Team
from tests.conftest import NOW
from tests.models.notes import PASSAGE, entry_of, on, post, reply
from tests.web.helpers import published

D = "/d/river-crossing/"
TEXT = "A bridge on two piers carries people. The ferry goes on for cars and goods, as it did before the war."
GONE = "Nothing of it is left here. People walk over the bridge."


@pytest.fixture
def thread(river, cast):
    return post(on(river, PASSAGE), cast["analyst"], "First words.", stance="suggests", replacement="is for all")


@pytest.fixture
def act(as_, thread):
    """`act("curator", "hide", why="rude")`: a form of the thread's page, sent by somebody."""

    def done(role, verb, target=None, **data):
        return as_(role).post(f"{(target or thread).get_absolute_url()}{verb}/", data)

    return done


def text(response):
    return response.content.decode()


def log(note):
    return list(note.events.values_list("action", "new", "why", "by__username"))


def page(as_, role, note):
    return text(as_(role).get(note.get_absolute_url()))


# --- reading ---


def test_the_page_says_what_it_is_about_and_what_is_said(thread, as_):
    shown = page(as_, "visitor", thread)
    assert f"A slender bridge on two piers <mark>{PASSAGE}</mark>. The ferry goes on" in shown
    assert "<p>First words.</p>" in shown
    assert "<form" not in shown.replace('<form action="/d/', "").replace('<form class="theme', "")


def test_a_shared_copy_is_made_anew_when_somebody_answers(thread, client, cast):
    tag = client.get(thread.get_absolute_url()).headers["ETag"]
    assert client.get(thread.get_absolute_url(), HTTP_IF_NONE_MATCH=tag).status_code == 304
    reply(thread, cast["curator"], "An answer.")
    fresh = client.get(thread.get_absolute_url(), HTTP_IF_NONE_MATCH=tag)
    assert (fresh.status_code, "An answer." in text(fresh)) == (200, True)


@pytest.mark.parametrize(
    ("description", "said", "marked"),
    [
        (f"It is new. A slender bridge on two piers {PASSAGE}.", "The same words, further on in the text now.",
         PASSAGE),
        ("A slender bridge on two piers carries persons on foot and on bicycles.", "The words have changed since.",
         "carries persons on foot and on bicycles"),
        ("Nothing of it is left here.", "The words are gone.", None),
    ],
)  # fmt: skip
def test_the_verdict_on_its_passage_is_told_in_words(river, thread, as_, description, said, marked):
    published(river, "option", "footbridge", description=description)
    for address in (thread.get_absolute_url(), D + "options/footbridge/"):
        shown = text(as_("visitor").get(address))
        assert said in shown
        assert (f">{marked}</a></mark>" in shown or f"<mark>{marked}</mark>" in shown) == (marked is not None)
        assert PASSAGE in shown  # the words it was written about are shown wherever it stands


def test_the_page_of_an_answer_is_that_of_its_thread(thread, as_, cast):
    answer = reply(thread, cast["curator"], "An answer.")
    shown = page(as_, "visitor", answer)
    assert ("First words." in shown, f'id="n-{answer.link}"' in shown) == (True, True)


def test_whoever_answered_where_it_was_hidden_reads_it_no_more(thread, as_, cast):
    answer = reply(thread, cast["instructor"], "An answer.")
    AnnotationEvent.objects.hide(thread, "rude", by=cast["curator"], now=NOW)
    assert as_("instructor").get(answer.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("role", ["visitor", "member", "instructor", "curator", "admin"])
def test_a_private_note_is_its_authors_alone(river, cast, as_, role):
    note = post(on(river), cast["analyst"], "Only mine.", visibility="private")
    reply_ = as_(role).get(note.get_absolute_url())
    assert ("Only mine." in text(reply_), reply_.status_code) == (False, 200 if role == "admin" else 404)
    assert "Only mine." in page(as_, "analyst", note)


def test_hostile_words_are_shown_as_the_text_they_are(river, cast, as_):
    note = post(on(river), cast["analyst"], '<script>alert(1)</script> <b hx-get="/x">b</b>')
    for address in (note.get_absolute_url(), D + "options/footbridge/", D + "annotations/"):
        shown = text(as_("visitor").get(address))
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
        assert "<b hx" not in shown


# --- answering ---


def test_somebody_answers(act, thread):
    response = act("curator", "reply", body="*Yes.*", token=uuid4())
    made = Annotation.objects.get(parent=thread)
    assert response.headers["Location"] == f"{thread.get_absolute_url()}#n-{made.link}"
    assert (made.html, made.visibility) == ("<p><em>Yes.</em></p>\n", "public")


def test_a_double_click_answers_once_and_other_words_are_told(act, thread):
    token = uuid4()
    for _ in range(2):
        assert act("curator", "reply", body="Yes.", token=token).status_code == 303
    response = act("curator", "reply", body="No.", token=token)
    assert (response.status_code, "No.</textarea>" in text(response)) == (409, True)
    assert Annotation.objects.filter(parent=thread).count() == 1


def test_an_empty_answer_is_told(act):
    response = act("curator", "reply", body="", token=uuid4())
    assert (response.status_code, "Write something first." in text(response)) == (422, True)


def test_nobody_answers_where_it_was_withdrawn_and_the_typed_text_stays(act, thread, cast):
    AnnotationEvent.objects.withdraw(thread, by=cast["analyst"], now=NOW)
    response = act("curator", "reply", body="My long thought.", token=uuid4())
    assert (response.status_code, "My long thought.</textarea>" in text(response)) == (409, True)


def test_an_answer_that_was_begun_comes_back_and_goes_when_sent(thread, as_, river):
    token = uuid4()
    as_("curator").post(D + "annotations/draft/", {"place": f"reply:{thread.link}", "token": token, "body": "Begun"})
    shown = page(as_, "curator", thread)
    assert ("Begun</textarea>" in shown, str(token) in shown) == (True, True)
    as_("curator").post(f"{thread.get_absolute_url()}reply/", {"body": "Done", "token": token})
    assert not AnnotationDraft.objects.exists()


# --- states, readers, withdrawing ---


@pytest.mark.parametrize("role", ["analyst", "curator", "reviewer", "admin"])
def test_its_author_and_editors_set_the_state(act, thread, role):
    assert act(role, "state", state="resolved").status_code == 303
    thread.refresh_from_db()
    assert (thread.state, log(thread)) == ("resolved", [("state", "resolved", "", role)])


@pytest.mark.parametrize("state", ["", "withdrawn", "burnt"])
def test_there_is_no_other_state_to_set(act, thread, state):
    assert (act("analyst", "state", state=state).status_code, log(thread)) == (422, [])


def test_its_author_withdraws_it_and_the_answers_stay(act, thread, cast, as_):
    reply(thread, cast["curator"], "An answer.")
    assert act("analyst", "withdraw").status_code == 303
    shown = page(as_, "visitor", thread)
    assert ("First words." in shown, "Withdrawn by its author." in shown, "An answer." in shown) == (False, True, True)
    assert "First words." in page(as_, "curator", thread)  # moderators see earlier words


def test_its_author_shares_it_with_a_team_and_no_others(act, thread, cast, as_):
    team = Team.objects.found("Night shift", by=cast["analyst"], now=NOW)
    team.join(cast["member"], NOW)
    assert act("analyst", "share", readers=f"team-{team.pk}").status_code == 303
    found = {role: as_(role).get(thread.get_absolute_url()).status_code for role in ("visitor", "member", "curator")}
    assert found == {"visitor": 404, "member": 200, "curator": 404}


def test_it_is_not_shared_otherwise_once_somebody_has_answered(act, thread, cast):
    reply(thread, cast["curator"])
    response = act("analyst", "share", readers="private")
    assert (response.status_code, "Somebody has answered" in text(response)) == (409, True)
    assert act("analyst", "share", readers="public").status_code == 409


def test_readers_that_are_not_there_are_told(act):
    assert act("analyst", "share", readers="team-7").status_code == 422


# --- reporting and moderating ---


def test_a_reader_reports_it_and_only_moderators_learn_who_and_why(act, thread, as_):
    assert act("instructor", "report", why="It is rude.").status_code == 303
    shown = {role: page(as_, role, thread) for role in ("analyst", "curator", "visitor")}
    assert {role: "It is rude." in html for role, html in shown.items()} == {
        "analyst": False, "curator": True, "visitor": False,
    }  # fmt: skip


def test_a_report_needs_a_reason(act, thread):
    response = act("instructor", "report", why=" ")
    assert (response.status_code, "Give a reason" in text(response), log(thread)) == (422, True, [])


@pytest.mark.parametrize("role", ["curator", "reviewer", "admin"])
def test_a_moderator_hides_it_with_a_reason_and_shows_it_again(act, thread, as_, role):
    assert act(role, "moderate", do="hide", why="rude").status_code == 303
    readers = ("visitor", "instructor", "analyst", role)
    seen = {who: as_(who).get(thread.get_absolute_url()).status_code for who in readers}
    assert seen == {"visitor": 404, "instructor": 404, "analyst": 200, role: 200}
    assert "First words." not in text(as_("visitor").get(D + "options/footbridge/"))
    assert act(role, "moderate", do="restore", why="it was not").status_code == 303
    assert as_("visitor").get(thread.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("data", [{"do": "hide"}, {"do": "burn", "why": "x"}, {"why": "x"}])
def test_moderating_needs_a_verb_and_a_reason(act, thread, data):
    assert (act("curator", "moderate", **data).status_code, log(thread)) == (422, [])


def test_a_moderator_finds_nothing_wrong(act, thread):
    act("instructor", "report", why="rude")
    assert act("curator", "moderate", do="dismiss", why="it is not").status_code == 303
    thread.refresh_from_db()
    assert thread.reported_at is None


def test_a_form_on_an_answer_comes_back_at_the_answer(act, thread, cast, as_):
    answer = reply(thread, cast["instructor"], "An answer.")
    for role, verb in (("curator", "moderate"), ("analyst", "report")):
        response = act(role, verb, answer, why=" ", do="hide")
        assert response.status_code == 422
        form = text(response).partition("Give a reason")[0].rpartition("<form")[2]
        assert f'action="{answer.get_absolute_url()}{verb}/"' in form


def test_a_reported_answer_is_found_and_judged(act, thread, cast, as_):
    answer = reply(thread, cast["instructor"], "A rude answer.")
    act("analyst", "report", answer, why="It is rude.")
    stream = text(as_("curator").get(D + "annotations/"))
    assert "1 was reported" in stream
    assert "First words." in text(as_("curator").get(D + "annotations/?reported=yes"))
    shown = page(as_, "curator", answer)
    assert ("It is rude." in shown, "Nothing is wrong with it" in shown) == (True, True)
    act("curator", "moderate", answer, do="dismiss", why="it is not")
    assert "was reported" not in text(as_("curator").get(D + "annotations/"))


@pytest.mark.parametrize("role", ["visitor", "analyst", "instructor"])
def test_nobody_else_is_told_of_reports(act, thread, as_, role):
    act("instructor", "report", why="It is rude.")
    shown = text(as_(role).get(D + "annotations/?reported=yes"))
    assert ("was reported" in shown, "Left out" in shown) == (False, True)


def test_a_curator_is_no_judge_of_a_note_of_their_own(river, cast, as_):
    note = post(on(river), cast["curator"], "A curator's own.")
    AnnotationEvent.objects.report(note, "It is rude.", by=cast["analyst"], now=NOW)
    assert "It is rude." not in page(as_, "curator", note)
    response = as_("curator").post(f"{note.get_absolute_url()}moderate/", {"do": "dismiss", "why": "mine"})
    assert response.status_code == 403
    assert "It is rude." in page(as_, "reviewer", note)


def test_why_something_was_hidden_is_for_its_author_and_moderators(act, thread, as_):
    act("curator", "moderate", do="hide", why="said to be libel")
    act("curator", "moderate", do="restore", why="it is none")
    shown = {role: "libel" in page(as_, role, thread) for role in ("visitor", "instructor", "analyst", "reviewer")}
    assert shown == {"visitor": False, "instructor": False, "analyst": True, "reviewer": True}


def test_words_from_when_it_was_private_are_not_shown_to_moderators(river, cast, as_):
    note = post(on(river), cast["analyst"], "A secret.", visibility="private")
    AnnotationEvent.objects.edit(note, "In public.", by=cast["analyst"], now=NOW)
    AnnotationEvent.objects.share(note, "public", by=cast["analyst"], now=NOW)
    assert "A secret." not in page(as_, "curator", note)


def test_a_moderator_is_led_on_where_the_note_is_out_of_sight_by_then(river, cast, as_):
    team = Team.objects.found("Night shift", by=cast["analyst"], now=NOW)
    note = post(on(river), cast["analyst"], visibility="team", team=team)
    AnnotationEvent.objects.report(note, "rude", by=cast["analyst"], now=NOW)
    response = as_("curator").post(f"{note.get_absolute_url()}moderate/", {"do": "dismiss", "why": "it is not"})
    assert response.headers["Location"] == D + "annotations/"


def test_an_account_that_lost_its_role_may_take_back_and_nothing_else(act, thread, cast):
    cast["analyst"].groups.clear()
    assert act("analyst", "share", readers="private").status_code == 403
    assert act("analyst", "edit", body="x", token=uuid4()).status_code == 403
    assert act("analyst", "withdraw").status_code == 303


@pytest.mark.parametrize("gone", ["hide", "private", "never there"])
def test_an_answer_to_what_is_not_there_any_more_can_be_copied(act, thread, cast, as_, gone):
    if gone == "hide":
        AnnotationEvent.objects.hide(thread, "rude", by=cast["curator"], now=NOW)
    if gone == "private":
        AnnotationEvent.objects.share(thread, "private", by=cast["analyst"], now=NOW)
    address = f"{D}annotations/{uuid4()}/" if gone == "never there" else thread.get_absolute_url()
    response = as_("instructor").post(f"{address}reply/", {"body": "My <long> thought.", "token": uuid4()})
    assert (response.status_code, "My &lt;long&gt; thought.</textarea>" in text(response)) == (409, True)
    assert "First words." not in text(response)


# --- deciding where it belongs ---


@pytest.fixture
def lost(thread, river):
    published(river, "option", "footbridge", description=GONE)
    return thread


@pytest.mark.parametrize("role", ["analyst", "curator"])
def test_its_author_or_an_editor_shows_its_place(act, lost, as_, role):
    assert act(role, "decide", do="place", exact="People walk over the bridge").status_code == 303
    assert "<mark>People walk over the bridge</mark>" in page(as_, "visitor", lost)
    assert "Its place was shown by a person." in page(as_, "visitor", lost)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"exact": "nothing of the kind"}, "do not stand in the text"),
        ({"exact": ""}, "Say which words you mean"),
        ({"exact": "e"}, "more than once"),
        ({"exact": "a\x01"}, "control character"),
    ],
)
def test_a_place_that_is_none_is_told(act, lost, data, said):
    response = act("curator", "decide", do="place", **data)
    assert (response.status_code, said in text(response), log(lost)) == (422, True, [])


def test_it_is_let_go(act, lost, as_):
    assert act("analyst", "decide", do="let-go").status_code == 303
    shown = text(as_("visitor").get(D + "options/footbridge/"))
    assert ("The words are gone; a person has looked." in shown, PASSAGE in shown) == (True, True)


def page_text(note):
    return Entry.objects.get(pk=note.entry_id).live.value().description


def test_every_sentence_of_the_text_of_now_is_offered(act, lost, as_):
    assert "People walk over the bridge." in page(as_, "analyst", lost)
    assert act("analyst", "decide", do="place", place="28-56").status_code == 303
    assert "<mark>People walk over the bridge.</mark>" in page(as_, "visitor", lost)


def test_a_place_that_may_be_meant_is_offered(river, cast, act, as_):
    words = "Six groups have been listed since February."
    published(river, "option", "footbridge", description=f"{words}\n{TEXT}")
    note = post(on(river, words), cast["analyst"])
    published(river, "option", "footbridge", description=f"{TEXT}\n{words}\n\n{words}", later=2)
    shown = page(as_, "analyst", note)
    offered = re.findall(r'name="place" value="(\d+-\d+)"', shown)[:2]  # after them come the sentences of the text
    assert [page_text(note)[slice(*map(int, each.split("-")))] for each in offered] == [words, words]
    assert act("analyst", "decide", note, do="place", place=offered[1]).status_code == 303
    note.refresh_from_db()
    assert f"{note.anchor.start}-{note.anchor.end}" == offered[1]


def test_a_note_on_a_whole_entry_has_no_place_to_show(river, cast, act):
    note = post(on(river, field=""), cast["analyst"])
    assert act("analyst", "decide", note, do="place", exact="x").status_code == 409


# --- a suggestion becomes a draft, and a revision ---


def test_a_curator_makes_a_draft_of_it_and_publishes_it_with_credit(act, thread, as_, river):
    draft = act("curator", "take").headers["Location"]
    assert draft == f"{D}options/footbridge/draft/2/"
    shown = text(as_("curator").get(draft))
    assert ("is for all" in shown, "Wording suggested by analyst." in shown) == (True, True)
    assert as_("reviewer").post(draft, {"do": "publish"}).headers["Location"] == f"{D}options/footbridge/@2/"
    assert "is for all" in text(as_("visitor").get(D + "options/footbridge/"))
    history = text(as_("visitor").get(D + "options/footbridge/history/"))
    assert ("Wording suggested by analyst." in history, "approved by reviewer" in history) == (True, True)
    assert "Taken into revision 2" in page(as_, "visitor", thread)


@pytest.mark.parametrize(("taker", "publisher", "status"), [
    ("curator", "curator", 403), ("reviewer", "reviewer", 403), ("reviewer", "curator", 403),
    ("curator", "reviewer", 303), ("admin", "admin", 303), ("curator", "admin", 303),
])  # fmt: skip
def test_a_draft_is_published_by_a_reviewer_who_did_not_make_it_or_by_an_administrator(
    act, as_, taker, publisher, status
):
    draft = act(taker, "take").headers["Location"]
    assert as_(publisher).post(draft, {"do": "publish"}).status_code == status
    published_ones = Revision.objects.filter(number=2, state="published")
    assert list(published_ones.values_list("self_published", flat=True)) == (
        [taker == publisher] if status == 303 else []
    )


def test_a_draft_is_not_published_by_a_form_that_does_not_say_so(act, as_):
    draft = act("curator", "take").headers["Location"]
    assert as_("reviewer").post(draft, {}).status_code == 422
    assert Revision.objects.get(number=2).state == "draft"


def test_its_author_learns_that_the_words_were_published_and_nothing_is_left_open(act, as_, thread, river):
    draft = act("curator", "take").headers["Location"]
    as_("reviewer").post(draft, {"do": "publish"})
    assert "reviewer published the words, as revision 2" in text(as_("analyst").get("/inbox/"))
    shown = text(as_("visitor").get(D + "options/footbridge/"))
    assert ("Taken into revision 2." in shown, "resolved" in shown) == (True, True)
    published(river, "option", "footbridge", description=GONE, later=9)
    assert "Their words are gone" not in text(as_("analyst").get("/inbox/"))


def test_its_author_learns_that_the_draft_was_turned_down_and_why(act, as_, thread):
    draft = act("curator", "take").headers["Location"]
    as_("curator").post(draft, {"do": "reject", "why": "Too  short\x00"})
    assert log(thread)[-1] == ("declined", "", "", "curator")
    again = act("curator", "take").headers["Location"]
    as_("curator").post(again, {"do": "reject", "why": "Too  short."})
    assert log(thread)[-1] == ("declined", "", "Too short.", "curator")
    assert "Too short." in text(as_("analyst").get("/inbox/"))


def test_a_draft_waits_in_the_inbox_of_those_who_edit(act, as_):
    draft = act("curator", "take").headers["Location"]
    seen = {role: draft in text(as_(role).get("/inbox/")) for role in ("analyst", "instructor", "curator", "reviewer")}
    assert seen == {"analyst": False, "instructor": False, "curator": True, "reviewer": True}


def test_a_report_waits_in_the_inbox_of_moderators_until_it_is_judged(act, as_, thread):
    act("instructor", "report", why="rude")
    assert "You reported it" in page(as_, "instructor", thread)
    seen = {
        role: "Reported by readers" in text(as_(role).get("/inbox/")) for role in ("analyst", "instructor", "curator")
    }
    assert seen == {"analyst": False, "instructor": False, "curator": True}
    act("curator", "moderate", do="hide", why="it is")
    assert "Reported by readers" not in text(as_("reviewer").get("/inbox/"))


def test_a_suggestion_whose_draft_was_turned_down_can_be_taken_again(act, as_, thread):
    as_("curator").post(act("curator", "take").headers["Location"], {"do": "reject"})
    assert "Taken into" not in page(as_, "visitor", thread)
    assert act("curator", "take").headers["Location"] == f"{D}options/footbridge/draft/3/"


def test_a_draft_is_turned_down(act, as_, river):
    draft = act("curator", "take").headers["Location"]
    as_("curator").post(draft, {"do": "reject"})
    assert entry_of(river).live.number == 1
    assert as_("curator").get(draft).headers["Location"] == f"{D}options/footbridge/history/"


def test_a_draft_that_came_late_is_not_published(act, as_, river):
    draft = act("curator", "take").headers["Location"]
    published(river, "option", "footbridge", summary="Meanwhile.")
    response = as_("reviewer").post(draft, {"do": "publish"})
    assert (response.status_code, "published anew since this draft was made" in text(response)) == (409, True)


def test_words_that_break_a_rule_make_no_draft(river, cast, act):
    note = post(on(river, field="summary"), cast["analyst"], stance="suggests", replacement="x" * 1_000)
    response = act("curator", "take", note)
    assert (response.status_code, "would break a rule" in text(response)) == (409, True)


@pytest.mark.parametrize("role", ["visitor", "analyst", "instructor", "member"])
def test_a_draft_is_for_those_who_edit(act, as_, role):
    draft = act("curator", "take").headers["Location"]
    assert as_(role).get(draft).status_code == (302 if role == "visitor" else 403)
    assert as_(role).post(draft, {"do": "publish"}).status_code == 403


# --- an administrator opens what is not theirs ---


def test_an_administrator_opens_a_private_note_with_a_reason_and_its_author_is_told(river, cast, as_):
    note = post(on(river), cast["analyst"], "Only mine.", visibility="private")
    asked = as_("admin").get(note.get_absolute_url() + "open/")
    assert ("Only mine." in text(asked), asked.status_code) == (False, 200)
    assert as_("admin").post(note.get_absolute_url() + "open/", {"why": " "}).status_code == 422
    assert log(note) == []
    opened = as_("admin").post(note.get_absolute_url() + "open/", {"why": "a complaint"})
    assert ("Only mine." in text(opened), log(note)) == (True, [("opened", "", "a complaint", "admin")])
    assert "a complaint" in text(as_("analyst").get("/inbox/"))


@pytest.mark.parametrize("role", ["curator", "reviewer", "analyst"])
def test_nobody_else_opens_it(river, cast, as_, role):
    note = post(on(river), cast["instructor"], "Only mine.", visibility="private")
    response = as_(role).post(note.get_absolute_url() + "open/", {"why": "curious"})
    assert (response.status_code, "Only mine." in text(response), log(note)) == (403, False, [])
