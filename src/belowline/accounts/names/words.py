"""Words that are no reader's name: those of the staff, and those that stand where a name would."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

STAFF_WORDS = (
    *("admin", "administrator", "administration", "editor", "editorial", "editors", "moderator"),
    *("moderation", "moderators", "newsroom", "official", "root", "staff", "support", "system"),
    *("webmaster", "belowline", "publisher", "redaktion", "redaction", "moderateur", "redactor"),
    *("модератор", "администратор", "редакция", "編集部", "管理人", "管理者", "運営"),
)
PLACEHOLDERS = (
    *(_("A reader"), _("a reader"), _("Reader"), _("From the article")),
    *(_("Comment removed"), _("Comment deleted by its author"), _("Time unknown")),
    *(_("Reporter"), _("Moderator"), _("Editor"), _("Administrator"), _("Staff")),
    *(_("Subscriber"), _("Verified expert"), _("Trusted reader"), _("Recovered")),
)
"""What pages and feeds print in the place of a name, or beside one as a badge."""


def placeholders() -> Iterator[str]:
    """These words in every language that pages have."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield from [gettext(words) for words in PLACEHOLDERS]
    yield from PLACEHOLDERS
