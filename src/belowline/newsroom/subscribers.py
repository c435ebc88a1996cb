"""What this room does after events: it notes which feeds have changed."""

from collections.abc import Sequence

from belowline.core.events import Event
from belowline.core.subscribers import Recorded, Subscriber
from belowline.newsroom.events import ArticleChanged, ArticleEnded, ArticlePublished
from belowline.newsroom.services.hub import note_changes

_ARTICLES = (ArticlePublished, ArticleChanged, ArticleEnded)


def _note(records: Sequence[Recorded]) -> None:
    note_changes({_article_of(record.event) for record in records})


def _article_of(event: Event) -> int:
    if not isinstance(event, _ARTICLES):
        raise TypeError(f"{type(event).__name__} is about no article.")
    return event.article_id


HUB = Subscriber("hub", _ARTICLES, _note, coalesce=_article_of, every=5.0)
