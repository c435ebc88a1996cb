"""Countries and ways of publishing to which a licence is limited."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0008_look"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="limits",
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
        ),
    ]
