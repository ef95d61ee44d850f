"""The documents, and beside them their words in the shape each database searches. Django never touches the latter."""

import django.db.models.deletion
from django.db import migrations, models

MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_public USING fts5(title, body, notes, tokenize = 'ascii', prefix = '2 3')",
        "CREATE VIRTUAL TABLE search_staff USING fts5(title, body, notes, tokenize = 'ascii', prefix = '2 3')",
        "CREATE VIRTUAL TABLE search_staff_terms USING fts5vocab('search_staff', 'row')",
    ],
    "postgresql": [
        "ALTER TABLE search_document ADD COLUMN public_words tsvector NOT NULL DEFAULT ''",
        "ALTER TABLE search_document ADD COLUMN staff_words tsvector NOT NULL DEFAULT ''",
        "CREATE INDEX search_public_words ON search_document USING gin (public_words)",
        "CREATE INDEX search_staff_words ON search_document USING gin (staff_words)",
    ],
}
UNMAKE = {
    "sqlite": ["DROP TABLE search_staff_terms", "DROP TABLE search_staff", "DROP TABLE search_public"],
    "postgresql": ["ALTER TABLE search_document DROP COLUMN public_words, DROP COLUMN staff_words"],
}


def make_words(_apps, editor):
    for statement in MAKE[editor.connection.vendor]:
        editor.execute(statement)


def unmake_words(_apps, editor):
    for statement in UNMAKE[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("records", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="records.record",
                    ),
                ),
                ("type", models.CharField(max_length=40)),
                ("organisation", models.BigIntegerField(null=True)),
                ("team", models.BigIntegerField(null=True)),
                ("requester", models.BigIntegerField(null=True)),
                ("restricted", models.BooleanField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation"], name="document_organisation"),
                    models.Index(fields=["team"], name="document_team"),
                    models.Index(fields=["requester"], name="document_requester"),
                ]
            },
        ),
        migrations.RunPython(make_words, unmake_words),
    ]
