"""Outside addresses are kept in one spelling, so that one page is one article."""

from typing import Any, ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from belowline.core.web_addresses import one_spelling

_COLUMNS = ("pk", "publication_id", "url")


def respell(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Spells each address in the one way. Where two articles were kept for one page, both stay, and
    the one that was here first is found by the address.
    """
    articles = apps.get_model("newsroom", "Article").objects.using(editor.connection.alias)
    rows = articles.exclude(url="").order_by("pk")
    first: dict[tuple[int, str], int] = {}
    kept = {number: (place, url) for number, place, url in rows.values_list(*_COLUMNS)}
    holders = {place_and_url: number for number, place_and_url in kept.items()}
    for number, (publication, url) in kept.items():
        spelt = one_spelling(url)
        if first.setdefault((publication, spelt), number) != number or spelt == url:
            continue
        later = holders.get((publication, spelt))
        if later is None:
            articles.filter(pk=number).update(url=spelt)
            continue
        # The two change places, by way of no address at all: each address is kept once.
        articles.filter(pk=number).update(url="")
        articles.filter(pk=later).update(url=url)
        articles.filter(pk=number).update(url=spelt)


class Migration(migrations.Migration):
    """Changes rows only."""

    dependencies: ClassVar = [("newsroom", "0004_one_place_for_hosts")]
    operations: ClassVar = [migrations.RunPython(respell, migrations.RunPython.noop)]
