"""The one table of what is kept about people: who gathers it, who erases it, who forgets it."""

PERSONAL_DATA = (
    "belowline.accounts.queries.data_export.about",
    "belowline.accounts.queries.data_export_sign_in.about",
    "belowline.accounts.queries.data_export_publishers.about",
    "belowline.newsroom.queries.data_export.about",
    "belowline.discussion.queries.data_export.about",
    "belowline.moderation.queries.data_export.about",
    "belowline.moderation.queries.data_export_letters.about",
    "belowline.audience.queries.data_export.about",
    "belowline.surveys.queries.data_export.about",
    "belowline.core.personal_data.about",
)
"""Tell what each room keeps about a person (core.personal_data.Subject), in the export's order."""

ERASERS = (
    "belowline.accounts.services.account_erasure.erase_ways_in",
    "belowline.audience.services.erasure.erase",
    "belowline.surveys.services.erasure.erase",
    "belowline.moderation.services.erasure.erase",
    "belowline.discussion.services.erasure.erase",
    "belowline.newsroom.services.erasure.erase",
    "belowline.accounts.services.account_erasure.erase_what_is_kept",
)
"""Erase it at the end of an account (accounts.services.erasing.Eraser), in this order."""

PUBLICATIONS = "belowline.newsroom.queries.publications.publication_names"
"""All publications, whose pages may show whoever goes."""

RETENTION = {
    "sessions that are over": "belowline.accounts.services.retention.expired_sessions",
    "records of sessions that are gone": "belowline.accounts.services.retention.ended_logins",
    "logins on publishers' pages": "belowline.accounts.services.sso.cleanup.expired",
    "pseudonyms of networks": "belowline.accounts.services.retention.network_pseudonyms",
    "keys of networks": "belowline.accounts.services.ip_pseudonyms.forget_networks",
    "accounts that were never confirmed": "belowline.accounts.services.retention.unconfirmed",
    "badges that have ended": "belowline.accounts.services.retention.ended_badges",
    "restrictions that have ended": "belowline.accounts.services.retention.ended_restrictions",
    "names that people had": "belowline.accounts.services.retention.former_names",
    "links for confirming addresses": "belowline.accounts.services.retention.confirmations",
    "exports": "belowline.accounts.services.retention.exports",
    "invitations to the staff": "belowline.accounts.services.retention.invitations",
    "who had stories open": "belowline.newsroom.services.retention.editors",
    "how often articles were read": "belowline.newsroom.services.retention.reads",
    "pictures that no article has": "belowline.newsroom.services.retention.unused_pictures",
    "files of pictures that are gone": "belowline.newsroom.services.retention.picture_files",
    "figures of offers": "belowline.network.services.retention.offer_days",
    "shifts": "belowline.moderation.services.retention.old_shifts",
    "notes at the end of shifts": "belowline.moderation.services.retention.old_hand_overs",
    "settings at the desk that are over": "belowline.moderation.services.retention.desk_settings",
    "codes for setting up": "belowline.newsroom.services.retention.set_up_codes",
    "proofs of erasure": "belowline.accounts.services.retention.proofs",
    "texts that rules refused": "belowline.moderation.services.retention.refused_texts",
    "matches of rules in the shadow": "belowline.moderation.services.retention.shadow_matches",
    "trials of rules": "belowline.moderation.services.retention.old_trials",
    "accounts that write alike": "belowline.moderation.services.retention.old_likenesses",
    "comparisons of writing": "belowline.moderation.services.retention.old_likeness_searches",
    "superseded answers to news alerts": "belowline.audience.services.retention.superseded",
    "names at answers to surveys": "belowline.surveys.services.retention.names_at_answers",
    "surveys that were begun": "belowline.surveys.services.retention.old_drafts",
    "newsletters never confirmed": "belowline.audience.services.retention.never_confirmed",
    "newsletters that have ended": "belowline.audience.services.retention.ended_subscriptions",
    "mails of newsletters": "belowline.audience.services.retention.old_deliveries",
    "networks in proofs of consent": "belowline.audience.services.retention.proof_networks",
    "old notifications": "belowline.audience.services.retention.old_notifications",
    "devices for notifications": "belowline.audience.services.retention.forgotten_devices",
    "counts and codes kept for a while": "belowline.core.retention.cache_table_rows",
    "counts of acts that are limited": "belowline.core.retention.act_counts",
    "events that everybody has seen": "belowline.core.retention.seen_events",
    "tasks that failed for good": "belowline.core.retention.failed_tasks",
    "lines of the audit log": "belowline.core.retention.old_audit_lines",
    "reports of retention": "belowline.core.retention.old_reports",
}
"""Delete what has been kept for long enough: functions of `dry_run` that say how many rows."""
