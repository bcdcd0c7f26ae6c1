"""Removed words are gone from everywhere they could be read; what was removed by whom and why stays on record."""

from datetime import timedelta

import pytest
from django.apps import apps
from pydantic import ValidationError

from options.bundle.dump import to_yaml
from options.bundle.load import load
from options.models import Dossier, Entry, Redaction, Revision, SearchDoc, Source
from options.models.imports import export_document, import_document
from options.models.redactions import NothingToRedact
from options.models.revisions import ADMIN
from options.models.search import Query
from tests.conftest import NOW, RIVER
from tests.models.helpers import broken, draft, everything

pytestmark = pytest.mark.django_db
NAME = "Ananda Čapek"


@pytest.fixture
def named(river):
    """An option that names a person in its text, a cell, a proposal, a citation and a note: live, before, and draft."""
    option = river.entries.select_related("live__entry").get(kind="option", slug="faster-ferry")
    content = option.live.value()
    exposure = content.exposures[0].model_copy(update={"rationale": f"{NAME} says so."})
    proposal = content.proposed_by[0].model_copy(update={"who": NAME})
    citation = content.citations[0].model_copy(update={"quote": f"as {NAME} wrote"})
    changes = {
        "description": f"{NAME} was seen on the ferry. Ask {NAME}.",
        "exposures": (exposure, *content.exposures[1:]),
        "proposed_by": (proposal, *content.proposed_by[1:]),
        "citations": (citation, *content.citations[1:]),
    }
    first = draft(option, **changes)
    Revision.objects.filter(pk=first.pk).update(change_note=f"What {NAME} did.")
    first = Revision.objects.select_related("entry").get(pk=first.pk)
    first.publish(by=None, now=NOW)
    draft(option, title="Faster").publish(by=None, now=NOW)
    draft(option, title="Not yet")
    return river.entries.get(pk=option.pk)


def redact(entry, words=NAME, by=None, now=NOW):
    return Redaction.objects.redact(entry, words, by=by, reason="Asked for by the person.", now=now)


def tables_with(words: str) -> set[str]:
    """Names of our models of which some row holds the words in some column."""
    every = apps.get_app_config("options").get_models()
    return {m.__name__ for m in every if any(words in repr(row) for row in m._default_manager.values())}


def test_the_words_are_in_no_table_any_more(named, cast):
    before = tables_with("Čapek") | tables_with("capek")
    assert before == {"Revision", "Option", "Exposure", "Citation", "SearchDoc"}
    redact(named, by=cast["admin"])
    assert tables_with("Čapek") | tables_with("capek") == set()


def test_a_mark_stands_in_their_place_and_everything_else_stays(named):
    before = {r.pk: r.content for r in named.revisions.all()}
    redact(named)
    for revision in named.revisions.all():
        assert revision.content == before[revision.pk].replace(NAME, "[removed]")
    assert named.revisions.get(number=2).value().description == "[removed] was seen on the ferry. Ask [removed]."
    assert named.revisions.get(number=2).change_note == "What […] did."
    assert broken(named.dossier) == []


def test_every_version_obeys_and_none_is_added(named):
    dossier = Dossier.objects.get()
    redact(named)
    again = Dossier.objects.get()
    assert (again.version, again.redactions) == (dossier.version, dossier.redactions + 1)
    for version in range(1, again.version + 1):
        assert NAME not in repr(again.reading(version).entries)
    assert "[removed]" in repr(again.reading(2).entries)


def test_revisions_without_the_words_are_not_touched(named):
    redact(named)
    assert list(named.revisions.filter(redacted_at=None).values_list("number", flat=True)) == [1]
    assert set(named.revisions.exclude(redacted_at=None).values_list("redacted_at", flat=True)) == {NOW}


def test_search_does_not_find_them_any_more(named, river):
    assert [hit.slug for hit in SearchDoc.objects.find(river, Query.parse("ananda"))] == ["faster-ferry"]
    redact(named)
    assert SearchDoc.objects.find(river, Query.parse("ananda")) == []
    assert [h.slug for h in SearchDoc.objects.find(river, Query.parse("removed ferry"))] == ["faster-ferry"]


def test_the_title_of_a_source_goes_from_what_cites_it(river):
    study = river.entries.get(kind="source", slug="flood-study")
    assert len(SearchDoc.objects.find(river, Query.parse("levels valley"))) > 1
    redact(study, "levels")
    assert Source.objects.get(pk=study.pk).title == "Flood [removed] and bridge piers in the lower valley"
    assert SearchDoc.objects.find(river, Query.parse("levels valley")) == []


def test_it_is_on_record_without_the_words(named, cast):
    record = redact(named, by=cast["admin"])
    assert (record.entry, record.by, record.at, record.revisions) == (named, cast["admin"], NOW, 3)
    assert record.reason == "Asked for by the person."
    assert NAME not in repr(Redaction.objects.values().get())


def test_a_draft_alone_is_cleaned_too(river):
    option = river.entries.get(kind="option", slug="tunnel")
    waiting = draft(option, description=f"{NAME} again.")
    redact(option)
    waiting.refresh_from_db()
    assert waiting.value().description == "[removed] again."
    assert waiting.state == "draft"
    assert broken(river) == []


def test_a_cleaned_draft_can_be_published(named):
    redact(named)
    waiting = named.revisions.select_related("entry").get(state="draft")
    assert waiting.publish(by=None, now=NOW) == 4
    assert broken(named.dossier) == []


def test_another_entry_keeps_its_words(named, river):
    other = river.entries.get(kind="option", slug="tunnel")
    draft(other, description=f"{NAME} too.").publish(by=None, now=NOW)
    redact(named)
    assert NAME in Entry.objects.select_related("live").get(pk=other.pk).live.content


def test_the_dossier_itself_can_be_cleaned(river):
    redact(river.entries.get(kind="dossier"), "Five ways across, from keeping")
    river.refresh_from_db()
    assert river.summary.startswith("[removed] the old ferry to a tunnel.")
    assert broken(river) == []


def test_an_exercise_can_be_cleaned(river):
    exercise = river.entries.select_related("live").get(kind="exercise")
    title = exercise.live.value().roles[0].title
    redact(exercise, title)
    assert title not in Entry.objects.select_related("live").get(pk=exercise.pk).live.content
    assert broken(river) == []


def test_words_in_another_normal_form_are_found(named):
    redact(named, "  Ananda C\u030capek\n")
    assert tables_with("Čapek") == set()


def test_two_redactions_one_after_the_other(named):
    redact(named)
    redact(named, "seen on", now=NOW + timedelta(seconds=1))
    assert Redaction.objects.count() == 2
    assert Dossier.objects.get().redactions == 2
    assert broken(named.dossier) == []


@pytest.mark.parametrize("words", ["no such words", "", "   ", "\u200b"])
def test_words_that_are_not_there_change_nothing(named, words):
    before = everything()
    with pytest.raises(NothingToRedact):
        redact(named, words)
    assert everything() == before


@pytest.mark.parametrize("words", ["faster-ferry", "support", "lost-trade", "at-inv"])
def test_names_and_words_of_a_list_are_no_text_and_change_nothing(named, words):
    before = everything()
    with pytest.raises(ValidationError):
        redact(named, words)
    assert everything() == before


def test_a_text_at_its_limit_takes_the_shorter_mark(river):
    option = river.entries.get(kind="option", slug="tunnel")
    draft(option, title="Bob Li " + "x" * 193).publish(by=None, now=NOW)
    redact(option, "Bob Li")
    assert Entry.objects.select_related("live__entry").get(pk=option.pk).live.value().title == "[…] " + "x" * 193


def test_a_redaction_that_fails_leaves_everything_as_it_was(named, monkeypatch):
    def fail(dossier, revisions, now):
        raise RuntimeError

    monkeypatch.setattr("options.models.revisions.AFTER_PUBLISH", [fail])
    before = everything()
    with pytest.raises(RuntimeError):
        redact(named)
    assert everything() == before


# --- importing afterwards ---


def test_a_file_that_still_has_the_words_is_not_published_over_the_redaction(river):
    from options.models.imports import ImportRefused

    redact(river.entries.get(kind="option", slug="road-bridge"), "ambulances")
    with pytest.raises(ImportRefused, match="option road-bridge: has words that were removed here"):
        import_document(load(RIVER), now=NOW, publish=True)
    report = import_document(load(RIVER), now=NOW, publish=True, dry_run=True, overwrite=True)
    assert report.removed_here == ["option road-bridge"]


def test_an_export_made_before_does_not_bring_them_back_either(river):
    from options.models.imports import ImportRefused

    exported = load(to_yaml(export_document(river)).encode())
    redact(river.entries.get(kind="option", slug="road-bridge"), "ambulances")
    with pytest.raises(ImportRefused, match="has words that were removed here"):
        import_document(exported, now=NOW, publish=True)


def test_an_export_made_afterwards_comes_back_without_a_word(river):
    redact(river.entries.get(kind="option", slug="road-bridge"), "ambulances")
    river.refresh_from_db()
    exported = load(to_yaml(export_document(river)).encode())
    assert import_document(exported, now=NOW, publish=True).published == 0
    changed = [o.model_copy(update={"title": "A bridge"}) if o.slug == "road-bridge" else o for o in exported.options]
    report = import_document(exported.model_copy(update={"options": tuple(changed)}), now=NOW, publish=True)
    assert report.changed == ["option road-bridge"]


def test_going_on_after_a_redaction_is_an_ordinary_change(named):
    redact(named)
    entry = Entry.objects.select_related("live__entry").get(pk=named.pk)
    new = entry.live.value().model_copy(update={"title": "Another"})
    Revision.objects.record(entry, new, author=None, origin=ADMIN, now=NOW).publish(by=None, now=NOW)
    assert Entry.objects.select_related("live").get(pk=named.pk).live.redacted_at is None


# --- what a process keeps in memory, and pages kept for readers ---


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_readings_and_pages_kept_from_before_are_out_of_use(transactional_db, client):
    import_document(load(RIVER), now=NOW, publish=True)
    river = Dossier.objects.get()
    address = "/d/river-crossing/options/road-bridge/"
    assert "ambulances" in repr(river.reading(1).entries)
    before = client.get(address)
    assert "ambulances" in before.content.decode()
    redact(river.entries.get(kind="option", slug="road-bridge"), "ambulances")
    assert "ambulances" not in repr(Dossier.objects.get().reading(1).entries)
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "ambulances" not in after.content.decode()
    for path in ("@1/", "history/"):
        assert "ambulances" not in client.get(address + path).content.decode()
