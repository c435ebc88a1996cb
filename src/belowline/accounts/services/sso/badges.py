"""The badges that a publisher's token gives and takes."""

from collections.abc import Collection

from belowline.accounts.events import BadgesChanged
from belowline.accounts.models import Badge
from belowline.accounts.queries.people import badges
from belowline.core.events import publish


def take_over_badges(
    *, person_id: int, publication_id: int, kinds: Collection[str], is_new: bool
) -> None:
    """Makes these the badges by token; those that the desk gave stay. Call it in a transaction.

    Nothing is said of somebody new: no page shows them yet.
    """
    before = _shown(person_id, publication_id)
    mine = Badge.objects.filter(
        person_id=person_id, publication_id=publication_id, source=Badge.Source.TOKEN
    )
    mine.exclude(kind__in=kinds).delete()
    for kind in sorted(kinds):
        Badge.objects.get_or_create(
            person_id=person_id,
            publication_id=publication_id,
            kind=kind,
            source=Badge.Source.TOKEN,
        )
    if not is_new and _shown(person_id, publication_id) != before:
        publish(BadgesChanged(publication_id=publication_id, person_id=person_id))


def _shown(person_id: int, publication_id: int) -> tuple[str, ...]:
    found = badges(person_ids=[person_id], publication_id=publication_id)
    return found.get(person_id, ())
