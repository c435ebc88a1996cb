"""Fits django-allauth's second factor to a publication: its name, and secrets that are sealed."""

from base64 import urlsafe_b64encode
from functools import cache
from hashlib import blake2b
from typing import ClassVar

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from belowline.web.http.visit import visit_of


class SecondFactorAdapter(DefaultMFAAdapter):
    """Seals the secrets of authenticator apps and recovery codes with the installation's key."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Wrong code. Please try again."),
        "unverified_email": _("Please confirm your email address first."),
    }

    def encrypt(self, text: str) -> str:
        """The text, sealed."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text that was sealed. Raises InvalidToken under another key."""
        return _seal().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return visit_of(context.request).publication.name


@cache
def _seal() -> Fernet:
    key = blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"second factor").digest()
    return Fernet(urlsafe_b64encode(key))
