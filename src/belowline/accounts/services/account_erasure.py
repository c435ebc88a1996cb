"""This room's part in the end of an account."""

from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from belowline.accounts.models import (
    Badge,
    Block,
    DataExport,
    FormerName,
    Grant,
    HandoverCode,
    Mute,
    Picture,
    PublisherAccount,
    ReaderFollow,
    RemoteSession,
    Restriction,
    StaffInvitation,
)
from belowline.accounts.queries.addresses import confirmed_addresses
from belowline.core.models import ActCount
from belowline.core.rate_limits.counter import of_person


def erase_ways_in(*, person_id: int, choice: str, most: int) -> Mapping[str, int]:
    """Ends every session and takes away whatever somebody could log in with."""
    del choice, most
    sessions = UserSession.objects.filter(user_id=person_id)
    keys = list(sessions.values_list("session_key", flat=True))
    return _deleted(
        {
            "session": Session.objects.filter(pk__in=keys),
            "usersession": sessions,
            "authenticator": Authenticator.objects.filter(user_id=person_id),
            "remotesession": RemoteSession.objects.filter(person_id=person_id),
            "handovercode": HandoverCode.objects.filter(person_id=person_id),
            "publisheraccount": PublisherAccount.objects.filter(person_id=person_id),
            "socialaccount": SocialAccount.objects.filter(user_id=person_id),
            "staffinvitation": StaffInvitation.objects.filter(
                email__in=confirmed_addresses(person_id)
            ),
            "emailaddress": EmailAddress.objects.filter(user_id=person_id),
        }
    )


def erase_what_is_kept(*, person_id: int, choice: str, most: int) -> Mapping[str, int]:
    """Picture, badges, roles, lists and exports; they are few, whatever somebody did."""
    del choice, most
    return _deleted(
        {
            "picture": Picture.objects.filter(person_id=person_id),
            "actcount": ActCount.objects.filter(subject=of_person(person_id)),
            "badge": Badge.objects.filter(person_id=person_id),
            "grant": Grant.objects.filter(person_id=person_id),
            "mute": Mute.objects.filter(person_id=person_id),
            "readerfollow": ReaderFollow.objects.filter(
                Q(person_id=person_id) | Q(other_id=person_id)
            ),
            "block": Block.objects.filter(person_id=person_id),
            "restriction": Restriction.objects.filter(person_id=person_id),
            "formername": FormerName.objects.filter(person_id=person_id),
            "personalexport": DataExport.objects.filter(person_id=person_id),
        }
    )


def _deleted(kinds: Mapping[str, QuerySet[Any]]) -> Mapping[str, int]:
    counts = {name: rows.delete()[1].get(rows.model._meta.label, 0) for name, rows in kinds.items()}
    return {name: number for name, number in counts.items() if number}
