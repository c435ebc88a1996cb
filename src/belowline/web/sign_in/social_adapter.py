"""Fits accounts from elsewhere (Facebook and others) to people who have a name that others see."""

from typing import Any, ClassVar

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from belowline.core.markup.cleaning import without_controls
from belowline.core.unicode.marks import without_ignorables
from belowline.web.sign_in.openid_provider import NoncedOpenIDProvider, check_id_token

_LONGEST = 30
_LONGEST_SAID = 200


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Suggests the other account's name; whoever joins may choose another one first."""

    error_messages: ClassVar = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": _("Please choose a password first, so that you can still log in."),
        "no_verified_email": _("Please confirm your email address first."),
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Takes an ID token of OpenID Connect for this very login only."""
        super().pre_social_login(request, sociallogin)
        if isinstance(sociallogin.provider, NoncedOpenIDProvider):
            check_id_token(sociallogin)

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Fills in what the other account says."""
        person = super().populate_user(request, sociallogin, data)
        given = (data.get("first_name"), data.get("last_name"))
        name = data.get("name") or " ".join(part for part in given if part)
        said = str(name or data.get("username") or "")[:_LONGEST_SAID]
        person.name = " ".join(without_ignorables(without_controls(said)).split())[
            :_LONGEST
        ].strip()
        return person
