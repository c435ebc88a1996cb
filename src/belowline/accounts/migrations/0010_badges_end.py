"""A badge can end, and come from the publisher's list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_staff_invitation"),
    ]

    operations = [
        migrations.AddField(
            model_name="badge",
            name="ends_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="badge",
            name="source",
            field=models.CharField(
                choices=[("token", "Token"), ("desk", "Desk"), ("list", "List")], max_length=10
            ),
        ),
    ]
