"""Draws decisions for a second look, and keeps what was decided the second time."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.clock import now
from belowline.core.refusals import Conflict, Invalid, NotAllowed, NotFound
from belowline.discussion.policies import check_may_moderate
from belowline.moderation.models import Decision, Reason, SecondLook

ONE_IN = 50
"""Of so many decisions one is drawn: 2 %."""
_DRAWN_FROM = frozenset({Decision.Outcome.KEPT, Decision.Outcome.REMOVED})
_MIXED = 0x9E3779B97F4A7C15  # 2**64 / the golden ratio (Knuth, TAOCP 3, section 6.4)
_WHOLE = 2**64 - 1


def draw(made: Iterable[Decision]) -> None:
    """Draws from these new decisions, which are in the transaction in which they are made."""
    SecondLook.objects.bulk_create(
        SecondLook(publication_id=it.publication_id, decision_id=it.id)
        for it in made
        if it.outcome in _DRAWN_FROM
        and it.automation == Decision.Automation.NOT
        and is_drawn(it.id)
    )


def is_drawn(decision_id: int) -> bool:
    """Whether the decision with this id is one of the sample: one in fifty, evenly spread."""
    mixed = (decision_id * _MIXED) & _WHOLE
    return (mixed >> 32) % ONE_IN == 0


@transaction.atomic
def look_again(*, actor: Actor, look_id: int, outcome: str, reason: str = "") -> None:
    """Keeps what this moderator would have decided: kept, or removed for a reason.

    Raises NotFound, NotAllowed for who decided first, Invalid, and Conflict where somebody else has
    looked meanwhile.
    """
    check_may_moderate(actor, actor.publication_id)
    look = SecondLook.objects.select_for_update().filter(pk=look_id).first()
    if look is None or look.publication_id != actor.publication_id:
        raise NotFound(gettext("This comment is not in the sample."))
    if look.looked_at is not None:
        raise Conflict(gettext("A colleague has looked at this comment meanwhile."))
    if Decision.objects.filter(pk=look.decision_id, moderator=actor.id).exists():
        raise NotAllowed(gettext("You made the first decision on this comment."))
    if outcome not in _DRAWN_FROM:
        raise Invalid(gettext("Please choose what to do."))
    if outcome == Decision.Outcome.REMOVED and reason not in Reason.values:
        raise Invalid(gettext("Please choose a reason."), field="reason")
    look.moderator_id, look.outcome, look.looked_at = actor.id, outcome, now()
    look.reason = reason if outcome == Decision.Outcome.REMOVED else ""
    look.save()
