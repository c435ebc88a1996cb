"""The language in which a publication is printed."""

from django.conf.locale import LANG_INFO
from django.db import transaction
from django.utils.translation import gettext

from belowline.core.events import publish
from belowline.core.refusals import Invalid
from belowline.newsroom.events import LanguageChanged
from belowline.newsroom.models import Publication


def checked_language(language: str) -> str:
    """The language, if it is one that Django knows, be the site's texts translated to it or not.

    Raises Invalid for anything else.
    """
    if language not in LANG_INFO:
        raise Invalid(
            gettext("%(language)s is not a language; write one like ja or pt-br.")
            % {"language": language},
            field="language",
        )
    return language


@transaction.atomic
def change_language(*, publication_id: int, language: str) -> None:
    """Prints the publication in another language from now on. Raises Invalid."""
    publications = Publication.objects.filter(pk=publication_id)
    if publications.exclude(language=language).update(language=checked_language(language)):
        publish(LanguageChanged(publication_id=publication_id))
