"""Where annotations stand after publications: the verdict of each, in the same transaction, whatever was done."""

from datetime import timedelta

import pytest

from options.analysis.anchoring.selectors import EXACT_MAX, verified
from options.models import Actor, Anchor, Annotation, Redaction, Revision
from options.models.following import text_at
from tests.conftest import NOW
from tests.models.helpers import draft
from tests.models.notes import PASSAGE, entry_of, on, post
from tests.web.helpers import published

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=9)
TEXT = "A slender bridge on two piers carries people on foot and on bicycles. The ferry goes on for cars and goods."
REWORDED = TEXT.replace(PASSAGE, "carries persons on foot and on bicycles")


@pytest.fixture
def note(river, cast):
    return post(on(river, PASSAGE), cast["analyst"])


def described(river, text, later=1):
    return published(river, "option", "footbridge", description=text, later=later)


def now_at(note):
    """The verdict, and the words where it stands now."""
    anchor = Anchor.objects.select_related("revision__entry").get(annotation=note)
    text = text_at(anchor.revision, None, note.field)
    return anchor.verdict, None if anchor.start is None else text[anchor.start : anchor.end]


@pytest.mark.parametrize(
    ("text", "verdict", "words"),
    [
        (TEXT, "same", PASSAGE),
        (TEXT + " Nothing else.", "same", PASSAGE),
        ("It is new. " + TEXT, "shifted", PASSAGE),
        (REWORDED, "edited", "carries persons on foot and on bicycles"),
        ("The ferry goes on for cars and goods.", "orphan", None),
    ],
)
def test_it_is_told_what_became_of_the_passage(river, note, text, verdict, words):
    described(river, text)
    assert now_at(note) == (verdict, words)
    assert Anchor.objects.get().revision == entry_of(river).live


def test_what_is_taken_out_goes_with_its_field(river, note, cast):
    whole = post(on(river, field="consent_note"), cast["analyst"])
    published(river, "option", "footbridge", consent_note=None, citations=())
    assert now_at(whole) == ("field-gone", None)
    assert now_at(note) == ("same", PASSAGE)


def test_a_cell_has_its_own_text(river, cast):
    note = post(on(river, about=("criterion", "cost"), field="rationale"), cast["analyst"])
    option = entry_of(river).live.value()
    others = tuple(each for each in option.assessments if each.criterion != "cost")
    published(river, "option", "footbridge", assessments=others)
    assert Anchor.objects.get(annotation=note).verdict == "field-gone"


def test_a_whole_field_stays_with_its_field(river, cast):
    note = post(on(river), cast["analyst"])
    described(river, "Something quite different.")
    assert now_at(note) == ("edited", None)


def test_what_is_said_of_the_entry_needs_no_place(river, cast):
    note = post(on(river, field=""), cast["analyst"])
    described(river, "Something quite different.")
    assert not Anchor.objects.filter(annotation=note).exists()


def test_what_is_reworded_twice_is_not_lost(river, note):
    described(river, REWORDED)
    described(river, "Before it. " + REWORDED.replace("bicycles", "bikes"), later=2)
    assert now_at(note) == ("edited", "carries persons on foot and on bikes")


def test_a_passage_that_rewording_made_longer_than_any_quote_is_still_followed(river, cast):
    sentences = [f"Point {n} is that the ferry number {n * 37} is slow." for n in range(44)]
    described(river, " ".join(sentences))
    quote = " ".join(sentences[1:43])
    assert 1800 < len(quote) <= EXACT_MAX
    note = post(on(river, quote), cast["analyst"])
    longer = [each.replace("is slow", "is very slow indeed") for each in sentences]
    described(river, " ".join(longer), later=2)
    verdict, words = now_at(note)
    assert (verdict, len(words) > EXACT_MAX) == ("edited", True)
    described(river, "Before it. " + " ".join(longer), later=3)
    assert now_at(note) == ("edited", words)


def test_what_was_reworded_stays_reworded_when_only_its_place_changes(river, note):
    described(river, REWORDED)
    described(river, "Before it. " + REWORDED, later=2)
    assert now_at(note) == ("edited", "carries persons on foot and on bicycles")


def test_what_is_changed_back_is_found_again(river, note):
    described(river, "The ferry goes on for cars and goods.")
    described(river, TEXT, later=2)
    assert now_at(note) == ("same", PASSAGE)


def test_going_back_to_an_earlier_revision_brings_it_back(river, note, cast):
    first = entry_of(river).live
    described(river, "The ferry goes on for cars and goods.")
    Revision.objects.get(pk=first.pk).revert(by=cast["curator"], now=LATER)
    assert now_at(note) == ("same", PASSAGE)


def test_another_entry_that_is_published_moves_nothing(river, note):
    before = Anchor.objects.get()
    published(river, "option", "tunnel", description="Another text.")
    assert Anchor.objects.get().revision == before.revision


def test_what_fails_moves_nothing(river, note, monkeypatch):
    waiting = draft(entry_of(river), description="Another text.")
    monkeypatch.setattr("options.models.following._settle", None)
    with pytest.raises(TypeError):
        waiting.publish(by=None, now=LATER)
    assert now_at(note) == ("same", PASSAGE)
    assert entry_of(river).live.number == 1


def redact(river, words):
    Redaction.objects.redact(entry_of(river), words, by=None, reason="Asked for.", now=LATER)


def test_redacted_words_are_gone_from_quotes_and_the_passage_stands_where_it_is(river, note):
    redact(river, "on foot and ")
    found = Annotation.objects.get()
    assert found.exact == "carries people [removed] on bicycles"
    assert "on foot" not in found.prefix + found.suffix
    assert now_at(note)[1] == found.exact
    described(river, "Before it. A slender bridge on two piers carries people [removed] on bicycles.")
    assert now_at(note) == ("shifted", found.exact)


def test_words_redacted_before_a_passage_move_it(river, note):
    redact(river, "slender ")
    assert now_at(note) == ("same", PASSAGE)
    assert Annotation.objects.get().prefix == "A [removed] bridge on two piers "
    described(river, "Before it. A [removed] bridge on two piers carries people on foot and on bicycles.")
    assert now_at(note) == ("shifted", PASSAGE)


def test_a_passage_that_is_redacted_whole_leaves_none_of_its_words(river, note):
    redact(river, f"on two piers {PASSAGE}. The")
    found = Annotation.objects.get()
    assert "people" not in found.exact + found.prefix + found.suffix + str(Anchor.objects.get().candidates)


def test_what_was_reworded_keeps_its_place_when_other_words_are_redacted(river, note):
    described(river, REWORDED)
    redact(river, "slender ")
    assert now_at(note) == ("edited", "carries persons on foot and on bicycles")


# --- decided by a person ---


def lost(river, text="The ferry goes on. People walk and ride over it."):
    described(river, text)


def attach(river, note, quote, cast):
    text = text_at(entry_of(river).live, None, "description")
    Anchor.objects.attach(note.anchor, verified(text, quote), by=cast["curator"], now=LATER)


def waiting(user):
    return list(Annotation.objects.waiting_for(Actor(user=user)))


def test_what_has_no_place_waits_for_its_author_and_for_moderators(river, note, cast):
    assert waiting(cast["curator"]) == []
    lost(river)
    assert {name for name in cast if waiting(cast[name])} == {"analyst", "curator", "reviewer", "admin"}


def test_a_person_says_where_it_belongs_and_it_is_followed_from_there(river, note, cast):
    lost(river)
    attach(river, note, "People walk and ride over it.", cast)
    assert now_at(note) == ("edited", "People walk and ride over it.")
    assert waiting(cast["analyst"]) == []
    described(river, "More. The ferry goes on. People walk and ride over it.", later=2)
    anchor = Anchor.objects.get()
    assert now_at(note) == ("edited", "People walk and ride over it.")
    assert (anchor.decided_by, anchor.decided_at) == (cast["curator"], LATER)


def test_the_place_that_a_person_chose_stays_although_the_old_words_come_back(river, note, cast):
    lost(river)
    attach(river, note, "People walk and ride over it.", cast)
    described(river, f"{TEXT} People walk and ride over it.", later=2)
    assert now_at(note) == ("edited", "People walk and ride over it.")


def test_a_place_that_a_person_chose_and_that_is_gone_waits_again(river, note, cast):
    lost(river)
    attach(river, note, "People walk and ride over it.", cast)
    described(river, "The ferry goes on.", later=2)
    assert (now_at(note)[0], Anchor.objects.get().decided_by) == ("orphan", None)
    assert waiting(cast["analyst"]) == [note]


def test_what_is_let_go_waits_no_more_until_its_words_are_back(river, note, cast):
    lost(river)
    Anchor.objects.let_go(note.anchor, by=cast["analyst"], now=LATER)
    assert waiting(cast["analyst"]) == []
    described(river, "The ferry goes on. Nobody walks.", later=2)
    assert (now_at(note)[0], Anchor.objects.get().let_go) == ("orphan", True)
    described(river, TEXT, later=3)
    assert (now_at(note), Anchor.objects.get().let_go) == (("same", PASSAGE), False)


# --- bounds ---


def test_a_publication_takes_as_many_queries_with_many_annotations_as_with_few(river, cast, django_assert_num_queries):
    post(on(river, PASSAGE), cast["analyst"])
    first = draft(entry_of(river), description=REWORDED)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        first.publish(by=None, now=LATER)
    for _number in range(20):
        post(on(river, "The ferry goes on"), cast["analyst"])
        post(on(river, field="title"), cast["analyst"])
    second = draft(entry_of(river), description="Before it. " + REWORDED)
    with django_assert_num_queries(len(few)):
        second.publish(by=None, now=LATER)
