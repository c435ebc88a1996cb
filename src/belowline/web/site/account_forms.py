"""The registration form: a name, an address, a password."""

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from belowline.accounts.services.registration import checked_name
from belowline.core.refusals import Invalid


class SignupForm(AllauthSignupForm):
    """allauth's form with the name that other readers will see."""

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
            return checked_name(self.cleaned_data["name"])
        except Invalid as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
