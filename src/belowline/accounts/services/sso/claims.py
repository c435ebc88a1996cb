"""What a token says of a reader, in the form in which it is used here."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from belowline.accounts.models import Badge
from belowline.core.mail_addresses import one_spelling
from belowline.core.markup import clean_line
from belowline.core.markup.cleaning import is_clean
from belowline.core.refusals import Invalid

_LONGEST_ID = 255
_LONGEST_NAME = 200
_LONGEST_URL = 2000
_LONGEST_EMAIL = 254
_MOST_BADGES = 20


@dataclass(frozen=True, slots=True)
class Claims:
    """Who the reader is at the issuer, and what the publisher says of them; the rest is ignored.

    Whatever a token says of roles is among the rest: roles are given at the desk. `badges` is None
    where the token says nothing of them.
    """

    issuer: str
    subject: str
    token_id: str
    issued_at: int
    name: str
    email: str
    picture: str
    badges: frozenset[str] | None


def read_claims(payload: Mapping[str, Any]) -> Claims | None:
    """The claims of a verified payload; None where one that is needed has no usable form."""
    subject, token_id = payload.get("sub"), payload.get("jti")
    if not (is_id(subject) and is_id(token_id)):
        return None
    return Claims(
        payload["iss"],
        str(subject),
        str(token_id),
        int(payload["iat"]),
        _text(payload, "name", _LONGEST_NAME),
        _email(_text(payload, "email", _LONGEST_EMAIL)),
        _picture(_text(payload, "picture", _LONGEST_URL)),
        _badges(payload.get("badges")),
    )


def is_id(value: object) -> bool:
    """Whether it is usable as an id: a text of 1 to 255 characters."""
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_ID and is_clean(value)


def _text(payload: Mapping[str, Any], name: str, longest: int) -> str:
    value = payload.get(name)
    with suppress(Invalid):
        return clean_line(value, most=longest) if isinstance(value, str) else ""
    return ""


def _email(value: str) -> str:
    spelled = one_spelling(value)
    try:
        validate_email(spelled)
    except ValidationError:
        return ""
    return spelled


def _picture(value: str) -> str:
    try:
        return value if urlsplit(value).scheme == "https" else ""
    except ValueError:
        return ""


def _badges(value: object) -> frozenset[str] | None:
    if not isinstance(value, list):
        return None
    said = {each for each in value[:_MOST_BADGES] if isinstance(each, str)}
    return frozenset(said & set(Badge.Kind.values))
