"""Which comments lost their pin when they went to another discussion."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("discussion", "0012_thread_summaries"),
    ]

    operations = [
        migrations.AddField(
            model_name="commentmove",
            name="unpinned",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
