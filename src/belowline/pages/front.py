"""The front page of a publication, and of each of its sections."""

from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string

from belowline.discussion.queries.summaries import Highlight
from belowline.network.queries.beside import Network
from belowline.newsroom.queries.articles import ArticleCard
from belowline.newsroom.queries.front_pages import FrontView
from belowline.newsroom.queries.publications import PublicationView, SectionView

_SECOND = 2
"""How many articles stand large below the first one."""


def render_front(
    publication: PublicationView,
    *,
    section: SectionView | None,
    network: Network,
    front: FrontView,
    articles: Sequence[ArticleCard],
    discussed: Sequence[ArticleCard],
    counts: Mapping[int, int],
    highlights: Mapping[int, Highlight],
) -> str:
    """The articles in their order: the first leads, two stand large below it where an editor has
    placed them. Beside them is what is talked about. `counts` are comments, `highlights` what is
    worth showing of the discussions, both by article id.
    """
    path = section.path if section else "/"
    seconds = max(min(len(front.placed), 1 + _SECOND), 1)
    return render_to_string(
        "pages/front.html",
        {
            "publication": publication,
            "section": section,
            "section_slug": section.slug if section else "",
            "lead": articles[0] if articles else None,
            "second": articles[1:seconds],
            "articles": articles[seconds:],
            "network": network,
            "breaking": front.breaking,
            "older": f"{path}?after={front.after}" if section and front.after else "/archive",
            "discussed": discussed,
            "counts": counts,
            "highlights": highlights,
            "canonical": publication.base_url + path,
            "back": path,
            "feed": (section.path if section else "") + "/feed",
        },
    )
