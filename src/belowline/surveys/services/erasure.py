"""This room's part in the end of an account: answers lead to nobody, and their words go."""

from collections.abc import Mapping

from belowline.surveys.models import SurveyAnswer, SurveyDraft, SurveyParticipant, SurveyResponse
from belowline.surveys.queries.participation import draft_digests_of


def erase(*, person_id: int, choice: str, most: int) -> Mapping[str, int]:
    """An Eraser (accounts.services.erasing). What was chosen is counted on, without anybody; what
    was written in words is deleted, and so is what was begun.
    """
    del choice
    SurveyDraft.objects.filter(digest__in=draft_digests_of(person_id)).delete()
    own = SurveyResponse.objects.filter(person_id=person_id)
    ids = list(own.values_list("id", flat=True)[:most])
    if not ids:
        return {}
    SurveyAnswer.objects.filter(response__in=ids).exclude(text="").delete()
    SurveyParticipant.objects.filter(response__in=ids).update(response=None)
    return {"surveyresponse": SurveyResponse.objects.filter(pk__in=ids).update(person=None)}
