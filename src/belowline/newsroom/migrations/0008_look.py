"""How a publication looks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0007_wire"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="look",
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
        ),
    ]
