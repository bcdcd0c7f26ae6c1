"""What Django's models cannot say: the role groups, an immutable revision, and the search indexes of each vendor.

SQLite drops a table's triggers when a later migration rebuilds that table: a migration that alters `Revision` or
`SearchDoc` must run `make_triggers` again. Tests notice when it does not.
"""

from django.db import migrations

ROLES = ("analyst", "curator", "reviewer", "instructor")

SQLITE = [
    # A published revision never changes; a redaction says so by its own column.
    """
    CREATE TRIGGER options_revision_immutable
    BEFORE UPDATE OF content, hash, entry_id, dossier_id, number, author_id, created_at ON options_revision
    WHEN OLD.state <> 'draft' AND NEW.redacted_at IS OLD.redacted_at
        AND (NEW.content, NEW.hash, NEW.entry_id, NEW.dossier_id, NEW.number, NEW.author_id, NEW.created_at)
            IS NOT (OLD.content, OLD.hash, OLD.entry_id, OLD.dossier_id, OLD.number, OLD.author_id, OLD.created_at)
    BEGIN SELECT RAISE(ABORT, 'a published revision is immutable'); END
    """,
    # The words are folded by us; unicode61 only splits them.
    """
    CREATE VIRTUAL TABLE options_search_fts USING fts5(
        title, summary, text, citations, content='options_searchdoc', content_rowid='entry_id',
        tokenize='unicode61 remove_diacritics 0', prefix='2 3'
    )
    """,
    """
    CREATE TRIGGER options_search_insert AFTER INSERT ON options_searchdoc BEGIN
        INSERT INTO options_search_fts (rowid, title, summary, text, citations)
        VALUES (NEW.entry_id, NEW.title, NEW.summary, NEW.text, NEW.citations);
    END
    """,
    """
    CREATE TRIGGER options_search_delete AFTER DELETE ON options_searchdoc BEGIN
        INSERT INTO options_search_fts (options_search_fts, rowid, title, summary, text, citations)
        VALUES ('delete', OLD.entry_id, OLD.title, OLD.summary, OLD.text, OLD.citations);
    END
    """,
    """
    CREATE TRIGGER options_search_update AFTER UPDATE ON options_searchdoc BEGIN
        INSERT INTO options_search_fts (options_search_fts, rowid, title, summary, text, citations)
        VALUES ('delete', OLD.entry_id, OLD.title, OLD.summary, OLD.text, OLD.citations);
        INSERT INTO options_search_fts (rowid, title, summary, text, citations)
        VALUES (NEW.entry_id, NEW.title, NEW.summary, NEW.text, NEW.citations);
    END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER options_search_update",
    "DROP TRIGGER options_search_delete",
    "DROP TRIGGER options_search_insert",
    "DROP TABLE options_search_fts",
    "DROP TRIGGER options_revision_immutable",
]

POSTGRESQL = [
    """
    CREATE FUNCTION options_revision_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'a published revision is immutable' USING ERRCODE = 'check_violation';
    END $$
    """,
    """
    CREATE TRIGGER options_revision_immutable
    BEFORE UPDATE OF content, hash, entry_id, dossier_id, number, author_id, created_at ON options_revision
    FOR EACH ROW WHEN (
        OLD.state <> 'draft' AND NEW.redacted_at IS NOT DISTINCT FROM OLD.redacted_at
        AND (NEW.content, NEW.hash, NEW.entry_id, NEW.dossier_id, NEW.number, NEW.author_id, NEW.created_at)
            IS DISTINCT FROM
            (OLD.content, OLD.hash, OLD.entry_id, OLD.dossier_id, OLD.number, OLD.author_id, OLD.created_at)
    ) EXECUTE FUNCTION options_revision_immutable()
    """,
    """
    ALTER TABLE options_searchdoc ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', summary), 'B') ||
        setweight(to_tsvector('simple', text), 'C') || setweight(to_tsvector('simple', citations), 'D')
    ) STORED
    """,
    "CREATE INDEX options_searchdoc_vector ON options_searchdoc USING gin (vector)",
]
POSTGRESQL_BACK = [
    "ALTER TABLE options_searchdoc DROP COLUMN vector",
    "DROP TRIGGER options_revision_immutable ON options_revision",
    "DROP FUNCTION options_revision_immutable()",
]


def make_triggers(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def drop_triggers(apps, schema_editor):
    run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def run(schema_editor, statements):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements[schema_editor.connection.vendor]:
            cursor.execute(statement)


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name in ROLES:
        Group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("options", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [
        migrations.RunPython(make_groups, migrations.RunPython.noop),
        migrations.RunPython(make_triggers, drop_triggers),
    ]
