"""Fits django-allauth to people who have a name that others see."""

from datetime import timedelta
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from belowline.accounts.queries.addresses import spelling_of
from belowline.accounts.queries.deletion_requests import deletion_request
from belowline.accounts.services.ip_pseudonyms import ip_pseudonym
from belowline.accounts.services.registration import name_person
from belowline.accounts.services.signups import announce_signup
from belowline.core.mail import Mail, plan_mail
from belowline.web.http.former_address import note_former_address
from belowline.web.http.redirects import is_own_path
from belowline.web.http.visit import visit_of

_CODE_GOOD_FOR = timedelta(minutes=10)
_NOTICE_GOOD_FOR = timedelta(hours=6)
"""How long a mail is tried to be sent: a code is refused afterwards (config/sign_in.py)."""
_LINKS = {
    "account_url": "me",
    "signup_url": "account_signup",
    "password_reset_url": "account_reset_password",
}
"""Where links in mails lead, at the publication's own address, whatever host was asked."""
_ADDRESS_CHANGED = "account/email/email_changed"
_JUST_SET_UP = {"mfa/messages/totp_activated.txt", "mfa/messages/webauthn_added.txt"}


class AccountAdapter(DefaultAccountAdapter):
    """Keeps the name given at registration, hides addresses, mails in the publication's name."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is already your email address."),
        "email_password_mismatch": _("Wrong email address or password."),
        "email_taken": _("There is already an account with this email address."),
        "enter_current_password": _("Please enter your current password."),
        "incorrect_code": _("Wrong code. Please try again."),
        "incorrect_password": _("Wrong password."),
        "invalid_or_expired_key": _("This code has expired. Please request a new one."),
        "invalid_login": _("We couldn’t log you in. Please try again."),
        "invalid_password_reset": _("This code has expired. Please request a new one."),
        "rate_limited": _("Too many attempts. Please wait a moment, then try again."),
        "same_as_current": _("This is already your email address."),
        "too_many_login_attempts": _("Too many failed logins. Please try again later."),
        "unknown_email": _("No account with that email address."),
        "unverified_primary_email": _("Please confirm your email address first."),
    }

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

    def clean_email(self, email: str) -> str:
        """The address in the spelling in which it is compared, wherever allauth got it from."""
        return spelling_of(super().clean_email(email))

    def is_safe_url(self, url: str) -> bool:
        """Whether a browser may be led there: to a path of this site, and nowhere else."""
        return bool(url) and is_own_path(url)

    def post_login(self, request: HttpRequest, user: Any, **given: Any) -> HttpResponse:
        """Ends a login; after the first one it is known that somebody has joined.

        Whose account is about to end comes to the page on which that can be stopped.
        """
        if given.get("signup"):
            told = given.get("signal_kwargs") or {}
            login = told.get("sociallogin")
            way = login.account.provider if login else told.get("way", "email")
            announce_signup(
                person_id=user.pk, publication_id=visit_of(request).publication.id, way=way
            )
        response: HttpResponse = super().post_login(request, user, **given)
        if deletion_request(user.pk) is not None:
            return HttpResponseRedirect(reverse("delete-account"))
        return response

    def add_message(self, request: HttpRequest, level: int, *given: Any, **more: Any) -> None:
        """Adds a message; whoever has just set up a second factor has shown it as well.

        allauth tells of it by no other way than this message and a signal.
        """
        if given and given[0] in _JUST_SET_UP:
            record_authentication(request, request.user, "mfa")
        super().add_message(request, level, *given, **more)

    def get_client_ip(self, request: HttpRequest) -> str:
        """What stands for the visitor's network wherever allauth counts or keeps an address."""
        return ip_pseudonym(super().get_client_ip(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Has a mail sent whose texts name the publication; nobody waits for the mail server.

        That the address of an account was changed allauth tells by this mail and a signal.
        """
        if template_prefix == _ADDRESS_CHANGED:
            note_former_address(self.request, context["from_email"])
        publication = visit_of(self.request).publication
        named = {
            "request": self.request,
            "email": email,
            **context,
            "publication": publication,
            **{
                name: publication.base_url + reverse(route)
                for name, route in _LINKS.items()
                if name in context or name == "account_url"
            },
        }
        message = self.render_mail(template_prefix, email, named)
        mail = Mail(
            address=email,
            subject=message.subject,
            text=message.body,
            sender=publication.name,
            site=publication.base_url,
        )
        plan_mail(mail, good_for=_CODE_GOOD_FOR if "code" in context else _NOTICE_GOOD_FOR)

    def format_email_subject(self, subject: str) -> str:
        """The subject as it is; it names the publication itself."""
        return subject
