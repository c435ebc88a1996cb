"""The forms of sign-in: plain fields, and the name that other readers see."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from belowline.accounts.services.registration import checked_name
from belowline.core.refusals import Invalid
from belowline.newsroom.queries.publications import publication_names

_ABOUT_PASSWORDS = _("At least 10 characters. A short sentence is easy to remember.")


class _Plain:
    """No placeholders (the labels say it), and one sentence about passwords."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        if "password1" in self.fields:
            self.fields["password1"].help_text = _ABOUT_PASSWORDS


class LoginForm(_Plain, allauth_forms.LoginForm):
    """An address and a password."""


class ResetPasswordForm(_Plain, allauth_forms.ResetPasswordForm):
    """The address to which the link goes."""


class ResetPasswordKeyForm(_Plain, allauth_forms.ResetPasswordKeyForm):
    """The new password, twice."""


class SignupForm(_Plain, allauth_forms.SignupForm):
    """A name, an address, a password."""

    name = forms.CharField(
        label=_("Name"),
        max_length=40,
        help_text=_("Other readers see it beside what you write."),
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
