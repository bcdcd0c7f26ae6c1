"""Importing: drafts or publication, idempotent, all or nothing, and never over somebody's work without a word."""

import pytest

from options.bundle.dump import to_yaml
from options.bundle.load import load
from options.bundle.regroup import regroup
from options.bundle.schema import Node
from options.models import VISITOR, Dossier, Entry, Revision, Unpublishable
from options.models.imports import ImportRefused, export_document, import_document
from options.models.revisions import ADMIN
from tests.conftest import RIVER, SHIPPED
from tests.models.helpers import broken, draft, everything

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


def without(document, section, *slugs):
    return document.model_copy(update={section: tuple(e for e in getattr(document, section) if e.slug not in slugs)})


def with_option(document, slug, **changes):
    options = tuple(o.model_copy(update=changes) if o.slug == slug else o for o in document.options)
    return document.model_copy(update={"options": options})


# --- drafts ---


def test_the_same_drafts_twice_make_none_the_second_time(river, document, now):
    changed = retitled(document, "Another title")
    assert import_document(changed, now=now).drafts == 1
    before = everything()
    assert import_document(changed, now=now).drafts == 0
    assert everything() == before


def test_a_draft_that_was_rejected_is_made_again(river, document, now):
    changed = retitled(document, "Another title")
    import_document(changed, now=now)
    Revision.objects.filter(state="draft").update(state="rejected")
    assert import_document(changed, now=now).drafts == 1


def test_a_draft_begun_before_somebody_published_is_not_what_gets_published(river, document, now):
    changed = retitled(document, "Another title")
    import_document(changed, now=now)
    change_here(river, now, lead_actor="Somebody else")
    with pytest.raises(ImportRefused, match="changed here since the last import"):
        import_document(changed, now=now, publish=True)
    report = import_document(changed, now=now, publish=True, overwrite=True)
    assert (report.drafts, report.published) == (1, 1)


def test_waiting_drafts_are_no_way_round_what_was_changed_here(river, document, now):
    change_here(river, now, title="Changed here")
    report = import_document(document, now=now)
    assert (report.drafts, len(report.changed_here)) == (1, 1)
    with pytest.raises(ImportRefused, match="changed here since the last import"):
        import_document(document, now=now, publish=True)


def test_an_import_has_no_author_and_says_what_it_is(river):
    assert set(Revision.objects.values_list("author", "origin", "change_note")) == {(None, "import", "import")}


# --- archived here ---


@pytest.fixture
def archived(river, now):
    Entry.objects.filter(slug="unused-pamphlet").archive(river, now)
    river.refresh_from_db()
    return river


def test_a_file_does_not_bring_back_what_was_archived_here(archived, document, now):
    before = everything()
    with pytest.raises(ImportRefused, match="source unused-pamphlet: archived here"):
        import_document(document, now=now, publish=True)
    assert everything() == before


def test_overwrite_brings_it_back(archived, document, now):
    assert import_document(document, now=now, publish=True, overwrite=True).published == 1
    assert Entry.objects.get(slug="unused-pamphlet").archived_at is None
    assert broken(archived) == []


def test_an_export_with_archived_entries_comes_back_as_no_change(archived, now):
    exported = load(to_yaml(export_document(archived)).encode())
    assert "unused-pamphlet" in {source.slug for source in exported.sources}
    report = import_document(exported, now=now, publish=True)
    assert (report.published, report.archived_here) == (0, [])
    assert Entry.objects.get(slug="unused-pamphlet").archived_at == now


# --- archiving what the file left out ---


def test_every_kind_but_exercises_is_archived_also_when_the_file_has_none_of_it(river, document, now):
    fewer = document.model_copy(update={"exercises": (), "relations": ()})
    fewer = fewer.model_copy(
        update={"claims": (), "options": tuple(o.model_copy(update={"citations": ()}) for o in document.options)}
    )
    risks = tuple(
        r.model_copy(update={"options": tuple(e.model_copy(update={"citations": ()}) for e in r.options)})
        for r in document.risks
    )
    report = import_document(fewer.model_copy(update={"risks": risks}), now=now, publish=True, archive_absent=True)
    gone = Entry.objects.exclude(archived_at=None).values_list("kind", flat=True)
    assert sorted(gone) == ["claim"] * 3
    assert report.archived == 3


def test_what_goes_does_not_stand_in_the_way_of_what_comes(river, document, now):
    """The scale shrinks below scores of options that the file leaves out."""
    fewer = without(document, "options", "tunnel", "road-bridge")
    kept = {o.slug for o in fewer.options}
    fewer = fewer.model_copy(
        update={
            "relations": (),
            "exercises": (),
            "requirements": tuple(r for r in document.requirements if r.option in kept),
            "assessments": tuple(a for a in document.assessments if a.option in kept),
            "risks": tuple(
                r.model_copy(update={"options": tuple(e for e in r.options if e.option in kept)})
                for r in document.risks
            ),
            "legal_questions": tuple(
                q.model_copy(update={"bearings": tuple(b for b in q.bearings if b.option in kept)})
                for q in document.legal_questions
            ),
            "preconditions": tuple(
                p.model_copy(update={"helps": tuple(h for h in p.helps if h in kept)}) for p in document.preconditions
            ),
            "criteria": tuple(
                c.model_copy(update={"scale": c.scale.model_copy(update={"max": 200})}) if c.slug == "cost" else c
                for c in document.criteria
            ),
        }
    )
    with pytest.raises(Unpublishable, match="200 is below scores that go up to 250"):
        import_document(fewer, now=now, publish=True)
    report = import_document(fewer, now=now, publish=True, archive_absent=True)
    assert (report.archived, report.version) == (2, 3)
    assert broken(river) == []


def test_the_report_names_the_version_that_stands_in_the_end(river, document, now):
    report = import_document(
        without(document, "sources", "unused-pamphlet"), now=now, publish=True, archive_absent=True
    )
    river.refresh_from_db()
    assert report.version == river.version == 2


# --- merging ---


def test_an_entry_added_on_both_sides_is_a_conflict(river, now):
    exported = export_document(river)
    mine = exported.sources[0].model_copy(update={"slug": "added", "title": "Added here"})
    entry = Entry.objects.create(dossier=river, kind="source", slug="added", position=999)
    Revision.objects.record(entry, mine, author=None, origin=ADMIN, now=now).publish(by=None, now=now)
    theirs = mine.model_copy(update={"title": "Added in the file"})
    document = exported.model_copy(update={"sources": (*exported.sources, theirs)})
    with pytest.raises(ImportRefused) as refused:
        import_document(document, now=now, publish=True)
    assert refused.value.reasons == ["source added: changed both here and in the file"]
    same = exported.model_copy(update={"sources": (*exported.sources, mine)})
    assert import_document(same, now=now, publish=True).published == 0


def test_the_same_change_on_both_sides_is_none(river, now):
    exported = with_option(export_document(river), "tunnel", title="Same", lead_actor="Same")
    draft(river.entries.get(slug="tunnel"), title="Same", lead_actor="Same", time_note="More").publish(by=None, now=now)
    report = import_document(exported, now=now, publish=True)
    assert (report.published, report.drafts) == (0, 0)


def test_a_merged_draft_is_made_once(river, now):
    exported = with_option(export_document(river), "tunnel", lead_actor="Changed in the file")
    draft(river.entries.get(slug="tunnel"), title="Changed here").publish(by=None, now=now)
    assert import_document(exported, now=now).drafts == 1
    assert import_document(exported, now=now).drafts == 0
    assert import_document(exported, now=now, publish=True).published == 1


def test_an_export_of_a_version_that_was_never_here_is_no_base_for_merging(river, document, now):
    change_here(river, now, title="Changed here")
    elsewhere = document.model_copy(update={"dossier": document.dossier.model_copy(update={"exported_version": 40})})
    with pytest.raises(ImportRefused, match="changed here since the last import"):
        import_document(elsewhere, now=now, publish=True)


def test_a_merge_that_breaks_a_rule_is_refused_and_changes_nothing(river, now):
    """Each side alone is right: here one condition came to depend on another, in the file the other on the first."""
    exported = export_document(river)
    draft(river.entries.get(slug="crew"), depends_on=Node(precondition="flood-model")).publish(by=None, now=now)
    there = tuple(
        p.model_copy(update={"depends_on": Node(precondition="crew")}) if p.slug == "flood-model" else p
        for p in exported.preconditions
    )
    before = everything()
    with pytest.raises(Unpublishable, match="goes round in a circle"):
        import_document(exported.model_copy(update={"preconditions": there}), now=now, publish=True)
    assert everything() == before


def test_two_sides_that_each_leave_one_role_do_not_leave_none(river, now):
    exercise = river.entries.select_related("live__entry").get(kind="exercise")
    roles = exercise.live.value().roles
    assert len(roles) >= 2
    draft(exercise, roles=roles[:2]).publish(by=None, now=now)
    river.refresh_from_db()
    exported = export_document(river)
    draft(exercise, roles=roles[:1]).publish(by=None, now=now)
    there = exported.exercises[0].model_copy(update={"roles": roles[1:2]})
    with pytest.raises(ImportRefused) as refused:
        import_document(exported.model_copy(update={"exercises": (there,)}), now=now)
    assert refused.value.reasons == [f"exercise {exercise.slug}: roles: changed both here and in the file"]


def test_progress_comes_to_the_whole(document, now, db):
    parts, said = [], []

    def progress(what, part):
        said.append(what)
        parts.append(part)

    import_document(document, now=now, publish=True, progress=progress)
    assert sum(parts) == pytest.approx(1)
    assert list(dict.fromkeys(said)) == ["comparing", "recording", "publishing"]
