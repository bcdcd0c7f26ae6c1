"""Archivals belong to the revision they end, so that every version keeps its own; three rules that let rows through.

The table of revisions is rebuilt on SQLite here, which drops its trigger: the trigger is made anew, and now also
holds who published a revision, when, and as which version.

On PostgreSQL the words of a search row were parsed once more, and some of ours came out as two ("1e5a"): they are
taken as they are.
"""

from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery

LIKELIHOODS = (
    "almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely", "almost certain",
)  # fmt: skip
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


DROP = {
    "sqlite": "DROP TRIGGER IF EXISTS options_revision_immutable",
    "postgresql": "DROP TRIGGER IF EXISTS options_revision_immutable ON options_revision",
}
MAKE = {
    "sqlite": f"""
        CREATE TRIGGER options_revision_immutable BEFORE UPDATE ON options_revision
        WHEN {changed("IS NOT", "IS")}
        BEGIN SELECT RAISE(ABORT, 'a published revision is immutable'); END
    """,
    "postgresql": f"""
        CREATE TRIGGER options_revision_immutable BEFORE UPDATE ON options_revision
        FOR EACH ROW WHEN ({changed("IS DISTINCT FROM", "IS NOT DISTINCT FROM")})
        EXECUTE FUNCTION options_revision_immutable()
    """,
}


# The row holds letters, digits and spaces only, so each word can be written as a lexeme with a weight.
LEXEMES = "regexp_replace({column}, '([^ ]+)', '\\1:1{weight}', 'g')::tsvector"
FIELDS = {"title": "A", "summary": "B", "text": "C", "citations": "D"}
VECTOR = " || ".join(LEXEMES.format(column=column, weight=weight) for column, weight in FIELDS.items())
WORDS = [
    "ALTER TABLE options_searchdoc DROP COLUMN vector",
    f"ALTER TABLE options_searchdoc ADD COLUMN vector tsvector GENERATED ALWAYS AS ({VECTOR}) STORED",
    "CREATE INDEX options_searchdoc_vector ON options_searchdoc USING gin (vector)",
]


def drop_trigger(apps, schema_editor):
    run(schema_editor, DROP)


def make_trigger(apps, schema_editor):
    run(schema_editor, MAKE)


def take_words_as_they_are(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            for statement in WORDS:
                cursor.execute(statement)


def run(schema_editor, statements):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(statements[schema_editor.connection.vendor])


def move_archivals(apps, schema_editor):
    """From entries to what was live when they were archived, which is live still."""
    Entry, Revision = apps.get_model("options", "Entry"), apps.get_model("options", "Revision")
    entry = Entry.objects.filter(live=OuterRef("pk"))
    Revision.objects.filter(live_of__archived_from__isnull=False).update(
        archived_from=Subquery(entry.values("archived_from")), archived_at=Subquery(entry.values("archived_at"))
    )


class Migration(migrations.Migration):
    dependencies = [("options", "0003_throttle")]

    operations = [
        migrations.RunPython(drop_trigger, migrations.RunPython.noop),
        migrations.AddField("revision", "archived_from", models.PositiveIntegerField(null=True)),
        migrations.AddField("revision", "archived_at", models.DateTimeField(null=True)),
        migrations.RunPython(move_archivals, migrations.RunPython.noop),
        migrations.RemoveField("entry", "archived_from"),
        migrations.RemoveConstraint("assessment", "assessment_low_best_high"),
        migrations.AddConstraint(
            "assessment",
            models.CheckConstraint(
                name="assessment_low_best_high",
                condition=Q(low__gte=-1_000_000_000, low__lte=F("best"))
                & Q(best__lte=F("high"), high__lte=1_000_000_000),
            ),
        ),
        migrations.RemoveConstraint("exposure", "exposure_judged_or_not"),
        migrations.AddConstraint(
            "exposure",
            models.CheckConstraint(
                name="exposure_judged_or_not",
                condition=Q(
                    applies=True,
                    likelihood__in=LIKELIHOODS,
                    severity__isnull=False,
                    severity__range=(1, 5),
                    confidence__in=("low", "moderate", "high"),
                )
                | Q(applies=False, likelihood="", severity=None, confidence=""),
            ),
        ),
        migrations.RemoveConstraint("revision", "revision_published_has_version"),
        migrations.AddConstraint(
            "revision",
            models.CheckConstraint(
                name="revision_published_has_version",
                condition=Q(state="published", from_version__isnull=False, published_at__isnull=False)
                | (~Q(state="published") & Q(from_version=None, to_version=None, archived_from=None)),
            ),
        ),
        migrations.AddConstraint(
            "revision",
            models.CheckConstraint(
                name="revision_archived_while_live",
                condition=Q(archived_from=None, archived_at=None)
                | (
                    Q(archived_from__isnull=False, archived_at__isnull=False)
                    & Q(archived_from__gt=F("from_version"))
                    & (Q(to_version=None) | Q(to_version__gt=F("archived_from")))
                ),
            ),
        ),
        migrations.RunPython(make_trigger, drop_trigger),
        migrations.RunPython(take_words_as_they_are, migrations.RunPython.noop),
    ]
