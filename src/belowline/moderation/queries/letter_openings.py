"""How each kind of letter from the moderators begins."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

OPENINGS: Mapping[str, tuple[str, str]] = {
    "removed": (
        _("Your comment was removed"),
        _("A moderator has removed a comment of yours."),
    ),
    "held": (
        _("Your comment is on hold"),
        _(
            "A moderator has put a comment of yours on hold. Only you and the moderators can see "
            "it until it is decided."
        ),
    ),
    "hidden": (
        _("Please edit your comment"),
        _(
            "A moderator has hidden a comment of yours until you edit it. Until then only you and "
            "the moderators can see it. You’ll find it in your account."
        ),
    ),
    "reminded": (
        _("A reminder of our rules"),
        _("A moderator would like to remind you of our rules. Nothing else happens."),
    ),
    "warned": (
        _("A warning"),
        _(
            "A moderator has to warn you. Please say that you have read this. You can comment "
            "again after that."
        ),
    ),
    "slowed": (
        _("You can comment less often for a while"),
        _("You can post one comment every ten minutes until %(until)s."),
    ),
    "checked": (
        _("Your comments are read first for a while"),
        _("Until %(until)s, moderators read your comments before others see them."),
    ),
    "suspended": (
        _("You can’t take part for a while"),
        _("You can read, but not comment, vote or report until %(until)s."),
    ),
    "closed": (
        _("Your account is closed here"),
        _("You can read, but no longer comment, vote or report on this site."),
    ),
    "muted": (
        _("You can’t report comments for a while"),
        _("Your reports have mostly been wrong. You can’t report comments until %(until)s."),
    ),
    "lifted": (
        _("You can take part again"),
        _("A moderator has ended early what we had decided."),
    ),
    "reversed": (
        _("We have reversed a decision"),
        _("We have reversed what we wrote to you about. It no longer counts."),
    ),
    "reports": (
        _("About your reports"),
        _(
            "Thank you for reporting comments. Most of those that you reported were within our "
            "rules, so we kept them. Please read the rules again before you report the next one. "
            "Not liking a comment is no reason to report it."
        ),
    ),
    "appeal-upheld": (
        _("We have looked again: the decision stands"),
        _("You asked for a second look. Someone else has decided: the decision stands."),
    ),
    "appeal-partly": (
        _("We have looked again: the decision stands in part"),
        _(
            "You asked for a second look. Someone else has decided: the decision stands in part. "
            "It no longer limits you and no longer counts against you."
        ),
    ),
    "appeal-reversed": (
        _("We have looked again: the decision is reversed"),
        _("You asked for a second look. Someone else has decided: the decision is reversed."),
    ),
}
"""By kind (the outcome of a decision, or what else is written about): the subject, and how the text
begins.
"""
