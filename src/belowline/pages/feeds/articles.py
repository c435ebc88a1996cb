"""Entries of articles."""

from collections.abc import Mapping, Sequence

from django.utils.html import escape, format_html
from django.utils.translation import gettext

from belowline.discussion.queries.summaries import Highlight
from belowline.newsroom.queries.articles import ArticleCard
from belowline.pages.feeds.entries import Entry
from belowline.pages.filters import shortened


def article_entries(
    articles: Sequence[ArticleCard],
    counts: Mapping[int, int],
    highlights: Mapping[int, Highlight],
    base_url: str,
) -> list[Entry]:
    """Those of the articles that may go out in feeds, each with its first lines and a sentence of
    its discussion; `counts` are comments by article id.
    """
    return [
        Entry(
            url=base_url + card.path,
            title=card.headline,
            html=_lines(card, highlights.get(card.id), base_url),
            author=card.byline,
            published_at=card.published_at,
            updated_at=card.published_at,
            picture=card.shown_picture,
            comments=counts.get(card.id, 0),
            discussion=f"{base_url}{card.path}#discussion",
        )
        for card in articles
        if card.limits.allow("feed")
    ]


def _lines(card: ArticleCard, said: Highlight | None, base_url: str) -> str:
    standfirst = (
        f"<p>{escape(card.standfirst)}</p>" if card.standfirst and not card.is_expired else ""
    )
    if said is None:
        return standfirst
    return standfirst + format_html(
        '<blockquote><p><a href="{}/c/{}">{}</a></p><p>{}</p></blockquote>',
        base_url,
        said.ref,
        shortened(said.words),
        said.author or gettext("A reader"),
    )
