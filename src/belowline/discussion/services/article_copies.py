"""Finds anew which comments copy their article at length, once the article has changed."""

from django.db import transaction

from belowline.core.events import publish
from belowline.discussion.events import ArticleCopiesFound
from belowline.discussion.models import Comment, Thread
from belowline.discussion.queries.comment_parsing import copies_in
from belowline.discussion.services.locks import advance_revision
from belowline.newsroom.queries.article_copies import article_words

_AT_ONCE = 200


def find_article_copies(*, article_id: int) -> None:
    """Goes through the discussion of the article, a few comments at a time."""
    thread = Thread.objects.filter(article_id=article_id).first()
    last = 0
    while thread is not None:
        rows = Comment.objects.filter(thread=thread, id__gt=last).order_by("id")
        found = list(rows.only("id", "html", "version", "article_runs")[:_AT_ONCE])
        if not found:
            return
        last = found[-1].id
        _mark(thread, found)


@transaction.atomic
def _mark(thread: Thread, comments: list[Comment]) -> None:
    changed = 0
    is_lent = article_words(thread.article_id).is_lent
    for comment in comments:
        runs = copies_in(comment.html, thread.article_id) if is_lent else None
        if runs != _as_runs(comment.article_runs):
            # One that was edited meanwhile has been looked through then.
            rows = Comment.objects.filter(pk=comment.pk, version=comment.version)
            changed += rows.update(article_runs=runs)
    if changed:
        publish(
            ArticleCopiesFound(
                publication_id=thread.publication_id,
                thread_id=thread.id,
                revision=advance_revision(thread.id),
            )
        )


def _as_runs(kept: list[list[int]] | None) -> list[tuple[int, int]] | None:
    return [(low, high) for low, high in kept] if kept else None
