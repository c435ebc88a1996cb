"""Keeps the graph of answers and the index of passages in step with the comments' texts."""

from collections.abc import Collection

from django.db.models import F

from belowline.discussion.models import Answer, Comment, Fingerprint
from belowline.discussion.queries.memory import digests
from belowline.discussion.queries.understanding import Understood


def add_edges(comment: Comment, understood: Understood) -> None:
    """Writes the edges and fingerprints of a new, published comment."""
    edges = dict(understood.edges)
    if comment.parent_id is not None:
        edges[comment.parent_id] = Answer.Kind.REPLY
    Answer.objects.bulk_create(
        Answer(thread_id=comment.thread_id, source=comment, target_id=target, kind=kind)
        for target, kind in edges.items()
    )
    Fingerprint.objects.bulk_create(
        Fingerprint(digest=digest, comment=comment)
        for digest in digests(comment.thread_id, understood.fingerprints)
    )
    _count(edges, +1)


def replace_edges(comment: Comment, understood: Understood) -> None:
    """Writes them anew after the text of a published comment has changed."""
    edges = Answer.objects.filter(source=comment)
    _count(list(edges.values_list("target_id", flat=True)), -1)
    edges.delete()
    Fingerprint.objects.filter(comment=comment).delete()
    add_edges(comment, understood)


def _count(targets: Collection[int], step: int) -> None:
    if targets:
        Comment.objects.filter(pk__in=list(targets)).update(answers=F("answers") + step)
