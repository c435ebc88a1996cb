"""How often somebody sent a picture is counted in core's act_count; an hour's rows are let go."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """One table less."""

    dependencies: ClassVar = [("accounts", "0006_field_names")]

    operations: ClassVar = [migrations.DeleteModel(name="PictureAttempt")]
