"""Under which spelling an address is kept."""

from allauth.account.models import EmailAddress

from belowline.core.mail_addresses import one_spelling

_LONGEST = 320


def confirmed_addresses(person_id: int) -> list[str]:
    """The addresses that this person has confirmed."""
    confirmed = EmailAddress.objects.filter(user_id=person_id, verified=True)
    return list(confirmed.values_list("email", flat=True))


def primary_address(person_id: int) -> str:
    """The address that mail to this person goes to; empty where there is none."""
    rows = EmailAddress.objects.filter(user_id=person_id).order_by("-primary", "id")
    return rows.values_list("email", flat=True).first() or ""


def spelling_of(address: str) -> str:
    """The one spelling of what was typed; or what was typed, where an account is kept under that.

    Some are: two accounts of one mailbox, which were made while its spellings were told apart,
    stay two accounts (migration accounts.0008).
    """
    typed, spelled = address.strip().lower(), one_spelling(address)
    if typed == spelled or len(typed) > _LONGEST or "\0" in typed:
        return spelled
    return typed if EmailAddress.objects.filter(email=typed).exists() else spelled
