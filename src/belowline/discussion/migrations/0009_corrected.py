"""When an article was last corrected."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("discussion", "0008_copies"),
    ]

    operations = [
        migrations.AddField(
            model_name="thread",
            name="corrected_at",
            field=models.DateTimeField(null=True),
        ),
    ]
