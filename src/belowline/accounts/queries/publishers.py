"""Which publishers' accounts are good at a publication, and which pages may speak for them."""

from typing import Protocol, cast

from django.conf import settings


class Publisher(Protocol):
    """A publisher whose accounts are good here, as it is configured (config/sso.py)."""

    @property
    def publication(self) -> str:
        """The publication's short name."""

    @property
    def issuer(self) -> str:
        """What its tokens call themselves by."""

    @property
    def audience(self) -> str:
        """Whom its tokens are for; empty: this site's address."""

    @property
    def jwks_url(self) -> str:
        """Where its keys are; empty where one is shared."""

    @property
    def shared_key(self) -> str:
        """The key for HS256; empty where keys are published."""

    @property
    def accepted_algorithms(self) -> tuple[str, ...]:
        """What its tokens may be signed with."""

    @property
    def origins(self) -> tuple[str, ...]:
        """Whose pages may hand over tokens and open the pop-up."""

    @property
    def max_age_seconds(self) -> int:
        """How old a token may be."""

    @property
    def vouches_for_email(self) -> bool:
        """Whether the publisher has checked that addresses are its readers' own."""

    @property
    def picture_hosts(self) -> tuple[str, ...]:
        """From where pictures are fetched."""


def publishers_of(slug: str) -> list[Publisher]:
    """Every publisher whose accounts are good at this publication."""
    return [each for each in _configured() if each.publication == slug]


def publisher_named(issuer: str, *, slug: str) -> Publisher | None:
    """The one whose tokens call themselves by this."""
    return next((each for each in publishers_of(slug) if each.issuer == issuer), None)


def publisher_at(origin: str, *, slug: str) -> Publisher | None:
    """The first one whose pages are at exactly this origin."""
    return next((each for each in publishers_of(slug) if origin in each.origins), None)


def speaks_for_several(publisher: Publisher) -> bool:
    """Whether its tokens have to name the publication, because it has more than one here."""
    return sum(each.issuer == publisher.issuer for each in _configured()) > 1


def configured_origins() -> dict[str, set[str]]:
    """Every origin whose pages may ask in the names of readers, by the publication's short name."""
    found: dict[str, set[str]] = {}
    for each in _configured():
        found.setdefault(each.publication, set()).update(each.origins)
    return found


def _configured() -> list[Publisher]:
    return cast("list[Publisher]", settings.SSO_PUBLISHERS)
