"""Comments can be held and erased, their texts are counted, and a key counts in one thread."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q

from belowline.core.columns import add_column

_PLACED = ~Q(status="held")
_ROOT = Q(parent__isnull=True)
_ORDERS = {"time": [], "best": ["best"], "answers": ["answers"], "dispute": ["disputed"]}
_STATUSES = ["published", "held", "removed", "withdrawn", "erased"]

_COUNT_TEXTS = """
UPDATE comment_revision SET version = (
    SELECT COUNT(*) FROM comment_revision other
    WHERE other.comment_id = comment_revision.comment_id AND other.id <= comment_revision.id
);
UPDATE comment SET version = 1 + (
    SELECT COUNT(*) FROM comment_revision WHERE comment_revision.comment_id = comment.id
) WHERE id IN (SELECT comment_id FROM comment_revision)
"""
# A comment that went with its author's account was marked as withdrawn; no other has no words.
_ERASED = """
UPDATE comment SET status = 'erased'
WHERE status = 'withdrawn' AND author_id IS NULL AND text = ''
"""


def _orders(kind: str, which: Q) -> list[migrations.AddIndex]:
    return [
        migrations.AddIndex(
            "comment",
            models.Index(
                fields=["thread", *ranks, "id"], name=f"{kind}_by_{name}", condition=which
            ),
        )
        for name, ranks in _ORDERS.items()
    ]


class Migration(migrations.Migration):
    """Indexes are made after SQLite has copied the table, which the constraint asks for."""

    dependencies: ClassVar = [("discussion", "0003_following")]

    operations: ClassVar = [
        add_column(
            "comment",
            "comment",
            "version",
            models.IntegerField(default=1, db_default=1),
            "integer NOT NULL DEFAULT 1",
        ),
        add_column(
            "comment",
            "comment",
            "reason",
            models.CharField(max_length=20, blank=True, default="", db_default=""),
            "varchar(20) NOT NULL DEFAULT ''",
        ),
        add_column(
            "comment",
            "comment",
            "explanation",
            models.CharField(max_length=500, blank=True, default="", db_default=""),
            "varchar(500) NOT NULL DEFAULT ''",
        ),
        add_column(
            "commentrevision",
            "comment_revision",
            "version",
            models.IntegerField(db_default=1),
            "integer NOT NULL DEFAULT 1",
        ),
        migrations.AlterField(
            "comment",
            "status",
            models.CharField(
                max_length=10,
                choices=[(status, status.title()) for status in _STATUSES],
                default="published",
            ),
        ),
        migrations.RunSQL(_COUNT_TEXTS, migrations.RunSQL.noop),
        migrations.RunSQL(_ERASED, migrations.RunSQL.noop),
        *(
            migrations.RemoveIndex("comment", f"{kind}_by_{name}")
            for kind in ("comment", "root")
            for name in _ORDERS
        ),
        migrations.RemoveIndex("comment", "comment_under_root"),
        migrations.RemoveConstraint("comment", "comment_posted_once"),
        migrations.AddConstraint(
            "comment",
            models.UniqueConstraint(
                fields=["author", "thread", "idempotency_key"],
                condition=Q(idempotency_key__isnull=False),
                name="comment_posted_once",
            ),
        ),
        *_orders("comment", _PLACED),
        *_orders("root", _ROOT & _PLACED),
        migrations.AddIndex(
            "comment",
            models.Index(fields=["root", "id"], name="comment_under_root", condition=_PLACED),
        ),
        migrations.AddIndex(
            "comment",
            models.Index(
                fields=["publication", "id"], name="comment_held", condition=Q(status="held")
            ),
        ),
    ]
