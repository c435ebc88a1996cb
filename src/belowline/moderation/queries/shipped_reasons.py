"""The reasons that Belowline comes with: how grave each is, its rule, and its words to a writer."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from belowline.moderation.models import Reason


@dataclass(frozen=True, slots=True)
class ShippedReason:
    """Version 1 of a reason, in English; translated when it is read."""

    severity: int
    rule: str
    letter: str


SHIPPED: Mapping[str, ShippedReason] = {
    Reason.ILLEGAL: ShippedReason(
        6,
        _("Nothing that the law forbids."),
        _("We have to remove what is against the law where we publish."),
    ),
    Reason.THREAT: ShippedReason(
        8,
        _("No threats, and no wishing of violence on anyone."),
        _("Readers and the people we write about have to be safe here."),
    ),
    Reason.HATE: ShippedReason(
        6,
        _("No contempt for people because of what they are."),
        _("You can criticise what people do and say. Please leave out what they are."),
    ),
    Reason.ATTACK: ShippedReason(
        3,
        _("No insults, of readers or of people in the article."),
        _("Please argue with what was said and done, and leave the person out of it."),
    ),
    Reason.SPAM: ShippedReason(
        2,
        _("No advertising, and nothing over and over again."),
        _("The discussion is for talking about the article."),
    ),
    Reason.FALSE: ShippedReason(
        2,
        _("No false claims of fact that could do harm."),
        _("If you have a source, you can say it again with the source."),
    ),
    Reason.OFF_TOPIC: ShippedReason(
        1,
        _("Comments are about the article."),
        _("Your point may fit better below another article."),
    ),
    Reason.OTHER: ShippedReason(
        1,
        _("Keep to the rules of this site."),
        _("A moderator explains below what the matter was."),
    ),
}
"""By code; the codes and titles are models.Reason."""
