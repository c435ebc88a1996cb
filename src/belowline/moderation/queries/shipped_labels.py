"""The labels that Belowline comes with: what each is called, and who sees it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class ShippedLabel:
    """A label in English, translated when it is read; `is_shown`: readers see it."""

    name: str
    is_shown: bool


SHIPPED_LABELS: Mapping[str, ShippedLabel] = {
    "needs-source": ShippedLabel(_("Needs a source"), is_shown=True),
    "off-topic": ShippedLabel(_("Off topic"), is_shown=True),
    "satire": ShippedLabel(_("Satire"), is_shown=True),
    "tip": ShippedLabel(_("Tip for the newsroom"), is_shown=False),
}
"""By code, in their order."""
