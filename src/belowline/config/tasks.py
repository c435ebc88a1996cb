"""The one table of tasks: work that is planned for a time, and work that comes again and again.

A task is kept in the database under its name here; the function behind it may move.
"""

from datetime import timedelta

from belowline.core.schedule_rules import Every, Rule
from belowline.core.task_kinds import Kind, Lane, mail

TASKS: dict[str, Kind] = {
    "compose-briefings": Kind("belowline.audience.services.briefings.compose_briefings"),
    "compare-writing": Kind(
        "belowline.moderation.services.likeness_search.compare_writing", tries=3
    ),
    "deliver-newsletters": Kind(
        "belowline.audience.services.sending.deliver", lane=Lane.NEWSLETTERS
    ),
    "erase-account": Kind("belowline.accounts.services.erasure.carry_out"),
    "find-article-copies": Kind("belowline.discussion.services.article_copies.find_article_copies"),
    "fetch-entry-pictures": Kind("belowline.newsroom.services.wire_pictures.fetch_entry_pictures"),
    "fetch-picture": Kind("belowline.accounts.services.sso.pictures.fetch_picture"),
    "index-texts": Kind("belowline.search.services.indexing.index_stale"),
    "make-data-export": Kind("belowline.transfer.personal_data.export.make_export"),
    "ping-hub": Kind("belowline.newsroom.services.hub.ping_hub"),
    "relate-articles": Kind("belowline.search.services.relating.relate_stale"),
    "retention": Kind("belowline.core.retention.retain"),
    "take-in-feed": Kind("belowline.newsroom.services.wire_intake.take_in"),
    "take-in-feeds": Kind("belowline.newsroom.services.wire_intake.take_in_all"),
    "try-rule": Kind("belowline.moderation.services.rule_trials.try_rule"),
    "weigh-reads": Kind("belowline.moderation.services.reads.weigh_reads"),
    "watch-rules": Kind("belowline.moderation.services.rule_watch.watch_rules"),
    "summarise-threads": Kind("belowline.discussion.services.summaries.summarise_stale"),
    "tell-reporters": Kind("belowline.moderation.services.reporting_manners.tell_reporters"),
    "tell-quoters": Kind("belowline.discussion.services.corrections.tell_quoters"),
    "send-account-mail": mail("belowline.core.mail.send_account_mail"),
    "send-alerts-invitation": mail("belowline.audience.services.invitations.invite_newcomer"),
    "send-correction-letter": mail(
        "belowline.audience.services.letters.quoted_passage_is_corrected"
    ),
    "send-deletion-letter": mail("belowline.audience.services.letters.end_is_planned"),
    "send-export-letter": mail("belowline.audience.services.letters.export_is_there"),
    "send-farewell": mail("belowline.audience.services.letters.farewell"),
    "write-batch-letters": Kind("belowline.moderation.services.batch_letters.write_batch_letters"),
    "send-moderation-letter": mail(
        "belowline.moderation.services.letter_mail.send_moderation_letter"
    ),
    "send-notifications": mail(
        "belowline.audience.services.notification_letters.send_notifications"
    ),
    "push-notifications": Kind("belowline.audience.services.push_plans.push_notifications"),
    "send-push": Kind(
        "belowline.audience.services.pushing.send_push",
        lane=Lane.PUSH,
        first_wait=timedelta(seconds=10),
        lease=timedelta(minutes=1),
    ),
    "notify-followers-of-author": Kind(
        "belowline.audience.services.notifying_followers_of_author.notify_followers_of_author"
    ),
    "notify-followers": Kind("belowline.audience.services.notifying_followers.notify_followers"),
    "send-recall-letter": mail("belowline.audience.services.letters.article_is_recalled"),
    "send-reply-letter": mail("belowline.audience.services.notification_letters.reply_letter"),
    "send-subscription-letter": mail("belowline.audience.services.subscribing.invite_subscriber"),
    "send-rule-letter": mail("belowline.audience.services.letters.rule_has_switched_itself_off"),
    "send-staff-invitation": mail("belowline.audience.services.letters.staff_is_invited"),
}
"""What each task does, as a function that takes the payload's fields; and how it is tried again."""

REGULAR_TASKS: dict[str, Rule] = {
    "compose-briefings": Every(timedelta(minutes=1)),
    "deliver-newsletters": Every(timedelta(seconds=10)),
    "index-texts": Every(timedelta(seconds=10)),
    "relate-articles": Every(timedelta(seconds=10)),
    "retention": Every(timedelta(days=1)),
    "summarise-threads": Every(timedelta(minutes=1)),
    "take-in-feeds": Every(timedelta(minutes=5)),
    "watch-rules": Every(timedelta(minutes=1)),
    "weigh-reads": Every(timedelta(seconds=10)),
}
"""When each of these is done again."""
