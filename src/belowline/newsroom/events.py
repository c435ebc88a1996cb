"""What happens in the newsroom, as facts for the outbox."""

from dataclasses import dataclass
from typing import ClassVar

from belowline.core.events import ARTICLE, LISTS, NEWS, PUBLICATIONS, SITE, Event


class SectionOpened(Event):
    """A publication has a new section."""

    __slots__ = ()
    invalidates: ClassVar = (SITE, PUBLICATIONS)
    tells: ClassVar = None


class SectionsChanged(Event):
    """Sections have other names, stand in another order, or are gone."""

    __slots__ = ()
    invalidates: ClassVar = (SITE, PUBLICATIONS)
    tells: ClassVar = None


class PublicationChanged(Event):
    """A publication has another name, line, time zone or look."""

    __slots__ = ()
    invalidates: ClassVar = (SITE, PUBLICATIONS)
    tells: ClassVar = None


class FrontPageChanged(Event):
    """A front page is ordered otherwise, or has another line about what is happening right now."""

    __slots__ = ()
    invalidates: ClassVar = (LISTS, NEWS)
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

    invalidates: ClassVar = (ARTICLE, LISTS, NEWS)
    tells: ClassVar = None

    article_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChanged(Event):
    """A published story says something else, or is at another address."""

    invalidates: ClassVar = (ARTICLE, LISTS, NEWS)
    tells: ClassVar = None

    article_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEnded(Event):
    """A story was held, withdrawn or killed: whatever shows it is untrue at once."""

    invalidates: ClassVar = (SITE, ARTICLE, LISTS, NEWS)
    tells: ClassVar = None

    article_id: int
