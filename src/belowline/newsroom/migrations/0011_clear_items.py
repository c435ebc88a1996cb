"""Items of the wire that can be published as they came."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0010_copies"),
    ]

    operations = [
        migrations.AddField(
            model_name="wireentry",
            name="is_clear",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
