"""What this room deletes because its time is over."""

from datetime import timedelta

from django.db.models import Q

from belowline.core.clock import now
from belowline.core.retention import delete_rows
from belowline.moderation.models import (
    DeskSettings,
    HandOver,
    Likeness,
    LikenessSearch,
    RuleMatch,
    RuleTrial,
    Shift,
)

_KEPT = timedelta(days=366)
_REFUSED_KEPT = timedelta(days=30)
_SHADOW_KEPT = timedelta(days=90)
_TRIALS_KEPT = timedelta(days=90)
_LIKENESS_KEPT = timedelta(days=30)


def old_shifts(*, dry_run: bool) -> int:
    """Shifts, a year after their end."""
    return delete_rows(Shift.objects.filter(ends_at__lt=now() - _KEPT), dry_run=dry_run)


def old_hand_overs(*, dry_run: bool) -> int:
    """Notes at the end of shifts, after a year."""
    return delete_rows(HandOver.objects.filter(written_at__lt=now() - _KEPT), dry_run=dry_run)


def desk_settings(*, dry_run: bool) -> int:
    """What moderators had set aside and been told, the day after; whether they fold stays."""
    yesterday = now() - timedelta(days=1)
    old = DeskSettings.objects.filter(
        Q(set_aside_until=None) | Q(set_aside_until__lt=yesterday),
        Q(break_suggested_at=None) | Q(break_suggested_at__lt=yesterday),
        folds=True,
    )
    return delete_rows(old, dry_run=dry_run)


def refused_texts(*, dry_run: bool) -> int:
    """That a rule has turned somebody's text away, after thirty days; the text is not kept."""
    old = RuleMatch.objects.filter(comment=None, matched_at__lt=now() - _REFUSED_KEPT)
    return delete_rows(old, dry_run=dry_run)


def shadow_matches(*, dry_run: bool) -> int:
    """What a rule in the shadow would have caught, after ninety days."""
    old = RuleMatch.objects.filter(
        comment__isnull=False, is_live=False, matched_at__lt=now() - _SHADOW_KEPT
    )
    return delete_rows(old, dry_run=dry_run)


def old_trials(*, dry_run: bool) -> int:
    """How rules did on past comments, ninety days after they were tried."""
    old = RuleTrial.objects.filter(asked_at__lt=now() - _TRIALS_KEPT)
    return delete_rows(old, dry_run=dry_run)


def old_likenesses(*, dry_run: bool) -> int:
    """Who was found to write alike, after thirty days. What was dismissed stays, without reasons,
    as long as both accounts.
    """
    old = Likeness.objects.filter(dismissed_at=None, found_at__lt=now() - _LIKENESS_KEPT)
    return delete_rows(old, dry_run=dry_run)


def old_likeness_searches(*, dry_run: bool) -> int:
    """That somebody's writing was compared, after thirty days."""
    old = LikenessSearch.objects.filter(asked_at__lt=now() - _LIKENESS_KEPT)
    return delete_rows(old, dry_run=dry_run)
