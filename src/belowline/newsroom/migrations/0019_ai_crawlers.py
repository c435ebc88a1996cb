"""Whether those who train models are let in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0018_authors_of_bylines"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="ai_crawlers",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
