"""Nobody decides on words that they have not seen."""

from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.refusals import Conflict
from belowline.discussion.models import Comment
from belowline.discussion.policies import check_may_moderate
from belowline.discussion.services.locks import lock_comment


def seen_comment(actor: Actor, comment_id: int, version: int) -> Comment:
    """The comment, locked, where this moderator may decide on it and has seen its present text,
    which is its `version`. Raises NotFound, NotAllowed, Conflict.
    """
    comment = lock_comment(comment_id)
    check_may_moderate(actor, comment.publication_id)
    if comment.version != version:
        raise Conflict(
            gettext(
                "The author has edited this comment since you opened it. Please read it "
                "again before deciding."
            )
        )
    return comment
