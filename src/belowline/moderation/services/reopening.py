"""Has reports and flags wait again that a decision had closed."""

from collections.abc import Collection

from belowline.moderation.models import Decision, Report
from belowline.moderation.services.flags import reopen_flags


def reopen_reports(decisions: Collection[Decision]) -> None:
    """The reports and flags that these decisions closed wait again; but for the reports of people
    who have reported the comment once more since.
    """
    ids = {it.comment_id for it in decisions}
    again = Report.objects.filter(comment__in=ids, decision=None, reporter__isnull=False)
    waiting = set(again.values_list("comment_id", "reporter_id"))
    closed = Report.objects.filter(decision__in=[it.id for it in decisions])
    told = closed.values_list("id", "comment_id", "reporter_id")
    reopened = [key for key, *who in told if tuple(who) not in waiting]
    Report.objects.filter(pk__in=reopened).update(decision=None)
    reopen_flags([it.id for it in decisions])
