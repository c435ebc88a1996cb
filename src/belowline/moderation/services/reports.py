"""A reader reports a comment."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.queries.limited_acts import REPORTS
from belowline.accounts.queries.people import Actor
from belowline.accounts.queries.restrictions import restrictions_of
from belowline.core import audit
from belowline.core.events import publish
from belowline.core.markup import clean_text
from belowline.core.rate_limits import Limit, check_limits
from belowline.core.rate_limits.counter import CountedActs, of_person
from belowline.core.refusals import Invalid
from belowline.discussion.policies import check_is_shown
from belowline.discussion.services.locks import lock_comment
from belowline.moderation.events import CommentReported
from belowline.moderation.models import Reason, Report
from belowline.moderation.policies import check_may_report
from belowline.moderation.services.cases import refresh_cases
from belowline.newsroom.queries.article_times import shown_discussions

_LONGEST_NOTE = 500


def report_comment(*, actor: Actor, comment_id: int, reason: str, note: str = "") -> None:
    """Keeps a report until a moderator has decided; reporting twice changes the first report.

    A comment that was kept before can be reported again. Raises NotFound, NotAllowed,
    Conflict, TooMany or Invalid.
    """
    if reason not in Reason.values:
        raise Invalid(gettext("Please choose a reason."), field="reason")
    note = clean_text(note, most=_LONGEST_NOTE, field="note")
    if len(note) > _LONGEST_NOTE:
        raise Invalid(gettext("Notes can have up to 500 characters."), field="note")
    _count_report(actor)
    _keep(actor, comment_id, reason, note)


@transaction.atomic
def _keep(actor: Actor, comment_id: int, reason: str, note: str) -> None:
    comment = lock_comment(comment_id)
    check_is_shown(comment.thread, shown_discussions([comment.thread.article_id]))
    here = {"person_id": actor.id, "publication_id": comment.publication_id}
    check_may_report(actor, comment, restrictions_of(**here))
    report, is_new = Report.objects.update_or_create(
        comment=comment,
        reporter_id=actor.id,
        decision=None,
        defaults={"publication_id": comment.publication_id, "reason": reason, "note": note},
    )
    audit.record(
        publication_id=comment.publication_id,
        actor_id=actor.id,
        action="comment reported",
        subject_kind="comment",
        subject_id=comment.id,
        reason=reason,
        details={"report": report.id},
    )
    refresh_cases([comment.id])
    if is_new:
        publish(CommentReported(publication_id=comment.publication_id, comment_id=comment.id))


def _count_report(actor: Actor) -> None:
    """Each report counts, one that changes an earlier one too."""
    sentence = gettext("Thank you for your reports. You can send the next one in {wait}.")
    most = settings.ENVIRONMENT.reports_per_hour
    limit = Limit(REPORTS, most, timedelta(hours=1), sentence)
    check_limits([limit], CountedActs(of_person(actor.id)), times=actor.pace)
