"""Long copies of articles in comments."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("discussion", "0007_closing"),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="article_runs",
            field=models.JSONField(null=True),
        ),
    ]
