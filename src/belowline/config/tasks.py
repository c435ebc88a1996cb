"""The one table of tasks: work that is planned for a time, and work that comes again and again.

A task is kept in the database under its name here; the function behind it may move.
"""

from datetime import timedelta

TASKS: dict[str, str] = {
    "erase-account": "belowline.accounts.services.erasure.carry_out",
    "find-article-copies": ("belowline.discussion.services.article_copies.find_article_copies"),
    "fetch-entry-pictures": "belowline.newsroom.services.wire_pictures.fetch_entry_pictures",
    "fetch-picture": "belowline.accounts.services.sso.pictures.fetch_picture",
    "index-texts": "belowline.search.services.indexing.index_stale",
    "make-data-export": "belowline.transfer.personal_data.export.make_export",
    "ping-hub": "belowline.newsroom.services.hub.ping_hub",
    "relate-articles": "belowline.search.services.relating.relate_stale",
    "retention": "belowline.core.retention.retain",
    "take-in-feed": "belowline.newsroom.services.wire_intake.take_in",
    "take-in-feeds": "belowline.newsroom.services.wire_intake.take_in_all",
    "summarise-threads": "belowline.discussion.services.summaries.summarise_stale",
    "tell-quoters": "belowline.discussion.services.corrections.tell_quoters",
    "send-account-mail": "belowline.core.mail.send_account_mail",
    "send-alerts-invitation": "belowline.audience.services.invitations.invite_newcomer",
    "send-correction-letter": ("belowline.audience.services.letters.quoted_passage_is_corrected"),
    "send-deletion-letter": "belowline.audience.services.letters.end_is_planned",
    "send-export-letter": "belowline.audience.services.letters.export_is_there",
    "send-farewell": "belowline.audience.services.letters.farewell",
    "send-notifications": ("belowline.audience.services.notification_letters.send_notifications"),
    "notify-followers": "belowline.audience.services.notifying_followers.notify_followers",
    "send-recall-letter": "belowline.audience.services.letters.article_is_recalled",
    "send-staff-invitation": "belowline.audience.services.letters.staff_is_invited",
}
"""What each task does: functions that take the payload's fields, as dotted paths."""

MAIL_TASKS = frozenset(name for name in TASKS if name.startswith("send-"))
"""Those that hand a mail to the mail server; somebody may wait for it."""

REGULAR_TASKS: dict[str, timedelta] = {
    "index-texts": timedelta(seconds=10),
    "relate-articles": timedelta(seconds=10),
    "retention": timedelta(days=1),
    "summarise-threads": timedelta(minutes=1),
    "take-in-feeds": timedelta(minutes=5),
}
"""How long after the last time each of these is done again."""
