"""What this room keeps about a person, for the export of it."""

from collections.abc import Iterator

from django.utils.translation import gettext

from belowline.audience.models import Consent, Invitation, Notification, NotificationChoice
from belowline.core.ids import encode, moment_of
from belowline.core.personal_data import Subject


def about(person_id: int) -> Iterator[Subject]:
    """The invitation to the news alerts, every answer with the words it was given to, and the
    notifications with what was chosen about them.
    """
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
    yield Subject(
        "notifications",
        gettext("Notifications"),
        {"kind": gettext("What happened"), "at": gettext("When"), "seen": gettext("Seen")},
        (
            {
                "kind": it.kind,
                "at": moment_of(it.id),
                "comment": encode(it.comment_id),
                "seen": it.seen_at,
                "emailed": it.mailed_at,
                "publication": encode(it.publication_id),
            }
            for it in Notification.objects.filter(person_id=person_id).order_by("id").iterator()
        ),
    )
    yield Subject(
        "notification_choices",
        gettext("Your notification choices"),
        {"mail": gettext("By email"), "hour": gettext("Hour"), "time_zone": gettext("Time zone")},
        (
            {
                "mail": it.mail,
                "hour": it.hour,
                "time_zone": it.time_zone,
                "language": it.language,
                "chosen": it.chosen_at,
                "publication": encode(it.publication_id),
            }
            for it in NotificationChoice.objects.filter(person_id=person_id).order_by("id")
        ),
    )
