"""What this room does after events: it plans letters, and notes whom to notify."""

from collections.abc import Sequence

from belowline.accounts.events import (
    AccountDeletionRequested,
    DataExportMade,
    ReaderJoined,
    StaffInvited,
)
from belowline.audience.services.notifying import notify
from belowline.core.events import Event, payload_of
from belowline.core.subscribers import Recorded, Subscriber
from belowline.core.tasks import enqueue
from belowline.discussion.events import (
    CommentMarked,
    CommentPosted,
    CommentPublished,
    CommentRemoved,
    CommentRestored,
)


def plan_letters(records: Sequence[Recorded]) -> None:
    """A letter for each: the export can be fetched, the account will end, join the staff."""
    for record in records:
        enqueue(_LETTERS[type(record.event)], payload_of(record.event))


def plan_invitations(records: Sequence[Recorded]) -> None:
    """An invitation to the news alerts for each who has joined, if that way in is invited."""
    for record in records:
        enqueue("send-alerts-invitation", payload_of(record.event))


_LETTERS: dict[type[Event], str] = {
    AccountDeletionRequested: "send-deletion-letter",
    DataExportMade: "send-export-letter",
    StaffInvited: "send-staff-invitation",
}
NOTIFICATIONS = Subscriber(
    "notifications",
    (CommentPosted, CommentPublished, CommentMarked, CommentRemoved, CommentRestored),
    notify,
    every=2.0,
)
LETTERS = Subscriber("letters", tuple(_LETTERS), plan_letters)
INVITATIONS = Subscriber("alerts-invitations", (ReaderJoined,), plan_invitations)
