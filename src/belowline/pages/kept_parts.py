"""Parts of pages that come back: the lists beside articles, and the links to other orders."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from django.template import engines
from django.utils.safestring import SafeString

from belowline.core.languages import spoken
from belowline.discussion.queries.orders import Order
from belowline.network.queries.beside import Network
from belowline.newsroom.queries.articles import ArticleCard
from belowline.newsroom.queries.publications import PublicationView

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
    shown = tuple(counts.get(card.id, 0) for card in (*related, *discussed))
    return _beside(tuple(related), tuple(discussed), shown, publication, network, spoken())


def order_links(
    path: str,
    order: Order,
    flat: bool,  # noqa: FBT001 - as templates call it
    has_votes: bool,  # noqa: FBT001
) -> SafeString:
    """Links to the orders and views of the discussion below the article at `path`."""
    return _order_links(path, order, flat, has_votes, spoken())


@lru_cache(maxsize=128)
def _beside(
    related: tuple[ArticleCard, ...],
    discussed: tuple[ArticleCard, ...],
    shown: tuple[int, ...],
    publication: PublicationView,
    network: Network,
    language: str,
) -> SafeString:
    del language  # only told apart here
    ids = (card.id for card in (*related, *discussed))
    counts = dict(zip(ids, shown, strict=True))
    offers, elsewhere = network.offers, network.elsewhere
    return _drawn("beside", related, discussed, counts, publication, offers, elsewhere)


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
