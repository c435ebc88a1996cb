"""A publisher's picture of a reader: fetched after the answer, and made anew like any other."""

import logging
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from belowline.accounts.models import Person, PublisherAccount
from belowline.accounts.services.pictures import keep_picture, portraits_of
from belowline.core.fetching import FetchFault, fetch
from belowline.core.refusals import Refusal
from belowline.core.tasks import enqueue

_SECONDS = 10.0
_log = logging.getLogger(__name__)


def plan_picture(
    *, account: PublisherAccount, hosts: Sequence[str], publication_ids: Sequence[int]
) -> None:
    """Has the picture at the account's address fetched, where it is at a host that is listed."""
    if account.picture_url and _is_at(account.picture_url, hosts):
        enqueue("fetch-picture", {"account_id": account.pk, "publication_ids": publication_ids})


def fetch_picture(*, account_id: int, publication_ids: Sequence[int]) -> None:
    """Makes what is at the address the reader's picture, unless they have one of their own.

    What cannot be fetched or is no picture is a line in the log, and nothing else.
    """
    account = PublisherAccount.objects.filter(pk=account_id).first()
    if account is None or not account.picture_url or not _may_replace(account):
        return
    try:
        fetched = fetch(account.picture_url, most=settings.LARGEST_PICTURE, seconds=_SECONDS)
        small, large = portraits_of(fetched.body)
    except (FetchFault, Refusal) as why:
        host = urlsplit(account.picture_url).hostname
        _log.warning("A picture of a reader at %s was not taken over: %s", host, why)
        return
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(pk=account.person_id)
        if _may_replace(account):
            account.picture = keep_picture(
                person_id=account.person_id,
                small=small,
                large=large,
                publication_ids=publication_ids,
            )
            account.save(update_fields=["picture"])


def _may_replace(account: PublisherAccount) -> bool:
    held = Person.objects.filter(pk=account.person_id).values_list("picture", flat=True).first()
    return held in ("", account.picture)


def _is_at(url: str, hosts: Sequence[str]) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    is_plain = parts.scheme == "https" and port in (None, 443) and parts.username is None
    return is_plain and parts.hostname in hosts
