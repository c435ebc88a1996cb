"""Newsletters that go out by themselves, each day at an hour: composed by rules, sent as any issue.

An editor finds the issue at the desk, and can stop it. On a day on which there is nothing new there
is none.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext

from belowline.accounts.policies import check_edits
from belowline.accounts.queries.people import Actor
from belowline.audience.models import Issue, MailingList
from belowline.audience.queries.issue_contents import Proposal, proposal
from belowline.audience.services.issues import LONGEST_SUBJECT
from belowline.core import audit
from belowline.core.clock import now
from belowline.core.refusals import Conflict, Invalid, NotFound
from belowline.core.schedule_rules import EVERY_DAY, Daily
from belowline.newsroom.queries.articles import cards
from belowline.newsroom.queries.publications import zone_of

_HOURS = range(24)
_WEEKDAYS = frozenset(range(1, 6))
_TOO_LATE = timedelta(hours=3)
"""After this a morning's briefing is none any more: the next one comes at its time."""


@transaction.atomic
def choose_hour(*, actor: Actor, list_id: int, hour: str, weekdays_only: bool) -> None:
    """Has issues of a newsletter go out by themselves at this hour; empty: an editor sends each.

    Raises NotAllowed, NotFound, Invalid, or Conflict for the news alerts.
    """
    check_edits(actor)
    rows = MailingList.objects.select_for_update().filter(publication_id=actor.publication_id)
    found = rows.filter(pk=list_id).first()
    if found is None:
        raise NotFound(gettext("There is no such newsletter."))
    chosen = _hour(hour)
    if chosen is not None and found.kind == MailingList.Kind.ALERTS:
        raise Conflict(gettext("News alerts are sent when there is news."))
    if (chosen, weekdays_only) == (found.daily_hour, found.weekdays_only):
        return
    found.daily_hour, found.weekdays_only = chosen, weekdays_only
    found.next_at = _next(found, now())
    found.save(update_fields=["daily_hour", "weekdays_only", "next_at"])
    audit.record(
        publication_id=actor.publication_id,
        actor_id=actor.id,
        actor_name=actor.name,
        action="newsletter timed",
        subject_kind="newsletter",
        subject_id=found.id,
        details={"name": found.name, "hour": chosen, "weekdays": weekdays_only},
    )


def compose_briefings() -> None:
    """Makes the issues whose hour has come. Scheduled, every minute."""
    due = MailingList.objects.filter(next_at__lte=now()).order_by("next_at", "id")
    for list_id in list(due.values_list("id", flat=True)):
        _compose(list_id)


@transaction.atomic
def _compose(list_id: int) -> None:
    moment = now()
    rows = MailingList.objects.select_for_update().filter(pk=list_id, next_at__lte=moment)
    found = rows.first()
    if found is None or found.next_at is None:  # another process was first
        return
    is_late = moment - found.next_at > _TOO_LATE
    found.next_at = _next(found, moment)
    found.save(update_fields=["next_at"])
    proposed = proposal(publication_id=found.publication_id, section_id=found.section_id)
    if is_late or not _is_new(found, proposed):
        return
    Issue.objects.create(
        publication_id=found.publication_id,
        mailing_list=found,
        subject=_subject(found, proposed),
        article_ids=list(proposed.article_ids),
        comment_id=proposed.comment_id,
        state=Issue.State.SCHEDULED,
        due_at=moment,
    )


def _is_new(found: MailingList, proposed: Proposal) -> bool:
    """Whether there is an article that was in none of the last issues."""
    past = Issue.objects.filter(mailing_list=found).exclude(state=Issue.State.DRAFT)
    told = past.order_by("-id").values_list("article_ids", flat=True)[:3]
    return bool(set(proposed.article_ids) - {it for ids in told for it in ids})


def _subject(found: MailingList, proposed: Proposal) -> str:
    """The newsletter's name and the first headline."""
    known = cards(proposed.article_ids, publication_ids=[found.publication_id])
    first = next((known[it].headline for it in proposed.article_ids if it in known), "")
    return f"{found.name}: {first}"[:LONGEST_SUBJECT] if first else found.name


def _next(found: MailingList, moment: datetime) -> datetime | None:
    if found.daily_hour is None:
        return None
    zone = zone_of(found.publication_id)
    days = _WEEKDAYS if found.weekdays_only else EVERY_DAY
    return Daily(time(found.daily_hour), zone.key, days).next_after(moment)


def _hour(typed: str) -> int | None:
    if not typed:
        return None
    if not typed.isascii() or not typed.isdigit() or len(typed) > 2 or int(typed) not in _HOURS:
        raise Invalid(gettext("Please choose an hour."), field="hour")
    return int(typed)
