"""Parts of pages that come back: articles in lists, the lists beside articles, and the links to
other orders.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from django.template import engines
from django.utils.safestring import SafeString

from belowline.core.languages import spoken
from belowline.core.made_of import MadeOf
from belowline.discussion.queries.orders import Order
from belowline.discussion.queries.summaries import Highlight
from belowline.network.queries.beside import Network
from belowline.newsroom.queries.articles import ArticleCard
from belowline.newsroom.queries.publications import PublicationView

_BESIDE: MadeOf[PublicationView, SafeString] = MadeOf(128)
_TEASERS: MadeOf[PublicationView, SafeString] = MadeOf(1_024)

if TYPE_CHECKING:
    from django.template.backends.jinja2 import Jinja2


def beside(
    related: Sequence[ArticleCard],
    discussed: Sequence[ArticleCard],
    counts: Mapping[int, int],
    publication: PublicationView,
    network: Network,
) -> SafeString:
    """Related articles and the most discussed ones, offers, and what is talked about on other
    sites; `counts` are comments by article id.
    """
    ids = [card.id for card in (*related, *discussed)]
    shown = {key: counts.get(key, 0) for key in ids}
    given = (
        tuple(related),
        tuple(discussed),
        shown,
        publication,
        network.offers,
        network.elsewhere,
    )
    return _BESIDE.get(
        tuple(ids), publication, (*given, spoken()), lambda: _drawn("beside", *given)
    )


def teaser(
    card: ArticleCard,
    publication: PublicationView,
    number: int,
    said: Highlight | None,
    is_first: bool,  # noqa: FBT001 - as templates call it
) -> SafeString:
    """An article in a list with the `number` of its comments and what is worth showing of them;
    the first one's picture is fetched at once.
    """
    given = (card, publication, number, said, is_first)
    by_the_clock = (card.is_expired, card.shown_picture is not None)
    return _TEASERS.get(
        card.id, publication, (*given, *by_the_clock, spoken()), lambda: _drawn("teaser", *given)
    )


def order_links(
    path: str,
    order: Order,
    flat: bool,  # noqa: FBT001 - as templates call it
    has_votes: bool,  # noqa: FBT001
) -> SafeString:
    """Links to the orders and views of the discussion below the article at `path`."""
    return _order_links(path, order, flat, has_votes, spoken())


@lru_cache(maxsize=128)
def _order_links(
    path: str,
    order: Order,
    flat: bool,  # noqa: FBT001
    has_votes: bool,  # noqa: FBT001
    language: str,
) -> SafeString:
    del language
    return _drawn("order_links", path, order, flat, has_votes, list(Order))


def _drawn(name: str, *given: object) -> SafeString:
    """What the macro of this name in the template of this name makes of it."""
    template = cast("Jinja2", engines["pages"]).env.get_template(f"pages/{name}.html")
    draw = cast("Callable[..., str]", getattr(template.module, name))
    return SafeString(draw(*given))
