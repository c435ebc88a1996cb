"""How often those who report were right; nobody at the desk learns their names by it."""

from collections.abc import Collection

from django.db.models import Count, Q

from belowline.moderation.models import Decision, Report
from belowline.moderation.queries.urgency import weight_of

_RIGHT = Q(decision__outcome__in=(Decision.Outcome.REMOVED, Decision.Outcome.HELD))
_WRONG = Q(decision__outcome=Decision.Outcome.KEPT)


def weights(person_ids: Collection[int], *, publication_id: int) -> dict[int, float]:
    """How much the word of each of these people weighs at this publication, by their id."""
    rows = Report.objects.filter(reporter_id__in=person_ids, publication_id=publication_id)
    counted = rows.values("reporter_id").annotate(
        right=Count("id", filter=_RIGHT), wrong=Count("id", filter=_WRONG)
    )
    found = {
        it["reporter_id"]: weight_of(right=it["right"], wrong=it["wrong"])
        for it in counted.order_by()
    }
    return {key: found.get(key, weight_of(right=0, wrong=0)) for key in person_ids}
