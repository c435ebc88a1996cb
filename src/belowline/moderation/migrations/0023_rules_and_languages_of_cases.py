"""What waits already is told its rules and its language, so that queues find it."""

from typing import Any, ClassVar

from django.db import migrations

from belowline.core.ids import encode
from belowline.core.markup import own_words
from belowline.moderation.queries.case_rules import kept_rules
from belowline.moderation.screening.languages import language_of

_UNCLEAR = "und"


def note_sources(apps: Any, schema_editor: Any) -> None:
    """Fills in both for every case that is open."""
    alias = schema_editor.connection.alias
    matches = apps.get_model("moderation", "RuleMatch").objects.using(alias)
    cases = apps.get_model("moderation", "Case").objects.using(alias)
    for case in cases.filter(is_open=True).select_related("comment").iterator(500):
        found = matches.filter(
            comment_id=case.comment_id, is_live=True, action__in=("hold", "flag")
        )
        rules = found.order_by("id").values_list("rule_id", flat=True)
        language = language_of(own_words(case.comment.html)) or _UNCLEAR
        cases.filter(pk=case.pk).update(rules=kept_rules(map(encode, rules)), language=language)


class Migration(migrations.Migration):
    """Fills in columns that the one before has added."""

    dependencies: ClassVar = [("moderation", "0022_queues_by_rule_and_language")]

    operations: ClassVar = [migrations.RunPython(note_sources, migrations.RunPython.noop)]
