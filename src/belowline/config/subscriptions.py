"""The one table of what happens after a write: events and their subscribers, and regular work."""

from datetime import timedelta

from belowline.config.personal_data import FAREWELL

SUBSCRIBERS: dict[str, tuple[str, ...]] = {
    "PersonalExportAsked": ("belowline.transfer.personal_data.export.make_export",),
    "PersonalExportMade": ("belowline.audience.services.letters.export_is_there",),
    "ReaderJoined": ("belowline.audience.services.invitations.invite_newcomer",),
    "ReaderLeaves": ("belowline.audience.services.letters.end_is_planned",),
}
"""What is done after which event: functions that take the event's fields, as dotted paths."""

REGULARLY: dict[str, timedelta] = {
    "belowline.core.retention.retain": timedelta(days=1),
}
"""What is done again and again, and how long after the last time."""

PLANNED: tuple[str, ...] = (
    "belowline.accounts.services.erasure.carry_out",
    "belowline.accounts.services.sso.pictures.fetch_picture",
    FAREWELL,
)
"""What services plan for themselves (`core.tasks.plan`)."""

_SUBSCRIBED = {name for names in SUBSCRIBERS.values() for name in names}
TASKS = frozenset({*PLANNED, *REGULARLY, *_SUBSCRIBED})
