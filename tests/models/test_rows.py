"""Rows and content say the same: what was dumped changes no row when it is applied, for any dossier."""

from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings

from options.bundle.dump import to_yaml
from options.bundle.load import load
from options.bundle.regroup import regroup, ungroup
from options.models import Citation, Dossier, Exposure, Option, rows
from options.models.imports import export_document, import_document
from tests.bundle.strategies import documents
from tests.conftest import NOW, SHIPPED
from tests.models.helpers import broken, rolled_back

pytestmark = pytest.mark.django_db

# A document is large: making a failing one smaller would take minutes.
some = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@pytest.fixture
def shipped(db):
    import_document(load(SHIPPED), now=NOW, publish=True)
    return Dossier.objects.get()


@contextmanager
def no_row_is_written():
    with CaptureQueriesContext(connection) as queries:
        yield
    written = [q["sql"] for q in queries if q["sql"].split(" ", 1)[0] in ("INSERT", "UPDATE", "DELETE")]
    # The dossier's own row is set whole: one statement, which finds what it writes.
    assert [sql for sql in written if not sql.startswith('UPDATE "options_dossier"')] == []


def applied(dossier):
    for entry in dossier.entries.all():
        rows.apply(dossier, [(entry, rows.dump(entry))])


def test_applying_what_was_dumped_writes_nothing(river):
    with no_row_is_written():
        applied(river)


def test_applying_the_shipped_dossier_writes_nothing(shipped):
    with no_row_is_written():
        applied(shipped)


def test_the_dossiers_own_row_stays_as_it_was(river):
    before = Dossier.objects.values().get()
    entry = river.entries.get(kind="dossier")
    rows.apply(river, [(entry, rows.dump(entry))])
    assert Dossier.objects.values().get() == before


def test_every_row_of_the_shipped_dossier_says_what_was_published(shipped):
    for entry in shipped.entries.select_related("live", "dossier"):
        assert rows.dump(entry) == entry.live.value(), entry


def test_a_row_that_was_changed_is_put_right_and_no_other(river):
    option = river.entries.select_related("live").get(kind="option", slug="road-bridge")
    wrong = Exposure.objects.filter(option=option.pk).first()
    Exposure.objects.filter(pk=wrong.pk).update(rationale="Changed past the form.")
    with CaptureQueriesContext(connection) as queries:
        rows.apply(river, [(option, option.live.value())])
    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(written) == 1
    assert Exposure.objects.get(pk=wrong.pk).rationale == wrong.rationale


def test_rows_that_a_content_does_not_have_go_and_new_ones_come(river):
    option = river.entries.select_related("live").get(kind="option", slug="road-bridge")
    content = option.live.value()
    rows.apply(river, [(option, content.model_copy(update={"exposures": content.exposures[:1], "citations": ()}))])
    row = Option.objects.get(pk=option.pk)
    assert row.exposures.count() == 1
    assert not Citation.objects.filter(entry=option, about=None, path="").exists()
    rows.apply(river, [(option, content)])
    assert rows.dump(option) == content


@some
@given(document=documents)
def test_any_dossier_is_stored_as_it_was_written(db, document):
    with rolled_back():
        import_document(document, now=NOW, publish=True)
        dossier = Dossier.objects.get()
        entries = regroup(document)
        for entry, wanted in zip(dossier.entries.order_by("position"), entries, strict=True):
            assert (entry.kind, entry.slug) == (wanted.kind, wanted.slug)
            assert rows.dump(entry) == wanted.content
        assert broken(dossier) == []
        with no_row_is_written():
            applied(dossier)
        exported = export_document(dossier)
        assert exported.dossier.exported_version == 1
        again = load(to_yaml(exported).encode())
        assert regroup(again) == entries
        assert ungroup(regroup(again)) == ungroup(entries)


@some
@given(document=documents, other=documents)
def test_any_dossier_becomes_any_other(db, document, other):
    """Every kind of row is created, changed and deleted on the way."""
    head = other.dossier.model_copy(update={"slug": document.dossier.slug})
    with rolled_back():
        import_document(document, now=NOW, publish=True)
        other = other.model_copy(update={"dossier": head})
        import_document(other, now=NOW, publish=True)
        dossier = Dossier.objects.get()
        assert broken(dossier) == []
        stored = {(entry.kind, entry.slug): rows.dump(entry) for entry in dossier.entries.all()}
        assert stored == {(wanted.kind, wanted.slug): wanted.content for wanted in regroup(other)}
        report = import_document(other, now=NOW, publish=True)
        assert (report.published, report.drafts) == (0, 0)
