"""Articles' rows by their addresses, kept until an event: each page begins with one."""

from sys import getsizeof

from belowline.core.events import NEWS, SITE
from belowline.core.kept_until_heard import KeptUntilHeard
from belowline.core.prepared import Prepared
from belowline.newsroom.models import Article

_MOST = 4_000_000
_AROUND = 4_000
"""Bytes of the rows that are kept in all, and, about, of one without its text."""


def row_at(publication_id: int, section_id: int, slug: str) -> Article | None:
    """The row of the article at this address, which nobody changes, or None.

    What of it readers may see now is for the clock to say.
    """
    since = _KEPT.since()
    address = (publication_id, section_id, slug)
    row = _KEPT.find(address)
    if row is None and (row := next(iter(_AT(*address)), None)) is not None:
        names = [name.format(publication_id=publication_id) for name in (NEWS, SITE)]
        _KEPT.keep(address, row, *names, since=since)
    return row


def _weight(row: Article) -> int:
    return _AROUND + getsizeof(row.body) + getsizeof(row.body_html)


_AT = Prepared(
    lambda publication, section, slug: Article.objects.filter(
        publication=publication, section=section, slug=slug
    )
)
_KEPT: KeptUntilHeard[Article] = KeptUntilHeard(_MOST, _weight)
