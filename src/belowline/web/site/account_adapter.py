"""Fits django-allauth to people who have a name that others see."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from belowline.accounts.services.registration import name_person


class AccountAdapter(DefaultAccountAdapter):
    """Keeps the name given at registration, and mails in the publication's name."""

    def save_user(
        self,
        request: HttpRequest,
        user: Any,
        form: Any,
        commit: bool = True,  # noqa: FBT001, FBT002 - the signature is allauth's
    ) -> Any:
        """Saves the new person with the form's name."""
        name_person(user, form.cleaned_data["name"])
        return super().save_user(request, user, form, commit)
