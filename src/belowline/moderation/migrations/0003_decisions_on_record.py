"""A decision says on which grounds; what was decided before is carried over."""

from typing import Any, ClassVar

from django.db import migrations, models

from belowline.core.columns import add_column


def _add(
    name: str, field: "models.Field[Any, Any]", sql: str
) -> migrations.SeparateDatabaseAndState:
    return add_column("decision", "decision", name, field, sql)


# What stood beside the reason of a removal was shown to readers; all else moderators alone read.
_WORDS = "UPDATE decision SET explanation = note, note = '' WHERE outcome = 'removed'"
_FOUND = """
UPDATE decision SET found = 'report'
WHERE id IN (SELECT decision_id FROM report WHERE decision_id IS NOT NULL)
"""
_SEEN = """
UPDATE decision SET text_version = 1 + (
    SELECT COUNT(*) FROM comment_revision
    WHERE comment_revision.comment_id = decision.comment_id
    AND comment_revision.replaced_at <= decision.decided_at
) WHERE comment_id IN (SELECT comment_id FROM comment_revision)
"""
_REMOVED = """
UPDATE comment SET reason = latest.reason, explanation = latest.explanation
FROM decision latest
WHERE comment.status = 'removed' AND latest.id = (
    SELECT MAX(decision.id) FROM decision
    WHERE decision.comment_id = comment.id AND decision.outcome = 'removed'
)
"""
# Nothing that readers saw is lost where no decision was kept.
_UNDECIDED = """
UPDATE comment SET reason = 'other', explanation = status_reason
WHERE status = 'removed' AND reason = ''
"""


class Migration(migrations.Migration):
    """Columns with constant defaults, then a statement for each thing that is carried over."""

    dependencies: ClassVar = [("moderation", "0002_who_has_left"), ("discussion", "0004_states")]

    operations: ClassVar = [
        _add(
            "reasons_version",
            models.IntegerField(default=1, db_default=1),
            "integer NOT NULL DEFAULT 1",
        ),
        _add(
            "clause",
            models.CharField(max_length=200, blank=True, default="", db_default=""),
            "varchar(200) NOT NULL DEFAULT ''",
        ),
        _add(
            "explanation",
            models.CharField(max_length=500, blank=True, default="", db_default=""),
            "varchar(500) NOT NULL DEFAULT ''",
        ),
        _add(
            "found",
            models.CharField(
                max_length=10,
                choices=[
                    ("report", "Reader’s report"),
                    ("notice", "Notice of illegal content"),
                    ("rule", "Rule"),
                    ("model", "Model"),
                    ("own-look", "Moderator’s own review"),
                ],
                default="own-look",
                db_default="own-look",
            ),
            "varchar(10) NOT NULL DEFAULT 'own-look'",
        ),
        _add(
            "automation",
            models.CharField(
                max_length=10,
                choices=[
                    ("not", "By a person"),
                    ("partly", "Partly automatic"),
                    ("wholly", "Fully automatic"),
                ],
                default="not",
                db_default="not",
            ),
            "varchar(10) NOT NULL DEFAULT 'not'",
        ),
        _add(
            "text_version",
            models.IntegerField(default=1, db_default=1),
            "integer NOT NULL DEFAULT 1",
        ),
        migrations.AlterField(
            "decision",
            "outcome",
            models.CharField(
                max_length=10,
                choices=[
                    ("kept", "Kept"),
                    ("held", "Held"),
                    ("published", "Published"),
                    ("removed", "Removed"),
                    ("restored", "Restored"),
                ],
            ),
        ),
        *(
            migrations.RunSQL(statement, migrations.RunSQL.noop)
            for statement in (_WORDS, _FOUND, _SEEN, _REMOVED, _UNDECIDED)
        ),
    ]
