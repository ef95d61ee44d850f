from django.db import migrations, models


def retire(apps, editor):
    """What was out of use is retired."""
    apps.get_model("services", "Service").objects.filter(is_active=False).update(stage="retired")


def out_of_use(apps, editor):
    apps.get_model("services", "Service").objects.exclude(stage="live").update(is_active=False)


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial")]

    operations = [
        migrations.AddField(
            "service",
            "stage",
            models.CharField(
                choices=[("pipeline", "In preparation"), ("live", "Live"), ("retired", "Retired")], default="live", max_length=10
            ),
        ),
        migrations.RunPython(retire, out_of_use),
        migrations.RemoveField("service", "is_active"),
    ]
