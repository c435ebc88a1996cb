"""What happens in the newsroom, as facts for the outbox."""

from dataclasses import dataclass
from typing import ClassVar

from belowline.core.events import LISTS, NEWS, PUBLICATIONS, SITE, Event


class SectionOpened(Event):
    """A publication has a new section."""

    __slots__ = ()
    invalidates: ClassVar = (SITE, PUBLICATIONS)
    tells: ClassVar = None


class LanguageChanged(Event):
    """A publication is printed in another language."""

    __slots__ = ()
    invalidates: ClassVar = (SITE, PUBLICATIONS)
    tells: ClassVar = None


class PublicationMoved(Event):
    """A publication has another address, host names, or origins that may ask or frame it."""

    __slots__ = ()
    invalidates: ClassVar = (SITE, PUBLICATIONS)
    tells: ClassVar = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePublished(Event):
    """An article was published."""

    invalidates: ClassVar = (LISTS, NEWS)
    tells: ClassVar = None

    article_id: int
