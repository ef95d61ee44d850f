import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import vakdesk.competence.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0004_undo_send"),
        ("records", "0004_split_from"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Passport",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="passport",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("standards", models.JSONField(default=vakdesk.competence.models.all_standards)),
                ("opened_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["person__folded", "person"],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("real", "real work"),
                            ("simulated", "practice"),
                            ("brought", "brought in from outside"),
                            ("stated", "seen by a person"),
                        ],
                        max_length=12,
                    ),
                ),
                ("happened_at", models.DateTimeField()),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("record", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.record")),
            ],
        ),
        migrations.CreateModel(
            name="Trace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("activity", models.CharField(max_length=4)),
                ("rule", models.CharField(max_length=40)),
                ("book", models.CharField(max_length=16)),
                ("position", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("happened_at", models.DateTimeField()),
                ("ripe_at", models.DateTimeField()),
                (
                    "suggestion",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="traces", to="competence.suggestion"),
                ),
            ],
            options={
                "ordering": ["activity"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("work", "Work at the desk"),
                            ("observation", "Observation"),
                            ("witness", "Witness statement"),
                            ("upload", "Something made elsewhere"),
                            ("certificate", "Certificate from outside"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "the witness was asked"),
                            ("offered", "waiting to be submitted"),
                            ("submitted", "submitted"),
                            ("withdrawn", "withdrawn"),
                            ("erased", "erased: only its mark is left"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("real", "real work"),
                            ("simulated", "practice"),
                            ("brought", "brought in from outside"),
                            ("stated", "seen by a person"),
                        ],
                        max_length=12,
                    ),
                ),
                ("activities", models.JSONField(default=list)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("happened_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("version", models.IntegerField(default=0)),
                ("book", models.CharField(blank=True, max_length=16)),
                ("position", models.BigIntegerField(default=0)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("situation", models.TextField(blank=True)),
                ("task", models.TextField(blank=True)),
                ("action", models.TextField(blank=True)),
                ("result", models.TextField(blank=True)),
                ("reflection", models.TextField(blank=True)),
                ("share", models.PositiveSmallIntegerField(default=100, validators=[django.core.validators.MaxValueValidator(100)])),
                ("counted_share", models.PositiveSmallIntegerField(null=True, validators=[django.core.validators.MaxValueValidator(100)])),
                ("others", models.CharField(blank=True, max_length=500)),
                ("statement", models.TextField(blank=True)),
                ("witness_name", models.CharField(blank=True, max_length=120)),
                ("witness_role", models.CharField(blank=True, max_length=120)),
                ("link_digest", models.CharField(blank=True, max_length=64)),
                ("link_until", models.DateTimeField(null=True)),
                ("file_name", models.CharField(blank=True, max_length=255)),
                ("blob", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.blob")),
                (
                    "observer",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "record",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.record"),
                ),
            ],
            options={
                "ordering": ["-happened_at", "-pk"],
                "indexes": [
                    models.Index(fields=["person", "-happened_at", "-id"], name="evidence_of_person"),
                    models.Index(condition=models.Q(("record__isnull", False)), fields=["record"], name="evidence_of_record"),
                    models.Index(condition=models.Q(("link_digest", ""), _negated=True), fields=["link_digest"], name="evidence_by_link"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "work"), ("state", "submitted")), fields=("person", "record"), name="evidence_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "work"), _negated=True),
                            models.Q(("record__isnull", False), models.Q(("digest", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="evidence_of_work_is_pinned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "submitted"), _negated=True), ("submitted_at__isnull", False), _connector="OR"
                        ),
                        name="evidence_submitted_at_a_moment",
                    ),
                    models.CheckConstraint(condition=models.Q(("share__lte", 100)), name="evidence_share_is_a_part"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Purpose",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.organisation",
                    ),
                ),
                ("is_on", models.BooleanField()),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("contract", "performance of a contract"),
                            ("legal", "a legal obligation"),
                            ("public_task", "a public task, such as education"),
                            ("interest", "a legitimate interest"),
                        ],
                        max_length=12,
                    ),
                ),
                ("contract", models.CharField(max_length=200)),
                ("starts_on", models.DateField()),
                ("switched_at", models.DateTimeField()),
                (
                    "switched_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["organisation"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("contract", ""), _negated=True), name="purpose_names_its_contract")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="suggestion",
            index=models.Index(fields=["person", "-happened_at", "-id"], name="suggestion_of_person"),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.UniqueConstraint(fields=("person", "record"), name="suggestion_once"),
        ),
        migrations.AddConstraint(
            model_name="trace",
            constraint=models.UniqueConstraint(fields=("suggestion", "activity"), name="trace_once"),
        ),
    ]
