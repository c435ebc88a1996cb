"""This room's part in the end of an account: there is nobody left to write to."""

from collections.abc import Mapping

from belowline.audience.models import Consent, Invitation


def erase(*, person_id: int, choice: str, most: int) -> Mapping[str, int]:
    """An Eraser (accounts.services.erasing): invitations and answers, of which there are few."""
    del choice, most
    counts = {
        "invitation": Invitation.objects.filter(person_id=person_id).delete()[0],
        "consent": Consent.objects.filter(person_id=person_id).delete()[0],
    }
    return {name: number for name, number in counts.items() if number}
