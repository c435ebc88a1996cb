"""Keeps what people may not do at a publication, as the room of moderation has worked it out."""

from collections.abc import Mapping
from datetime import datetime

from belowline.accounts.models import Restriction


def set_restrictions(
    *, person_id: int, publication_id: int, ends: Mapping[str, datetime | None]
) -> None:
    """Makes these the restrictions of the person there, by kind; every other is over. Called in a
    transaction.
    """
    kept = Restriction.objects.filter(person_id=person_id, publication_id=publication_id)
    kept.exclude(kind__in=list(ends)).delete()
    Restriction.objects.bulk_create(
        [
            Restriction(
                person_id=person_id, publication_id=publication_id, kind=kind, ends_at=ends_at
            )
            for kind, ends_at in ends.items()
        ],
        update_conflicts=True,
        unique_fields=["person", "publication_id", "kind"],
        update_fields=["ends_at"],
    )
