"""What stands around a comment, for whoever has to decide upon it."""

from dataclasses import dataclass
from datetime import datetime

from belowline.discussion.models import IN_PLACE, Answer, Comment, CommentRevision
from belowline.discussion.queries.comments import CommentView, comments_with_hidden_text

_BESIDE = 3
_ANCESTORS = 5
_QUOTES = 10
_REVISIONS = 20


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a comment replies to, the outermost first; what stands in the discussion before and
    after it by time; what it quotes or addresses, and what quotes or addresses it.
    """

    ancestors: tuple[CommentView, ...]
    before: tuple[CommentView, ...]
    after: tuple[CommentView, ...]
    answers: tuple[CommentView, ...]
    answered_by: tuple[CommentView, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """A text as it was before an edit, and when that was."""

    version: int
    text: str
    replaced_at: datetime


def surroundings(comment: CommentView) -> Surroundings:
    """With texts whatever their state: for the desk only."""
    above = _ancestors(comment)
    beside = Comment.objects.filter(IN_PLACE, thread_id=comment.thread_id)
    earlier = beside.filter(id__lt=comment.id).order_by("-id").values_list("id", flat=True)
    later = beside.filter(id__gt=comment.id).order_by("id").values_list("id", flat=True)
    before, after = list(earlier[:_BESIDE])[::-1], list(later[:_BESIDE])
    given = Answer.objects.filter(source_id=comment.id).order_by("target_id")
    answers = [it for it in given.values_list("target_id", flat=True)[:_QUOTES] if it not in above]
    taken = Answer.objects.filter(target_id=comment.id).order_by("source_id")
    answered_by = list(taken.values_list("source_id", flat=True)[:_QUOTES])
    wanted = {*above, *before, *after, *answers, *answered_by}
    known = {it.id: it for it in comments_with_hidden_text(sorted(wanted))}

    def views(ids: list[int]) -> tuple[CommentView, ...]:
        return tuple(known[key] for key in ids if key in known)

    return Surroundings(
        views(above), views(before), views(after), views(answers), views(answered_by)
    )


def text_and_revisions(comment: CommentView) -> tuple[str, list[Revision]]:
    """The comment's text as it was typed, and those that it had before, the newest first."""
    text = Comment.objects.values_list("text", flat=True).get(pk=comment.id)
    rows = CommentRevision.objects.filter(comment_id=comment.id).order_by("-version", "-id")
    told = rows.values_list("version", "text", "replaced_at")[:_REVISIONS]
    return text, [Revision(*row) for row in told]


def _ancestors(comment: CommentView) -> list[int]:
    found: list[int] = []
    parent = comment.parent.id if comment.parent else None
    while parent is not None and len(found) < _ANCESTORS:
        found.append(parent)
        parent = Comment.objects.values_list("parent_id", flat=True).get(pk=parent)
    return found[::-1]
