"""Forgets who had a story open, old reads, codes that set nothing up, and unused pictures."""

from datetime import timedelta

from belowline.core.clock import now
from belowline.core.retention import delete_rows
from belowline.newsroom.models import ArticleEditor, ArticleReads, Picture, SetUpCode
from belowline.newsroom.queries.picture_files import digest_of, orphan_files, picture_storage
from belowline.newsroom.queries.set_up import GOOD_FOR

_EDITORS_KEPT = timedelta(days=1)
_READS_KEPT = timedelta(days=30)
_PICTURES_KEPT = timedelta(days=30)
_FILES_KEPT = timedelta(days=1)
"""Longer than an upload takes from its files to its row."""


def editors(*, dry_run: bool) -> int:
    """Who had a story open to write in it, a day later."""
    old = ArticleEditor.objects.filter(seen_at__lt=now() - _EDITORS_KEPT)
    return delete_rows(old, dry_run=dry_run)


def reads(*, dry_run: bool) -> int:
    """How often articles were read, by the hour, after thirty days."""
    return delete_rows(ArticleReads.objects.filter(hour__lt=now() - _READS_KEPT), dry_run=dry_run)


def set_up_codes(*, dry_run: bool) -> int:
    """Codes for setting the installation up that nobody has used."""
    old = SetUpCode.objects.filter(made_at__lt=now() - GOOD_FOR)
    return delete_rows(old, dry_run=dry_run)


def unused_pictures(*, dry_run: bool) -> int:
    """Pictures that no article has or had, a month after they were uploaded."""
    unused = Picture.objects.filter(uses=None, uploaded_at__lt=now() - _PICTURES_KEPT)
    return delete_rows(unused, dry_run=dry_run)


def picture_files(*, dry_run: bool) -> int:
    """Files of pictures that are gone, a day after they were written."""
    storage, gone = picture_storage(), 0
    for name in orphan_files():
        if storage.get_modified_time(name) >= now() - _FILES_KEPT:
            continue
        if dry_run:
            gone += 1
        elif not Picture.objects.filter(digest=digest_of(name)).exists():
            storage.delete(name)
            gone += 1
    return gone
