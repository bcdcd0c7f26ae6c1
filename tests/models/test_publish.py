"""Publishing: a set of revisions becomes one version, or nothing changes."""

import pytest
from django.db import IntegrityError, transaction

from options.bundle.reading import requirement
from options.bundle.schema import Option
from options.models import Conflict, Dossier, Entry, Revision, Unpublishable, rows
from options.models import Option as OptionRow
from options.models.revisions import ADMIN

pytestmark = pytest.mark.django_db


def entry(river: Dossier, slug: str, kind: str = "option") -> Entry:
    return river.entries.get(kind=kind, slug=slug)


def draft(entry: Entry, now, author=None, **changes):
    content = entry.live.value().model_copy(update=changes)
    return Revision.objects.record(entry, content, author=author, origin=ADMIN, now=now, note="a change")


@pytest.fixture
def option(river) -> Entry:
    return river.entries.filter(kind="option").first()


def test_publishing_raises_the_version_by_one(river, option, now):
    assert draft(option, now, title="Another title").publish(by=None, now=now) == 2
    river.refresh_from_db()
    assert river.version == 2


def test_the_live_reading_has_the_new_text_and_the_pinned_one_the_old(river, option, now):
    before = river.reading().options[option.slug].title
    draft(option, now, title="Another title").publish(by=None, now=now)
    river.refresh_from_db()
    assert river.reading().options[option.slug].title == "Another title"
    assert river.reading(1).options[option.slug].title == before


def test_typed_rows_follow(option, now):
    draft(option, now, title="Another title", exposures=()).publish(by=None, now=now)
    row = OptionRow.objects.get(pk=option.pk)
    assert row.title == "Another title"
    assert not row.exposures.exists()


def test_a_draft_begun_from_an_older_state_is_refused_and_changes_nothing(river, option, now):
    mine, theirs = draft(option, now, title="Mine"), draft(option, now, title="Theirs")
    theirs.publish(by=None, now=now)
    with pytest.raises(Conflict):
        mine.publish(by=None, now=now)
    river.refresh_from_db()
    assert river.version == 2
    assert river.reading().options[option.slug].title == "Theirs"


def test_a_reference_that_leads_nowhere_is_refused_with_its_place(river, option, now):
    revision = draft(option, now, helped_by=("no-such-condition",))
    with pytest.raises(Unpublishable) as refused:
        revision.publish(by=None, now=now)
    assert refused.value.problems == (
        f"{option.slug}, helped_by[0]: there is no published precondition “no-such-condition”.",
    )
    river.refresh_from_db()
    assert river.version == 1


def test_the_database_refuses_two_live_revisions_of_one_entry(option, now):
    second = draft(option, now, title="Second")
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=second.pk).update(state="published", from_version=5, published_at=now)


def test_the_database_refuses_a_change_to_what_was_published(option):
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=option.live_id).update(content="{}")


def test_the_database_refuses_approval_by_the_author_unless_it_is_flagged(option, cast, now):
    revision = draft(option, now, author=cast["reviewer"], title="Mine")
    with pytest.raises(IntegrityError), transaction.atomic():
        revision.publish(by=cast["reviewer"], now=now)
    revision.refresh_from_db()
    revision.publish(by=cast["reviewer"], now=now, self_published=True)
    assert Revision.objects.get(pk=revision.pk).self_published


def test_going_back_publishes_the_old_content_as_a_new_revision(river, option, cast, now):
    first = option.live
    draft(option, now, title="Another title").publish(by=None, now=now)
    first.revert(by=cast["admin"], now=now)
    option.refresh_from_db()
    assert option.live.hash == first.hash
    assert (option.live.number, option.live.origin) == (3, "revert")


def test_applying_what_was_dumped_changes_no_row(river, django_assert_num_queries):
    def everything():
        from django.apps import apps

        return {
            model: sorted(map(repr, model._default_manager.values()))
            for model in apps.get_app_config("options").get_models()
        }

    before = everything()
    for each in river.entries.all():
        rows.apply(river, [(each, rows.dump(each))])
    assert everything() == before


def test_the_rows_of_every_entry_say_what_its_revision_says(river):
    for each in river.entries.select_related("live"):
        assert rows.dump(each) == each.live.value(), each


def test_requirements_are_derived_from_the_expression(river):
    for row in OptionRow.objects.all():
        content = row.entry.live.value()
        assert isinstance(content, Option)
        named = {(r.precondition.slug, r.kind) for r in row.requirements.all()}
        assert {slug for slug, kind in named if kind == "helps"} == set(content.helped_by)
        assert bool({kind for _slug, kind in named} - {"helps"}) == (requirement(content) not in (None, "none"))


def test_archiving_keeps_the_entry_in_older_versions(river, option, now):
    Entry.objects.filter(pk=option.pk).archive(river, now)
    river.refresh_from_db()
    assert option.slug not in river.reading().options
    assert option.slug in river.reading(1).options
    assert river.reading().entry("option", option.slug).archived


def test_publishing_an_archived_entry_brings_it_back(river, option, now):
    Entry.objects.filter(pk=option.pk).archive(river, now)
    option.refresh_from_db()
    draft(option, now, title="Back again").publish(by=None, now=now)
    river.refresh_from_db()
    assert option.slug in river.reading().options


def test_slug_and_kind_are_unique_in_a_dossier(river, option):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(dossier=river, kind="option", slug=option.slug)
