"""What readers are told while an incident goes on below an article."""

from belowline.moderation.queries.incidents import IncidentView, incident_at
from belowline.newsroom.queries.articles import ArticleView
from belowline.newsroom.queries.publications import PublicationView


def incident_below(publication: PublicationView, article: ArticleView) -> IncidentView | None:
    """The incident that concerns the article or its section now, or None."""
    section = publication.section(article.section_slug)
    return incident_at(
        article.ref,
        section_ref=section.ref if section else "",
        publication_id=publication.id,
    )
