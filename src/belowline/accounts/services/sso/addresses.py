"""Email addresses that a publisher vouches for."""

from allauth.account.models import EmailAddress

from belowline.accounts.models import Grant, Person, PublisherAccount
from belowline.accounts.queries.people import RANKS


def owner_of(address: str, issuer: str) -> Person | None:
    """The active reader who confirmed this address here and whom nobody else at the issuer is.

    Never one of the staff: what they may do, no publisher's word is to open.
    """
    confirmed = EmailAddress.objects.filter(email=address, verified=True)
    found = confirmed.select_related("user").first() if address else None
    owner: Person | None = found.user if found else None
    if owner is None or not owner.is_active:
        return None
    if Grant.objects.filter(person=owner, role__in=RANKS).exists():
        return None
    if PublisherAccount.objects.filter(person=owner, issuer=issuer).exists():
        return None
    return owner


def take_over_address(person: Person, *, former: str, address: str) -> None:
    """Makes this the person's confirmed address, where nobody has it and it replaces none but the
    one (`former`) that the publisher said before.
    """
    own = (None, former) if former else (None,)
    if not address or person.email == address or person.email not in own:
        return
    others = EmailAddress.objects.filter(email=address).exclude(user=person)
    if others.exists() or Person.objects.filter(email=address).exclude(pk=person.pk).exists():
        return
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    person.email = address
    person.save(update_fields=["email"])
