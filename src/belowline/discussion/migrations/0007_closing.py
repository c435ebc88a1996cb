"""A thread can close by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("discussion", "0006_import_keys_by_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="thread",
            name="closes_at",
            field=models.DateTimeField(null=True),
        ),
    ]
