"""The column that the hosts were in goes."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Hosts have a table of their own."""

    dependencies: ClassVar = [("newsroom", "0003_hosts_are_carried_over")]
    operations: ClassVar = [migrations.RemoveField("publication", "host")]
