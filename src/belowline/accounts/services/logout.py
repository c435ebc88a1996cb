"""Ends people's sessions by the publisher's own hand."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from belowline.accounts.services.sso.remote import end_remote_sessions
from belowline.core.clock import now


@transaction.atomic
def log_out(*, person_id: int | None = None) -> int:
    """Ends every login of a person, or of everybody, those on publishers' own pages among them.

    Returns how many there were.
    """
    ended = [
        session.session_key
        for session in Session.objects.filter(expire_date__gt=now()).iterator()
        if _is_theirs(session, person_id)
    ]
    UserSession.objects.filter(session_key__in=ended).delete()
    remote = end_remote_sessions(person_id=person_id)
    return Session.objects.filter(pk__in=ended).delete()[0] + remote


def _is_theirs(session: Session, person_id: int | None) -> bool:
    owner = session.get_decoded().get(SESSION_KEY)
    return owner is not None and (person_id is None or int(owner) == person_id)
