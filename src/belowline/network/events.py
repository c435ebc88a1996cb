"""What happens to offers and among sites, as facts for the outbox."""

from typing import ClassVar

from belowline.core.events import SITE, Event


class OffersChanged(Event):
    """An offer was made, changed or taken off."""

    __slots__ = ()
    invalidates: ClassVar = (SITE,)
    tells: ClassVar = None


class SiteLinksChanged(Event):
    """A publication shows other sites than before, or is shown by others."""

    __slots__ = ()
    invalidates: ClassVar = (SITE,)
    tells: ClassVar = None
