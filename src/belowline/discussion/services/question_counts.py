"""Counts the comments that are written from a question, with them and in their transaction."""

from collections import Counter
from collections.abc import Sequence

from belowline.core.bulk_sql import add_to_rows, select_rows
from belowline.discussion.models import Comment, Question
from belowline.discussion.services.drafts import Draft


def count_written(drafts: Sequence[Draft]) -> None:
    """Counts these, which are about to be written; somebody's first comment at the publication is
    counted as such.
    """
    asked = {it.question_id for it in drafts if it.question_id is not None}
    if not asked:
        return
    threads = dict(select_rows(Question, ["id", "thread_id"], id=asked))
    counted = [it for it in drafts if threads.get(it.question_id or 0) == it.thread_id]
    written: Counter[int] = Counter(it.question_id or 0 for it in counted)
    add_to_rows(Question, "comments", written)
    add_to_rows(Question, "newcomers", Counter(_of_newcomers(counted)))


def _of_newcomers(drafts: Sequence[Draft]) -> list[int]:
    """The questions of those who have written nothing at their publication so far, each once."""
    found: dict[int, int] = {}
    for draft in drafts:
        before = Comment.objects.filter(
            author_id=draft.actor.id, publication_id=draft.actor.publication_id
        )
        if draft.actor.id not in found and not before.exists():
            found[draft.actor.id] = draft.question_id or 0
    return list(found.values())
