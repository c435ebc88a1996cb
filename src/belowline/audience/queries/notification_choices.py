"""How somebody wants to hear of notifications."""

from dataclasses import dataclass

from belowline.audience.models import NotificationChoice


@dataclass(frozen=True, slots=True)
class MailChoice:
    """How often a letter comes (`never`, `soon`, `daily`), and for a daily one at which `hour` of
    which `time_zone`; in which language. Devices stay quiet from and until these hours, where there
    are any.
    """

    mail: str
    hour: int
    time_zone: str
    language: str
    quiet_from: int | None = None
    quiet_until: int | None = None


def mail_choice(*, person_id: int, publication_id: int) -> MailChoice | None:
    """What the person has chosen at the publication; None where they have not."""
    rows = NotificationChoice.objects.filter(person_id=person_id, publication_id=publication_id)
    found = rows.first()
    if found is None:
        return None
    return MailChoice(
        found.mail,
        found.hour,
        found.time_zone,
        found.language,
        found.quiet_from,
        found.quiet_until,
    )
