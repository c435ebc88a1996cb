"""The front page of a publication, and of each of its sections."""

from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string

from belowline.newsroom.queries.articles import ArticleCard
from belowline.newsroom.queries.publications import PublicationView, SectionView


def render_front(
    publication: PublicationView,
    *,
    section: SectionView | None,
    articles: Sequence[ArticleCard],
    discussed: Sequence[ArticleCard],
    counts: Mapping[int, int],
) -> str:
    """The newest articles, the first of them large, with what is talked about beside them."""
    path = section.path if section else "/"
    return render_to_string(
        "pages/front.html",
        {
            "publication": publication,
            "section": section,
            "section_slug": section.slug if section else "",
            "lead": articles[0] if articles else None,
            "articles": articles[1:],
            "discussed": discussed,
            "counts": counts,
            "canonical": publication.base_url + path,
            "back": path,
            "feed": (section.path if section else "") + "/feed.atom",
        },
    )
