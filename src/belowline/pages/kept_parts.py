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
_LINKS: MadeOf[PublicationView, SafeString] = MadeOf(1_024)

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
    beside_it = (*given, network.changes_at, spoken())  # the clock ends the rights to a picture
    return _BESIDE.get(tuple(ids), publication, beside_it, lambda: _drawn("beside", *given))


def teaser(
    card: ArticleCard,
    publication: PublicationView,
    number: int,
    said: Highlight | None,
    *,
    is_first: bool,
) -> SafeString:
    """An article in a list with the `number` of its comments and what is worth showing of them;
    the first one's picture is fetched at once.
    """
    given = (card, publication, number, said, is_first)
    by_the_clock = (card.is_expired, card.shown_picture is not None)
    return _TEASERS.get(
        card.id, publication, (*given, *by_the_clock, spoken()), lambda: _drawn("teaser", *given)
    )


def teasers(
    cards: Sequence[ArticleCard],
    publication: PublicationView,
    counts: Mapping[int, int],
    highlights: Mapping[int, Highlight] | None = None,
) -> SafeString:
    """Articles in a list, each as `teaser` has it."""
    said = highlights or {}
    drawn = (
        teaser(card, publication, counts.get(card.id, 0), said.get(card.id), is_first=False)
        for card in cards
    )
    return SafeString("".join(f'<article class="teaser">{each}</article>' for each in drawn))


def ranked(
    cards: Sequence[ArticleCard], publication: PublicationView, counts: Mapping[int, int]
) -> SafeString:
    """The items of a list in which the first is the most discussed."""
    drawn = (link(card, publication, counts.get(card.id, 0)) for card in cards)
    return SafeString("".join(f"<li><span>{each}</span></li>" for each in drawn))


def link(
    card: ArticleCard, publication: PublicationView, number: int, kicker: str = ""
) -> SafeString:
    """An article in a short list with the `number` of its comments."""
    given = (card, publication, number, kicker)
    return _LINKS.get(
        (card.id, kicker), publication, (*given, spoken()), lambda: _drawn("link", *given)
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
