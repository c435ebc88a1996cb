"""Discussions begin with a publication's rules; articles ask readers a question."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0012_other_addresses"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="question",
            field=models.CharField(blank=True, db_default="", max_length=300),
        ),
        migrations.AddField(
            model_name="article",
            name="question_after",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="articleversion",
            name="question",
            field=models.CharField(blank=True, db_default="", max_length=300),
        ),
        migrations.AddField(
            model_name="publication",
            name="closes_after",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="publication",
            name="has_votes",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="publication",
            name="is_premoderated",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="publication",
            name="subscribe_url",
            field=models.CharField(blank=True, db_default="", max_length=300),
        ),
        migrations.AddField(
            model_name="publication",
            name="subscribers_only",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
