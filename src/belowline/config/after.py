"""The one table of what happens after a write: events and their subscribers, and regular work."""

from datetime import timedelta

SUBSCRIBERS: dict[str, tuple[str, ...]] = {
    "ReaderJoined": ("belowline.audience.services.inviting.invite_newcomer",),
}
"""What is done after which event: functions that take the event's fields, as dotted paths."""

REGULARLY: dict[str, timedelta] = {
    "belowline.accounts.services.sso.forgetting.forget_expired": timedelta(hours=1),
}
"""What is done again and again, and how long after the last time."""

PLANNED: tuple[str, ...] = ("belowline.accounts.services.sso.pictures.fetch_picture",)
"""What services plan for themselves (`core.tasks.plan`)."""

_SUBSCRIBED = {name for names in SUBSCRIBERS.values() for name in names}
TASKS = frozenset({*PLANNED, *REGULARLY, *_SUBSCRIBED})
