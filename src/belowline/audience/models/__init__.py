"""Invitations, lists and who is on them, what was sent, and what readers are notified of."""

from belowline.audience.models.alerts import Consent, Invitation
from belowline.audience.models.issues import Delivery, Issue
from belowline.audience.models.lists import (
    MailingList,
    Subscription,
    SubscriptionProof,
    Suppression,
)
from belowline.audience.models.notification import Notification, NotificationChoice
from belowline.audience.models.push import PushDevice, PushKey

__all__ = [
    "Consent",
    "Delivery",
    "Invitation",
    "Issue",
    "MailingList",
    "Notification",
    "NotificationChoice",
    "PushDevice",
    "PushKey",
    "Subscription",
    "SubscriptionProof",
    "Suppression",
]
