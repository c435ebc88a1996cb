"""Pauses an issue by itself where too much of it bounces, or too many complain."""

from django.db.models import Count

from belowline.audience.models import Delivery, Issue

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
        _pause(issue_id, f"{bounced} of {total} addresses do not exist.")
    elif complained >= _FEWEST_COMPLAINED and complained > MOST_COMPLAINED * total:
        _pause(issue_id, f"{complained} of {total} readers called it spam.")


def _pause(issue_id: int, reason: str) -> None:
    rows = Issue.objects.filter(pk=issue_id, state=Issue.State.SENDING)
    rows.update(state=Issue.State.PAUSED, pause_reason=reason)
