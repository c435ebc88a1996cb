"""Publishes a story together with its discussion."""

from typing import Unpack

from django.db import transaction

from belowline.accounts.queries.people import Actor
from belowline.discussion.queries.threads import days_open, desk_thread_of_article
from belowline.discussion.services.corrections import note_correction
from belowline.discussion.services.questions import put_question
from belowline.discussion.services.threads import move_closing, open_thread
from belowline.newsroom.services.publishing import Published, Submission, publish_story


@transaction.atomic
def publish_with_discussion(
    *, actor: Actor, article_id: int, **submitted: Unpack[Submission]
) -> Published:
    """As newsroom.services.publishing.publish_story does; there is a thread below it then."""
    before = desk_thread_of_article(publication_id=actor.publication_id, article_id=article_id)
    days = days_open(before) if before else None
    published = publish_story(actor=actor, article_id=article_id, **submitted)
    move_closing(article_id=article_id, days=days)
    thread_id = open_thread(article_id=article_id, publication_id=actor.publication_id)
    put_question(thread_id=thread_id, publication_id=actor.publication_id, text=published.question)
    if published.is_corrected:
        note_correction(article_id=article_id, version=published.version)
    return published
