"""Decisions from before say whom they concern: who wrote the comment."""

from typing import ClassVar

from django.db import migrations

_AUTHORS = """
UPDATE decision SET person_id = (
    SELECT comment.author_id FROM comment WHERE comment.id = decision.comment_id
) WHERE comment_id IS NOT NULL
"""


class Migration(migrations.Migration):
    """One statement, apart from what changes the table: PostgreSQL does not do both at once."""

    dependencies: ClassVar = [("moderation", "0009_sanctions")]

    operations: ClassVar = [migrations.RunSQL(_AUTHORS, migrations.RunSQL.noop)]
