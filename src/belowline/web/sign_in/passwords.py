"""Refuses passwords that anybody would try first at this very site."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from belowline.newsroom.queries.publications import base_urls, publication_names

_LEAST = 4
"""Shorter words are found in too many good passwords."""


class NotTheObvious:
    """A password is more than the site's name, or one's own, with figures around it."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError for a publication’s name or host, or the person’s own."""
        bare = _letters(password)
        if bare and bare in {_letters(word) for word in self._obvious(user)}:
            raise ValidationError(
                gettext("This password is too easy to guess. Please choose another."),
                code="obvious",
            )

    def get_help_text(self) -> str:
        """For forms that list their rules; ours say one sentence of their own."""
        return ""

    def _obvious(self, user: Any) -> list[str]:
        email = str(getattr(user, "email", "") or "")
        words = [
            "belowline",
            *(urlsplit(url).hostname or "" for url in base_urls().values()),
            *publication_names().values(),
            str(getattr(user, "name", "") or ""),
            email,
            email.partition("@")[0],
        ]
        return [word for word in words if len(_letters(word)) >= _LEAST]


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text).casefold()
