"""How long a reader waits between two comments of a thread."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("discussion", "0014_levels"),
    ]

    operations = [
        migrations.AddField(
            model_name="thread",
            name="slow_minutes",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
    ]
