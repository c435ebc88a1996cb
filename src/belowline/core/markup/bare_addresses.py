"""Finds the web addresses that stand in a text without any marks, and where each of them ends."""

from typing import Any

import regex
from linkify_it import LinkifyIt

from belowline.core.unicode.scripts import UNSPACED

_APART = r"\s/?#:@.\u3000-\u303f\uff00-\uff65"
# The last part of a host's name is of one kind; those before may be Japanese, as in 例え.jp.
_TOP = rf"(?:[A-Za-z0-9-]++|[^!-~{_APART}]++)"
_HOST = rf"(?:[\w.~:%+-]{{1,64}}@)?(?:[^{_APART}]++\.)*+{_TOP}(?::\d++)?"
_WEB = regex.compile(rf"://{_HOST}(?:[/?#][^\s{UNSPACED}]*+)?(?=[{UNSPACED}])")
_MAIL = regex.compile(rf"(mailto:[!-~]++)[{UNSPACED}]", regex.IGNORECASE)


class BareAddresses(LinkifyIt):
    """linkify-it, for which an address also ends where text of a script without spaces begins."""

    def __init__(self) -> None:
        super().__init__(options={"fuzzy_link": False, "fuzzy_email": False})

    def match_at_start(self, text: str) -> Any:
        """The web address with which the text begins."""
        ended = None if text.isascii() else _WEB.match(text, text.find("://"))
        return super().match_at_start(text[: ended.end()] if ended else text)

    def match(self, text: str) -> Any:
        """The addresses in the text, from left to right."""
        return super().match(_with_ends(text))


def _with_ends(text: str) -> str:
    """The text, as long as before, with a space for the character behind each mail address."""
    return text if text.isascii() else _MAIL.sub(r"\1 ", text)
