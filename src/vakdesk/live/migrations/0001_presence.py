"""Where PostgreSQL keeps who is on which record: a table that is never written to its log (decision 0040)."""

from django.db import migrations

from vakdesk.live.presence import TABLE


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TABLE.format(kind="UNLOGGED"))


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TABLE live_presence")


class Migration(migrations.Migration):
    dependencies = []

    operations = [migrations.RunPython(make, drop)]
