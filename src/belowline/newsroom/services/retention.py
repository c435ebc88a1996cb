"""Forgets who had a story open, and codes that set nothing up."""

from datetime import timedelta

from belowline.core.clock import now
from belowline.core.retention import delete_rows
from belowline.newsroom.models import ArticleEditor, SetUpCode
from belowline.newsroom.queries.set_up import GOOD_FOR

_EDITORS_KEPT = timedelta(days=1)


def editors(*, dry_run: bool) -> int:
    """Who had a story open to write in it, a day later."""
    old = ArticleEditor.objects.filter(seen_at__lt=now() - _EDITORS_KEPT)
    return delete_rows(old, dry_run=dry_run)


def set_up_codes(*, dry_run: bool) -> int:
    """Codes for setting the installation up that nobody has used."""
    old = SetUpCode.objects.filter(made_at__lt=now() - GOOD_FOR)
    return delete_rows(old, dry_run=dry_run)
