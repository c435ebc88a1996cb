"""Which ways in are offered, and what is said of one that is half configured."""

import pytest
from pydantic import ValidationError

from belowline.config.environment import Environment
from belowline.config.login_providers import (
    LoginProviders,
    config_problems,
    dialogs,
    offered,
    providers,
)

FACEBOOK = {"facebook_client_id": "1", "facebook_secret": "s"}
OPENID = {"key": "paper", "name": "The Paper", "issuer": "https://id.paper.example"}


def ways(**given) -> LoginProviders:
    return Environment.model_validate(given)


def test_nothing_is_offered_and_nothing_is_missing_where_nothing_is_configured() -> None:
    assert offered(ways()) == []
    assert list(config_problems(ways())) == []
    assert dialogs(ways()) == []


def test_a_whole_way_is_offered_and_forms_may_lead_to_it() -> None:
    facebook = providers(ways(**FACEBOOK))["facebook"]
    assert facebook["APPS"][0]["client_id"] == "1"
    assert facebook["VERIFIED_EMAIL"] is False
    assert dialogs(ways(**FACEBOOK)) == ["https://www.facebook.com"]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"facebook_client_id": "1"}, "Facebook is not offered: BELOWLINE_FACEBOOK_SECRET"),
        ({"google_secret": "s"}, "Google is not offered: BELOWLINE_GOOGLE_CLIENT_ID"),
        ({"github_client_id": "1"}, "GitHub is not offered: BELOWLINE_GITHUB_SECRET"),
        (
            {"apple_client_id": "1", "apple_secret_key": "k"},
            "Apple is not offered: BELOWLINE_APPLE_TEAM_ID and BELOWLINE_APPLE_KEY_ID",
        ),
        (
            {"openid_providers": [{**OPENID, "client_id": "1"}]},
            "The Paper is not offered: secret is missing in entry 1 of BELOWLINE_OPENID_PROVIDERS",
        ),
    ],
)
def test_a_half_configured_way_is_not_offered_and_said_to_be_so(given, missing) -> None:
    [said] = config_problems(ways(**given))
    assert said.startswith(missing)
    assert offered(ways(**given)) == []


def test_several_openid_providers_are_offered_by_their_names() -> None:
    two = [
        {**OPENID, "client_id": "1", "secret": "s"},
        {**OPENID, "key": "club", "name": "Club", "client_id": "2", "secret": "t"},
    ]
    assert offered(ways(openid_providers=two, **FACEBOOK)) == [
        ("facebook", "Facebook", "/accounts/facebook/login/"),
        ("paper", "The Paper", "/accounts/oidc/paper/login/"),
        ("club", "Club", "/accounts/oidc/club/login/"),
    ]


def test_a_key_that_does_not_fit_an_address_is_refused() -> None:
    with pytest.raises(ValidationError, match="key"):
        ways(openid_providers=[{**OPENID, "key": "The Paper!"}])
