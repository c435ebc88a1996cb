"""When issues of a newsletter go out by themselves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audience", "0004_issues"),
    ]

    operations = [
        migrations.AddField(
            model_name="mailinglist",
            name="daily_hour",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="mailinglist",
            name="next_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="mailinglist",
            name="weekdays_only",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
