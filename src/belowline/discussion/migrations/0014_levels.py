"""How much somebody wants to hear of a thread."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("discussion", "0013_pins_of_moves"),
    ]

    operations = [
        migrations.AddField(
            model_name="follow",
            name="level",
            field=models.CharField(
                choices=[("everything", "Everything"), ("page", "Page"), ("nothing", "Nothing")],
                db_default="everything",
                default="everything",
                max_length=10,
            ),
        ),
    ]
