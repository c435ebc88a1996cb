"""What may stand in BELOWLINE_SSO_PUBLISHERS, and what is said of what may not."""

import json

import pytest

from belowline.config.environment import Environment, EnvironmentFault, read_environment
from belowline.config.sso import accepted, public_part, sso_config_problems

WHOLE = {
    "publication": "ledger",
    "issuer": "https://accounts.ledger.example",
    "jwks_url": "https://accounts.ledger.example/jwks.json",
    "origins": ["https://www.ledger.example"],
}
KEY = "k" * 32


def publishers(*entries: dict):
    return Environment.model_validate({"sso_publishers": list(entries)}).sso_publishers


def with_key(**changed) -> dict:
    return {**WHOLE, "jwks_url": "", "shared_key": KEY, **changed}


def test_algorithms_follow_the_kind_of_key() -> None:
    [published] = publishers(WHOLE)
    assert published.accepted_algorithms == ("RS256", "ES256", "EdDSA")
    [shared] = publishers(with_key())
    assert shared.accepted_algorithms == ("HS256",)
    assert KEY not in repr(shared)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (with_key(shared_key="k" * 31), "at least 32 bytes"),
        ({**WHOLE, "shared_key": KEY}, "either a jwks_url or a shared_key"),
        ({**WHOLE, "algorithms": ["HS256"]}, "HS256 needs a shared_key"),
        (with_key(algorithms=["HS256", "RS256"]), "for HS256 only"),
        ({**WHOLE, "algorithms": ["none"]}, "algorithms"),
        ({**WHOLE, "origins": ["https://*.ledger.example"]}, "is no origin"),
        ({**WHOLE, "origins": ["https://www.ledger.example/"]}, "is no origin"),
        ({**WHOLE, "origins": ["https://www.ledger.example:443"]}, "is no origin"),
        ({**WHOLE, "origins": ["https://WWW.ledger.example"]}, "is no origin"),
        ({**WHOLE, "origins": ["null"]}, "is no origin"),
        ({**WHOLE, "jwks_url": "file:///etc/passwd"}, "http:// or https://"),
        ({**WHOLE, "login_url": "javascript:alert(1)"}, "http:// or https://"),
        ({**WHOLE, "picture_hosts": ["https://pictures.example"]}, "no host's name"),
        ({**WHOLE, "picture_hosts": ["169.254.169.254"]}, "no host's name"),
        ({**WHOLE, "max_age_seconds": 86_400}, "max_age_seconds"),
        ({**WHOLE, "vouches_for_emails": True}, "vouches_for_emails"),
    ],
)
def test_what_would_be_unsafe_or_unclear_stops_the_start(monkeypatch, entry, why) -> None:
    monkeypatch.setenv("BELOWLINE_SSO_PUBLISHERS", json.dumps([WHOLE | {"issuer": "a"}, entry]))
    with pytest.raises(EnvironmentFault) as told:
        read_environment()
    assert "BELOWLINE_SSO_PUBLISHERS, entry 2" in str(told.value)
    assert why in str(told.value)
    assert KEY not in str(told.value)


@pytest.mark.parametrize("text", ["nonsense", "[{]", '{"publication": "x"}'])
def test_what_is_no_list_in_json_is_named(monkeypatch, text) -> None:
    monkeypatch.setenv("BELOWLINE_SSO_PUBLISHERS", text)
    with pytest.raises(EnvironmentFault, match="BELOWLINE_SSO_PUBLISHERS"):
        read_environment()


def test_an_issuer_has_one_key_and_one_entry_for_a_publication(monkeypatch) -> None:
    other = {**WHOLE, "publication": "other"}
    assert len(publishers(WHOLE, other)) == 2
    for second in (WHOLE, {**other, "jwks_url": "https://evil.example/jwks.json"}):
        monkeypatch.setenv("BELOWLINE_SSO_PUBLISHERS", json.dumps([WHOLE, second]))
        with pytest.raises(EnvironmentFault, match="BELOWLINE_SSO_PUBLISHERS"):
            read_environment()


def test_a_half_configured_publisher_is_not_accepted_and_said_to_be_so() -> None:
    half = publishers({**WHOLE, "jwks_url": "", "origins": [], "login_url": "https://a.example/"})
    assert accepted(half) == []
    assert public_part(accepted(half)) == {}
    [said] = sso_config_problems(half)
    assert said == (
        "Accounts of https://accounts.ledger.example are not accepted: "
        "jwks_url (or shared_key) and origins is missing in entry 1 of BELOWLINE_SSO_PUBLISHERS."
    )
    assert list(sso_config_problems(publishers(WHOLE))) == []


def test_keys_that_come_unprotected_are_pointed_out() -> None:
    [said] = sso_config_problems(publishers({**WHOLE, "jwks_url": "http://keys.example/jwks.json"}))
    assert "unprotected" in said
    assert (
        list(sso_config_problems(publishers({**WHOLE, "jwks_url": "http://127.0.0.1:1/k"}))) == []
    )
