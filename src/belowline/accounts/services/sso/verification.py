"""Checks a publisher's token: whose it is, for whom, how old, and that it was not used before."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import jwt
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from belowline.accounts.models import UsedToken
from belowline.accounts.queries.publishers import Publisher, publisher_named, speaks_for_several
from belowline.accounts.services.sso.claims import Claims, is_id, read_claims
from belowline.accounts.services.sso.errors import StatementRefused, TokenRefused, log_refusal
from belowline.accounts.services.sso.keys import published_key
from belowline.core.clock import now

LONGEST = 8192
"""Bytes; what a token needs to say is well below a thousand."""
_LEEWAY = 30
LONGEST_STATEMENT = 100_000
_REQUIRED = ["iss", "aud", "exp", "iat", "jti"]


class _NotGood(Exception):  # noqa: N818 - said to the log, and to nobody else
    """Why a token is not taken."""


def verified(token: str, *, slug: str, origin: str, audience: str) -> tuple[Publisher, Claims]:
    """Whose token it is, and what it says; from here on it is used.

    It has to be for the publication `slug` and to be handed over by a page at `origin`;
    `audience` is meant where the publisher's own is not configured. Raises TokenRefused, with the
    same sentence for every reason; the reason is a line in the log.
    """
    issuer: object = None
    try:
        header, issuer = _unverified(token)
        publisher = _publisher(issuer, slug)
        _check_origin(publisher, origin)
        payload = _checked(token, header, publisher, audience, needed=[*_REQUIRED, "sub"])
        claims = _claims(payload)
        _use(payload, publisher)
    except _NotGood as why:
        log_refusal(str(why), publication=slug, said=issuer)
        raise TokenRefused(
            gettext(
                "The page you came from didn’t tell us who you are, or took too long. "
                "Please go back and try again."
            )
        ) from None
    return publisher, claims


def verified_statement(token: str, *, slug: str, audience: str, about: str) -> object:
    """What a publisher's server says under the claim `about`; from here on the token is used.

    A reader's token has no such claim, and this one logs nobody in: it says no `sub`. Raises
    StatementRefused, as above.
    """
    issuer: object = None
    try:
        header, issuer = _unverified(token, longest=LONGEST_STATEMENT)
        publisher = _publisher(issuer, slug)
        payload = _checked(token, header, publisher, audience, needed=_REQUIRED)
        _check_statement(payload, about)
        _use(payload, publisher)
    except _NotGood as why:
        log_refusal(str(why), publication=slug, said=issuer)
        raise StatementRefused(
            gettext("The token is not good here, is too old, or was used before.")
        ) from None
    return payload[about]


def issuer_of(token: str) -> str:
    """What an unverified token calls its issuer; empty where it cannot be read."""
    try:
        _, issuer = _unverified(token, longest=LONGEST_STATEMENT)
    except _NotGood:
        return ""
    return issuer if isinstance(issuer, str) else ""


def _unverified(token: str, *, longest: int = LONGEST) -> tuple[Mapping[str, Any], object]:
    if len(token) > longest:
        raise _NotGood("it is too large")
    try:
        header = jwt.get_unverified_header(token)
        payload = jwt.decode(token, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
        raise _NotGood("it cannot be read") from None
    return header, payload.get("iss")


def _publisher(issuer: object, slug: str) -> Publisher:
    found = publisher_named(issuer, slug=slug) if isinstance(issuer, str) else None
    if found is None:
        raise _NotGood("no such issuer is configured for this publication")
    return found


def _check_origin(publisher: Publisher, origin: str) -> None:
    if origin not in publisher.origins:
        raise _NotGood(f"it was handed over by a page at {origin!r}, not one of the issuer's")


def _checked(
    token: str,
    header: Mapping[str, Any],
    publisher: Publisher,
    audience: str,
    *,
    needed: Sequence[str],
) -> Mapping[str, Any]:
    algorithm = header.get("alg")
    if algorithm not in publisher.accepted_algorithms:
        raise _NotGood(f"its algorithm {str(algorithm)[:20]!r} is not one that is configured")
    if "crit" in header:
        raise _NotGood("it asks for extensions that are not known here")
    key = _key(header, publisher, str(algorithm))
    try:
        payload: Mapping[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[str(algorithm)],
            audience=publisher.audience or audience,
            issuer=publisher.issuer,
            leeway=_LEEWAY,
            options={"require": list(needed)},
        )
    except (jwt.PyJWTError, ValueError, TypeError, OverflowError) as fault:
        raise _NotGood(f"{type(fault).__name__}: {str(fault)[:120]}") from None
    _check_age(payload, publisher)
    _check_publication(payload, publisher)
    return payload


def _claims(payload: Mapping[str, Any]) -> Claims:
    claims = read_claims(payload)
    if claims is None:
        raise _NotGood("its sub or its jti is no text of 1 to 255 characters")
    return claims


def _check_statement(payload: Mapping[str, Any], about: str) -> None:
    if about not in payload or "sub" in payload:
        raise _NotGood(f"it says nothing of {about}, or speaks of a reader")
    if not is_id(payload["jti"]):
        raise _NotGood("its jti is no text of 1 to 255 characters")


def _key(header: Mapping[str, Any], publisher: Publisher, algorithm: str) -> Any:
    if publisher.shared_key:
        return publisher.shared_key.encode()
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid:
        raise _NotGood("it does not say which key it was signed with (kid)")
    key = published_key(publisher.jwks_url, kid=kid[:255], algorithm=algorithm)
    if key is None:
        raise _NotGood(
            f"its key {kid[:40]!r} is not among those for {algorithm} that are published"
        )
    return key


def _check_age(payload: Mapping[str, Any], publisher: Publisher) -> None:
    issued_at = payload["iat"]
    if not isinstance(issued_at, int | float) or isinstance(issued_at, bool):
        raise _NotGood("its iat is no number")
    age = now().timestamp() - issued_at
    if age > publisher.max_age_seconds + _LEEWAY:
        raise _NotGood(f"it is {int(age)} seconds old")
    if age < -_LEEWAY:
        raise _NotGood("it was signed in the future")


def _check_publication(payload: Mapping[str, Any], publisher: Publisher) -> None:
    named = payload.get("publication")
    if named is None and speaks_for_several(publisher):
        raise _NotGood("its issuer has several publications here, and it names none")
    if named is not None and named != publisher.publication:
        raise _NotGood("it is for another publication")


@transaction.atomic
def _use(payload: Mapping[str, Any], publisher: Publisher) -> None:
    digest = sha256(f"{publisher.issuer}\0{payload['jti']}".encode()).hexdigest()
    good_until = datetime.fromtimestamp(int(payload["iat"]), UTC) + timedelta(
        seconds=publisher.max_age_seconds + 2 * _LEEWAY
    )
    try:
        with transaction.atomic():
            UsedToken.objects.create(digest=digest, expires_at=good_until)
    except IntegrityError:
        raise _NotGood("it was used before") from None
