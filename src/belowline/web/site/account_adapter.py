"""Fits django-allauth to people who have a name that others see."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from belowline.accounts.services.registration import name_person
from belowline.web.visitor import publication_of


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

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends a mail whose texts name the publication."""
        named = {**context, "publication": publication_of(self.request)}
        super().send_mail(template_prefix, email, named)

    def format_email_subject(self, subject: str) -> str:
        """The subject as it is; it names the publication itself."""
        return subject
