"""Every version so far falls back to what its agreement fell back to."""

from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    agreements = apps.get_model("levels", "Agreement").objects.exclude(falls_back_to=None)
    for pk, behind in agreements.values_list("pk", "falls_back_to"):
        apps.get_model("levels", "AgreementVersion").objects.filter(agreement=pk).update(falls_back_to=behind)


class Migration(migrations.Migration):
    dependencies = [("levels", "0002_fallbacks_of_versions")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="agreement", name="falls_back_to"),
    ]
