"""Who may report, and how often."""

from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.refusals import Conflict, NotAllowed
from belowline.discussion.models import Comment


def check_may_report(actor: Actor, comment: Comment) -> None:
    """Anybody logged in, others' standing comments."""
    if actor.publication_id != comment.publication_id:
        raise NotAllowed(gettext("This belongs to another publication."))
    if comment.author_id == actor.id:
        raise NotAllowed(gettext("This is your own comment. You can delete it instead."))
    if comment.status != Comment.Status.PUBLISHED:
        raise Conflict(gettext("This comment is no longer shown."))
