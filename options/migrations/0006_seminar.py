"""Seminar exercises, and annotations by seats. Snapshots and the log of an exercise are never changed."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

FIXED = {
    "options_snapshot": "a snapshot is never changed",
    "options_auditevent": "the log of an exercise is never changed",
}


def sqlite(table, why):
    return [f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{why}'); END"]


def postgresql(table, why):
    return [
        f"""
        CREATE FUNCTION {table}_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{why}' USING ERRCODE = 'check_violation';
        END $$
        """,
        f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_fixed()",
    ]


def make_triggers(apps, schema_editor):
    statements = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
    run(schema_editor, [made for table, why in FIXED.items() for made in statements(table, why)])


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        run(schema_editor, [f"DROP TRIGGER {table}_fixed" for table in FIXED])
    else:
        run(schema_editor, [f"DROP FUNCTION {table}_fixed() CASCADE" for table in FIXED])


def run(schema_editor, statements):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("options", "0005_annotating"),
    ]

    operations = [
        migrations.RenameModel("Exercise", "ExerciseTemplate"),
        migrations.CreateModel(
            name="Artifact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(max_length=200)),
                ("choice", models.CharField(blank=True, default="", max_length=100)),
                ("text", models.TextField(blank=True, default="", max_length=4000)),
                ("edition", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("hidden_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["phase", "council", "item"],
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("verb", models.CharField(blank=True, default="", max_length=24)),
                ("detail", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Council",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(blank=True, default="", max_length=40)),
                ("stamp", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["exercise", "number"],
            },
        ),
        migrations.CreateModel(
            name="Exercise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("link", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.CharField(max_length=6, unique=True)),
                ("dossier_version", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("setting", models.TextField(blank=True, default="")),
                ("ground_rules", models.JSONField(blank=True, default=list)),
                ("goals", models.JSONField(blank=True, default=list)),
                ("questions", models.JSONField(blank=True, default=list)),
                ("debrief", models.JSONField(blank=True, default=list)),
                ("options", models.JSONField(blank=True, default=list)),
                ("criteria", models.JSONField(blank=True, default=list)),
                ("rubric", models.JSONField(blank=True, default=list)),
                ("roster", models.JSONField(blank=True, default=list)),
                (
                    "names",
                    models.CharField(
                        choices=[
                            ("handles", "handles: nobody types a name"),
                            ("roster", "roster: students enter an identifier from your list, which you alone see"),
                            ("names", "real names: students type their name, and everybody in the exercise sees it"),
                        ],
                        default="handles",
                        max_length=8,
                    ),
                ),
                (
                    "late_policy",
                    models.CharField(
                        choices=[
                            ("auto", "hand in what stands there, and count it"),
                            ("late", "keep it marked as late, and do not count it"),
                            ("private", "keep it for the student alone"),
                        ],
                        default="auto",
                        max_length=8,
                    ),
                ),
                ("scale", models.PositiveSmallIntegerField(choices=[(7, "1 to 7"), (100, "0 to 100")], default=7)),
                ("councils_wanted", models.PositiveSmallIntegerField(default=1)),
                ("most_seats", models.PositiveSmallIntegerField(default=60)),
                ("curated_from", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("lobby_minutes", models.PositiveSmallIntegerField(default=0)),
                ("reserve_minutes", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("lobby", "lobby"),
                            ("running", "running"),
                            ("paused", "paused"),
                            ("closed", "closed"),
                            ("archived", "archived"),
                            ("purged", "purged"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("epoch", models.PositiveIntegerField(default=0)),
                ("stamp", models.PositiveIntegerField(default=0)),
                ("due_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("paused_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("released_at", models.DateTimeField(null=True)),
                ("purge_at", models.DateTimeField()),
                ("purged_at", models.DateTimeField(null=True)),
                ("rehearsal", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Grade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "row",
                    models.CharField(
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use small letters and digits, in groups joined by single hyphens.",
                            )
                        ],
                    ),
                ),
                ("points", models.FloatField(null=True)),
                ("comment", models.TextField(blank=True, default="", max_length=4000)),
                ("given_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["seat", "row"],
            },
        ),
        migrations.CreateModel(
            name="Inject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("inject", "inject"), ("broadcast", "broadcast")], max_length=10)),
                ("text", models.TextField(blank=True, default="", max_length=1000)),
                ("toggles", models.JSONField(default=dict)),
                ("for_roles", models.JSONField(blank=True, default=list)),
                ("token", models.UUIDField(editable=False, null=True)),
                ("sent_at", models.DateTimeField()),
                ("hidden_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["sent_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("briefing", "briefing"),
                            ("rate", "rate"),
                            ("reveal", "reveal"),
                            ("discuss", "discuss"),
                            ("inject", "inject"),
                            ("screen", "screen"),
                            ("rate-again", "rate again"),
                            ("who-moved", "who moved"),
                            ("directive", "directive"),
                            ("compare-directives", "compare directives"),
                            ("vote", "vote"),
                            ("reflection", "reflection"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("instructions", models.TextField(blank=True, default="")),
                (
                    "rates_as",
                    models.CharField(
                        blank=True,
                        choices=[("self", "as themselves"), ("role", "in their role")],
                        default="",
                        max_length=4,
                    ),
                ),
                ("options", models.JSONField(blank=True, default=list)),
                ("criteria", models.JSONField(blank=True, default=list)),
                ("unlock_after", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("toggles", models.JSONField(blank=True, default=dict)),
                ("for_roles", models.JSONField(blank=True, default=list)),
                ("grace", models.PositiveSmallIntegerField(default=10)),
                ("began_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["exercise", "number"],
            },
        ),
        migrations.CreateModel(
            name="Reason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "band",
                    models.CharField(choices=[("low", "low"), ("middle", "middle"), ("high", "high")], max_length=6),
                ),
                ("item", models.CharField(blank=True, default="", max_length=200)),
                ("text", models.TextField(blank=True, default="")),
                ("hidden_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["phase", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answers", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("auto", "auto"),
                            ("late", "late"),
                            ("private", "private"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("token", models.UUIDField(editable=False)),
                ("edition", models.PositiveIntegerField(default=0)),
                ("turn", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField()),
                ("handed_in_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["phase", "seat"],
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "slug",
                    models.CharField(
                        max_length=80,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*$",
                                "Use small letters and digits, in groups joined by single hyphens.",
                            )
                        ],
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("side", models.CharField(blank=True, default="", max_length=400)),
                ("public", models.TextField(blank=True, default="")),
                ("confidential", models.JSONField(blank=True, default=dict)),
                ("weights", models.JSONField(blank=True, default=dict)),
                ("decision_maker", models.BooleanField(default=False)),
                ("drafts", models.JSONField(blank=True, default=list)),
            ],
            options={
                "ordering": ["exercise", "position"],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("handle", models.CharField(max_length=40)),
                ("words", models.CharField(editable=False, max_length=64)),
                ("roster_id", models.CharField(blank=True, default="", max_length=80)),
                ("name", models.CharField(blank=True, default="", max_length=80)),
                ("client_token", models.UUIDField(editable=False, null=True)),
                ("stamp", models.PositiveIntegerField(default=0)),
                ("joined_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["exercise", "number"],
            },
        ),
        migrations.CreateModel(
            name="SeatDevice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(editable=False, max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["made_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("taken_at", models.DateTimeField()),
                ("counts", models.JSONField(default=dict)),
                ("moves", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["phase", "number"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="annotation",
            name="annotation_visibility",
        ),
        migrations.AlterField(
            model_name="annotation",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="annotations",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="annotation",
            name="visibility",
            field=models.CharField(
                choices=[
                    ("private", "only me"),
                    ("team", "my team"),
                    ("public", "everybody"),
                    ("exercise", "my council"),
                ],
                default="private",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="auditevent",
            name="by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="artifact",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="artifacts", to="options.council"
            ),
        ),
        migrations.AddField(
            model_name="exercise",
            name="cloned_from",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="clones", to="options.exercise"
            ),
        ),
        migrations.AddField(
            model_name="exercise",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="exercises", to="options.dossier"
            ),
        ),
        migrations.AddField(
            model_name="exercise",
            name="instructors",
            field=models.ManyToManyField(blank=True, related_name="shared_exercises", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="exercise",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="exercises", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="exercise",
            name="template",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="exercises", to="options.entry"
            ),
        ),
        migrations.AddField(
            model_name="council",
            name="exercise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="councils", to="options.exercise"
            ),
        ),
        migrations.AddField(
            model_name="auditevent",
            name="exercise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="log", to="options.exercise"
            ),
        ),
        migrations.AddField(
            model_name="grade",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="inject",
            name="exercise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="injects", to="options.exercise"
            ),
        ),
        migrations.AddField(
            model_name="phase",
            name="exercise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="phases", to="options.exercise"
            ),
        ),
        migrations.AddField(
            model_name="inject",
            name="phase",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="inject", to="options.phase"
            ),
        ),
        migrations.AddField(
            model_name="exercise",
            name="current",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="current_of", to="options.phase"
            ),
        ),
        migrations.AddField(
            model_name="artifact",
            name="phase",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="artifacts", to="options.phase"
            ),
        ),
        migrations.AddField(
            model_name="annotation",
            name="phase",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="annotations", to="options.phase"
            ),
        ),
        migrations.AddField(
            model_name="reason",
            name="phase",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reasons", to="options.phase"
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="phase",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="responses", to="options.phase"
            ),
        ),
        migrations.AddField(
            model_name="reason",
            name="response",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reasons", to="options.response"
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="exercise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="roles", to="options.exercise"
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="council",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="options.council"
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="exercise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="options.exercise"
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="role",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="options.role"
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="responses", to="options.seat"
            ),
        ),
        migrations.AddField(
            model_name="grade",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="grades", to="options.seat"
            ),
        ),
        migrations.AddField(
            model_name="council",
            name="decider",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="decides_for", to="options.seat"
            ),
        ),
        migrations.AddField(
            model_name="auditevent",
            name="seat",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="options.seat"
            ),
        ),
        migrations.AddField(
            model_name="artifact",
            name="accepted_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="options.seat"
            ),
        ),
        migrations.AddField(
            model_name="artifact",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="artifacts", to="options.seat"
            ),
        ),
        migrations.AddField(
            model_name="annotation",
            name="seat",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="annotations", to="options.seat"
            ),
        ),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.UniqueConstraint(fields=("seat", "client_token"), name="annotation_sent_once_by_a_seat"),
        ),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("author__isnull", False),
                        ("phase", None),
                        ("seat", None),
                        models.Q(("visibility", "exercise"), _negated=True),
                    ),
                    models.Q(
                        ("author", None), ("phase__isnull", False), ("seat__isnull", False), ("visibility", "exercise")
                    ),
                    _connector="OR",
                ),
                name="annotation_by_a_person_or_a_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="annotation",
            constraint=models.CheckConstraint(
                condition=models.Q(("visibility__in", ["private", "team", "public", "exercise"])),
                name="annotation_visibility",
            ),
        ),
        migrations.AddField(
            model_name="seatdevice",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="devices", to="options.seat"
            ),
        ),
        migrations.AddField(
            model_name="snapshot",
            name="phase",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="snapshots", to="options.phase"
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.UniqueConstraint(fields=("exercise", "number"), name="phase_number"),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "briefing",
                            "rate",
                            "reveal",
                            "discuss",
                            "inject",
                            "screen",
                            "rate-again",
                            "who-moved",
                            "directive",
                            "compare-directives",
                            "vote",
                            "reflection",
                        ],
                    )
                ),
                name="phase_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.CheckConstraint(
                condition=models.Q(("rates_as__in", ["", "self", "role"])), name="phase_rates_as"
            ),
        ),
        migrations.AddConstraint(
            model_name="phase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("ends_at", None), ("opened_at", None)),
                    models.Q(("ends_at__isnull", False), ("opened_at__isnull", False)),
                    _connector="OR",
                ),
                name="phase_opens_before_it_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="inject",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["inject", "broadcast"])), name="inject_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="inject",
            constraint=models.UniqueConstraint(fields=("exercise", "token"), name="inject_sent_once"),
        ),
        migrations.AddConstraint(
            model_name="inject",
            constraint=models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="inject_text"),
        ),
        migrations.AddConstraint(
            model_name="inject",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "inject"), ("toggles", {}), _connector="OR"),
                name="inject_broadcast_switches_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "lobby", "running", "paused", "closed", "archived", "purged"])
                ),
                name="exercise_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(("names__in", ["handles", "roster", "names"])), name="exercise_names"
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(("late_policy__in", ["auto", "late", "private"])), name="exercise_late_policy"
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(condition=models.Q(("scale__in", [7, 100])), name="exercise_scale"),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("current__isnull", False), ("state__in", ("running", "paused"))),
                    models.Q(("state__in", ("running", "paused")), _negated=True),
                    _connector="OR",
                ),
                name="exercise_runs_in_a_phase",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paused_at__isnull", False), ("state", "paused")),
                    models.Q(models.Q(("state", "paused"), _negated=True), ("paused_at", None)),
                    _connector="OR",
                ),
                name="exercise_paused",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purged_at__isnull", False), ("state", "purged")),
                    models.Q(models.Q(("state", "purged"), _negated=True), ("purged_at", None)),
                    _connector="OR",
                ),
                name="exercise_purged",
            ),
        ),
        migrations.AddConstraint(
            model_name="exercise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("councils_wanted__gte", 1),
                    ("councils_wanted__lte", 100),
                    ("most_seats__gte", 1),
                    ("most_seats__lte", 1000),
                ),
                name="exercise_sizes",
            ),
        ),
        migrations.AddConstraint(
            model_name="reason",
            constraint=models.UniqueConstraint(fields=("phase", "band"), name="reason_once"),
        ),
        migrations.AddConstraint(
            model_name="reason",
            constraint=models.CheckConstraint(
                condition=models.Q(("band__in", ["low", "middle", "high"])), name="reason_band"
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.UniqueConstraint(fields=("exercise", "slug"), name="role_identity"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("exercise", "number"), name="seat_number"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                models.F("exercise"), django.db.models.functions.text.Lower("handle"), name="seat_handle"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("exercise", "client_token"), name="seat_joined_once"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("roster_id", ""), _negated=True), ("erased_at", None), ("removed_at", None)
                ),
                fields=("exercise", "roster_id"),
                name="seat_roster_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("council", None), ("role", None)),
                    models.Q(("council__isnull", False), ("role__isnull", False)),
                    _connector="OR",
                ),
                name="seat_role_at_a_council",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("handle", ""), _negated=True), name="seat_has_a_handle"
            ),
        ),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(fields=["phase", "state"], name="responses_of_phase"),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.UniqueConstraint(fields=("seat", "phase"), name="response_once"),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "submitted", "auto", "late", "private"])),
                name="response_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handed_in_at__isnull", False), ("state__in", ("submitted", "auto"))),
                    models.Q(models.Q(("state__in", ("submitted", "auto")), _negated=True), ("handed_in_at", None)),
                    _connector="OR",
                ),
                name="response_handed_in",
            ),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.UniqueConstraint(fields=("seat", "row"), name="grade_once"),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("points", None), models.Q(("points__gte", 0), ("points__lte", 1000)), _connector="OR"
                ),
                name="grade_points",
            ),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("points__isnull", False), models.Q(("comment", ""), _negated=True), _connector="OR"
                ),
                name="grade_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="council",
            constraint=models.UniqueConstraint(fields=("exercise", "number"), name="council_number"),
        ),
        migrations.AddConstraint(
            model_name="council",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="council_name"),
        ),
        migrations.AddConstraint(
            model_name="artifact",
            constraint=models.UniqueConstraint(fields=("phase", "council", "item"), name="artifact_once"),
        ),
        migrations.AddConstraint(
            model_name="artifact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_at", None), ("accepted_by", None)),
                    models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                    _connector="OR",
                ),
                name="artifact_accepted_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.UniqueConstraint(fields=("phase", "number"), name="snapshot_number"),
        ),
        migrations.RunPython(make_triggers, drop_triggers),
    ]
