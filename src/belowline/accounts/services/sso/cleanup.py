"""Forgets what is over: used tokens, codes and logins whose time has passed."""

from belowline.accounts.models import HandoverCode, RemoteSession, UsedToken
from belowline.core.clock import now
from belowline.core.retention import delete_rows


def expired(*, dry_run: bool) -> int:
    """Used tokens, codes and bearer logins. None of them is good any more when this is done."""
    moment = now()
    return sum(
        delete_rows(kind._default_manager.filter(expires_at__lt=moment), dry_run=dry_run)
        for kind in (UsedToken, HandoverCode, RemoteSession)
    )
