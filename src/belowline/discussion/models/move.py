"""Comments that went from one discussion to another."""

from django.db import models

from belowline.core.clock import now
from belowline.core.ids import new_id
from belowline.discussion.models.comment import Thread
from belowline.newsroom.models import Publication


class CommentMove(models.Model):
    """Comments that went from one discussion to another, with what it takes to bring them back.

    `moved` are their ids with the parent and the root that each had, `cut` the edges between those
    that went and those that stayed (source, target, kind). `article_before` is what
    newsroom.services.article_merging gave, where a whole discussion went with its article.
    `unpinned` are comments that lost their pin to another one there, and since when they had it.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE)
    source = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    moved = models.JSONField()
    cut = models.JSONField()
    unpinned = models.JSONField(default=list, db_default=[])
    article_before = models.JSONField(null=True)
    made_at = models.DateTimeField(default=now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "comment_move"

    def __str__(self) -> str:
        return f"From {self.source_id} to {self.target_id}"
