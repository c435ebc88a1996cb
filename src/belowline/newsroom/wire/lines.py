"""Cleans the lines and texts of an item, and bounds them."""

import html
import re
from urllib.parse import urlsplit

from belowline.core.markup import clean_line, clean_text
from belowline.core.refusals import Refusal
from belowline.newsroom.wire.faults import Unreadable
from belowline.newsroom.wire.sentences import sentence as _

LONGEST_HEADLINE = 300
LONGEST_BODY = 200_000
_LONGEST_URL = 2_000
_LONGEST_ID = 1_000
_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|em|font|i|mark|q|s|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE
)
_PICTURE_FILE = re.compile(r"[\w][\w ()+,.@-]{0,190}\.(?:jpe?g|png|webp|avif)", re.IGNORECASE)
_TAG = re.compile(r"<[/!]?[a-z-][^<>]*>", re.IGNORECASE)


def guid(text: str) -> str:
    """An id, as it is written but for what nobody sees. Raises Unreadable if it is very long."""
    if len(text) > _LONGEST_ID:
        raise Unreadable(
            "id-too-long", _("Its id has more than %(most)s characters.", most=_LONGEST_ID)
        )
    return line(text, _LONGEST_ID)


def headline(text: str, *, of: str) -> str:
    """An item's headline, on one line. Raises Unreadable if it is longer than an article's."""
    try:
        return clean_line(text, most=LONGEST_HEADLINE)
    except Refusal:
        sentence = _("Its headline has more than %(most)s characters.", most=LONGEST_HEADLINE)
        raise Unreadable("headline-too-long", sentence, guid=of) from None


def body(markdown: str, *, of: str) -> str:
    """An item's body, as it is kept. Raises Unreadable if it is longer than an article's."""
    try:
        cleaned = clean_text(markdown, most=LONGEST_BODY)
    except Refusal:
        cleaned = markdown
    if len(cleaned) > LONGEST_BODY:
        sentence = _("Its text has more than %(most)s characters.", most=LONGEST_BODY)
        raise Unreadable("body-too-long", sentence, guid=of)
    return cleaned


def line(text: str, most: int) -> str:
    """The text on one line, ended by a dot of its own where it would be longer than `most`."""
    words = " ".join(text[: 4 * most].split())
    cut = words if len(words) <= most else f"{words[: most - 1].rsplit(' ', 1)[0]}…"
    return clean_line(cut, most=most)


def note(text: str, most: int) -> str:
    """A note, with its lines, cut at `most` characters."""
    return clean_text(text[:most], most=most)


def without_tags(text: str) -> str:
    """The words of a text that may have tags in it, entities resolved."""
    if "<" not in text and "&" not in text:
        return text
    return html.unescape(_TAG.sub(" ", _INLINE.sub("", text)))


def web_address(text: str) -> str:
    """The address if it is one of the web, else nothing."""
    text = text.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    is_good = parts.scheme in {"http", "https"} and parts.hostname and text.isprintable()
    return text if is_good and len(text) <= _LONGEST_URL and " " not in text else ""


def file_name(text: str) -> str:
    """The name of a picture's file, if it is a plain one without a folder, else nothing."""
    name = re.sub(r"^(?:file:)?(?://)?(?:\./|/\./)?", "", text.strip()).strip()
    return name if _PICTURE_FILE.fullmatch(name) else ""
