"""Who may report, decide about people, and look again."""

from django.utils.translation import gettext

from belowline.accounts.policies import check_may_take_part
from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.restrictions import Restrictions
from belowline.core.refusals import Conflict, Invalid, NotAllowed
from belowline.discussion.models import Comment


def check_may_report(actor: Actor, comment: Comment, restrictions: Restrictions) -> None:
    """Anybody logged in and not kept from it, others' standing comments."""
    if actor.publication_id != comment.publication_id:
        raise NotAllowed(gettext("This belongs to another publication."))
    check_may_take_part(restrictions)
    if restrictions.is_muted:
        raise NotAllowed(gettext("You can’t report comments for now. Your letters say why."))
    if comment.author_id == actor.id:
        raise NotAllowed(gettext("This is your own comment. You can delete it instead."))
    if comment.status != Comment.Status.PUBLISHED:
        raise Conflict(gettext("This comment is no longer shown."))


def check_may_sanction(actor: Actor, other: Actor, *, is_confirmed: bool) -> None:
    """Moderators, about readers; editors as well about colleagues and protected readers, where they
    have said once more that they mean it. Nobody about themselves.
    """
    if actor.id == other.id:
        raise NotAllowed(gettext("You can’t decide about yourself."))
    if not (other.is_staff or other.is_protected):
        return
    if not actor.edits:
        raise NotAllowed(gettext("Only editors can decide about colleagues and protected readers."))
    if not is_confirmed:
        raise Invalid(gettext("Please confirm that you mean this person."), field="confirmed")


def check_may_compare(actor: Actor, other: Actor) -> None:
    """Moderators, readers' writing; editors as well that of colleagues and protected readers.
    Nobody their own.
    """
    if actor.id == other.id:
        raise NotAllowed(gettext("You can’t have your own writing compared."))
    if (other.is_staff or other.is_protected) and not actor.edits:
        raise NotAllowed(
            gettext("Only editors can have colleagues’ and protected readers’ writing compared.")
        )


def check_may_decide_appeal(actor: Actor, appellant_id: int, first_id: int | None) -> None:
    """Any moderator but the one who decided first, and the one who appeals."""
    if actor.id in (appellant_id, first_id):
        raise NotAllowed(gettext("You are part of this, so someone else has to decide."))
