"""What a reason says, in which languages: its name, the rule, and the text to the writer."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext, override

from belowline.moderation.models import Reason
from belowline.moderation.queries.shipped_reasons import SHIPPED

PARTS = ("title", "rule", "letter")
Words = Mapping[str, Mapping[str, str]]
"""By language, then by part."""


def languages_of(home: str) -> Mapping[str, str]:
    """The languages in which reasons can be worded, by code: the publication's own first."""
    names = {code: str(name) for code, name in settings.LANGUAGES}
    return {home: names.get(home, home), **names}


def shipped_words(code: str, language: str) -> Mapping[str, str]:
    """What Belowline ships for this code (models.Reason), in a language."""
    shipped = SHIPPED[code]
    with override(language):
        said = (str(Reason(code).label), shipped.rule, shipped.letter)
        return dict(zip(PARTS, map(gettext, said), strict=True))
