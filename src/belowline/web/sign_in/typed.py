"""Addresses, codes and names of keys as people type them: in full width, with what is not seen."""

from typing import Any

from allauth.account.fields import EmailField
from django import forms
from django.utils.translation import gettext_lazy as _

from belowline.accounts.queries.addresses import spelling_of
from belowline.core.markup import clean_line
from belowline.core.markup.cleaning import without_controls
from belowline.core.refusals import Invalid
from belowline.core.unicode.marks import without_ignorables
from belowline.core.unicode.normal_forms import normalized

_LONGEST_CODE = 64
_LONGEST_KEY_NAME = 100


def plain_code(typed: str) -> str:
    """The code's letters and digits, as it was sent: in capitals, of ASCII where it was."""
    seen = without_ignorables(without_controls(typed[:_LONGEST_CODE]))
    return "".join(sign for sign in normalized("NFKC", seen).upper() if sign.isalnum())


class AddressField(EmailField):
    """An email address, in the spelling in which it is compared."""

    def to_python(self, value: Any) -> Any:
        """The address as it is kept, before anything else looks at it."""
        return spelling_of(super().to_python(value) or "")


class TakesAddress:
    """A form that asks for an address as `email` or `login`."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"email", "login"} & set(self.fields):
            asked = self.fields[name]
            self.fields[name] = AddressField(
                label=_("Email address"),
                widget=asked.widget,
                required=asked.required,
                initial=asked.initial,
                help_text=asked.help_text,
            )


class _CodeField(forms.CharField):
    """A code in which width, case, spaces and hyphens do not matter."""

    def to_python(self, value: Any) -> Any:
        return plain_code(super().to_python(value) or "")


class TakesCode:
    """A form that asks for a code as `code`."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["code"]
        self.fields["code"] = _CodeField(label=_("Code"), widget=asked.widget)


class _LineField(forms.CharField):
    """A text on one line, empty where nothing of it would be seen."""

    def to_python(self, value: Any) -> Any:
        try:
            return clean_line(super().to_python(value) or "", most=_LONGEST_KEY_NAME)
        except Invalid as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


class NamesKey:
    """A form that asks for the name of a passkey as `name`."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["name"]
        self.fields["name"] = _LineField(
            label=asked.label, widget=asked.widget, required=asked.required
        )
