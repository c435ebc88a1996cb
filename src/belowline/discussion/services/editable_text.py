"""Hands out a comment's Markdown to whoever may have it; writes nothing."""

from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.refusals import Conflict, NotFound
from belowline.discussion.models import Comment
from belowline.discussion.policies import check_may_edit


def text_to_edit(*, actor: Actor, comment_id: int) -> str:
    """The text, for its author while it can be edited. Raises NotFound, NotAllowed or Conflict."""
    comment = _comment(comment_id)
    check_may_edit(actor, comment)
    return comment.text


def text_to_quote(*, comment_id: int) -> str:
    """The text as Markdown quote; what it quotes itself is left out, unless that is all.

    Raises NotFound, and Conflict where the comment is no longer shown.
    """
    comment = _comment(comment_id)
    if comment.status != Comment.Status.PUBLISHED:
        raise Conflict(gettext("This comment is no longer shown, so you can’t quote it."))
    lines = comment.text.split("\n")
    own = "\n".join(line for line in lines if not line.startswith(">")).strip().split("\n")
    quoted = own if any(own) else lines
    return "\n".join(f"> {line}".rstrip() for line in quoted) + "\n\n"


def _comment(comment_id: int) -> Comment:
    comment = Comment.objects.filter(pk=comment_id).first()
    if comment is None:
        raise NotFound(gettext("This comment does not exist."))
    return comment
