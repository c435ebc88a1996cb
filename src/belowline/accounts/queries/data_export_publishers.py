"""What is kept of a person's accounts at publishers, for the export of it: never a secret."""

from collections.abc import Iterator

from django.utils.translation import gettext

from belowline.accounts.models import HandoverCode, PublisherAccount, RemoteSession
from belowline.core.personal_data import Subject


def about(person_id: int) -> Iterator[Subject]:
    """Accounts at publishers with what these said, and logins on publishers' pages."""
    since, until = gettext("Since"), gettext("Until")
    yield Subject(
        "publishers-accounts",
        gettext("Your publisher accounts, and what they told us"),
        {
            "issuer": gettext("From"),
            "number": gettext("Your ID there"),
            "name": gettext("Name"),
            "email": gettext("Email address"),
            "picture": gettext("Web address of the photo"),
            "since": since,
            "seen": gettext("Last used"),
        },
        (
            {
                "issuer": it.issuer,
                "number": it.subject,
                "name": it.name,
                "email": it.email,
                "picture": it.picture_url,
                "picture_digest": it.picture,
                "since": it.linked_at,
                "seen": it.seen_at,
            }
            for it in PublisherAccount.objects.filter(person_id=person_id)
        ),
    )
    yield Subject(
        "logins-on-publishers-pages",
        gettext("Logins on publishers’ pages"),
        {"origin": gettext("Page"), "since": since, "until": until},
        [
            *(
                {"origin": it.origin, "since": it.begun_at, "until": it.expires_at}
                for it in RemoteSession.objects.filter(person_id=person_id)
            ),
            *(
                {"origin": it.origin, "until": it.expires_at}
                for it in HandoverCode.objects.filter(person_id=person_id)
            ),
        ],
    )
