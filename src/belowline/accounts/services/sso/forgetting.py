"""Forgets what is over: used tokens, codes and logins whose time has passed."""

from belowline.accounts.models import HandoverCode, RemoteSession, UsedToken
from belowline.core.clock import now


def forget_expired() -> None:
    """Deletes them. None of them is good any more, so nothing depends on when this is done."""
    moment = now()
    for kind in (UsedToken, HandoverCode, RemoteSession):
        kind._default_manager.filter(expires_at__lt=moment).delete()
