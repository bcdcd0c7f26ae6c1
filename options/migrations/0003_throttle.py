"""Buckets that slow guessing down. A new table only: no trigger of 0002 is touched."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("options", "0002_roles_and_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Throttle",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("full_at", models.DateTimeField()),
                ("free_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["full_at"], name="throttle_prune")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("free_at__lte", models.F("full_at"))), name="throttle_opens_in_time"
                    )
                ],
            },
        ),
    ]
