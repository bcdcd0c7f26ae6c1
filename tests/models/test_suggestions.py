"""A suggestion becomes a draft: the words in place, with credit, once, or a reason why not."""

from datetime import timedelta
from uuid import uuid4

import pytest

from options.models import Annotation, AnnotationEvent, Revision
from options.models.annotations import NotNow, Said
from options.models.suggestions import Untakable, publish, take, turn_down
from tests.conftest import NOW
from tests.models.notes import PASSAGE, entry_of, on, post
from tests.web.helpers import published

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)
RISK, TIME = ("risk", "flood-backwater"), ("criterion", "crossing-time")


@pytest.fixture
def suggest(river, cast):
    def made(quote=PASSAGE, words="is for everybody", **place):
        return post(on(river, quote, **place), cast["analyst"], stance="suggests", replacement=words)

    return made


@pytest.fixture
def taken(cast):
    return lambda note: take(note, by=cast["curator"], now=LATER)


def test_the_words_stand_in_the_draft_and_nothing_is_published(suggest, taken, river):
    draft = taken(suggest())
    assert (draft.state, draft.origin, draft.number) == ("draft", "admin", 2)
    assert draft.value().description == (
        "A slender bridge on two piers is for everybody. The ferry goes on for cars and goods."
    )
    assert entry_of(river).live.number == 1


def test_the_author_is_credited_and_the_taker_recorded(suggest, taken, cast):
    note = suggest()
    draft = taken(note)
    assert (draft.author, draft.change_note) == (cast["curator"], "Wording suggested by analyst.")
    note.refresh_from_db()
    assert note.taken_in == draft
    assert list(note.events.values_list("action", "new", "by__username", "at")) == [("taken", "@2", "curator", LATER)]


def test_words_that_were_brought_in_are_credited_to_both(river, cast, taken):
    said = Said("It is.", "suggests", "private", None, "is for all", "Director Smith")
    note = Annotation.objects.post(on(river, PASSAGE), said, by=cast["analyst"], token=uuid4(), now=NOW)
    assert taken(note).change_note == "Wording suggested by Director Smith, brought in by analyst."


def test_a_suggestion_on_a_text_that_is_gone_makes_no_draft(suggest, taken, river):
    note = suggest(None, "New.", field="consent_note")
    published(river, "option", "footbridge", consent_note=None)
    with pytest.raises(NotNow):
        taken(note)


def test_a_second_press_gives_the_same_draft(suggest, taken):
    note = suggest()
    assert taken(note) == taken(note)
    assert Revision.objects.filter(state="draft").count() == 1


def test_the_draft_can_be_published_by_the_one_verb(suggest, taken, cast):
    draft = taken(suggest())
    draft.publish(by=cast["reviewer"], now=LATER)
    draft.refresh_from_db()
    assert (draft.state, draft.approved_by, draft.self_published) == ("published", cast["reviewer"], False)


def test_a_whole_field_is_replaced(suggest, taken):
    assert taken(suggest(None, "Short.", field="summary")).value().summary == "Short."


def test_an_item_of_a_list_is_replaced(suggest, taken, river):
    risk = entry_of(river, *reversed(RISK)).live.value()
    quote = risk.mitigations[-1]
    draft = taken(suggest(quote, "Build it higher.", kind="risk", slug=RISK[1], field="mitigations"))
    assert draft.value().mitigations == (*risk.mitigations[:-1], "Build it higher.")


def test_a_text_of_a_cell_is_replaced_and_no_other_cell(suggest, taken, river):
    before = entry_of(river, "faster-ferry").live.value()
    cell = next(each for each in before.assessments if each.criterion == TIME[1])
    quote = cell.counter_views[1].text
    draft = taken(suggest(quote, "It is slower.", slug="faster-ferry", about=TIME, field="counter_views"))
    after = next(each for each in draft.value().assessments if each.criterion == TIME[1])
    assert [view.text for view in after.counter_views] == [cell.counter_views[0].text, "It is slower."]
    assert draft.value().model_copy(update={"assessments": ()}) == before.model_copy(update={"assessments": ()})


def test_a_part_of_a_group_of_texts_is_replaced(suggest, taken):
    draft = taken(suggest("No study is named.", "Which study?", kind="claim", slug="art-02", field="doubt"))
    assert (draft.value().doubt.issue, draft.value().doubt.question[:7]) == ("Which study?", "By how ")


def test_a_passage_over_two_items_cannot_be_replaced(suggest, taken):
    note = suggest("named.\nBy how", "x", kind="claim", slug="art-02", field="doubt")
    with pytest.raises(Untakable, match="more than one item"):
        taken(note)


def test_all_of_a_list_cannot_be_replaced_at_once(suggest, taken):
    note = suggest(None, "x", slug="faster-ferry", about=TIME, field="counter_views")
    with pytest.raises(Untakable):
        taken(note)


def test_words_that_the_format_refuses_make_no_draft(suggest, taken):
    note = suggest(None, "x" * 1_000, field="summary")
    with pytest.raises(Untakable, match="would break a rule"):
        taken(note)
    assert not Revision.objects.filter(state="draft").exists()


def test_the_words_go_where_the_passage_is_now(suggest, taken, river):
    note = suggest()
    published(river, "option", "footbridge", description=f"Before it. A slender bridge on two piers {PASSAGE}.")
    assert taken(note).value().description == "Before it. A slender bridge on two piers is for everybody."


def test_a_passage_that_is_gone_cannot_be_replaced(suggest, taken, river):
    note = suggest()
    published(river, "option", "footbridge", description="Nothing of it is left here.")
    with pytest.raises(NotNow):
        taken(note)


@pytest.mark.parametrize("change", ["withdraw", "hide"])
def test_what_nobody_reads_any_more_makes_no_draft(suggest, taken, cast, change):
    note = suggest()
    why = {"why": "x"} if change == "hide" else {}
    getattr(AnnotationEvent.objects, change)(note, by=cast["curator"], now=NOW, **why)
    with pytest.raises(NotNow):
        taken(note)


def test_a_challenge_makes_no_draft(river, cast, taken):
    with pytest.raises(NotNow):
        taken(post(on(river, PASSAGE), cast["analyst"]))


def test_a_draft_that_was_published_meanwhile_is_not_told_as_declined(suggest, taken, cast):
    note = suggest()
    draft = taken(note)
    publish(draft, by=cast["curator"], now=LATER)
    before = AnnotationEvent.objects.filter(annotation=note).count()
    turn_down(draft, "Too late.", by=cast["curator"], now=LATER)
    assert AnnotationEvent.objects.filter(annotation=note).count() == before
    assert Revision.objects.get(pk=draft.pk).state == "published"


@pytest.mark.parametrize(("decide", "told"), [(publish, "published"), (turn_down, "declined")])
def test_a_draft_stays_open_when_its_suggestion_cannot_be_told(suggest, taken, cast, monkeypatch, decide, told):
    def broken(*_args, **_named):
        raise RuntimeError("no telling")

    draft = taken(suggest())
    monkeypatch.setattr(type(AnnotationEvent.objects), told, broken)
    why = ("No.",) if decide is turn_down else ()
    with pytest.raises(RuntimeError):
        decide(draft, *why, by=cast["curator"], now=LATER)
    assert Revision.objects.get(pk=draft.pk).state == "draft"
