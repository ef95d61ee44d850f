from django.db import migrations

#: As Django's DatabaseCache keeps its rows (createcachetable).
MAKE = (
    "CREATE TABLE people_tries (cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamp with time zone NOT NULL)",
    "CREATE INDEX people_tries_expires ON people_tries (expires)",
)


def make(_apps, schema_editor):
    """One web process counts tries in memory, as on SQLite; several count them here."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in MAKE:
            schema_editor.execute(statement)


def drop(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TABLE people_tries")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_bouncing_addresses")]

    operations = [migrations.RunPython(make, drop)]
