"""Keeps the language that somebody has chosen: letters are written in it."""

from belowline.accounts.models import Person


def keep_language(*, person_id: int, language: str) -> None:
    """Makes it the person's; empty: the one of the publication that writes to them."""
    Person.objects.filter(pk=person_id).update(language=language)
