"""Importing: drafts or publication, idempotent, all or nothing, and never over somebody's work without a word."""

import pytest

from options.bundle.dump import to_yaml
from options.bundle.load import load
from options.bundle.regroup import regroup
from options.models import VISITOR, Dossier, Entry, Revision
from options.models.imports import ImportRefused, export_document, import_document
from options.models.revisions import ADMIN
from tests.conftest import RIVER, SHIPPED

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return load(RIVER)


def retitled(document, title, at=0):
    first = document.options[at].model_copy(update={"title": title})
    options = tuple(first if i == at else o for i, o in enumerate(document.options))
    return document.model_copy(update={"options": options})


def change_here(river, now, **changes):
    entry = river.entries.get(kind="option", slug=load(RIVER).options[0].slug)
    content = entry.live.value().model_copy(update=changes)
    Revision.objects.record(entry, content, author=None, origin=ADMIN, now=now).publish(by=None, now=now)


def test_without_publish_it_makes_drafts_that_no_visitor_sees(document, now):
    report = import_document(document, now=now)
    assert len(report.added) == Revision.objects.filter(state="draft").count() > 0
    assert not Dossier.objects.visible_to(VISITOR).exists()


def test_publishing_the_waiting_drafts_makes_no_second_revision(document, now):
    import_document(document, now=now)
    count = Revision.objects.count()
    report = import_document(document, now=now, publish=True)
    assert Revision.objects.count() == count == report.published
    assert Dossier.objects.get().version == 1


def test_the_same_file_twice_changes_nothing_the_second_time(river, document, now):
    report = import_document(document, now=now, publish=True)
    assert (report.added, report.changed, report.published, report.version) == ([], [], 0, 1)


def test_what_differs_is_changed_and_nothing_else(river, document, now):
    report = import_document(retitled(document, "Another title"), now=now, publish=True)
    assert report.changed == [f"option {document.options[0].slug}"]
    assert report.version == 2


def test_a_dry_run_reports_and_changes_nothing(river, document, now):
    report = import_document(retitled(document, "Another title"), now=now, publish=True, dry_run=True)
    assert report.published == 1
    river.refresh_from_db()
    assert river.version == 1
    assert Revision.objects.filter(number=2).count() == 0


def test_a_first_dry_run_leaves_no_dossier(document, now, db):
    import_document(document, now=now, publish=True, dry_run=True)
    assert not Dossier.objects.exists()


def test_absent_entries_are_reported_and_stay(river, document, now):
    fewer = document.model_copy(update={"exercises": ()})
    report = import_document(fewer, now=now, publish=True)
    assert report.absent == [f"exercise {e.slug}" for e in document.exercises]
    assert Entry.objects.filter(kind="exercise", archived_at=None).count() == len(document.exercises)


def test_archive_absent_archives_what_the_file_left_out(river, document, now):
    slug = next(s.slug for s in document.sources if s.slug == "unused-pamphlet")
    fewer = document.model_copy(update={"sources": tuple(s for s in document.sources if s.slug != slug)})
    assert import_document(fewer, now=now, publish=True, archive_absent=True).archived == 1
    assert Entry.objects.get(kind="source", slug=slug).archived_at == now


def test_archive_absent_spares_exercises_when_the_file_is_a_public_export(river, document, now):
    fewer = document.model_copy(update={"exercises": ()})
    assert import_document(fewer, now=now, publish=True, archive_absent=True).archived == 0


def test_publishing_over_changes_made_here_is_refused_with_their_names(river, document, now):
    change_here(river, now, title="Changed here")
    with pytest.raises(ImportRefused) as refused:
        import_document(document, now=now, publish=True)
    assert refused.value.reasons == [f"option {document.options[0].slug}: changed here since the last import"]
    assert Revision.objects.filter(number=3).count() == 0


def test_overwrite_lets_the_file_win(river, document, now):
    change_here(river, now, title="Changed here")
    import_document(document, now=now, publish=True, overwrite=True)
    river.refresh_from_db()
    assert river.reading().options[document.options[0].slug].title == document.options[0].title


def test_an_export_merges_field_by_field_with_what_changed_here_since(river, now):
    exported = export_document(river)
    change_here(river, now, title="Changed here")
    slug = load(RIVER).options[0].slug
    at = [o.slug for o in exported.options].index(slug)
    edited = exported.options[at].model_copy(update={"lead_actor": "Changed in the file"})
    options = tuple(edited if o.slug == slug else o for o in exported.options)
    report = import_document(exported.model_copy(update={"options": options}), now=now, publish=True)
    assert report.merged == [f"option {slug}"]
    river.refresh_from_db()
    merged = river.reading().options[slug]
    assert (merged.title, merged.lead_actor) == ("Changed here", "Changed in the file")


def test_the_same_field_changed_on_both_sides_is_a_conflict_and_nothing_is_imported(river, now):
    exported = export_document(river)
    change_here(river, now, title="Changed here")
    at = [o.slug for o in exported.options].index(load(RIVER).options[0].slug)
    with pytest.raises(ImportRefused) as refused:
        import_document(retitled(exported, "Changed in the file", at), now=now, publish=True)
    assert len(refused.value.reasons) == 1
    assert "title" in refused.value.reasons[0]
    river.refresh_from_db()
    assert river.version == 2


def test_an_untouched_export_imports_as_no_change_even_after_changes_here(river, now):
    exported = export_document(river)
    change_here(river, now, title="Changed here")
    report = import_document(exported, now=now, publish=True)
    assert report.published == 0


def test_export_and_import_into_an_empty_database_gives_the_same_dossier(river, now, tmp_path):
    path = tmp_path / "out.yaml"
    path.write_text(to_yaml(export_document(river)), "utf-8")
    again = load(path)
    assert again.dossier.exported_version == 1
    assert regroup(again) == regroup(load(RIVER))


def test_the_shipped_dossier_imports_and_its_rows_say_what_it_says(now, db):
    from options.models import rows

    import_document(load(SHIPPED), now=now, publish=True)
    dossier = Dossier.objects.get()
    assert dossier.entries.count() == 320
    for entry in dossier.entries.filter(kind__in=["option", "criterion", "legal-question"]).select_related("live"):
        assert rows.dump(entry) == entry.live.value()
