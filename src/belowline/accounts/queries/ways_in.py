"""How a person logs in, by kind: for the desk, which learns no address and no number."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from belowline.accounts.models import Person, PublisherAccount


def ways_in(*, person_id: int) -> list[str]:
    """`email`, `password`, `passkey`, `publisher`, and the names of providers."""
    known = []
    if EmailAddress.objects.filter(user_id=person_id, verified=True).exists():
        known.append("email")
    person = Person.objects.filter(pk=person_id).first()
    if person is not None and person.has_usable_password():
        known.append("password")
    keys = Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.WEBAUTHN)
    if keys.exists():
        known.append("passkey")
    if PublisherAccount.objects.filter(person_id=person_id).exists():
        known.append("publisher")
    connected = SocialAccount.objects.filter(user_id=person_id).values_list("provider", flat=True)
    return [*known, *sorted({str(name) for name in connected})]
