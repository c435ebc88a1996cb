"""Comments of saved pages are told apart by their words, however these were spaced in the file."""

import re
from collections import Counter, defaultdict
from typing import Any, ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from belowline.discussion.queries.imported import words_digest

_OF_A_PAGE = re.compile(r"[0-9a-f]{40}-\d+")
_AT_ONCE = 1000


def rekey(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    """Works the keys out anew from the texts that are kept; an erased comment keeps its key."""
    comments = apps.get_model("discussion", "Comment").objects.using(editor.connection.alias)
    rows = comments.exclude(import_key=None).exclude(text="").order_by("id")
    seen: defaultdict[int, Counter[str]] = defaultdict(Counter)
    changed = []
    for row in rows.only("id", "thread_id", "import_key", "text").iterator(chunk_size=_AT_ONCE):
        if not _OF_A_PAGE.fullmatch(row.import_key):
            continue
        digest = words_digest(row.text)
        seen[row.thread_id][digest] += 1
        row.import_key = f"{digest}-{seen[row.thread_id][digest]}"
        changed.append(row)
    comments.bulk_update(changed, ["import_key"], batch_size=_AT_ONCE)


class Migration(migrations.Migration):
    """Changes rows only."""

    dependencies: ClassVar = [("discussion", "0005_reasons_are_codes")]
    operations: ClassVar = [migrations.RunPython(rekey, migrations.RunPython.noop)]
