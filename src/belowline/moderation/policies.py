"""Who may report, and how often."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext

from belowline.accounts.queries.people import Actor
from belowline.core.rate_limits import Limit, check_limits
from belowline.core.rate_limits.rows import Rows
from belowline.core.refusals import Conflict, NotAllowed
from belowline.discussion.models import Comment
from belowline.moderation.models import Report


def check_may_report(actor: Actor, comment: Comment) -> None:
    """Anybody logged in, others' standing comments, and not too fast."""
    if actor.publication_id != comment.publication_id:
        raise NotAllowed(gettext("This belongs to another publication."))
    if comment.author_id == actor.id:
        raise NotAllowed(gettext("This is your own comment; you can withdraw it."))
    if comment.status != Comment.Status.PUBLISHED:
        raise Conflict(gettext("This comment is no longer shown."))
    limit = Limit(
        "reports an hour",
        settings.ENVIRONMENT.reports_per_hour,
        timedelta(hours=1),
        gettext("Thank you for your reports. Please wait {wait} before the next one."),
    )
    reported = Rows(Report.objects.filter(reporter_id=actor.id), "reported_at")
    check_limits([limit], reported, times=actor.pace)
