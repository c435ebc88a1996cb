"""Notes what has to be worked out anew, and forgets it when it is done."""

from collections.abc import Collection, Mapping

from django.db import transaction

from belowline.search.models import StaleText


@transaction.atomic(savepoint=False)
def mark_stale(events: Mapping[tuple[str, int], int]) -> None:
    """Has these be worked out anew soon: by kind and id, each with the last event about it."""
    StaleText.objects.bulk_create(
        [StaleText(kind=kind, object_id=key, event=event) for (kind, key), event in events.items()],
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["event"],
    )


@transaction.atomic(savepoint=False)
def forget(stale: Collection[StaleText]) -> None:
    """These are done; whatever has happened meanwhile is seen next time."""
    done = {row.pk: row.event for row in stale}
    now = StaleText.objects.select_for_update().filter(pk__in=done).order_by("pk")
    same = [key for key, event in now.values_list("pk", "event") if event == done[key]]
    if same:
        StaleText.objects.filter(pk__in=same).delete()
