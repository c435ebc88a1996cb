"""Hands an issue's mails to the mail server: each claimed on its own, at the publisher's rate."""

from collections.abc import Iterator
from contextlib import suppress as suppress_fault
from datetime import timedelta
from time import monotonic, sleep

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from belowline.audience.models import Delivery, Issue, Suppression
from belowline.audience.queries.issues import issue_at_desk
from belowline.audience.queries.suppressions import is_wanted
from belowline.audience.services.issue_mail import MadeIssue, make_issue
from belowline.audience.services.judging import judge, pause
from belowline.audience.services.pace import Pace
from belowline.audience.services.spreading import begin_due, take_up_lost
from belowline.audience.services.suppressions import suppress
from belowline.core.clock import now
from belowline.core.mail import MailRun, NotSentError
from belowline.core.tasks.wakeup import closing
from belowline.newsroom.queries.publications import publication_by_id

_AT_ONCE = 300.0
"""Seconds for which one task sends; what is left the next one does."""
_CHUNK = 20.0
"""Seconds for which a connection is used, and after which what may be shown is asked again."""
_AT_HAND = 50
"""Mails that are looked up at once; each is claimed on its own all the same."""
_MOST_ATTEMPTS = 8
_JUDGED_EVERY = 50
_WAITING, _HANDING = Delivery.State.WAITING, Delivery.State.HANDING


def deliver() -> None:
    """Sends what is due. Scheduled, of which one task stands at a time.

    It can be ended at any moment: what is in hand then is in the state `handing`, everything else
    goes on where it was.
    """
    take_up_lost()
    begin_due()
    pace = Pace(
        per_second=settings.ENVIRONMENT.mails_per_second,
        per_domain_and_minute=settings.ENVIRONMENT.domain_mails_per_minute,
    )
    end = monotonic() + _AT_ONCE
    for issue in Issue.objects.filter(state=Issue.State.SENDING).order_by("begun_at", "id"):
        while monotonic() < end and not closing.is_set() and _send_chunk(issue, pace):
            pass
        _finish(issue)


def _send_chunk(issue: Issue, pace: Pace) -> bool:
    """Sends for a while by one connection. Returns whether there is more to do now."""
    view = issue_at_desk(publication_id=issue.publication_id, issue_id=issue.pk)
    publication = publication_by_id(issue.publication_id)
    if view is None or publication is None or view.state != Issue.State.SENDING.value:
        return False
    made = make_issue(view, publication)
    if made.is_empty:
        pause(issue.pk, gettext_noop("Nothing in it may be shown any more."), {})
        return False
    try:
        run = MailRun()
    except NotSentError:
        return False  # the server is away, and is asked again by the next task
    with run, suppress_fault(NotSentError):
        for number, delivery in enumerate(_claimed(issue, pace), start=1):
            _hand_over(run, made, delivery, is_alert=view.is_alert)
            if number % _JUDGED_EVERY == 0:
                judge(issue.pk)
    judge(issue.pk)
    return _waiting(issue).exists()


def _claimed(issue: Issue, pace: Pace) -> Iterator[Delivery]:
    """Mails that are due, each ours alone, when the pace allows the next one."""
    end = monotonic() + _CHUNK
    while monotonic() < end and not closing.is_set():
        due = _waiting(issue)
        at_hand = list(due.exclude(domain__in=pace.resting()).order_by("id")[:_AT_HAND])
        if not at_hand:
            if not due.exists():
                return
            sleep(0.2)
        for delivery in at_hand:
            if delivery.domain in pace.resting():
                continue
            sleep(pace.wait())
            if monotonic() > end or closing.is_set():
                return
            if (
                _waiting(issue)
                .filter(pk=delivery.pk)
                .update(state=_HANDING, attempts=delivery.attempts + 1, changed_at=now())
            ):
                pace.count(delivery.domain)
                yield delivery


def _waiting(issue: Issue) -> QuerySet[Delivery]:
    """What is due of an issue, while it is being sent."""
    rows = Delivery.objects.filter(issue_id=issue.pk, issue__state=Issue.State.SENDING)
    return rows.filter(state=_WAITING, due_at__lte=now()).select_related("subscription")


def _hand_over(run: MailRun, made: MadeIssue, delivery: Delivery, *, is_alert: bool) -> None:
    """Hands one over and keeps what became of it. Raises NotSentError: the connection is over."""
    to = delivery.subscription
    if not is_wanted(to.pk, to.publication_id, to.address):
        _keep(delivery, Delivery.State.LEFT)
        return
    try:
        run.send(made.for_delivery(delivery, to))
    except NotSentError as fault:
        _keep(delivery, _after(fault, delivery, is_alert=is_alert), str(fault))
        if fault.is_bounced:
            reason = Suppression.Reason.BOUNCED
            suppress(publication_id=to.publication_id, address=to.address, reason=reason)
        if not fault.is_refused:
            raise
    else:
        _keep(delivery, Delivery.State.HANDED)


def _after(fault: NotSentError, delivery: Delivery, *, is_alert: bool) -> Delivery.State:
    if fault.is_bounced:
        return Delivery.State.BOUNCED
    if fault.is_refused or delivery.attempts + 1 >= _MOST_ATTEMPTS:
        return Delivery.State.REFUSED
    if fault.is_unknown and not is_alert:
        return Delivery.State.UNKNOWN
    return _WAITING


def _keep(delivery: Delivery, state: Delivery.State, fault: str = "") -> None:
    wait = timedelta(minutes=1) * 4 ** min(delivery.attempts, 6)
    moment = now()
    Delivery.objects.filter(pk=delivery.pk, state=_HANDING).update(
        state=state,
        fault=fault[:200],
        changed_at=moment,
        due_at=moment + wait if state is _WAITING else moment,
    )


def _finish(issue: Issue) -> None:
    """Says that it was sent, once no mail waits and none is in hand."""
    if not Delivery.objects.filter(issue_id=issue.pk, state__in=(_WAITING, _HANDING)).exists():
        rows = Issue.objects.filter(pk=issue.pk, state=Issue.State.SENDING, is_spread=True)
        rows.update(state=Issue.State.SENT, sent_at=now())
