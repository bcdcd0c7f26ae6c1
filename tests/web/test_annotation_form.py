"""Writing an annotation: one form for a whole entry, a field, a sentence and marked words; nothing typed is lost."""

import re
from uuid import UUID, uuid4

import pytest

from options.models import Annotation, AnnotationDraft, AnnotationEvent, Team
from tests.conftest import NOW
from tests.models.notes import PASSAGE, on, post
from tests.web.helpers import published

D = "/d/river-crossing/"
NEW = D + "annotations/new/"
FIELD = {"on": "option:footbridge", "field": "description"}
TOKEN = "00000000-0000-0000-0000-000000000007"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def ana(river, as_):
    return as_("analyst")


def sent(client, **changes):
    said = {**FIELD, "passage": "all", "stance": "challenges", "body": "Says who?", "readers": "public", "seen": "1",
            "token": TOKEN, "place": "option:footbridge||description"}  # fmt: skip
    return client.post(NEW, {name: value for name, value in {**said, **changes}.items() if value is not None})


def text(reply):
    return reply.content.decode()


def faults(reply):
    return re.findall(r'class="error"[^>]*>([^<]+)', text(reply))


def test_a_note_on_a_field_is_made_and_led_to(ana, cast):
    reply = sent(ana)
    made = Annotation.objects.get()
    assert (reply.status_code, reply.headers["Location"]) == (303, f"{D}options/footbridge/#n-{made.link}")
    assert (made.author, made.stance, made.body, made.visibility, made.field, made.exact) == (
        cast["analyst"], "challenges", "Says who?", "public", "description", "",
    )  # fmt: skip
    assert "Says who?" in text(ana.get(D + "options/footbridge/"))


@pytest.mark.parametrize(
    ("changes", "exact"),
    [
        ({"passage": "words", "exact": PASSAGE}, PASSAGE),
        ({"passage": "words", "exact": PASSAGE, "start": "30"}, PASSAGE),
        ({"passage": "words", "exact": "The", "start": "70", "before": "bicycles. "}, "The"),
        ({"passage": "70-107"}, "The ferry goes on for cars and goods."),
    ],
)
def test_a_passage_is_kept_with_its_place(ana, changes, exact):
    assert sent(ana, **changes).status_code == 303
    made = Annotation.objects.get()
    assert (made.exact, made.anchor.verdict, made.selector.stands_in(on_text(made))) == (exact, "same", True)


def on_text(made):
    return made.entry.live.value().description


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"stance": None}, "Say what it does: support, challenge, ask or suggest."),
        ({"stance": "shouts"}, "shouts"),
        ({"body": " \n "}, "Write something first."),
        ({"body": "x" * 5_001}, "It has 5,001 characters, and 5,000 is the most."),
        ({"body": "a\x01b"}, "control character"),
        ({"readers": "team-999"}, "team-999"),
        ({"readers": ""}, "required"),
        ({"replacement": "other words"}, "belong to a suggestion"),
        ({"stance": "suggests", "replacement": "x" * 2_001}, "2000"),
        ({"passage": "words", "exact": "nothing of the kind"}, "do not stand in the text"),
        ({"passage": "words", "exact": "on"}, "more than once"),
        ({"passage": "words", "exact": " "}, "Say which words you mean"),
        ({"passage": "words", "exact": "x" * 2_001}, "at most 2,000 characters"),
        ({"passage": "words", "exact": "on\x02foot"}, "control character"),
        ({"passage": "0-9999"}, "0-9999"),
        ({"passage": None}, "Say which words you mean, or all of it."),
        ({"passage": "all", "exact": "on two piers"}, "Some words stand here, and “all of it” is chosen."),
    ],
)
def test_a_fault_is_told_beside_its_field_and_what_was_typed_stays(ana, changes, said):
    typed = {"body": "My long thought.", **changes}
    reply = sent(ana, **typed)
    assert reply.status_code == 422
    assert any(said in fault.replace("&#39;", "'") for fault in faults(reply)), faults(reply)
    if "\x01" not in typed["body"] and typed["body"].strip():
        assert typed["body"] in text(reply)
    assert not Annotation.objects.exists()


def test_an_incomplete_form_says_so(ana):
    assert "The form was not complete" in text(sent(ana, token="x"))


def test_a_double_click_makes_one(ana):
    assert {sent(ana).headers["Location"], sent(ana).headers["Location"]} == {
        f"{D}options/footbridge/#n-{Annotation.objects.get().link}"
    }


def test_a_form_sent_again_with_other_words_keeps_them_and_makes_another_when_sent_once_more(ana):
    sent(ana)
    reply = sent(ana, body="Other words.")
    assert (reply.status_code, "This form was sent before" in text(reply), "Other words." in text(reply)) == (
        409, True, True,
    )  # fmt: skip
    fresh = re.search(r'name="token" value="([^"]+)"', text(reply))[1]
    assert sent(ana, body="Other words.", token=fresh).status_code == 303
    assert Annotation.objects.count() == 2


def test_a_text_that_was_published_anew_meanwhile_is_told_and_the_words_are_looked_for_in_it(ana, river):
    published(river, "option", "footbridge", description="It is new. A slender bridge " + PASSAGE + ".")
    reply = sent(ana, passage="words", exact=PASSAGE)
    assert (reply.status_code, "published anew since you opened this form" in text(reply)) == (409, True)
    assert sent(ana, passage="words", exact=PASSAGE, seen="2").status_code == 303


def test_words_that_are_gone_meanwhile_are_told_too(ana, river):
    published(river, "option", "footbridge", description="Nothing of it is left here.")
    reply = sent(ana, passage="words", exact=PASSAGE)
    assert (reply.status_code, faults(reply)) == (
        409,
        ["These words do not stand in the text as it is now. Choose a sentence, or copy them again."],
    )
    assert "Says who?" in text(reply)


def test_a_field_that_is_gone_meanwhile_leaves_the_typed_text(ana, river):
    published(river, "option", "footbridge", consent_note=None)
    reply = sent(ana, field="consent_note", body="My <long> thought.")
    assert (reply.status_code, "My &lt;long&gt; thought.</textarea>" in text(reply)) == (409, True)


def test_a_cell_and_a_whole_entry_have_no_words_to_choose_from(ana):
    assert sent(ana, about="criterion:cost", field=None, passage=None).status_code == 303
    assert sent(ana, field=None, passage=None, token=str(uuid4())).status_code == 303
    cell, whole = Annotation.objects.order_by("pk")
    assert ((cell.about.slug, cell.field), (whole.about, whole.field)) == (("cost", ""), (None, ""))
    page = text(ana.get(NEW, {"on": "option:footbridge"}))
    assert ('name="exact"' in page, 'name="replacement"' in page) == (False, False)


@pytest.mark.parametrize(
    "place",
    [{}, {"on": "option:nothing"}, {"on": "option:footbridge", "field": "slug"}, {"on": "risk:flood-backwater",
     "about": "criterion:cost"}, {"on": "exercise:crossing-seminar"}, {"on": "option:footbridge", "about": "x"}],
)  # fmt: skip
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_there_cannot_be_written_on(ana, place, method):
    assert getattr(ana, method)(NEW, place).status_code == 404


def test_enter_in_a_field_throws_nothing_away(ana):
    """A browser presses the first button of a form; that one belongs to another."""
    kept(ana)
    form = text(ana.get(NEW, FIELD)).partition('class="writenote"')[2].partition("</form>")[0]
    assert re.findall(r"<button[^>]*>", form)[0].startswith('<button class="text" form="discard-')
    assert re.findall(r"<button(?![^>]*form=)[^>]*>", form) == ['<button class="go">']


def test_marked_words_stand_in_the_form(ana):
    page = text(ana.get(NEW, {**FIELD, "exact": "on “two” <piers>", "start": "16", "before": "bridge ", "after": "x"}))
    assert "<mark>on “two” &lt;piers&gt;</mark>" in page
    assert ('value="words"' in page, 'name="start" value="16"' in page) == (True, True)


def test_every_sentence_can_be_chosen_without_a_script(ana):
    page = text(ana.get(NEW, FIELD))
    assert re.findall(r'name="passage" value="([^"]*)"', page) == ["all", "0-69", "70-107", "words"]


def test_htmx_gets_the_form_alone(ana):
    page = text(ana.get(NEW, FIELD, headers=HTMX))
    assert ("<form" in page, "<html" in page) == (True, False)


def test_a_team_of_ones_own_can_be_the_readers(ana, cast):
    team = Team.objects.found("Night shift", by=cast["analyst"], now=NOW)
    Team.objects.found("Others", by=cast["curator"], now=NOW)
    page = text(ana.get(NEW, FIELD))
    assert ("my team Night shift" in page, "Others" in page) == (True, False)
    assert sent(ana, readers=f"team-{team.pk}").status_code == 303
    assert (Annotation.objects.get().visibility, Annotation.objects.get().team) == ("team", team)


def test_a_suggestion_has_words_to_put_in_place(ana):
    sent(ana, stance="suggests", passage="words", exact=PASSAGE, replacement="is for everybody")
    assert Annotation.objects.get().replacement == "is for everybody"
    page = text(ana.get(D + "options/footbridge/"))
    assert f"<del>{PASSAGE}</del> <ins>is for everybody</ins>" in page


# --- who may write ---


def test_a_visitor_signs_in_with_what_was_typed(client, river, cast):
    cast["analyst"].set_password("a long password of hers")
    cast["analyst"].save()
    assert client.get(NEW, FIELD).headers["Location"].startswith("/accounts/login/?next=")
    reply = sent(client)
    assert (reply.status_code, 'name="body" value="Says who?"' in text(reply)) == (403, True)
    assert sent(client, username="analyst", password="a long password of hers").status_code == 303
    assert Annotation.objects.get().body == "Says who?"


def test_an_account_without_a_role_reads_and_does_not_write(river, as_):
    member = as_("member")
    assert (sent(member).status_code, member.get(NEW, FIELD).status_code) == (403, 403)
    assert "annotations/new" not in text(member.get(D + "options/footbridge/"))


def test_nobody_writes_on_a_dossier_that_is_not_there(river, as_):
    type(river).objects.update(version=0)
    assert sent(as_("analyst")).status_code == 404


# --- what is kept before it is sent ---

DRAFT = D + "annotations/draft/"
PLACE = "option:footbridge||description"


def kept(client, **changes):
    return client.post(DRAFT, {"place": PLACE, "token": TOKEN, "body": "Half a thou", "stance": "asks", **changes})


def test_what_was_typed_comes_back(ana):
    reply = kept(ana, exact=PASSAGE, passage="words")
    assert (reply.status_code, text(reply)[:18]) == (200, "Kept as a draft at")
    page = text(ana.get(NEW, FIELD))
    assert ("Half a thou</textarea>" in page, "did not send" in page, f'value="{TOKEN}"' in page) == (True,) * 3
    assert re.search(r'value="asks"[^>]*checked', page)
    assert f"<mark>{PASSAGE}</mark>" in page


def test_words_marked_now_count_more_than_those_marked_then(ana):
    kept(ana, exact=PASSAGE, passage="words", start="30")
    page = text(ana.get(NEW, {**FIELD, "exact": "goods"}))
    assert ("<mark>goods</mark>" in page, "Half a thou" in page, 'name="start" value="30"' in page) == (
        True, True, False,
    )  # fmt: skip


def test_it_comes_back_on_no_other_field_and_for_nobody_else(ana, as_):
    kept(ana)
    assert "Half a thou" not in text(ana.get(NEW, {**FIELD, "field": "summary"}))
    assert "Half a thou" not in text(as_("curator").get(NEW, FIELD))


def test_it_is_gone_when_the_form_is_sent(ana):
    kept(ana)
    sent(ana)
    assert not AnnotationDraft.objects.exists()


def test_it_can_be_thrown_away(ana):
    kept(ana)
    reply = ana.post(DRAFT, {"place": PLACE, "token": TOKEN, "discard": "1", "next": "https://evil.example/"})
    assert (reply.status_code, reply.headers["Location"], AnnotationDraft.objects.exists()) == (303, "/", False)


def test_a_form_that_was_emptied_leaves_nothing_to_come_back(ana):
    kept(ana)
    assert text(kept(ana, body=" ")) == "Nothing is kept: the form is empty."
    assert not AnnotationDraft.objects.exists()


def test_what_is_typed_on_after_sending_is_not_said_to_be_kept(ana):
    sent(ana)
    assert text(kept(ana))[:31] == "This form has been sent already"
    assert not AnnotationDraft.objects.exists()


def test_what_is_far_too_long_is_not_cut_unseen(ana):
    reply = kept(ana, body="x" * 20_001)
    assert (reply.status_code, "more than 20,000 characters" in text(reply)) == (422, True)


def test_a_sentence_of_an_earlier_text_comes_back_by_its_words(ana, river):
    """Its place may hold another sentence by now, and all of the text is never what was meant."""
    kept(ana, passage="70-107", seen="1")
    published(river, "option", "footbridge", description="It is new. The ferry goes on for cars and goods. So it is.")
    page = text(ana.get(NEW, FIELD))
    assert "<mark>The ferry goes on for cars and goods.</mark>" in page
    assert ("published anew since you opened this form" in page, 'value="words"' in page) == (True, True)


@pytest.mark.parametrize("typed", [{"passage": "9" * 30 + "-1", "seen": "1"}, {"passage": "0-5", "seen": "٣"},
                                   {"passage": "0-5", "seen": "99"}, {"passage": "-", "seen": ""}])  # fmt: skip
def test_a_draft_that_somebody_made_up_breaks_nothing(ana, typed):
    kept(ana, **typed)
    assert ana.get(NEW, FIELD).status_code == 200


@pytest.mark.parametrize("changes", [{"place": ""}, {"place": "x" * 301}, {"token": "x"}, {"place": "a\x00b"}])
def test_an_incomplete_form_keeps_nothing(ana, changes):
    assert (kept(ana, **changes).status_code, AnnotationDraft.objects.exists()) == (422, False)


def test_whoever_is_signed_out_is_told(client, river):
    reply = kept(client)
    assert (reply.status_code, text(reply)[:23]) == (422, "You are signed out. Wha")


def test_a_member_without_a_role_keeps_nothing(river, as_):
    assert kept(as_("member")).status_code == 403


# --- changing ---


@pytest.fixture
def mine(river, cast):
    return post(on(river, PASSAGE), cast["analyst"], "First words.", stance="suggests", replacement="is for all")


def edited(client, note, **changes):
    return client.post(f"{note.get_absolute_url()}edit/", {"body": "Other words.", "replacement": "is for some",
                                                          "token": TOKEN, **changes})  # fmt: skip


def test_ones_own_words_can_be_changed_and_say_so(ana, mine):
    assert edited(ana, mine).headers["Location"] == mine.get_absolute_url()
    mine.refresh_from_db()
    assert (mine.body, mine.replacement, mine.edited_at is not None) == ("Other words.", "is for some", True)
    assert ", edited" in text(ana.get(mine.get_absolute_url()))


@pytest.mark.parametrize("role", ["curator", "admin", "member"])
def test_nobody_changes_the_words_of_others(river, as_, mine, role):
    assert edited(as_(role), mine).status_code == 403
    assert as_(role).get(f"{mine.get_absolute_url()}edit/").status_code == 403


def test_what_is_wrong_with_the_new_words_is_told(ana, mine):
    reply = edited(ana, mine, body="")
    assert (reply.status_code, faults(reply)) == (422, ["Write something first."])


def test_what_was_hidden_meanwhile_keeps_the_typed_text(ana, mine, cast):
    AnnotationEvent.objects.hide(mine, "x", by=cast["curator"], now=NOW)
    reply = edited(ana, mine)
    assert (reply.status_code, "Other words.</textarea>" in text(reply)) == (409, True)


def test_a_change_that_was_begun_comes_back(ana, mine):
    kept(ana, place=f"edit:{mine.link}", body="Begun", replacement="")
    assert "Begun</textarea>" in text(ana.get(f"{mine.get_absolute_url()}edit/"))
    edited(ana, mine)
    assert not AnnotationDraft.objects.exists()


def test_a_link_that_names_nothing_is_not_found(ana):
    assert ana.get(f"{D}annotations/{UUID(int=3)}/edit/").status_code == 404
