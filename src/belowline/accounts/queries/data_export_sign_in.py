"""What is kept about how a person logs in, for the export of it: never a secret."""

from collections.abc import Iterator, Mapping

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext

from belowline.core.personal_data import Subject

_SECRET = frozenset({"_auth_user_hash", "_auth_user_id", "_auth_user_backend"})


def about(person_id: int) -> Iterator[Subject]:
    """Addresses, second factors and passkeys, connected accounts, sessions and what they hold."""
    yield Subject(
        "addresses",
        gettext("Your email addresses"),
        {"email": gettext("Email address"), "verified": gettext("Confirmed")},
        (
            {"email": it.email, "verified": it.verified, "primary": it.primary}
            for it in EmailAddress.objects.filter(user_id=person_id)
        ),
    )
    made, used = gettext("Set up"), gettext("Last used")
    yield Subject(
        "second-steps-and-passkeys",
        gettext("Two-step login and passkeys, without their secrets"),
        {"kind": gettext("Kind"), "name": gettext("Name"), "made": made, "used": used},
        (
            {
                "kind": it.type,
                "name": it.data.get("name", ""),
                "made": it.created_at,
                "used": it.last_used_at,
            }
            for it in Authenticator.objects.filter(user_id=person_id)
        ),
    )
    yield Subject(
        "connected-accounts",
        gettext("Connected accounts, and what they told us"),
        {"provider": gettext("From"), "number": gettext("Your ID there"), "made": made},
        (
            {
                "provider": it.provider,
                "number": it.uid,
                "made": it.date_joined,
                "used": it.last_login,
                "told": it.extra_data,
            }
            for it in SocialAccount.objects.filter(user_id=person_id)
        ),
    )
    yield Subject(
        "sessions",
        gettext("Devices"),
        {
            "browser": gettext("Browser"),
            "network": gettext("Code for the network"),
            "since": gettext("Since"),
            "draft": gettext("Comment started before logging in"),
        },
        _sessions(person_id),
    )


def _sessions(person_id: int) -> Iterator[Mapping[str, object]]:
    for it in UserSession.objects.filter(user_id=person_id):
        session = Session.objects.filter(pk=it.session_key).first()
        held = session.get_decoded() if session else {}
        unsent = held.get("unsent")
        yield {
            "browser": it.user_agent,
            "network": it.ip,
            "since": it.created_at,
            "seen": it.last_seen_at,
            "expires": session.expire_date if session else None,
            "draft": unsent["text"] if unsent else "",
            "holds": sorted(held.keys() - _SECRET),
        }
