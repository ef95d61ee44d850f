from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0005_owners_of_tasks_hear"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("channel", "inbox"), ("read_at", None)), fields=["person", "record"], name="notice_unread"
            ),
        ),
    ]
