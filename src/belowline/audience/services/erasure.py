"""This room's part in the end of an account: there is nobody left to write to."""

from collections.abc import Mapping

from belowline.accounts.models import Person
from belowline.audience.models import Consent, Invitation, Subscription


def erase(*, person_id: int, choice: str, most: int) -> Mapping[str, int]:
    """An Eraser (accounts.services.erasing): invitations and answers, of which there are few, and
    whatever is sent to the account's address, asked for with the account or without it.
    """
    del choice, most
    addresses = Person.objects.filter(pk=person_id).exclude(email=None).values("email")
    counts = {
        "invitation": Invitation.objects.filter(person_id=person_id).delete()[0],
        "consent": Consent.objects.filter(person_id=person_id).delete()[0],
        "subscription": Subscription.objects.filter(address__in=addresses).delete()[0],
    }
    return {name: number for name, number in counts.items() if number}
