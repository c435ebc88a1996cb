"""What this room keeps about a person, for the export of it."""

from collections.abc import Iterator

from django.utils.translation import gettext

from belowline.audience.models import Consent, Invitation
from belowline.core.ids import encode
from belowline.core.personal_data import Subject


def about(person_id: int) -> Iterator[Subject]:
    """The invitation to the news alerts, and every answer with the words it was given to."""
    yield Subject(
        "invitations",
        gettext("Invitations to the news alerts"),
        {"sent": gettext("Sent")},
        (
            {"sent": it.sent_at, "publication": encode(it.publication_id)}
            for it in Invitation.objects.filter(person_id=person_id).order_by("id")
        ),
    )
    yield Subject(
        "consents",
        gettext("Your news alert choices"),
        {
            "given": gettext("When"),
            "wanted": gettext("Wanted"),
            "wording": gettext("Button you pressed"),
        },
        (
            {
                "given": it.given_at,
                "wanted": it.wanted,
                "wording": it.wording,
                "language": it.language,
                "asked_by": it.asked_by,
                "publication": encode(it.publication_id),
            }
            for it in Consent.objects.filter(person_id=person_id).order_by("id")
        ),
    )
