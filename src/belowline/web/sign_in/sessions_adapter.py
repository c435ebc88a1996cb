"""Has whoever logs out everywhere logged out on publishers' pages as well."""

from collections.abc import Iterable
from typing import Any

from allauth.core import context
from allauth.usersessions.adapter import DefaultUserSessionsAdapter

from belowline.accounts.services.sso.remote import end_remote_sessions


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Ends sessions of both kinds."""

    def end_sessions(self, sessions: Iterable[Any]) -> None:
        """Ends these, and every login by bearer token of whoever asks."""
        super().end_sessions(sessions)
        end_remote_sessions(person_id=context.request.user.pk)
