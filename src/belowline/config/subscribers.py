"""Everybody who follows the outbox, in one list."""

from belowline.audience.subscribers import INVITATIONS, LETTERS, NOTIFICATIONS
from belowline.core.subscribers import Subscriber
from belowline.discussion.subscribers import SUMMARIES
from belowline.moderation.subscribers import CASES, FIRST_COMMENTS
from belowline.newsroom.subscribers import HUB
from belowline.search.subscribers import SEARCH
from belowline.transfer.subscribers import DATA_EXPORTS

SUBSCRIBERS: tuple[Subscriber, ...] = (
    DATA_EXPORTS,
    INVITATIONS,
    LETTERS,
    NOTIFICATIONS,
    SUMMARIES,
    SEARCH,
    HUB,
    CASES,
    FIRST_COMMENTS,
)
