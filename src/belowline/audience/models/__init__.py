"""Invitations and consents, and what readers are notified of."""

from belowline.audience.models.alerts import Consent, Invitation
from belowline.audience.models.notification import Notification, NotificationChoice

__all__ = ["Consent", "Invitation", "Notification", "NotificationChoice"]
