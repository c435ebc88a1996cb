"""What happens in the search, as facts for the outbox."""

from dataclasses import dataclass
from typing import ClassVar

from belowline.core.events import ARTICLE, NEWS, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedArticlesFound(Event):
    """Other articles than before stand beside an article."""

    invalidates: ClassVar = (ARTICLE, NEWS)
    tells: ClassVar = None

    article_id: int
