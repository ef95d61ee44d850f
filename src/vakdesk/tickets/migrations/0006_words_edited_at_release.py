from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0005_merging")]

    operations = [migrations.AddField(model_name="release", name="edited", field=models.JSONField(default=dict))]
