"""Planned work is called by the names that its functions have now."""

from typing import ClassVar

from django.db import migrations

_RENAMED = {
    "belowline.accounts.services.erasing.carry_out": "belowline.accounts.services.erasure.carry_out",
    "belowline.audience.services.inviting.invite_newcomer": (
        "belowline.audience.services.invitations.invite_newcomer"
    ),
    "belowline.transfer.personal_data.making.make_export": (
        "belowline.transfer.personal_data.export.make_export"
    ),
}


class Migration(migrations.Migration):
    """Whatever was planned by an earlier release is done by this one."""

    dependencies: ClassVar = [("core", "0007_audit_log_names_no_reader")]

    operations: ClassVar = [
        migrations.RunSQL(
            [("UPDATE task SET name = %s WHERE name = %s", [now, then])],
            [("UPDATE task SET name = %s WHERE name = %s", [then, now])],
        )
        for then, now in _RENAMED.items()
    ]
