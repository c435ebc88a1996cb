"""Which HTTP status each refusal leaves with: the one table for pages, forms and the API."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from belowline.core.refusals import Refusal

STATUSES: Mapping[str, HTTPStatus] = MappingProxyType(
    {
        "refused": HTTPStatus.BAD_REQUEST,
        "sign-in-needed": HTTPStatus.UNAUTHORIZED,
        "not-allowed": HTTPStatus.FORBIDDEN,
        "second-factor-needed": HTTPStatus.FORBIDDEN,
        "token-refused": HTTPStatus.FORBIDDEN,
        "statement-refused": HTTPStatus.FORBIDDEN,
        "not-found": HTTPStatus.NOT_FOUND,
        "no-such-method": HTTPStatus.METHOD_NOT_ALLOWED,
        "conflict": HTTPStatus.CONFLICT,
        "another-reader": HTTPStatus.CONFLICT,
        "changed-meanwhile": HTTPStatus.CONFLICT,
        "asked-again": HTTPStatus.CONFLICT,
        "cut-off": HTTPStatus.BAD_REQUEST,
        "too-slow": HTTPStatus.REQUEST_TIMEOUT,
        "too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
        "too-many": HTTPStatus.TOO_MANY_REQUESTS,
        "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
        "fault": HTTPStatus.INTERNAL_SERVER_ERROR,
    }
)
"""By the refusal's code."""


def status_of(refusal: Refusal | None) -> int:
    """The status that a page or an answer leaves with; 200 where nothing was refused."""
    return int(STATUSES[refusal.code] if refusal else HTTPStatus.OK)
