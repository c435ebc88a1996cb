"""An editor writes an issue, tries it out, and has it sent now or later."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor, address_of
from belowline.accounts.services.limited_acts import count_test_mail
from belowline.audience.models import Issue, MailingList
from belowline.audience.queries.issue_contents import proposal
from belowline.audience.queries.issues import issue_at_desk
from belowline.audience.queries.mailing_lists import ListView, mailing_list
from belowline.audience.services.issue_mail import make_issue
from belowline.audience.services.mailing_lists import alerts_list_id
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.mail import send_mail
from belowline.core.markup import clean_line, clean_text
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.newsroom.queries.articles import article_by_id, cards
from belowline.newsroom.queries.publications import publication_by_id

LONGEST_SUBJECT, LONGEST_TEXT, MOST_ARTICLES = 150, 2000, 20


@transaction.atomic
def begin_issue(*, actor: Actor, list_id: int) -> int:
    """Begins an issue, a newsletter's with what its rules propose, and returns its id."""
    check_edits(actor)
    wanted = _list(actor, list_id)
    proposed = (
        None
        if wanted.is_alerts
        else proposal(publication_id=actor.publication_id, section_id=wanted.section_id)
    )
    made = Issue.objects.create(
        publication_id=actor.publication_id,
        mailing_list_id=wanted.id,
        subject=wanted.name,
        article_ids=list(proposed.article_ids) if proposed else [],
        comment_id=proposed.comment_id if proposed else None,
    )
    return made.pk


@transaction.atomic
def begin_alert(*, actor: Actor, article_id: int) -> int:
    """Begins a news alert about an article, and returns its id. Raises NotFound."""
    check_edits(actor)
    article = article_by_id(publication_id=actor.publication_id, article_id=article_id)
    if article is None:
        raise NotFound(gettext("Only a published article can be sent as a news alert."))
    made = Issue.objects.create(
        publication_id=actor.publication_id,
        mailing_list_id=alerts_list_id(actor.publication_id, gettext("News alerts")),
        subject=article.headline[:LONGEST_SUBJECT],
        article_ids=[article.id],
    )
    return made.pk


@transaction.atomic
def save_issue(
    *, actor: Actor, issue_id: int, subject: str, text: str, article_ids: Sequence[int]
) -> None:
    """Keeps the words and articles of an issue that is not sent yet. Raises Invalid, Conflict."""
    row = _locked(actor, issue_id)
    _check_draft(row)
    found = cards(article_ids, publication_ids=[actor.publication_id])
    if len(article_ids) > MOST_ARTICLES:
        raise Invalid(gettext("There are too many articles for one issue."), field="articles")
    row.subject = clean_line(subject, most=LONGEST_SUBJECT, field="subject")
    row.text = clean_text(text, most=LONGEST_TEXT, field="text")
    if not row.subject:
        raise Invalid(gettext("Please enter a subject."), field="subject")
    if len(row.text) > LONGEST_TEXT:
        raise Invalid(gettext("This is too long."), field="text")
    row.article_ids = [it for it in dict.fromkeys(article_ids) if it in found]
    row.save(update_fields=["subject", "text", "article_ids"])


@transaction.atomic
def send_issue(*, actor: Actor, issue_id: int, at: datetime | None) -> None:
    """Has it sent at a moment, or now (None), on record. Raises Invalid and Conflict."""
    row = _locked(actor, issue_id)
    _check_draft(row)
    if not row.article_ids and not row.text:
        raise Invalid(gettext("There is nothing in it yet."), field="articles")
    if at is not None and at <= now():
        raise Invalid(gettext("Please choose a time to come."), field="at")
    row.state, row.due_at = Issue.State.SCHEDULED, at or now()
    row.save(update_fields=["state", "due_at"])
    _record(actor, row, "issue scheduled" if at else "issue sent")


@transaction.atomic
def stop_issue(*, actor: Actor, issue_id: int) -> None:
    """Takes a scheduled issue back into draft, or pauses one that is being sent."""
    row = _locked(actor, issue_id)
    if row.state == Issue.State.SCHEDULED:
        row.state, row.due_at = Issue.State.DRAFT, None
    elif row.state == Issue.State.SENDING:
        row.state, row.pause_reason = Issue.State.PAUSED, gettext("An editor paused it.")
    else:
        raise _not_any_more()
    row.save(update_fields=["state", "due_at", "pause_reason"])
    _record(actor, row, "issue stopped")


@transaction.atomic
def resume_issue(*, actor: Actor, issue_id: int) -> None:
    """Goes on sending one that was paused."""
    row = _locked(actor, issue_id)
    if row.state != Issue.State.PAUSED:
        raise _not_any_more()
    row.state, row.pause_reason = Issue.State.SENDING, ""
    row.save(update_fields=["state", "pause_reason"])
    _record(actor, row, "issue resumed")


@transaction.atomic
def delete_issue(*, actor: Actor, issue_id: int) -> None:
    """Deletes an issue that was not sent."""
    row = _locked(actor, issue_id)
    _check_draft(row)
    _record(actor, row, "issue deleted")
    row.delete()


def send_test(*, actor: Actor, issue_id: int) -> None:
    """Sends it to the editor's own address only. Called outside a transaction.

    Raises NotFound, TooMany, and NotSentError where the mail server does not take it.
    """
    check_edits(actor)
    issue = issue_at_desk(publication_id=actor.publication_id, issue_id=issue_id)
    publication, address = publication_by_id(actor.publication_id), address_of(actor.id)
    if issue is None or publication is None or address is None:
        raise NotFound(gettext("There is no such issue."))
    count_test_mail(person_id=actor.id)
    send_mail(make_issue(issue, publication).as_test(address))


def _list(actor: Actor, list_id: int) -> ListView:
    found = mailing_list(publication_id=actor.publication_id, list_id=list_id)
    if found is None:
        raise NotFound(gettext("There is no such newsletter."))
    return found


def _locked(actor: Actor, issue_id: int) -> Issue:
    check_edits(actor)
    rows = Issue.objects.select_for_update().filter(publication_id=actor.publication_id)
    found = rows.filter(pk=issue_id).first()
    if found is None:
        raise NotFound(gettext("There is no such issue."))
    return found


def _check_draft(row: Issue) -> None:
    if row.state not in (Issue.State.DRAFT, Issue.State.SCHEDULED):
        raise _not_any_more()


def _not_any_more() -> Conflict:
    return Conflict(gettext("This issue is already on its way."))


def _record(actor: Actor, row: Issue, action: str) -> None:
    lists = MailingList.objects.filter(pk=row.mailing_list_id).values_list("name", flat=True)
    audit.record(
        publication_id=actor.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        subject_kind="issue",
        subject_id=row.pk,
        details={"subject": row.subject, "newsletter": lists[0]},
    )
