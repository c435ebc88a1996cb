"""This room's part in the end of an account: there is nobody left to write to."""

from collections.abc import Mapping

from belowline.accounts.models import Person
from belowline.audience.models import (
    Consent,
    Invitation,
    Notification,
    NotificationChoice,
    PushDevice,
    Subscription,
)


def erase(*, person_id: int, choice: str, most: int) -> Mapping[str, int]:
    """An Eraser (accounts.services.erasing): notifications a portion at a time; then the
    invitations and answers, of which there are few, and whatever is sent to the account's
    address, asked for with the account or without it.
    """
    del choice
    rows = Notification.objects.filter(person_id=person_id).values_list("id", flat=True)[:most]
    if told := list(rows):
        return {"notification": Notification.objects.filter(pk__in=told).delete()[0]}
    addresses = Person.objects.filter(pk=person_id).exclude(email=None).values("email")
    counts = {
        "invitation": Invitation.objects.filter(person_id=person_id).delete()[0],
        "consent": Consent.objects.filter(person_id=person_id).delete()[0],
        "notificationchoice": NotificationChoice.objects.filter(person_id=person_id).delete()[0],
        "pushdevice": PushDevice.objects.filter(person_id=person_id).delete()[0],
        "subscription": Subscription.objects.filter(address__in=addresses).delete()[0],
    }
    return {name: number for name, number in counts.items() if number}
