"""The host that a publication had leads to it, and opens its addresses where it is not the site's."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def carry_over(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Of several publications with one host the oldest has it, as before."""
    alias = editor.connection.alias
    publications = apps.get_model("newsroom", "Publication").objects.using(alias)
    hosts = apps.get_model("newsroom", "PublicationHost").objects.using(alias)
    site = urlsplit(settings.SITE_URL)
    for publication in publications.exclude(host="").order_by("founded_at", "id"):
        name = publication.host.strip().lower()
        _, is_new = hosts.get_or_create(name=name, defaults={"publication_id": publication.id})
        if is_new and name != site.hostname:
            publications.filter(pk=publication.pk).update(base_url=f"{site.scheme}://{name}")


class Migration(migrations.Migration):
    """Nobody moves by it."""

    dependencies: ClassVar = [("newsroom", "0002_addresses")]
    operations: ClassVar = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
