"""Publishes a story together with its discussion."""

from collections.abc import Mapping

from django.db import transaction

from belowline.accounts.queries.people import Actor
from belowline.discussion.services.corrections import note_correction
from belowline.discussion.services.threads import open_thread
from belowline.newsroom.services.publishing import Published, publish_story


@transaction.atomic
def publish_with_discussion(
    *,
    actor: Actor,
    article_id: int,
    words: Mapping[str, str],
    revision: int,
    notice_kind: str = "",
    notice: str = "",
) -> Published:
    """As newsroom.services.publishing.publish_story does; there is a thread below it then."""
    published = publish_story(
        actor=actor,
        article_id=article_id,
        words=words,
        revision=revision,
        notice_kind=notice_kind,
        notice=notice,
    )
    open_thread(article_id=article_id, publication_id=actor.publication_id)
    if published.is_corrected:
        note_correction(article_id=article_id, version=published.version)
    return published
