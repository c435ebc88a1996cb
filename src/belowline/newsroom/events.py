"""What happens in the newsroom, as facts for the outbox."""

from dataclasses import dataclass

from belowline.core.events import Event


class SectionOpened(Event):
    """A publication has a new section."""

    __slots__ = ()


class LanguageChanged(Event):
    """A publication is printed in another language."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePublished(Event):
    """An article was published."""

    article_id: int
