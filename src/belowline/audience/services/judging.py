"""Pauses an issue by itself where too much of it bounces, or too many complain."""

from collections.abc import Mapping

from django.db.models import Count
from django.utils.translation import gettext, gettext_noop

from belowline.audience.models import Delivery, Issue
from belowline.core.languages import speaking
from belowline.newsroom.queries.publications import publication_by_id

MOST_BOUNCED, MOST_COMPLAINED = 0.05, 0.001
"""Shares from which on mail providers take a sender for a spammer."""
_FEWEST_BOUNCED, _FEWEST_COMPLAINED = 5, 2
"""Fewer prove nothing of a small list."""
_HANDED = ("handed", "unknown", "refused", "bounced", "complained")


def judge(issue_id: int) -> None:
    """Pauses the issue if it has to be, and says why."""
    rows = Delivery.objects.filter(issue_id=issue_id, state__in=_HANDED)
    counts = dict(rows.values_list("state").annotate(Count("id")))
    total = sum(counts.values())
    bounced, complained = counts.get("bounced", 0), counts.get("complained", 0)
    if bounced >= _FEWEST_BOUNCED and bounced > MOST_BOUNCED * total:
        words = gettext_noop("%(n)s of %(total)s addresses do not exist.")
        pause(issue_id, words, {"n": bounced, "total": total})
    elif complained >= _FEWEST_COMPLAINED and complained > MOST_COMPLAINED * total:
        words = gettext_noop("%(n)s of %(total)s readers called it spam.")
        pause(issue_id, words, {"n": complained, "total": total})


def pause(issue_id: int, words: str, figures: Mapping[str, int]) -> None:
    """Pauses an issue that is being sent; why is kept in the publication's language."""
    issue = Issue.objects.filter(pk=issue_id, state=Issue.State.SENDING)
    publication_id = issue.values_list("publication_id", flat=True).first()
    publication = publication_by_id(publication_id) if publication_id is not None else None
    with speaking(publication.language if publication else "en"):
        reason = gettext(words) % figures
    issue.update(state=Issue.State.PAUSED, pause_reason=reason)
