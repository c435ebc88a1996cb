"""The sentence that stood in a removed comment's place goes: its decision has it in parts."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """After the decisions were carried over."""

    dependencies: ClassVar = [
        ("discussion", "0004_states"),
        ("moderation", "0003_decisions_on_record"),
    ]

    operations: ClassVar = [migrations.RemoveField("comment", "status_reason")]
