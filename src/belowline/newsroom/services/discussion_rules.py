"""An administrator says with which rules discussions begin, and where readers subscribe."""

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_administers
from belowline.accounts.queries.people import Actor
from belowline.core import audit
from belowline.core.events import publish
from belowline.core.markup import clean_line
from belowline.core.refusals import Invalid
from belowline.core.web_addresses import is_whole
from belowline.newsroom.events import PublicationChanged
from belowline.newsroom.models import Publication
from belowline.newsroom.queries.discussion_rules import DiscussionRules

LONGEST_OPEN = 3650
"""Days after which a discussion may close."""
_LONGEST_ADDRESS = 300


@transaction.atomic
def change_discussion_rules(*, actor: Actor, rules: DiscussionRules, subscribe_url: str) -> None:
    """Has every discussion begin with these rules from now on; those that are open keep theirs.

    `subscribe_url` is where a reader becomes a subscriber; empty: nowhere. Raises NotAllowed or
    Invalid.
    """
    check_administers(actor)
    check_days(rules.closes_after)
    kept = {
        "closes_after": rules.closes_after,
        "is_premoderated": rules.is_premoderated,
        "subscribers_only": rules.subscribers_only,
        "has_votes": rules.has_votes,
        "subscribe_url": _checked_address(subscribe_url),
    }
    Publication.objects.filter(pk=actor.publication_id).update(**kept)
    audit.record(
        publication_id=actor.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action="discussion rules changed",
        subject_kind="publication",
        subject_id=actor.publication_id,
        details=kept,
    )
    publish(PublicationChanged(publication_id=actor.publication_id))


def check_days(closes_after: int | None) -> None:
    """A number of days that a discussion may be open for, or None. Raises Invalid."""
    if closes_after is not None and not 1 <= closes_after <= LONGEST_OPEN:
        raise Invalid(
            gettext("Please enter a number of days from 1 to %(most)s.") % {"most": LONGEST_OPEN},
            field="closes_after",
        )


def _checked_address(typed: str) -> str:
    address = clean_line(typed, most=_LONGEST_ADDRESS, field="subscribe_url")
    if address and not is_whole(address):
        raise Invalid(
            gettext("Please enter a whole address, beginning with https://."),
            field="subscribe_url",
        )
    return address
