"""What an agreement falls back to belongs to its version: a ticket keeps it with the version it began under."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("levels", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="agreementversion",
            name="falls_back_to",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="levels.agreement"
            ),
        ),
    ]
