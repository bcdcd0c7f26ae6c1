"""What Django's models cannot say: the role groups, an immutable revision, and the search indexes of each vendor.

SQLite drops a table's triggers when a later migration rebuilds that table: a migration that alters `Revision` or
`SearchDoc` must make them again. Tests notice when it does not.
"""

from django.db import migrations

ROLES = ("analyst", "curator", "reviewer", "instructor")

# Once a revision is no draft any more: never, only together with a redaction, only once.
NEVER = (
    "entry_id", "dossier_id", "number", "parent_id", "author_id", "origin", "created_at", "state", "from_version",
    "published_at", "approved_by_id", "self_published",
)  # fmt: skip
REDACTED = ("content", "hash", "change_note")
ONCE = ("to_version", "archived_from", "archived_at")


def columns(row, names):
    return f"({', '.join(f'{row}.{name}' for name in names)})"


def changed(differs, same):
    """The trigger's condition; `differs` and `same` compare rows of values, nulls included."""
    redacted = f"NEW.redacted_at {same} OLD.redacted_at"
    return f"""
        OLD.state <> 'draft' AND (
            {columns("NEW", NEVER)} {differs} {columns("OLD", NEVER)}
            OR ({redacted} AND {columns("NEW", REDACTED)} {differs} {columns("OLD", REDACTED)})
            OR {" OR ".join(f"(OLD.{name} IS NOT NULL AND NEW.{name} {differs} OLD.{name})" for name in ONCE)}
        )
    """


SQLITE = [
    f"""
    CREATE TRIGGER options_revision_immutable BEFORE UPDATE ON options_revision
    WHEN {changed("IS NOT", "IS")}
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

# A search row holds letters, digits and spaces only, so each word can be written as a lexeme with a weight.
# PostgreSQL's own parser would take some of our words for two ("1e5a").
LEXEMES = "regexp_replace({column}, '([^ ]+)', '\\1:1{weight}', 'g')::tsvector"
FIELDS = {"title": "A", "summary": "B", "text": "C", "citations": "D"}
VECTOR = " || ".join(LEXEMES.format(column=column, weight=weight) for column, weight in FIELDS.items())
POSTGRESQL = [
    """
    CREATE FUNCTION options_revision_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'a published revision is immutable' USING ERRCODE = 'check_violation';
    END $$
    """,
    f"""
    CREATE TRIGGER options_revision_immutable BEFORE UPDATE ON options_revision
    FOR EACH ROW WHEN ({changed("IS DISTINCT FROM", "IS NOT DISTINCT FROM")})
    EXECUTE FUNCTION options_revision_immutable()
    """,
    f"ALTER TABLE options_searchdoc ADD COLUMN vector tsvector GENERATED ALWAYS AS ({VECTOR}) STORED",
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
