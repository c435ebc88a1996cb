"""What this room does after events: it plans the letters, which are sent by tasks."""

from collections.abc import Sequence

from belowline.accounts.events import AccountDeletionRequested, DataExportMade, ReaderJoined
from belowline.core.events import payload_of
from belowline.core.subscribers import Recorded, Subscriber
from belowline.core.tasks import enqueue


def plan_letters(records: Sequence[Recorded]) -> None:
    """A letter for each: the export can be fetched, the account will end."""
    for record in records:
        made = isinstance(record.event, DataExportMade)
        letter = "send-export-letter" if made else "send-deletion-letter"
        enqueue(letter, payload_of(record.event))


def plan_invitations(records: Sequence[Recorded]) -> None:
    """An invitation to the news alerts for each who has joined, if that way in is invited."""
    for record in records:
        enqueue("send-alerts-invitation", payload_of(record.event))


LETTERS = Subscriber("letters", (DataExportMade, AccountDeletionRequested), plan_letters)
INVITATIONS = Subscriber("alerts-invitations", (ReaderJoined,), plan_invitations)
