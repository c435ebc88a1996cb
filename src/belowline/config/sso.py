"""The publishers whose own accounts are good here, by tokens that they sign."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode

Algorithm = Literal["RS256", "ES256", "EdDSA", "HS256"]
_ORIGIN = re.compile(r"https?://(?:[a-z0-9-]+\.)*[a-z0-9-]+(?::[1-9][0-9]{0,4})?", re.ASCII)
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]+", re.ASCII)
_USUAL_PORTS = (("http://", ":80"), ("https://", ":443"))
_SHORTEST_KEY = 32


class SSOPublisher(BaseModel):
    """One publisher: for which publication it speaks, how its tokens are checked, and from where.

    Which algorithms are taken is said here and never by a token.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    publication: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]
    issuer: Annotated[str, Field(min_length=1, max_length=255)]
    audience: str = ""
    jwks_url: str = ""
    shared_key: Annotated[str, Field(repr=False)] = ""
    algorithms: tuple[Algorithm, ...] = ()
    origins: tuple[str, ...] = ()
    login_url: str = ""
    max_age_seconds: Annotated[int, Field(ge=10, le=3600)] = 120
    vouches_for_email: bool = False
    picture_hosts: tuple[str, ...] = ()

    @field_validator("shared_key")
    @classmethod
    def _is_long(cls, value: str) -> str:
        if value and len(value.encode()) < _SHORTEST_KEY:
            raise ValueError(f"has to be at least {_SHORTEST_KEY} bytes")
        return value

    @field_validator("jwks_url", "login_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value and not (value.startswith(("http://", "https://")) and urlsplit(value).hostname):
            raise ValueError("has to be an address that starts with http:// or https://")
        return value

    @field_validator("origins")
    @classmethod
    def _are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            usual = any(origin.startswith(a) and origin.endswith(b) for a, b in _USUAL_PORTS)
            if not _ORIGIN.fullmatch(origin) or usual:
                raise ValueError(
                    f"{origin!r} is no origin as browsers write it: scheme and host in small "
                    "letters, a port only where it is unusual, and nothing behind it"
                )
        return value

    @field_validator("picture_hosts")
    @classmethod
    def _are_hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for host in value:
            if not _HOST.fullmatch(host) or host.replace(".", "").isdecimal():
                raise ValueError(f"{host!r} is no host's name in small letters")
        return value

    @model_validator(mode="after")
    def _keys_fit_algorithms(self) -> "SSOPublisher":
        if self.jwks_url and self.shared_key:
            raise ValueError("has either a jwks_url or a shared_key")
        if self.shared_key and set(self.algorithms) - {"HS256"}:
            raise ValueError("a shared_key is for HS256 only")
        if not self.shared_key and "HS256" in self.algorithms:
            raise ValueError("HS256 needs a shared_key; a key that is published signs nothing")
        return self

    @property
    def accepted_algorithms(self) -> tuple[str, ...]:
        """What its tokens may be signed with."""
        return self.algorithms or (("HS256",) if self.shared_key else ("RS256", "ES256", "EdDSA"))


class SSO(BaseSettings):
    """The setting."""

    sso_publishers: Annotated[list[SSOPublisher], NoDecode] = Field(
        default_factory=list,
        description="Publishers whose accounts are good here, in JSON: a list of objects with "
        "`publication` (its short name), `issuer`, `audience` (this site's address unless said), "
        "`jwks_url` or `shared_key`, `algorithms`, `origins`, `login_url`, `max_age_seconds` "
        "(120), `vouches_for_email` (false) and `picture_hosts`: the guide on single sign-on.",
    )

    @field_validator("sso_publishers", mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value.strip() else []
        except ValueError:
            raise ValueError("is not JSON") from None

    @field_validator("sso_publishers")
    @classmethod
    def _are_told_apart(cls, value: list[SSOPublisher]) -> list[SSOPublisher]:
        pairs = Counter((each.publication, each.issuer) for each in value)
        if any(times > 1 for times in pairs.values()):
            raise ValueError("names an issuer twice for one publication")
        keys = {(each.issuer, each.jwks_url, each.shared_key) for each in value}
        if len(keys) > len({each.issuer for each in value}):
            raise ValueError("gives one issuer several keys; whoever has one could be all of them")
        return value


def accepted(publishers: Iterable[SSOPublisher]) -> list[SSOPublisher]:
    """Those that are wholly configured."""
    return [each for each in publishers if not _missing(each)]


def sso_config_problems(publishers: Iterable[SSOPublisher]) -> Iterator[str]:
    """What is missing of each that is half configured, and what is better done otherwise."""
    for at, each in enumerate(publishers, start=1):
        where = f"entry {at} of BELOWLINE_SSO_PUBLISHERS"
        missing = _missing(each)
        if missing:
            names = " and ".join(missing)
            yield f"Accounts of {each.issuer} are not accepted: {names} is missing in {where}."
        if each.jwks_url.startswith("http://") and not _is_loopback(each.jwks_url):
            yield f"Keys of {each.issuer} come unprotected: jwks_url is not https in {where}."


def public_part(publishers: Iterable[SSOPublisher]) -> dict[str, str]:
    """Where "Login with your account" leads, by the publication's short name."""
    return {each.publication: each.login_url for each in publishers if each.login_url}


def _missing(publisher: SSOPublisher) -> list[str]:
    found: dict[str, Any] = {
        "jwks_url (or shared_key)": publisher.jwks_url or publisher.shared_key,
        "origins": publisher.origins,
    }
    return [name for name, given in found.items() if not given]


def _is_loopback(address: str) -> bool:
    return urlsplit(address).hostname in {"127.0.0.1", "::1", "localhost"}
