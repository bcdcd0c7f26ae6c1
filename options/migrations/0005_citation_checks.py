"""Pages that are kept for readers show checks of citations, so their key counts what was said of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("options", "0004_archivals_and_rules")]

    operations = [
        migrations.AddField("dossier", "checks", models.PositiveIntegerField(default=0, editable=False)),
    ]
