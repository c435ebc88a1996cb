"""Adds feeds, with what is agreed with their providers."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.newsroom.models import Feed
from belowline.newsroom.queries.feeds import terms_of

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)
_LONGEST = 2_000


@transaction.atomic
def add_feed(
    *,
    publication_id: int,
    section_id: int,
    name: str,
    address: str,
    contract: Mapping[str, Any] | None = None,
    phrases: Mapping[str, Mapping[str, Any]] | None = None,
) -> int:
    """Adds a feed and returns its id. Without a contract every item waits until somebody looks.

    Raises Invalid for what is no name, address, contract or phrase, and Conflict for a name that is
    taken.
    """
    if not _NAME.fullmatch(name):
        raise Invalid(f"{name} is not a short name; write one like city-agency.", field="name")
    feed = Feed(
        publication_id=publication_id,
        section_id=section_id,
        name=name,
        address=_checked_address(address),
        contract=contract,
        phrases=phrases or {},
    )
    try:
        terms_of(feed)
        json.dumps([contract, phrases])
    except (TypeError, AttributeError, ValueError) as fault:
        raise Invalid(
            f"The contract or a phrase cannot be read: {fault}.", field="contract"
        ) from None
    if Feed.objects.filter(publication_id=publication_id, name=name).exists():
        raise Conflict(f"There is already a feed {name}.", field="name")
    feed.save(force_insert=True)
    return feed.id


@transaction.atomic
def remove_feed(*, publication_id: int, name: str) -> None:
    """Removes a feed with what waits of it; articles that were made of its items stay.

    Raises NotFound.
    """
    if not Feed.objects.filter(publication_id=publication_id, name=name).delete()[0]:
        raise NotFound(f"There is no feed {name}.")


def _checked_address(address: str) -> str:
    address = address.strip()
    is_folder = not address.startswith(("http://", "https://"))
    if len(address) > _LONGEST or (is_folder and not Path(address).is_dir()):
        raise Invalid(
            f"{address} is neither a folder nor an address like https://agency.example/feed.",
            field="address",
        )
    return str(Path(address).resolve()) if is_folder else address
