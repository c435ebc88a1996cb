"""The forms of sign-in that differ from django-allauth's: names, and what people type."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as social
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from belowline.accounts.services.registration import checked_name
from belowline.core.refusals import Invalid
from belowline.newsroom.queries.publications import publication_names
from belowline.web.sign_in.typed import NamesKey, TakesAddress, TakesCode

_ABOUT_PASSWORDS = _("At least 8 characters. A short phrase is easy to remember.")


class _ChoosesPassword:
    """Says one sentence about passwords, beside the field."""

    fields: dict[str, forms.Field]
    labels: ClassVar = {"password1": _("Password"), "password2": _("Password again")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _ABOUT_PASSWORDS
        for name in set(self.labels) & set(self.fields):
            self.fields[name].label = self.labels[name]


class _ChoosesNewPassword(_ChoosesPassword):
    """The same where there was one before."""

    labels: ClassVar = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password again"),
    }


class _ChoosesName(forms.Form):
    """Asks for the name that other readers see."""

    name = forms.CharField(
        label=_("Name"),
        max_length=40,
        help_text=_("Shown next to your comments."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    field_order = ("name", "email", "password1")

    def clean_name(self) -> str:
        """The name in the form in which it will be shown, if it can be used."""
        try:
            name = self.cleaned_data["name"]
            return checked_name(name, publications=publication_names().values())
        except Invalid as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


class SignupForm(_ChoosesPassword, TakesAddress, _ChoosesName, account.SignupForm):
    """A name, an address, a password."""

    def try_save(self, request: HttpRequest) -> tuple[Any, HttpResponse | None]:
        """Makes the account; where the address has one, its owner is written to instead.

        Either takes the time of hashing a password, so that nobody can tell by it which addresses
        are known.
        """
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        saved: tuple[Any, HttpResponse | None] = super().try_save(request)
        return saved


class SocialSignupForm(TakesAddress, _ChoosesName, social.SignupForm):
    """A name and an address, filled in with what the other account says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.sociallogin.user
        self.fields["name"].initial = getattr(user, "name", "")


class ResetPasswordKeyForm(_ChoosesNewPassword, account.ResetPasswordKeyForm):
    """The new password, twice."""


class ChangePasswordForm(_ChoosesNewPassword, account.ChangePasswordForm):
    """The old password, and the new one twice."""


class SetPasswordForm(_ChoosesPassword, account.SetPasswordForm):
    """The first password of whoever came by another account, twice."""


class AddWebAuthnForm(NamesKey, webauthn.AddWebAuthnForm):
    """A new passkey."""


class EditWebAuthnForm(NamesKey, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""


class LoginForm(TakesAddress, account.LoginForm):
    """An address and a password."""


class AddEmailForm(TakesAddress, account.AddEmailForm):
    """The address to change to."""


class ChangeEmailForm(TakesAddress, account.ChangeEmailForm):
    """Another address than the one that is being confirmed."""


class ResetPasswordForm(TakesAddress, account.ResetPasswordForm):
    """The address to which a code is sent."""


class RequestLoginCodeForm(TakesAddress, account.RequestLoginCodeForm):
    """The address to which a code is sent; the form of a login with a password hands its own over.

    Where that was empty, the address is asked for here, without a refusal.
    """

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        typed = data.get("login") if data else None
        if typed is not None:
            data = {"email": typed} if typed else None
            kwargs.pop("files", None)
        super().__init__(data=data, **kwargs)


class ConfirmLoginCodeForm(TakesCode, account.ConfirmLoginCodeForm):
    """The code from the mail."""


class ConfirmEmailVerificationCodeForm(TakesCode, account.ConfirmEmailVerificationCodeForm):
    """The code from the mail."""


class ConfirmPasswordResetCodeForm(TakesCode, account.ConfirmPasswordResetCodeForm):
    """The code from the mail."""


class ActivateTOTPForm(TakesCode, totp.ActivateTOTPForm):
    """The first code of an authenticator app."""


class AuthenticateForm(TakesCode, mfa.AuthenticateForm):
    """A code of the app, or one kept for recovery."""


class ReauthenticateForm(TakesCode, mfa.ReauthenticateForm):
    """The same, of somebody who is logged in."""
