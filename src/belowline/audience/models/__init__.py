"""What is kept on invitations, on lists and who is on them, and on what was sent."""

from belowline.audience.models.invitations import Consent, Invitation
from belowline.audience.models.issues import Delivery, Issue
from belowline.audience.models.lists import (
    MailingList,
    Subscription,
    SubscriptionProof,
    Suppression,
)

__all__ = [
    "Consent",
    "Delivery",
    "Invitation",
    "Issue",
    "MailingList",
    "Subscription",
    "SubscriptionProof",
    "Suppression",
]
