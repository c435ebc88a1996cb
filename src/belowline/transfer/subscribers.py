"""What this room does after events: it plans the making of exports."""

from collections.abc import Sequence

from belowline.accounts.events import DataExportRequested
from belowline.core.events import payload_of
from belowline.core.subscribers import Recorded, Subscriber
from belowline.core.tasks import enqueue


def plan_exports(records: Sequence[Recorded]) -> None:
    """A task for each that was asked for."""
    for record in records:
        enqueue("make-data-export", payload_of(record.event))


DATA_EXPORTS = Subscriber("data-exports", (DataExportRequested,), plan_exports)
