"""Who is drawn for a survey that asks one reader in so many, without following anybody.

Whoever is logged in is drawn by the survey's key and their number, the same everywhere. A guest's
browser draws for itself, by a random number of its own, which it keeps, and shows with the answers
only.
"""

import hmac
import re
from hashlib import sha256

from belowline.surveys.models import Survey
from belowline.surveys.queries.participation import has_answered
from belowline.surveys.queries.surveys import SurveyView, shown_surveys

_TICKET = re.compile(r"[0-9a-f]{32}", re.ASCII)
_BYTES = 6


def account_is_drawn(*, publication_id: int, survey_id: int, person_id: int) -> bool:
    """Whether this person is asked; by a survey that asks everybody they are."""
    rows = Survey.objects.filter(pk=survey_id, publication_id=publication_id)
    found = rows.values_list("key", "sample").first()
    if found is None:
        return False
    key, sample = found
    return sample is None or _wins(
        hmac.digest(key.encode(), b"draw %d" % person_id, sha256), sample
    )


def survey_that_asks(*, person_id: int, publication_id: int) -> SurveyView | None:
    """The survey on top of the publication's pages, where it asks a few at random, this person
    among them, and they have not answered.
    """
    found = shown_surveys(publication_id).top
    if found is None or found.sample is None:
        return None
    whose = {"publication_id": publication_id, "survey_id": found.id, "person_id": person_id}
    is_asked = account_is_drawn(**whose) and not has_answered(**whose, token="")
    return found if is_asked else None


def ticket_is_drawn(survey: SurveyView, ticket: str) -> bool:
    """Whether a browser that has drawn this random number (32 hexadecimal digits) is asked: one in
    so many numbers is.
    """
    if not _TICKET.fullmatch(ticket):
        return False
    drawn = sha256(f"{survey.ref} {ticket}".encode()).digest()
    return survey.sample is None or _wins(drawn, survey.sample)


def ticket_digest(ticket: str) -> str:
    """What stands for a drawn number among the participants, so that each is used once."""
    return sha256(f"ticket {ticket}".encode()).hexdigest()


def _wins(drawn: bytes, sample: int) -> bool:
    """Of 2**48 numbers one in `sample`: what is uneven about that no sample would show."""
    return int.from_bytes(drawn[:_BYTES], "big") % sample == 0
