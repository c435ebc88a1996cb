"""Who is invited to join a publication's staff."""

from django.db import migrations, models

import belowline.core.clock
import belowline.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_one_spelling"),
    ]

    operations = [
        migrations.CreateModel(
            name="StaffInvitation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=belowline.core.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("publication_id", models.BigIntegerField()),
                ("email", models.CharField(max_length=320)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("trusted", "Trusted"),
                            ("reporter", "Reporter"),
                            ("moderator", "Moderator"),
                            ("editor", "Editor"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                    ),
                ),
                ("invited_at", models.DateTimeField(default=belowline.core.clock.now)),
            ],
            options={
                "db_table": "staff_invitation",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication_id", "email", "role"), name="staff_invited_once"
                    )
                ],
            },
        ),
    ]
