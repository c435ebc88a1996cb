"""What this room keeps about a person, for the export of it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext

from belowline.accounts.models import Person
from belowline.audience.models import (
    Consent,
    Delivery,
    Invitation,
    Notification,
    NotificationChoice,
    PushDevice,
    Subscription,
    SubscriptionProof,
)
from belowline.core.ids import encode, moment_of
from belowline.core.personal_data import Subject


def about(person_id: int) -> Iterator[Subject]:
    """The invitation to the news alerts, every answer with the words it was given to, the
    notifications with what was chosen about them, and what is sent to the account's address.
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
                "sent_to_devices": it.pushed_at,
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
                "quiet_from": it.quiet_from,
                "quiet_until": it.quiet_until,
                "publication": encode(it.publication_id),
            }
            for it in NotificationChoice.objects.filter(person_id=person_id).order_by("id")
        ),
    )
    yield _devices(person_id)
    yield from _newsletters(person_id)


def _devices(person_id: int) -> Subject:
    return Subject(
        "notification_devices",
        gettext("Devices that show you notifications"),
        {"browser": gettext("Browser"), "added": gettext("Since")},
        (
            {
                "browser": it.user_agent,
                "added": it.added_at,
                "last_visit": it.confirmed_at,
                "service": urlsplit(it.endpoint).hostname,
                "language": it.language,
                "publication": encode(it.publication_id),
            }
            for it in PushDevice.objects.filter(person_id=person_id).order_by("id")
        ),
    )


def _newsletters(person_id: int) -> Iterator[Subject]:
    address = Person.objects.filter(pk=person_id).exclude(email=None).values("email")
    rows = Subscription.objects.filter(address__in=address).order_by("id")
    yield Subject(
        "newsletters",
        gettext("Newsletters sent to your address"),
        {"newsletter": gettext("Newsletter"), "state": gettext("State"), "since": gettext("Since")},
        (
            {
                "newsletter": it.mailing_list.name,
                "state": it.state,
                "since": it.changed_at,
                "address": it.address,
                "language": it.language,
                "mailed": it.mailed_at,
                "publication": encode(it.publication_id),
            }
            for it in rows.select_related("mailing_list")
        ),
        words=_states(),
    )
    proofs = SubscriptionProof.objects.filter(subscription__in=rows).order_by("id")
    yield Subject(
        "newsletter-choices",
        gettext("What you chose about newsletters"),
        {
            "given": gettext("When"),
            "newsletter": gettext("Newsletter"),
            "act": gettext("Event"),
            "wording": gettext("Words you agreed to"),
        },
        (
            {
                "given": it.happened_at,
                "newsletter": it.subscription.mailing_list.name,
                "act": it.act,
                "wording": it.wording,
                "way": it.way,
                "language": it.language,
                "network": it.network,
                "source": it.source,
            }
            for it in proofs.select_related("subscription__mailing_list")
        ),
        words=_states(),
    )
    mails = Delivery.objects.filter(subscription__in=rows).order_by("id")
    yield Subject(
        "newsletter-mails",
        gettext("Mails sent to your address"),
        {"when": gettext("When"), "subject": gettext("Subject"), "state": gettext("State")},
        (
            {"when": it.changed_at, "subject": it.issue.subject, "state": it.state}
            for it in mails.select_related("issue")
        ),
    )


def _states() -> dict[object, str]:
    return {
        "asked": gettext("Asked for, not confirmed"),
        "confirmed": gettext("Subscribed"),
        "ended": gettext("Unsubscribed"),
    }
