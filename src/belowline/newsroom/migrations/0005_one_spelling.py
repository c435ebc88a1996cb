"""Outside addresses are kept in one spelling, so that one page is one article."""

from typing import Any, ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from belowline.core.web_addresses import one_spelling


def respell(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Spells each address in the one way. Where two articles were kept for one page, both stay, and
    the one that was here first is found by the address.
    """
    articles = apps.get_model("newsroom", "Article").objects.using(editor.connection.alias)
    rows = articles.exclude(url="").order_by("published_at", "pk")
    kept = list(rows.values_list("pk", "publication_id", "url"))
    taken = {(publication, url) for _, publication, url in kept}
    for number, publication, url in kept:
        spelt = one_spelling(url)
        if spelt != url and (publication, spelt) not in taken:
            articles.filter(pk=number).update(url=spelt)
            taken.add((publication, spelt))


class Migration(migrations.Migration):
    """Changes rows only."""

    dependencies: ClassVar = [("newsroom", "0004_one_place_for_hosts")]
    operations: ClassVar = [migrations.RunPython(respell, migrations.RunPython.noop)]
