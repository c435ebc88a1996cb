"""How often something limited was done that leaves no row of its own."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One row for each limit and each who did it."""

    dependencies: ClassVar = [("core", "0009_the_log_and_its_names")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ActCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("over_at", models.DateTimeField()),
            ],
            options={
                "db_table": "act_count",
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "name"), name="one_count_each")
                ],
            },
        ),
    ]
