"""Whether somebody has taken part in a survey, or has begun to."""

import hmac
from collections.abc import Mapping, Sequence
from hashlib import sha256

from belowline.surveys.models import Survey, SurveyDraft, SurveyParticipant


def has_answered(*, publication_id: int, survey_id: int, person_id: int | None, token: str) -> bool:
    """Whether the person, or the browser that holds this token, has answered the survey."""
    key = (
        Survey.objects.filter(pk=survey_id, publication_id=publication_id)
        .values_list("key", flat=True)
        .first()
    )
    if key is None:
        return False
    digests = digests_of(key, person_id=person_id, token=token)
    rows = SurveyParticipant.objects.filter(survey_id=survey_id, digest__in=digests)
    return rows.exists()


def draft_of(
    *, publication_id: int, survey_id: int, person_id: int | None, token: str
) -> Mapping[str, Sequence[str]]:
    """What the person, or the browser, has begun to fill in, by the form's fields."""
    rows = Survey.objects.filter(pk=survey_id, publication_id=publication_id)
    key = rows.values_list("key", flat=True).first() or ""
    digests = digests_of(key, person_id=person_id, token=token)
    drafts = SurveyDraft.objects.filter(survey_id=survey_id, digest__in=digests)
    found: Mapping[str, Sequence[str]] = drafts.values_list("given", flat=True).first() or {}
    return found


def draft_digests_of(person_id: int) -> list[str]:
    """What stands for this person in all surveys whose key is known, as digests_of has it."""
    keys = Survey.objects.exclude(key="").values_list("key", flat=True)
    return [digests_of(key, person_id=person_id, token="")[0] for key in keys]


def digests_of(key: str, *, person_id: int | None, token: str) -> list[str]:
    """What stands for whoever asks, in a survey with this key: the person's, then the browser's.

    Without the key, which a closed anonymous survey has forgotten, nobody has a person's digest.
    """
    found = []
    if person_id is not None and key:
        found.append(hmac.digest(key.encode(), str(person_id).encode(), sha256).hex())
    if token:
        found.append(sha256(token.encode()).hexdigest())
    return found
