"""Articles that an editor wants beside an article, and its twins in other languages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0020_pictures_of_items")]

    operations = [
        migrations.AddField(
            model_name="article",
            name=name,
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        )
        for name in ("related", "twins")
    ]
